import { groupedBy } from "../ledger/grouped.ts";
import { hasQueued } from "../store/outbox.ts";
import { claimDue, type Due, giveBack } from "../store/outbox-due.ts";
import { chatKey } from "./call.ts";
import type { Channel } from "./channel.ts";
import { openLeft, type Taken } from "./outbox/left.ts";
import { type Limit, pace } from "./outbox/pacing.ts";
import { type Sending, sendChat } from "./outbox/sending.ts";
import { openMarks } from "./outbox/sent-marks.ts";
import { type Look, openPump, type Pump } from "./work/pump.ts";

/** How many messages are looked for, and how many chats are sent to, at a time. */
const MOST_CHATS = 50;
/** So many at the most while what is next is something that nobody waits for. */
const MOST_UNASKED = 40;
const LOOK_AGAIN_MS = 1_000;
/** A message taken by a program that stopped is sent by another one after this. */
const LEASE_MS = 5 * 60_000;

/**
 * Sends what waits: chats beside each other, in order within each, and none waits for
 * another's. What somebody asked for goes before what nobody waits for, and of that only as
 * much as leaves room for answers (`pushesPerSecond`). What a platform refuses for good is kept
 * aside with its reason; what it refuses for now is tried again when it said, or later each
 * time. A crash between sending and marking repeats one message a chat. On a shared database
 * what a killed program had taken waits for the end of its lease: nobody can tell whether it
 * still sends. What this program could not send of what it took, it gives back itself.
 */
export function openOutbox(options: Sending): Pump {
  const { db, channels, onError } = options;
  const marks = openMarks(options);
  /** Chats to which something is being sent, as `channel:chat`. */
  const busy = new Map<string, Promise<void>>();
  const left = openLeft({ ...options, marks });
  /** What was begun of late on each channel, be it asked for or not. */
  const begun = pace((name) => limitsOf(channels.get(name)));
  const pump = openPump({ look, againMs: LOOK_AGAIN_MS, onError: failed });

  function failed(error: unknown): void {
    onError(error, "outbox");
  }

  async function look(): Promise<Look> {
    return (await begin()) > 0 ? "done" : (await hasQueued(db)) ? "waits" : "empty";
  }

  /** Begins to send to chats that have something due, and returns how many. */
  async function begin(): Promise<number> {
    await left.giveBack().catch(failed);
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
    const chats = groupedBy(due, chatKey);
    for (const [chat, items] of chats) busy.set(chat, tend(chat, { until, rows: items }));
    return chats.size;
  }

  async function tend(chat: string, taken: Taken): Promise<void> {
    try {
      if ((await sendChat(options, marks, taken)) === "waits") await giveBack(db, taken);
      busy.delete(chat);
      pump.wake();
    } catch (error) {
      // What failed here is looked at again later.
      left.add(taken);
      busy.delete(chat);
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

function limitsOf(channel: Channel | undefined): Limit[] {
  return channel?.pushesPerSecond === undefined ? [] : [{ count: channel.pushesPerSecond, perMs: 1_000 }];
}
