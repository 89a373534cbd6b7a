import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { expect, onTestFinished, test } from "vitest";
import { readConfig } from "../src/config/environment.ts";
import { start } from "../src/start.ts";

/** What a terminal shows until its user says something and gets the answer. */
async function shown(isTTY: boolean): Promise<string> {
  const dataDir = mkdtempSync(join(tmpdir(), "taizhang-start-"));
  onTestFinished(() => rmSync(dataDir, { recursive: true }));
  const input = Object.assign(new PassThrough(), { isTTY });
  const output = new PassThrough();
  let text = "";
  const answered = new Promise<void>((resolve) => {
    output.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes("没有计划") && (!isTTY || text.includes("11月30日前"))) resolve();
    });
  });
  const running = await start({
    place: { dataDir, config: readConfig({}) },
    organisation: undefined,
    as: undefined,
    input,
    output,
    report: (error) => {
      throw error;
    },
    note: () => {},
    clock: () => new Date("2026-11-23T10:00:00+08:00"),
  });
  input.write("计划\n");
  await answered;
  input.end();
  await running.ended;
  await running.close();
  return text;
}

test("in a terminal that somebody sits at, the secretary is reminded of duties", async () => {
  expect(await shown(true)).toContain("主题党日：11月还没有记录，11月30日前");
});

test("piped lines are answered, and nothing else is said", async () => {
  expect(await shown(false)).not.toContain("11月30日前");
});
