import { bury, hasQueued, moveQueued, type OutboxRow, postpone } from "../store/outbox.ts";
import { claimDue, type Due, giveBack } from "../store/outbox-due.ts";
import type { Db } from "../store/schema.ts";
import { writing } from "../store/transaction.ts";
import { type Channel, type ChannelName, SendError } from "./channel.ts";
import { type Limit, pace } from "./pacing.ts";
import { type Look, openPump, type Pump } from "./pump.ts";
import { asWanted, outboundOf } from "./queued.ts";
import { type Marks, openMarks } from "./sent-marks.ts";
import { tellUnreached, tellUnsent } from "./unreached.ts";

/** How many messages are looked for, and how many chats are sent to, at a time. */
const MOST_CHATS = 50;
/** So many at the most while what is next is something that nobody waits for. */
const MOST_UNASKED = 40;
const LOOK_AGAIN_MS = 1_000;
const FIRST_BACKOFF_MS = 2_000;
const LONGEST_BACKOFF_MS = 5 * 60_000;
/** A message taken by a program that stopped is sent by another one after this. */
const LEASE_MS = 5 * 60_000;

type Options = {
  readonly db: Db;
  readonly clock: () => Date;
  readonly channels: ReadonlyMap<ChannelName, Channel>;
  readonly onError: (error: unknown, about: string) => void;
};

/**
 * Sends what waits: chats beside each other, in order within each, and none waits for
 * another's. What somebody asked for goes before what nobody waits for, and of that only as
 * much as leaves room for answers (`pushesPerSecond`). What a platform refuses for good is kept
 * aside with its reason; what it refuses for now is tried again when it said, or later each
 * time. A crash between sending and marking repeats one message a chat. On a shared database
 * what a killed program had taken waits for the end of its lease: nobody can tell whether it
 * still sends. What this program could not send of what it took, it gives back itself.
 */
export function openOutbox(options: Options): Pump {
  const { db, channels, onError } = options;
  const marks = openMarks(options);
  /** Chats to which something is being sent, as `channel:chat`. */
  const busy = new Map<string, Promise<void>>();
  /** What was taken and neither sent nor refused: nobody sees it until it is given back. */
  let left: Taken[] = [];
  /** What was begun of late on each channel, be it asked for or not. */
  const begun = pace((name) => limitsOf(channels.get(name as ChannelName)));
  const pump = openPump({ look, againMs: LOOK_AGAIN_MS, onError: failed });

  function failed(error: unknown): void {
    onError(error, "outbox");
  }

  async function look(): Promise<Look> {
    return (await begin()) > 0 ? "done" : (await hasQueued(db)) ? "waits" : "empty";
  }

  /** Begins to send to chats that have something due, and returns how many. */
  async function begin(): Promise<number> {
    await giveBackLeft();
    const now = options.clock();
    let count = await send(now, { limit: MOST_CHATS - busy.size, channels: [...channels.keys()], sort: "asked" });
    for (const name of channels.keys()) {
      const limit = Math.min(MOST_UNASKED - busy.size, begun.room(now.getTime(), name));
      count += await send(now, { limit, channels: [name], sort: "unasked" });
    }
    return count;
  }

  async function send(now: Date, wanted: Pick<Due, "limit" | "channels" | "sort">): Promise<number> {
    if (wanted.limit <= 0) return 0;
    const until = new Date(now.getTime() + LEASE_MS).toISOString();
    const due = await claimDue(db, { ...wanted, now: now.toISOString(), until, except: [...busy.keys()] });
    for (const { channel } of due) begun.sent(now.getTime(), [channel]);
    const chats = byChat(due);
    for (const [chat, items] of chats) busy.set(chat, tend(chat, { until, rows: items }));
    return chats.size;
  }

  async function tend(chat: string, taken: Taken): Promise<void> {
    try {
      if ((await sendChat(options, marks, taken.rows)) === "waits") await giveBack(db, taken);
      busy.delete(chat);
      pump.wake();
    } catch (error) {
      // What failed here is looked at again later.
      left.push(taken);
      busy.delete(chat);
      failed(error);
    }
  }

  /** What is out already is marked first, so that nobody else gets it. */
  async function giveBackLeft(): Promise<void> {
    const now = options.clock().toISOString();
    left = left.filter(({ until }) => until > now);
    try {
      for (const taken of left) {
        await marks.again(taken.rows.map(({ id }) => id));
        await giveBack(db, taken);
        left = left.filter((other) => other !== taken);
      }
    } catch (error) {
      failed(error);
    }
  }

  async function rest(): Promise<void> {
    while (busy.size > 0) await Promise.all(busy.values());
  }

  return {
    wake: pump.wake,
    async idle() {
      do {
        await pump.idle();
        await rest();
        await pump.idle();
      } while (busy.size > 0);
    },
    async close() {
      await pump.close();
      await rest();
    },
  };
}

/** Messages that this program alone may send until an instant. */
type Taken = { readonly until: string; readonly rows: readonly OutboxRow[] };

function limitsOf(channel: Channel | undefined): Limit[] {
  return channel?.pushesPerSecond === undefined ? [] : [{ count: channel.pushesPerSecond, perMs: 1_000 }];
}

function byChat(due: readonly OutboxRow[]): Map<string, OutboxRow[]> {
  const chats = new Map<string, OutboxRow[]>();
  for (const item of due) {
    const chat = `${item.channel}:${item.chat}`;
    chats.set(chat, [...(chats.get(chat) ?? []), item]);
  }
  return chats;
}

/** Sends to one chat in order, and says whether the rest has to wait. */
async function sendChat(options: Options, marks: Marks, items: readonly OutboxRow[]): Promise<"waits" | "over"> {
  for (const item of items) {
    const channel = options.channels.get(item.channel as ChannelName);
    if (channel === undefined) return "waits";
    try {
      const outbound = await asWanted(options.db, await outboundOf(options.db, item), { channel, chat: item.chat });
      await marks.sent(item.id, () => channel.send(item.chat, outbound, item.key));
    } catch (error) {
      if ((await refused(options, item, error)) === "waits") return "waits";
    }
  }
  return "over";
}

/** Keeps what a refusal means, and says whether the chat has to wait. */
async function refused(options: Options, item: OutboxRow, error: unknown): Promise<"waits" | "over"> {
  const fault = error instanceof SendError ? error.fault : "transient";
  // Waiting for one's turn is no trouble.
  if (fault !== "rate-limited") options.onError(error, `outbox ${item.id} to ${item.channel}`);
  const reason = error instanceof SendError ? `${error.fault}: ${error.message}` : "transient";
  if (error instanceof SendError && error.fault === "moved" && error.movedTo !== undefined) {
    await moveQueued(options.db, { channel: item.channel, chat: item.chat, to: error.movedTo });
    return "waits";
  }
  if (fault !== "rate-limited" && fault !== "transient" && fault !== "unauthorised") {
    await writing(options.db, async (trx) => {
      await bury(trx, item.id, reason);
      const now = options.clock().toISOString();
      if (fault === "forbidden" || fault === "gone") await tellUnreached(trx, item, now);
      if (fault !== "gone") await tellUnsent(trx, item, { fault, now });
    });
    return "over";
  }
  const wait = (error instanceof SendError ? error.retryAfterMs : undefined) ?? backoffMs(item.attempts);
  await postpone(options.db, item.id, new Date(options.clock().getTime() + wait).toISOString(), reason);
  return "waits";
}

function backoffMs(attempts: number): number {
  return Math.min(FIRST_BACKOFF_MS * 2 ** attempts, LONGEST_BACKOFF_MS);
}
