import { bury, claimDue, hasQueued, markSent, moveQueued, type OutboxRow, postpone } from "../store/outbox.ts";
import type { Db } from "../store/schema.ts";
import { writing } from "../store/transaction.ts";
import { type Channel, type ChannelName, SendError } from "./channel.ts";
import { type Look, openPump, type Pump } from "./pump.ts";
import { asWanted, outboundOf } from "./queued.ts";
import { tellUnreached } from "./unreached.ts";

const BATCH = 50;
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
 * Sends what waits: chats beside each other, in order within each. What a platform refuses
 * for good is kept aside with its reason; what it refuses for now is tried again when it
 * said, or later each time. A crash between sending and marking repeats one message a chat.
 */
export function openOutbox(options: Options): Pump {
  return openPump({
    look: () => look(options),
    againMs: LOOK_AGAIN_MS,
    onError: (error) => options.onError(error, "outbox"),
  });
}

async function look(options: Options): Promise<Look> {
  if ((await sendDue(options)) > 0) return "done";
  return (await hasQueued(options.db)) ? "waits" : "empty";
}

/** Sends one batch and returns how many messages are out of the queue. */
async function sendDue(options: Options): Promise<number> {
  const now = options.clock();
  const due = await claimDue(options.db, {
    now: now.toISOString(),
    until: new Date(now.getTime() + LEASE_MS).toISOString(),
    limit: BATCH,
    channels: [...options.channels.keys()],
  });
  const marks = openMarks(options);
  const done = await Promise.all(byChat(due).map((items) => sendChat(options, marks, items)));
  return done.reduce((sum, count) => sum + count, 0);
}

function byChat(due: readonly OutboxRow[]): OutboxRow[][] {
  const chats = new Map<string, OutboxRow[]>();
  for (const item of due) {
    const chat = `${item.channel}:${item.chat}`;
    chats.set(chat, [...(chats.get(chat) ?? []), item]);
  }
  return [...chats.values()];
}

async function sendChat(options: Options, marks: Marks, items: readonly OutboxRow[]): Promise<number> {
  let done = 0;
  for (const item of items) {
    const channel = options.channels.get(item.channel as ChannelName);
    if (channel === undefined) return done;
    try {
      const outbound = await asWanted(options.db, item, await outboundOf(options.db, item), channel);
      const reference = await channel.send(item.chat, outbound, item.key);
      await marks.sent(item.id, reference);
    } catch (error) {
      if ((await refused(options, item, error)) === "waits") return done;
    }
    done += 1;
  }
  return done;
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
      if (fault === "forbidden" || fault === "gone") await tellUnreached(trx, item, options.clock().toISOString());
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

type Sent = { readonly id: number; readonly reference: string };
type Marks = { sent(id: number, reference: string): Promise<void> };

/** Marks what chats sent at the same time in one commit. */
function openMarks({ db, clock }: Options): Marks {
  let waiting: Sent[] = [];
  let next: Promise<void> | undefined;

  async function flush(): Promise<void> {
    // Whatever is sent in this turn of the loop goes with it.
    await new Promise(setImmediate);
    const marked = waiting;
    waiting = [];
    next = undefined;
    await writing(db, (trx) => markSent(trx, marked, clock().toISOString()));
  }

  return {
    sent(id, reference) {
      waiting.push({ id, reference });
      next ??= flush();
      return next;
    },
  };
}
