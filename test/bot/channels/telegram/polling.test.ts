import { expect, test } from "vitest";
import type { Inbound } from "../../../../src/bot/channel.ts";
import { TOKEN } from "../../../helpers/fake-telegram.ts";
import { message, PRIVATE } from "../../../helpers/telegram-updates.ts";
import { deferred, rig } from "./rig.ts";

test("every poll asks for the same kinds, and the place moves once a message is kept", async () => {
  const { fake, start, receive, delivered, place, channel } = await rig();
  await start();
  await receive(message({ text: "今天集中学习 15人" }));

  expect(delivered).toMatchObject([{ kind: "message", text: "今天集中学习 15人" }]);
  expect(place.value).toBe("1002");
  const polls = fake.callsOf("getUpdates").map(({ params }) => params);
  expect(polls.map(({ offset }) => offset)).toEqual([undefined, 1002]);
  for (const { allowed_updates: asked } of polls) {
    expect(asked).toEqual(["message", "edited_message", "callback_query", "my_chat_member", "chat_member"]);
  }
  expect(channel.health()).toEqual({ state: "up" });
  expect(fake.violations).toEqual([]);
});

test("a slow message holds back the place but no other message of its batch", async () => {
  const made = await rig();
  const slow = deferred();
  const second = deferred();
  made.keep = async (inbound) => {
    if (textOf(inbound) === "二") return second.resolve();
    await slow.promise;
  };
  await made.start();
  await made.fake.polling();
  made.fake.send(message({ text: "一" }), message({ text: "二", chat: { ...PRIVATE, id: 8 } }));
  await second.promise;
  expect(made.delivered.map(textOf)).toEqual(["一", "二"]);
  expect(made.place.value).toBeUndefined();
  expect(made.fake.waiting()).toEqual([1001, 1002]);

  slow.resolve();
  await made.fake.called("getUpdates", 2);
  expect(made.place.value).toBe("1003");
});

test("what could not be kept is fetched again, and what was kept before it is not", async () => {
  const made = await rig();
  made.keep = async (inbound) => {
    if (textOf(inbound) !== "一") throw new Error("disk full");
  };
  await made.start();
  await made.fake.polling();
  made.fake.send(message({ text: "一" }), message({ text: "二" }), message({ text: "三" }));
  await made.time.asleep((ms) => ms === 1_000);
  expect(made.place.value).toBe("1002");
  expect(made.channel.health()).toEqual({ state: "degraded", detail: "消息没有保存成功，稍后再取" });

  made.keep = async () => {};
  made.time.advance(1_000);
  await made.fake.called("getUpdates", 3);
  expect(made.delivered.map(textOf)).toEqual(["一", "二", "三", "二", "三"]);
  expect(made.place.value).toBe("1004");
  expect(made.channel.health()).toEqual({ state: "up" });
});

test("after a restart polling goes on where it stopped", async () => {
  const { fake, start, place } = await rig();
  place.value = "1042";
  await start();
  await fake.polling();
  expect(fake.callsOf("getUpdates")[0]?.params).toMatchObject({ offset: 1042 });
});

test("numbers that start anew lower are followed down", async () => {
  const { fake, start, receive, place, delivered } = await rig();
  place.value = "900000";
  await start();
  fake.restartNumbers(20);
  await receive(message({ text: "一" }));
  expect(place.value).toBe("22");
  await receive(message({ text: "二" }));
  expect(place.value).toBe("23");
  expect(delivered.map(textOf)).toEqual(["一", "二"]);
});

test("a second program with the same token is told plainly and outlasted", async () => {
  const { fake, start, time, channel, errors, receive, delivered } = await rig();
  await start();
  await fake.polling();
  await fetch(`${fake.url}/bot${TOKEN}/getUpdates`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ timeout: 0, allowed_updates: ["message"] }),
  });
  await time.asleep((ms) => ms === 10_000);
  expect(channel.health()).toEqual({
    state: "degraded",
    detail: "另一个程序正在用同一个机器人令牌收消息，请只保留一个",
  });
  expect(errors).toHaveLength(1);
  time.advance(10_000);
  await receive(message({ text: "还在" }));
  expect(delivered.map(textOf)).toEqual(["还在"]);
  expect(channel.health()).toEqual({ state: "up" });
});

test.for([
  { fault: { status: 401, description: "Unauthorized" }, wait: 10_000, detail: /令牌无效/ },
  { fault: { status: 409, description: "Conflict" }, wait: 10_000, detail: /另一个程序/ },
  {
    fault: { status: 429, description: "Too Many Requests", parameters: { retry_after: 37 } },
    wait: 37_000,
    detail: /稍候/,
  },
  { fault: { status: 502, description: "Bad Gateway" }, wait: 1_000, detail: /502/ },
  { fault: { status: 502, html: "<html>bad gateway</html>" }, wait: 1_000, detail: /502/ },
  { fault: { status: 403, html: "<html>blocked</html>" }, wait: 1_000, detail: /TELEGRAM_PROXY/ },
  { fault: { status: 200, result: "no list" }, wait: 1_000, detail: /没有保存成功/ },
  { fault: "reset", wait: 1_000, detail: /TELEGRAM_PROXY/ },
] as const)("a poll that fails ($fault) is told and tried again after $wait ms", async ({ fault, wait, detail }) => {
  const { fake, start, time, channel, receive, delivered } = await rig();
  fake.fail("getUpdates", fault);
  await start();
  await time.asleep((ms) => ms === wait);
  expect(channel.health()).toEqual({ state: "degraded", detail: expect.stringMatching(detail) });
  time.advance(wait);
  await receive(message({ text: "好了" }));
  expect(delivered.map(textOf)).toEqual(["好了"]);
  expect(channel.health()).toEqual({ state: "up" });
});

test.for(["hang", "cut"] as const)("a poll whose answer never ends (%s) is given up and made anew", async (fault) => {
  const { fake, start, time, channel } = await rig();
  fake.fail("getUpdates", fault);
  await start();
  await fake.called("getUpdates", 1);
  time.advance(65_000);
  await time.asleep((ms) => ms === 1_000);
  expect(channel.health().state).toBe("degraded");
  time.advance(1_000);
  await fake.called("getUpdates", 2);
});

test("failures in a row are spaced further and further, up to a minute", async () => {
  const { fake, start, time, notes, receive } = await rig();
  fake.fail("getUpdates", ...Array.from({ length: 8 }, () => "reset" as const));
  await start();
  const waits: number[] = [];
  for (let n = 0; n < 8; n += 1) {
    const wait = await time.asleep((ms) => ms <= 60_000 && ms !== 30_000);
    waits.push(wait);
    time.advance(wait);
  }
  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
  // Whoever reads along is told in words once, not by each try.
  await receive(message({ text: "好了" }));
  expect(notes).toEqual([
    expect.stringMatching(/^Telegram：连不上 Telegram，.*TELEGRAM_PROXY，中国大陆的网络需要代理。$/),
    "Telegram 恢复正常。",
  ]);
});

test("without a network at the start it keeps trying and can be stopped", async () => {
  const made = await rig({ apiRoot: "http://127.0.0.1:9/" });
  const started = made.start();
  await made.time.asleep((ms) => ms === 1_000);
  expect(made.channel.health()).toMatchObject({ state: "degraded", detail: expect.stringContaining("连不上") });
  expect(made.notes).toEqual([expect.stringContaining("连不上 Telegram")]);
  await made.channel.stop();
  await started;
  expect(made.channel.health()).toEqual({ state: "down" });
});

test("a stop waits until what was delivered is kept and the place is noted", async () => {
  const made = await rig();
  const kept = deferred();
  const given = deferred();
  made.keep = () => {
    given.resolve();
    return kept.promise;
  };
  await made.start();
  await made.fake.polling();
  made.fake.send(message({ text: "最后一句" }));
  await given.promise;
  const stopped = made.channel.stop();
  expect(made.place.value).toBeUndefined();
  kept.resolve();
  await stopped;
  expect(made.place.value).toBe("1002");
  expect(made.fake.callsOf("getUpdates")).toHaveLength(1);
});

test("a server that answers empty polls at once is not asked in a tight loop", async () => {
  const { fake, start, time } = await rig();
  await start();
  await fake.polling();
  fake.expirePoll();
  await time.asleep((ms) => ms === 1_000);
  expect(fake.callsOf("getUpdates")).toHaveLength(1);
  time.advance(1_000);
  await fake.called("getUpdates", 2);
});

test("nothing that Telegram may send kills the loop or holds back the next message", async () => {
  const { start, receive, delivered, errors, place } = await rig();
  await start();
  await receive(
    { message: { text: 5 } },
    { message: null },
    { purchased_paid_media: { from: { id: 1 } } },
    {},
    { callback_query: { id: "1" } },
    message({ text: "下一句" }),
  );
  expect(delivered.map(textOf)).toEqual(["下一句"]);
  expect(errors.map(({ error }) => String(error))).toEqual([
    "Error: an update of an unknown shape",
    "Error: an update of an unknown shape",
    "Error: an update of an unknown shape",
  ]);
  expect(place.value).toBe("1007");
});

test("the menus are set at the start, each in its kind of chat", async () => {
  const commands = [{ command: "log", description: "记一条活动" }];
  const { fake, start } = await rig({
    menus: [
      { scope: "private", commands },
      { scope: "groups", commands },
    ],
  });
  fake.fail("setMyCommands", { status: 400, description: "Bad Request: BOT_COMMAND_INVALID" });
  await start();
  await fake.called("setMyCommands", 2);
  expect(fake.callsOf("setMyCommands").map(({ params }) => params)).toEqual([
    { commands, scope: { type: "all_private_chats" } },
    { commands, scope: { type: "all_group_chats" } },
  ]);
  await fake.polling();
  expect(fake.violations).toEqual([]);
});

function textOf(inbound: Inbound): string {
  return inbound.kind === "message" ? inbound.text : inbound.kind;
}
