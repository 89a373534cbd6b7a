import fc from "fast-check";
import { expect, test } from "vitest";
import type { Api } from "../../../../src/bot/channels/telegram/api.ts";
import { LIMITS, telegramSender } from "../../../../src/bot/channels/telegram/sender.ts";
import { pace } from "../../../../src/bot/outbox/pacing.ts";
import { fakeClock } from "../../../helpers/fake-feishu-clock.ts";

const limits = { count: 20, perMs: 60_000 };

test("nothing waits until its share is used up, and then until the oldest no longer counts", () => {
  const schedule = pace(() => [limits]);
  for (let n = 0; n < 20; n += 1) {
    expect(schedule.waitMs(n * 100, ["group"])).toBe(0);
    schedule.sent(n * 100, ["group"]);
  }
  expect(schedule.waitMs(2_000, ["group"])).toBe(58_000);
  expect(schedule.waitMs(2_000, ["other"])).toBe(0);
  expect(schedule.waitMs(60_000, ["group"])).toBe(0);
});

test("of several limits and names the strictest holds", () => {
  const schedule = pace((name) => (name === "all" ? [{ count: 1, perMs: 33 }] : [{ count: 1, perMs: 1_000 }, limits]));
  schedule.sent(0, ["all", "a"]);
  expect(schedule.waitMs(10, ["all", "b"])).toBe(23);
  expect(schedule.waitMs(10, ["all", "a"])).toBe(990);
});

test("a pause holds whatever the limits say, and a shorter one does not end it", () => {
  const schedule = pace(() => []);
  schedule.pause(0, "a", 5_000);
  schedule.pause(1_000, "a", 1_000);
  expect(schedule.waitMs(2_000, ["a"])).toBe(3_000);
  expect(schedule.waitMs(5_000, ["a"])).toBe(0);
});

test("in no stretch of time more is sent than allowed, whoever asks when", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(400), { minLength: 1, maxLength: 200 }), (gaps) => {
      const schedule = pace(() => [{ count: 3, perMs: 1_000 }]);
      const sent: number[] = [];
      let now = 0;
      for (const gap of gaps) {
        now += gap;
        now += schedule.waitMs(now, ["a"]);
        expect(schedule.waitMs(now, ["a"])).toBe(0);
        schedule.sent(now, ["a"]);
        sent.push(now);
      }
      for (const [n, at] of sent.entries())
        expect((sent[n + 3] ?? Number.POSITIVE_INFINITY) - at).toBeGreaterThanOrEqual(1_000);
    }),
  );
});

test("many chats that are sent to beside each other never take more than the overall share together", async () => {
  const clock = fakeClock();
  const at: number[] = [];
  const api = {
    call: async () => {
      await clock.sleep(120);
      at.push(clock.now());
      return { message_id: at.length };
    },
  };
  const stopped = new AbortController().signal;
  const { send } = telegramSender({
    ...{ api: api as unknown as Api, clock: () => new Date(clock.now()), sleep: clock.sleep },
    ...{ limits: LIMITS, stopped, onError: () => {} },
  });
  const words = { kind: "card", card: { plain: "本周小结" } } as const;
  let next = 0;
  const worker = async () => {
    for (let n = next++; n < 200; n = next++) await send(`-${n + 1}`, words, `week/${n}`);
  };
  const all = Promise.all(Array.from({ length: 50 }, worker));
  await clock.advance(10_000);
  await all;
  for (const [n, first] of at.entries())
    expect((at[n + 30] ?? Number.POSITIVE_INFINITY) - first).toBeGreaterThanOrEqual(1_000);
});

test("ten thousand chats long silent are not remembered, and one that is paused is", () => {
  const schedule = pace(() => [{ count: 1, perMs: 1_000 }]);
  schedule.pause(0, "paused", 3_600_000);
  for (let n = 0; n < 10_000; n += 1) schedule.sent(n * 50, [`chat ${n}`]);
  expect(schedule.waitMs(500_000, ["paused"])).toBe(3_100_000);
  expect(schedule.waitMs(500_000, ["chat 9999"])).toBe(950);
});
