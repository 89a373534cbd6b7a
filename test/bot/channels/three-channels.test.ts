import { PassThrough } from "node:stream";
import { expect, onTestFinished, test } from "vitest";
import { terminalChannel } from "../../../src/bot/channels/terminal.ts";
import { findMembers } from "../../../src/store/members.ts";
import { findSpeaker } from "../../../src/store/people.ts";
import { countCounted } from "../../helpers/counted.ts";
import { message } from "../../helpers/telegram-updates.ts";
import { type Office, openOffice, wordsOf } from "./lark/office.ts";
import { rig } from "./telegram/rig.ts";

const CODE = /[A-Z0-9]{4}(?:-[A-Z0-9]{4}){3}/;

/** One bot on Feishu, Telegram and a terminal, each spoken to over its own wire. */
async function everywhere() {
  const telegram = await rig({ limits: { overall: [], chat: [], group: [] } });
  const [input, output] = [new PassThrough(), new PassThrough()];
  let shown = "";
  output.on("data", (chunk: Buffer) => {
    shown += chunk.toString();
  });
  let drawn = 0;
  let office: Office | undefined;
  let answered = () => {};
  const terminal = terminalChannel({
    input,
    output,
    prompt: "",
    user: "我",
    clock: () => new Date("2026-11-20T10:00:00+08:00"),
    random: () => `line-${++drawn}`,
    answered: async () => {
      await office?.bot.idle();
      answered();
    },
    onError: (error) => {
      throw error;
    },
    onGarbled: () => {
      throw new Error("no line is garbled");
    },
  });
  const opened = await openOffice("2026-11-20 10:00", { beside: [telegram.channel, terminal] });
  office = opened;
  for (const channel of [telegram.channel, terminal]) {
    await channel.start(async (inbound) => {
      await opened.bot.intake.deliver(inbound);
    });
  }
  onTestFinished(async () => {
    await telegram.channel.stop();
    input.end();
    await terminal.stop();
  });
  return {
    office: opened,
    async onTelegram(text: string): Promise<string> {
      const before = telegram.fake.callsOf("sendMessage").length;
      await telegram.receive(message({ text }));
      await opened.bot.idle();
      return JSON.stringify(telegram.fake.callsOf("sendMessage").slice(before));
    },
    async onFeishu(text: string): Promise<string> {
      const before = opened.told("ou_wang").length;
      await opened.says("ou_wang", text);
      return wordsOf(opened.told("ou_wang").slice(before));
    },
    async inTerminal(text: string): Promise<string> {
      const from = shown.length;
      await new Promise<void>((resolve) => {
        answered = resolve;
        input.write(`${text}\n`);
      });
      return shown.slice(from);
    },
  };
}

test("a member who links their accounts on Feishu, Telegram and the terminal is one person everywhere", async () => {
  const { office, onFeishu, onTelegram, inTerminal } = await everywhere();
  const { db } = office.deps;

  expect(await onTelegram("今天集中学习 15人")).toContain("只对本支部的成员开放");
  await onTelegram(`关联 ${CODE.exec(await onFeishu("关联"))?.[0]}`);
  expect(await countCounted(office.branch)).toBe(0);
  await onFeishu("确认关联");
  await inTerminal(`关联 ${CODE.exec(await onTelegram("关联"))?.[0]}`);
  await onTelegram("确认关联");

  await onFeishu("今天写了1篇心得");
  await onTelegram("昨天写了2篇心得");
  await inTerminal("前天写了3篇心得");
  expect(await countCounted(office.branch)).toBe(3);
  for (const mine of [await onFeishu("我的"), await onTelegram("我的"), await inTerminal("我的")]) {
    expect(mine).toContain("您今年记了 3 条");
  }

  const ids = await Promise.all(
    [
      ["lark", "ou_wang"],
      ["telegram", "7"],
      ["terminal", "我"],
    ].map(async ([channel = "", id = ""]) => (await findSpeaker(db, channel, id))?.id),
  );
  expect(new Set(ids).size).toBe(1);
  expect(await findMembers(db, office.branch.organisation)).toMatchObject([{ name: "王书记", role: "secretary" }]);

  expect(await onTelegram("撤销 #1")).toContain("#1");
  expect(await countCounted(office.branch)).toBe(2);
});
