import { inspect } from "node:util";
import { expect, test } from "vitest";
import type { Outbound } from "../../../../src/bot/channel.ts";
import { probeTelegram } from "../../../../src/bot/channels/telegram/probe.ts";
import { plainError } from "../../../../src/config/logger.ts";
import { TOKEN } from "../../../helpers/fake-telegram.ts";
import type { Fault } from "../../../helpers/fake-telegram-wire.ts";
import { rig } from "./rig.ts";

const WORDS = "张三谈心谈话";
const card: Outbound = { kind: "card", card: { plain: WORDS } };

/** Everything that may end up in a log of an error. */
function traces(error: unknown): string {
  const stack = error instanceof Error ? `${error.stack}${String(error.cause)}` : "";
  return [inspect(error, { depth: 9, showHidden: true }), JSON.stringify(error), String(error), stack].join("\n");
}

function expectDiscreet(error: unknown): void {
  for (const text of [traces(error), JSON.stringify(plainError(error))]) {
    expect(text).not.toContain(TOKEN);
    expect(text).not.toContain(encodeURIComponent(TOKEN));
    expect(text).not.toContain("AAcanary");
    expect(text).not.toContain(WORDS);
  }
}

const faults: readonly Fault[] = [
  { status: 400, description: `Bad Request: wrong token ${TOKEN}` },
  { status: 401, description: "Unauthorized" },
  { status: 403, description: `Forbidden ${encodeURIComponent(TOKEN)}` },
  { status: 404, html: "<html>nginx</html>" },
  { status: 200, html: "<html>captive portal</html>" },
  { status: 200, html: "null" },
  { status: 400, html: `{"message":"${TOKEN}"}` },
  { status: 429, description: "Too Many Requests", parameters: { retry_after: 1 } },
  { status: 500, description: "x" },
  { status: 502, html: "<html>bad gateway</html>" },
  "reset",
];

test.for(faults)("a call that fails with %o tells neither the token nor what was sent", async (fault) => {
  const made = await rig({ limits: { overall: [], chat: [], group: [] } });
  made.fake.fail("sendMessage", fault);
  made.fake.fail("getFile", fault);
  made.fake.fail("sendChatAction", fault);
  const sent = await made.channel.send("7", card, "k").catch((error: unknown) => error);
  const fetched = await made.channel.fetch("photo", 20_971_520).catch((error: unknown) => error);
  await made.channel.hint("7", "typing");
  expect(sent).toBeInstanceOf(Error);
  expect(fetched).toBeInstanceOf(Error);
  for (const error of [sent, fetched, ...made.errors.map((one) => one.error)]) expectDiscreet(error);
});

test.for(faults)("an intake that fails with %o tells no token", async (fault) => {
  const made = await rig();
  for (const method of ["getMe", "deleteWebhook", "getUpdates", "setMyCommands"]) made.fake.fail(method, fault);
  const started = made.start();
  for (let n = 0; n < 3; n += 1) {
    const wait = await made.time.asleep((ms) => ms < 30_000);
    made.time.advance(wait);
  }
  await started;
  expect(made.errors.length).toBeGreaterThanOrEqual(3);
  for (const { error } of made.errors) expectDiscreet(error);
  expect(inspect(made.channel.health())).not.toContain("AAcanary");
});

test("where nobody listens, no token is told", async () => {
  const made = await rig({ apiRoot: "http://127.0.0.1:9/" });
  expectDiscreet(await made.channel.send("7", card, "k").catch((error: unknown) => error));
  expectDiscreet(await made.channel.fetch("x", 20_971_520).catch((error: unknown) => error));
});

test("a download that breaks off tells no token", async () => {
  const made = await rig();
  made.fake.fail("getFile", { status: 200, result: { file_path: "documents/missing" } });
  expectDiscreet(await made.channel.fetch("x", 20_971_520).catch((error: unknown) => error));
});

test("the channel itself can be logged", async () => {
  const made = await rig();
  expect(inspect(made.channel, { depth: 9 })).not.toContain("AAcanary");
  expect(JSON.stringify(made.channel)).not.toContain("AAcanary");
});

test("a Bot API root over plain HTTP is refused anywhere but on this machine", async () => {
  await expect(rig({ apiRoot: "http://api.telegram.org" })).rejects.toThrow("https");
});

test.for([
  [
    undefined,
    [
      { ok: true, text: "Telegram：@branch_bot 可用（隐私模式开着，群里只看得到命令、@ 和对它的回复）。" },
      { ok: true, text: "Telegram：有 0 条消息等着取。" },
    ],
  ],
  [
    { status: 401, description: "Unauthorized" },
    [{ ok: false, text: "Telegram：机器人令牌无效或已被撤销，请核对 TELEGRAM_BOT_TOKEN。" }],
  ],
  [
    "reset",
    [{ ok: false, text: "Telegram：连不上 Telegram，自动重试；请检查网络和 TELEGRAM_PROXY，中国大陆的网络需要代理。" }],
  ],
] as const)("the doctor is told plainly (%o)", async ([fault, expected]) => {
  const { fake, time } = await rig();
  if (fault !== undefined) fake.fail("getMe", fault);
  expect(await probeTelegram({ token: TOKEN, apiRoot: fake.url, sleep: time.sleep })).toEqual(expected);
  expect(fake.callsOf("getUpdates")).toEqual([]);
});

test("the doctor sees a webhook that is not the wanted one, and pushes that fail", async () => {
  const { fake, time } = await rig();
  const look = (webhookUrl?: string) =>
    probeTelegram({ token: TOKEN, apiRoot: fake.url, sleep: time.sleep, webhookUrl });
  fake.fail("getWebhookInfo", { status: 200, result: { url: "https://old.example.org/", pending_update_count: 3 } });
  expect((await look())[1]).toMatchObject({ ok: false, text: expect.stringContaining("另一个推送地址") });
  const failing = { url: "https://a.example.org/t", pending_update_count: 3, last_error_message: "Wrong response 502" };
  fake.fail("getWebhookInfo", { status: 200, result: failing });
  expect((await look("https://a.example.org/t"))[1]).toMatchObject({ ok: false, text: expect.stringContaining("502") });
});
