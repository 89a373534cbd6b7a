import { expect, test } from "vitest";
import { SendError } from "../../../../src/bot/channel.ts";
import { LarkError } from "../../../../src/bot/channels/lark/faults.ts";
import { larkTurns } from "../../../../src/bot/channels/lark/pacing.ts";
import { openPresses } from "../../../../src/bot/channels/lark/presses.ts";
import { larkSender } from "../../../../src/bot/channels/lark/send.ts";
import { jumpingClock } from "../../../helpers/fake-feishu-clock.ts";

const LEAST_MS = (5_000 / 1_000) * 60_000;

/** Sends to 5,000 groups as the outbox does, on a clock that jumps; `refuses` says which calls are too fast. */
async function push(refuses: (call: number) => boolean) {
  const clock = jumpingClock();
  const at: number[] = [];
  let calls = 0;
  const call = async () => {
    calls += 1;
    if (refuses(calls)) throw new LarkError("rate-limited", "refused", { code: 99991400, retryAfterMs: 1_000 });
    at.push(clock.now());
    return { data: { message_id: `om_${calls}` } };
  };
  const send = larkSender({ client: { call }, turns: larkTurns(clock), presses: openPresses(clock), report: () => {} });
  const start = clock.now();
  for (let group = 0; group < 5_000; ) {
    try {
      await send(`oc_${group}`, { kind: "card", card: { plain: "本周小结" } }, `week/${group}`);
      group += 1;
    } catch (error) {
      if (!(error instanceof SendError) || error.retryAfterMs === undefined) throw error;
      await clock.sleep(error.retryAfterMs);
    }
  }
  return { tookMs: clock.now() - start, at };
}

function mostWithin(at: readonly number[], ms: number): number {
  let from = 0;
  return Math.max(
    ...at.map((time, n) => {
      while ((at[from] ?? time) <= time - ms) from += 1;
      return n - from + 1;
    }),
  );
}

test("5,000 groups take no longer than the platform's thousand a minute demands, and never break a limit", async () => {
  const { tookMs, at } = await push(() => false);
  expect(at).toHaveLength(5_000);
  expect(tookMs).toBeLessThanOrEqual(LEAST_MS * 1.05);
  expect(mostWithin(at, 60_000)).toBeLessThanOrEqual(1_000);
  expect(mostWithin(at, 1_000)).toBeLessThanOrEqual(50);
});

test("with 2 % of sends refused as too fast, it takes at most a quarter longer", async () => {
  const { tookMs, at } = await push((call) => call % 50 === 0);
  expect(at).toHaveLength(5_000);
  expect(tookMs).toBeLessThanOrEqual(LEAST_MS * 1.25);
});

test("one chat gets five a second, and the others do not wait for it", async () => {
  const clock = jumpingClock();
  const turns = larkTurns(clock);
  const start = clock.now();
  for (let n = 0; n < 5; n += 1) await turns.take({ method: "create", chat: "oc_1" });
  await turns.take({ method: "create", chat: "oc_2" });
  expect(clock.now()).toBe(start);
  await turns.take({ method: "create", chat: "oc_1" });
  expect(clock.now()).toBe(start + 1_000);
});

test("a refusal of one chat holds that chat alone", async () => {
  const clock = jumpingClock();
  const turns = larkTurns(clock);
  const turn = { method: "create", chat: "oc_1" };
  turns.refused(turn, new LarkError("rate-limited", "refused", { code: 230020, retryAfterMs: 9_000 }));
  await expect(turns.take(turn)).rejects.toMatchObject({ fault: "rate-limited", retryAfterMs: 9_000 });
  await turns.take({ method: "create", chat: "oc_2" });
});
