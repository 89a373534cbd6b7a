import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Call, type FakeTelegram, fakeTelegram, TOKEN } from "./helpers/fake-telegram.ts";
import { press } from "./helpers/telegram-updates.ts";
import { temporaryFolder } from "./helpers/temporary.ts";

const program = resolve("dist/bin/taizhang.js");
/** 2026-11-20 10:00 in Shanghai, a Friday, as seconds. */
const FRIDAY = 1_795_140_000;

let folder: string;
let telegram: FakeTelegram;
let running: ChildProcess;
let messages = 0;

beforeEach(async () => {
  folder = temporaryFolder();
  telegram = await fakeTelegram();
  await start();
});
afterEach(async () => {
  await stop("SIGTERM");
  await telegram.close();
});

test("a branch joins by code, logs a week from its phones, and a crash loses and doubles nothing", async () => {
  await admit("王五", codeIn(taizhang(["doctor"])));
  await hear("王五", "改名 第一党支部");
  const code = codeIn(await hear("王五", "邀请 4人"));
  for (const name of ["张三", "李四", "赵六", "孙七"]) await admit(name, code);

  // Nothing else is open while the program waits to try again.
  telegram.fail("getUpdates", { status: 502, html: "<html>Bad Gateway</html>" });
  expect(await hear("张三", "周一集中学习 党章 15人 1小时")).toContain("已记 #1");
  expect(await hear("李四", "周一集中学习 15人")).toContain("是同一次吗");
  expect(await hear("赵六", "周二党课 20人；周三志愿服务 清扫 6人 2小时")).toContain("已记 #4");
  expect(await hear("孙七", "写了2篇心得")).toContain("已记 #5");

  expect(await hear("孙七", "/log")).toContain("记一条（1/4）");
  expect(await hear("孙七", "主题党日")).toContain("记一条（2/4）");
  await pressFirst("李四", "是，我也参加了");
  await stop("SIGKILL");
  say("张三", "周四支委会 议定3项 5人");
  // Telegram is away for a moment: the program stays and tries again.
  telegram.fail("getMe", "reset");
  await start();
  expect(await said("张三")).toContain("支委会");

  expect(await hear("孙七", "周四")).toContain("记一条（3/4）");
  expect(await hear("孙七", "跳过")).toContain("多少人");
  expect(await hear("孙七", "8人")).toContain("这样记下吗");
  expect(await hear("孙七", "记下")).toContain("已记 #7：主题党日");
  expect(await hear("孙七", "#5 改 数量 3")).not.toContain("已记");
  expect(numbers()).toMatchObject({
    集中学习: 1,
    党课: 1,
    志愿服务: 1,
    支委会: 1,
    主题党日: 1,
    心得体会: expect.any(Number),
  });
  expect(telegram.violations).toEqual([]);
}, 120_000);

async function start(): Promise<void> {
  const env = {
    TELEGRAM_BOT_TOKEN: TOKEN,
    TELEGRAM_API_ROOT: telegram.url,
    BACKUP_KEEP: "0",
    TZ: "America/Los_Angeles",
  };
  running = spawn(process.execPath, [program, "start"], { cwd: folder, env, stdio: ["ignore", "ignore", "inherit"] });
  await telegram.polling();
}

async function stop(signal: NodeJS.Signals): Promise<void> {
  if (running.exitCode !== null || running.signalCode !== null) return;
  const gone = once(running, "exit");
  running.kill(signal);
  telegram.expirePoll();
  await gone;
}

function taizhang(args: string[]): string {
  const env = { TELEGRAM_BOT_TOKEN: TOKEN, TELEGRAM_API_ROOT: telegram.url };
  return spawnSync(process.execPath, [program, ...args], { cwd: folder, env, encoding: "utf8" }).stdout;
}

/** A member's phone number is made of the name, so that each has an account. */
function idOf(name: string): number {
  return (name.codePointAt(0) ?? 0) + 1_000_000;
}

const heard = new Map<string, number>();

function say(name: string, text: string): void {
  messages += 1;
  const id = idOf(name);
  telegram.send({
    message: {
      message_id: messages,
      from: { id, is_bot: false, first_name: name },
      chat: { id, type: "private", first_name: name },
      date: FRIDAY + messages * 60,
      text,
    },
  });
}

/** The next thing that the bot says to a member, be it a new message or a changed one. */
async function said(name: string): Promise<string> {
  const seen = heard.get(name) ?? 0;
  while (toldTo(name).length <= seen) {
    const n = telegram.calls.length;
    await telegram.until(() => telegram.calls.length > n);
  }
  heard.set(name, seen + 1);
  const { text } = toldTo(name)[seen]?.params ?? {};
  return String(text);
}

/** All that the bot said to a member. */
function toldTo(name: string): Call[] {
  return telegram.calls.filter(
    ({ method, params: { chat_id } }) =>
      (method === "sendMessage" || method === "editMessageText") && String(chat_id) === String(idOf(name)),
  );
}

async function hear(name: string, text: string): Promise<string> {
  say(name, text);
  return said(name);
}

async function admit(name: string, code: string): Promise<void> {
  expect(await hear(name, `加入 ${code}`)).toContain(name);
  await hear(name, "是");
  expect(await hear(name, "同意")).toContain("您已加入");
}

/** Presses the button of that label under the newest message to a member. */
async function pressFirst(name: string, label: string): Promise<void> {
  const { reply_markup: buttons } = toldTo(name).at(-1)?.params ?? {};
  const found = new RegExp(`"text":"${label}"[^}]*"callback_data":"(\\w+)"`).exec(JSON.stringify(buttons));
  const id = idOf(name);
  const from = { id, is_bot: false, first_name: name };
  const message = { message_id: 5001, chat: { id, type: "private" }, date: FRIDAY };
  telegram.send(press("press-1", found?.[1] ?? "", { from, message }));
  await telegram.called("answerCallbackQuery");
}

function codeIn(text: string): string {
  const [code] = /[A-Z0-9]{4}(?:-[A-Z0-9]{4}){3}/.exec(text) ?? [];
  if (code === undefined) throw new Error(`no code in: ${text}`);
  return code;
}

function numbers(): Record<string, number> {
  const { values } = JSON.parse(taizhang(["draft", "--year", "2026", "--json"])) as {
    values: { field: string; value: number | null }[];
  };
  return Object.fromEntries(values.flatMap(({ field, value }) => (value === null ? [] : [[field, value]])));
}
