import { onTestFinished } from "vitest";
import type { Inbound } from "../../../../src/bot/channel.ts";
import { type TelegramChannel, type TelegramOptions, telegramChannel } from "../../../../src/bot/channels/telegram.ts";
import { type FakeTelegram, fakeTelegram, TOKEN } from "../../../helpers/fake-telegram.ts";
import { SENT } from "../../../helpers/telegram-updates.ts";
import { type ManualTime, manualTime } from "./manual-time.ts";

/** A channel on the real client, a Bot API on loopback, and time that stands still. */
export type Rig = {
  readonly fake: FakeTelegram;
  readonly time: ManualTime;
  readonly channel: TelegramChannel;
  readonly delivered: Inbound[];
  readonly errors: { error: unknown; about: string }[];
  readonly notes: string[];
  /** The kept place of the intake. */
  readonly place: { value: string | undefined };
  /** What becomes of a delivered inbound after it was noted; nothing by default. */
  keep: (inbound: Inbound) => Promise<void>;
  start(): Promise<void>;
  /** Sends updates and resolves when the next poll has confirmed them. */
  receive(...updates: object[]): Promise<void>;
};

/** Opened for one test and closed after it. */
export async function rig(options: Partial<TelegramOptions> = {}): Promise<Rig> {
  const fake = await fakeTelegram();
  const time = manualTime(new Date(SENT * 1000));
  const delivered: Inbound[] = [];
  const errors: Rig["errors"] = [];
  const notes: string[] = [];
  const place: Rig["place"] = { value: undefined };
  let known: string | undefined;
  const channel = telegramChannel({
    token: TOKEN,
    apiRoot: fake.url,
    menus: [],
    cursor: {
      get: async () => place.value,
      set: async (value) => {
        place.value = value;
      },
    },
    known: {
      get: async () => known,
      set: async (value) => {
        known = value;
      },
    },
    clock: time.clock,
    sleep: time.sleep,
    random: () => 1,
    onError: (error, about) => errors.push({ error, about }),
    note: (text) => notes.push(text),
    ...options,
  });
  onTestFinished(async () => {
    await channel.stop();
    await fake.close();
  });
  const made: Rig = {
    fake,
    time,
    channel,
    delivered,
    errors,
    notes,
    place,
    keep: async () => {},
    start: () =>
      channel.start(async (inbound) => {
        delivered.push(inbound);
        await made.keep(inbound);
      }),
    async receive(...updates) {
      await fake.polling();
      const polls = fake.callsOf("getUpdates").length;
      fake.send(...updates);
      await fake.called("getUpdates", polls + 1);
      await fake.polling();
    },
  };
  return made;
}

/** A promise that the test itself resolves. */
export function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve: () => void = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
