import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { expect, onTestFinished, test } from "vitest";
import type { Io } from "../src/cli/io.ts";
import { replayCommand } from "../src/cli/replay.ts";
import { readConfig } from "../src/config/environment.ts";
import { openProgram } from "../src/program.ts";
import { start } from "../src/start.ts";
import { findMembers } from "../src/store/members.ts";
import { ensureOrganisation } from "../src/store/organisations.ts";
import { enrol } from "../src/store/people.ts";
import { writing } from "../src/store/transaction.ts";
import { temporaryFolder } from "./helpers/temporary.ts";

/** What a terminal shows until its user says something and gets the answer. */
async function shown(isTTY: boolean): Promise<string> {
  const dataDir = temporaryFolder();
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

test("in a terminal that somebody sits at, the secretary is reminded of duties, and the end leaves an empty line", async () => {
  const text = await shown(true);
  expect(text).toContain("主题党日：11月还没有记录，11月30日前");
  // It may come before the words are read or after: never behind a prompt, and with one to go on at below it.
  expect(text).toMatch(/\n示范党支部 提醒：\n/);
  expect(text).toMatch(/提醒请回复“义务 不提醒”。\n(?:> |还?没有计划)/);
  expect(text).toMatch(/(?:> |\n)\n$/);
});

test("piped lines are answered, and nothing else is said", async () => {
  expect(await shown(false)).not.toContain("11月30日前");
});

test("where no platform is set and nobody types, as in a service, the end is told, and so is a line that is no UTF-8", async () => {
  const dataDir = temporaryFolder();
  const notes: string[] = [];
  const unsaved: number[] = [];
  const options = { organisation: undefined, as: undefined, output: new PassThrough() };
  // The last is what a Windows console with code page 936 pipes.
  for (const lines of ["", "计划\n", Buffer.from([0xbc, 0xc6, 0xbb, 0xae, 0x0d, 0x0a])]) {
    const input = new PassThrough();
    const running = await start({
      ...{ ...options, input, place: { dataDir, config: readConfig({}) } },
      report: (error) => {
        throw error;
      },
      note: (text) => notes.push(text),
    });
    input.end(lines);
    unsaved.push(await running.ended);
    await running.close();
  }
  expect(unsaved).toEqual([0, 0, 1]);
  expect(notes).toEqual([
    expect.stringContaining("没有配置聊天平台，也没有人输入，已经退出。"),
    expect.stringMatching(/^这一句的编码不是 UTF-8，没有保存。.*chcp 65001.*\n$/),
  ]);
});

test("what the machine lacks is told in the chat in one sentence, and not logged", async () => {
  const dataDir = temporaryFolder();
  const faults: Error[] = [];
  const clock = () => {
    for (const fault of faults) throw fault;
    return new Date("2026-11-23T10:00:00+08:00");
  };
  const told: unknown[] = [];
  const report = (error: unknown) => told.push(error);
  const input = new PassThrough();
  const running = await start({
    ...{ place: { dataDir, config: readConfig({ BACKUP_KEEP: "0" }) }, organisation: undefined, as: undefined },
    ...{ input, output: new PassThrough(), clock, note: (text) => told.push(text) },
    report,
  });
  faults.push(Object.assign(new Error("database or disk is full"), { code: "SQLITE_FULL" }));
  input.end("今天党课 20人\n");
  await running.ended;
  await running.close();
  expect(told.filter((one) => one instanceof Error)).toEqual([]);
  expect(told.filter((one) => String(one).includes("这一句"))).toEqual([
    expect.stringMatching(/^这一句没有保存：磁盘已满[^。]*。\n$/),
  ]);
  expect(told[0]).toContain("这一句");
});

test("a port that is taken is named, a ledger that another program serves is left to it, and what was never connected is not said to be", async () => {
  const dataDir = temporaryFolder();
  const other = createServer().listen(0, "127.0.0.1");
  onTestFinished(() => void other.close());
  await once(other, "listening");
  const address = other.address();
  const port = String(typeof address === "object" ? address?.port : 0);
  const notes: string[] = [];
  const started = (env: Record<string, string>) => {
    const nowhere = {
      TELEGRAM_BOT_TOKEN: "123456:AAcanary_token-abcdefghijklmnopqrstu",
      TELEGRAM_API_ROOT: "http://[::1]:9",
    };
    return start({
      ...{ place: { dataDir, config: readConfig({ BACKUP_KEEP: "0", ...nowhere, ...env }) } },
      ...{ organisation: undefined, as: undefined, input: new PassThrough(), output: new PassThrough() },
      ...{ report: () => {}, note: (text) => notes.push(text), patienceMs },
    });
  };
  let patienceMs = 0;
  await expect(started({ HTTP_PORT: port })).rejects.toThrow(`HTTP_PORT 的端口 ${port} 已经被别的程序占用`);
  await expect(started({ HTTP_PORT: "0", HTTP_HOST: "192.0.2.1" })).rejects.toThrow(
    "HTTP_HOST 的 192.0.2.1 不是本机的地址",
  );
  const running = await started({});
  await expect(started({})).rejects.toThrow(`另一个程序正在用 ${dataDir} 的台账收发消息，请先停止它`);
  patienceMs = 60_000;
  const next = started({});
  await running.close();
  await (await next).close();
  expect(notes).toEqual([
    "已启动：Telegram。按 Ctrl+C 停止。\n",
    `另一个程序正在用 ${dataDir} 的台账收发消息，等它停止，最多 60 秒。\n`,
    "已启动：Telegram。按 Ctrl+C 停止。\n",
  ]);
});

test("a second terminal on a folder waits for the first, so that neither shows the other's answers", async () => {
  const dataDir = temporaryFolder();
  const notes: string[] = [];
  const chat = async (patienceMs: number) => {
    const input = new PassThrough();
    const output = new PassThrough();
    const running = await start({
      ...{ place: { dataDir, config: readConfig({ BACKUP_KEEP: "0" }) }, organisation: undefined, as: undefined },
      ...{ input, output, report: () => {}, note: (text) => notes.push(text), patienceMs },
    });
    return {
      async says(line: string): Promise<string> {
        input.end(line);
        await running.ended;
        await running.close();
        return String(output.read());
      },
    };
  };
  const first = await chat(0);
  await expect(chat(0)).rejects.toThrow(`另一个终端正在用 ${dataDir} 的台账对话，请先停止它再启动。`);
  const second = chat(60_000);
  expect(await first.says("计划\n")).toContain("没有计划");
  expect(await (await second).says("领学\n")).not.toContain("没有计划");
});

test("the terminal's user belongs to the only branch that has records; of several the name is asked for", async () => {
  const dataDir = temporaryFolder();
  const opened = async (organisation?: string, as: string | undefined = organisation ?? "周敏") => {
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
  await expect(opened("河冬党支部", "周敏")).rejects.toThrow(
    "没有叫“河冬党支部”的组织。是不是：河东街道党工委 > 河东党支部？",
  );
  const program = await openProgram({ dataDir, config: readConfig({}) });
  await writing(program.deps.db, (trx) => ensureOrganisation(trx, ["河西党支部"], "2026-11-01T00:00:00.000Z"));
  await program.close();
  await opened("河西党支部");
  expect(await opened()).toContain("河东党支部最近 2 条");
  await expect(opened(undefined, "李海")).rejects.toThrow(
    "请用 --org 写明是哪个组织：河东街道党工委 > 河东党支部；河西党支部。",
  );
});

test("who was known from a transcript by name is that person in the terminal, and not a second one", async () => {
  const dataDir = temporaryFolder();
  const config = readConfig({});
  const program = await openProgram({ dataDir, config });
  const now = "2026-11-01T00:00:00.000Z";
  await writing(program.deps.db, async (trx) => {
    const { id } = await ensureOrganisation(trx, ["河东党支部"], now);
    for (const [channel, name] of [
      ["transcript", "周敏"],
      ["lark", "李海"],
    ] as const) {
      await enrol(trx, { channel, externalId: `${id}/${name}`, name, organisationId: id, role: "member", now });
    }
  });
  await program.close();
  for (const [as, people] of [
    ["周敏", 2],
    ["周敏", 2],
    [undefined, 2],
    ["李海", 3],
    ["孙七", 4],
  ] as const) {
    const input = new PassThrough();
    const output = new PassThrough();
    let text = "";
    output.on("data", (chunk: Buffer) => {
      text += chunk.toString();
    });
    const report = (error: unknown): never => {
      throw error;
    };
    const running = await start({
      place: { dataDir, config },
      organisation: undefined,
      as,
      input,
      output,
      report,
      note: () => {},
    });
    input.end("成员\n");
    await running.ended;
    await running.close();
    expect(text).toContain(`${people} 人`);
    expect(text).toContain("管理员");
  }
  const unnamed = start({
    ...{ place: { dataDir, config }, organisation: undefined, as: undefined, note: () => {}, report: () => {} },
    ...{ input: new PassThrough(), output: new PassThrough() },
  });
  await expect(unnamed).rejects.toThrow(/^请用 --as 写明您是哪一位：.*周敏/);
  const file = join(dataDir, "chat.txt");
  writeFileSync(
    file,
    "@org 河东党支部\n2026-11-02 09:00 周敏(secretary): 今天党课 20人\n2026-11-02 09:02 孙七(secretary): 今天支委会 5人\n2026-11-02 09:05 新来的: 今天支委会 5人\n",
  );
  expect(await replayCommand(quietIo(), file, { data: dataDir })).toBe(0);
  const again = await openProgram({ dataDir, config });
  const found = await findMembers(again.deps.db, 1);
  await again.close();
  expect(found.map(({ name, role }) => [name, role])).toEqual([
    ["周敏", "admin"],
    ["李海", "member"],
    ["李海", "admin"],
    ["孙七", "admin"],
    ["新来的", "member"],
  ]);
});

function quietIo(): Io {
  return {
    input: process.stdin,
    output: process.stdout,
    out: () => {},
    err: () => {},
    clock: () => new Date("2026-11-23T02:00:00Z"),
    config: () => readConfig({}),
    report: (error) => {
      throw error;
    },
  };
}
