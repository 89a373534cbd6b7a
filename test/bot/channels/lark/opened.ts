import { onTestFinished } from "vitest";
import type { Deliver, Inbound } from "../../../../src/bot/channel.ts";
import { type LarkChannel, type LarkOptions, larkChannel } from "../../../../src/bot/channels/lark.ts";
import { type FakeFeishu, SECRET, startFeishu } from "../../../helpers/fake-feishu.ts";
import { APP } from "../../../helpers/fake-feishu-events.ts";

export type Opened = {
  readonly fake: FakeFeishu;
  readonly channel: LarkChannel;
  readonly inbounds: Inbound[];
  /** All that was reported or noted, as one would read it in the log. */
  readonly log: string[];
};

/** A channel on a platform of its own, stopped when the test ends; `deliver` may refuse or wait. */
export async function openLark(options: Partial<LarkOptions> = {}, deliver?: Deliver): Promise<Opened> {
  const opened = await makeLark(options);
  await opened.channel.start(async (inbound) => {
    await deliver?.(inbound);
    opened.inbounds.push(inbound);
  });
  await opened.fake.connections.connected(1);
  return opened;
}

/** The same, not started yet. */
export async function makeLark(options: Partial<LarkOptions> = {}): Promise<Opened> {
  const fake = await startFeishu();
  const log: string[] = [];
  const channel = larkChannel({
    appId: APP,
    appSecret: SECRET,
    domain: fake.url,
    timers: fake.clock,
    random: () => 0.5,
    report: (error, about) => log.push(`${about}: ${error instanceof Error ? error.stack : String(error)}`),
    note: (text) => log.push(text),
    ...options,
  });
  onTestFinished(async () => {
    await channel.stop();
    await fake.close();
  });
  return { fake, channel, inbounds: [], log };
}

/** Lets the loop turn until something holds; the test's own limit ends a hopeless wait. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}
