import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { dropLeftDrafts, writeApart } from "../../src/store/whole-file.ts";
import { temporaryFolder } from "../helpers/temporary.ts";

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

test("a file that is written by several at a time is one of theirs, whole and for this user alone", async () => {
  const file = join(folder, "图.png");
  const contents = ["一", "二", "三"].map((word) => word.repeat(100_000));
  await Promise.all(contents.map((content) => writeApart(file, content)));
  expect(contents).toContain(readFileSync(file, "utf8"));
  expect(readdirSync(folder)).toEqual(["图.png"]);
  if (process.platform !== "win32") expect(statSync(file).mode & 0o777).toBe(0o600);
});

test("where a file cannot be written nothing of it is left, and others have their turn meanwhile", async () => {
  const file = join(folder, "图.png");
  mkdirSync(file);
  await expect(writeApart(file, "图")).rejects.toThrow();
  expect(readdirSync(folder)).toEqual(["图.png"]);
  let turns = 0;
  const turn = setImmediate(() => turns++);
  await writeApart(join(folder, "另一张.png"), "图");
  clearImmediate(turn);
  expect(turns).toBe(1);
});

test("what a killed program left beside a file goes, but nothing that may still be written", async () => {
  const { pid: ended } = spawnSync(process.execPath, ["-e", ""]);
  const file = join(folder, "述职报告.docx");
  const hourAgo = Date.now() / 1000 - 3600;
  const leave = (name: string, at = hourAgo) => {
    writeFileSync(join(folder, name), "半");
    utimesSync(join(folder, name), at, at);
  };
  leave(`述职报告.docx.${ended}-3.part`);
  leave(`述职报告.docx.${process.pid}-999.part`);
  leave(`述职报告.docx.${ended}-4.part`, Date.now() / 1000 + 600);
  leave(`底稿.docx.${ended}-1.part`);
  leave("述职报告.docx.part");
  await writeApart(file, "新");
  dropLeftDrafts(file);
  expect(new Set(readdirSync(folder))).toEqual(
    new Set([
      "述职报告.docx",
      `述职报告.docx.${process.pid}-999.part`,
      `述职报告.docx.${ended}-4.part`,
      `底稿.docx.${ended}-1.part`,
      "述职报告.docx.part",
    ]),
  );
});
