import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { writeApart } from "../../src/store/folder.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "taizhang-folder-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

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
