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

test("where no platform is set and nobody types, as in a service, the end is told", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "taizhang-start-"));
  onTestFinished(() => rmSync(dataDir, { recursive: true }));
  const notes: string[] = [];
  const options = { organisation: undefined, as: undefined, output: new PassThrough() };
  for (const lines of ["", "计划\n"]) {
    const input = new PassThrough();
    const running = await start({
      ...{ ...options, input, place: { dataDir, config: readConfig({}) } },
      report: (error) => {
        throw error;
      },
      note: (text) => notes.push(text),
    });
    input.end(lines);
    await running.ended;
    await running.close();
  }
  expect(notes).toEqual([expect.stringContaining("没有配置聊天平台，也没有人输入，已经退出。")]);
});

test("the terminal's user belongs to the only branch that has records; of several the name is asked for", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "taizhang-start-"));
  onTestFinished(() => rmSync(dataDir, { recursive: true }));
  const opened = async (organisation?: string, as = organisation ?? "周敏") => {
    const input = new PassThrough();
    const output = new PassThrough();
    let text = "";
    output.on("data", (chunk: Buffer) => {
      text += chunk.toString();
    });
    const running = await start({
      place: { dataDir, config: readConfig({}) },
      organisation,
      as,
      input,
      output,
      report: (error) => {
        throw error;
      },
      note: () => {},
    });
    input.end("昨天集中学习 15人\n最近\n");
    await running.ended;
    await running.close();
    return text;
  };
  expect(await opened("河东街道党工委 > 河东党支部")).toContain("河东党支部最近 1 条");
  expect(await opened()).toContain("河东党支部最近 2 条");
  await opened("河西党支部");
  expect(await opened()).toContain("河东党支部最近 2 条");
  await expect(opened(undefined, "李海")).rejects.toThrow(
    "请用 --org 写明是哪个组织：河东街道党工委 > 河东党支部；河西党支部。",
  );
});
