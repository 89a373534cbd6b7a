import { expect, test } from "vitest";
import type { Outbound } from "../../../../src/bot/channel.ts";
import { rig } from "./rig.ts";

const FREE = { overall: [], chat: [], group: [] };

function card(plain: string): Outbound {
  return { kind: "card", card: { plain } };
}

test("a chat that has had its share is told when it may go on, and others go on at once", async () => {
  const made = await rig();
  await made.channel.send("7", card("一"), "a");
  made.time.advance(400);
  await expect(made.channel.send("7", card("二"), "b")).rejects.toMatchObject({
    fault: "rate-limited",
    retryAfterMs: 600,
  });
  await made.channel.send("8", card("别的聊天"), "c");
  made.time.advance(600);
  await made.channel.send("7", card("二"), "b");
  expect(made.fake.callsOf("sendMessage").map(({ params: { text } }) => text)).toEqual(["一", "别的聊天", "二"]);
});

test("a chat that Telegram closed for a while is left alone until then, reactions too", async () => {
  const made = await rig({ limits: FREE });
  made.fake.fail("sendMessage", { status: 429, description: "Too Many Requests", parameters: { retry_after: 60 } });
  await expect(made.channel.send("7", card("一"), "a")).rejects.toMatchObject({ retryAfterMs: 60_000 });
  made.time.advance(20_000);
  const reaction = { kind: "reaction", message: "44" } as const;
  await expect(made.channel.send("7", reaction, "b")).rejects.toMatchObject({ retryAfterMs: 40_000 });
  await made.channel.send("8", card("别的聊天"), "c");
  expect(made.fake.calls.map(({ method }) => method)).toEqual(["sendMessage", "sendMessage"]);
});

test("what goes to everyone waits for its turn", async () => {
  const made = await rig();
  for (let chat = 1; chat <= 30; chat += 1) await made.channel.send(String(chat), card("周报"), `k${chat}`);
  const next = made.channel.send("31", card("周报"), "k31");
  await made.time.asleep((ms) => ms === 1_000);
  expect(made.fake.callsOf("sendMessage")).toHaveLength(30);
  made.time.advance(1_000);
  await next;
});
