import type { OutboxRow } from "../store/outbox.ts";
import { bury, countQueued, findDue, markSent, postpone } from "../store/outbox.ts";
import type { Db } from "../store/schema.ts";
import { type Channel, type ChannelName, type Outbound, SendError } from "./channel.ts";

const BATCH = 50;
const LOOK_AGAIN_MS = 1_000;
const FIRST_BACKOFF_MS = 2_000;
const LONGEST_BACKOFF_MS = 5 * 60_000;

export type Outbox = {
  /** Something was enqueued. */
  wake(): void;
  /** Resolves when nothing that is due waits. */
  idle(): Promise<void>;
  close(): Promise<void>;
};

type Options = {
  readonly db: Db;
  readonly clock: () => Date;
  readonly channels: ReadonlyMap<ChannelName, Channel>;
  readonly onError: (error: unknown, item: OutboxRow) => void;
};

/**
 * Sends what waits, in order within each chat. What a platform refuses for good is kept
 * aside with its reason; what it refuses for now is tried again when it said, or later
 * each time. A crash between sending and marking repeats at most the messages in flight.
 */
export function openOutbox(options: Options): Outbox {
  let running: Promise<void> | undefined;
  let again = false;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;

  async function run(): Promise<void> {
    do {
      again = false;
      while (!closed && (await sendDue(options)) > 0);
    } while (again && !closed);
    running = undefined;
    if (!closed && (await countQueued(options.db)) > 0) later();
  }

  function later(): void {
    timer ??= setTimeout(() => {
      timer = undefined;
      wake();
    }, LOOK_AGAIN_MS).unref();
  }

  function wake(): void {
    if (closed) return;
    again = true;
    running ??= run();
  }

  return {
    wake,
    async idle() {
      while (running !== undefined) await running;
    },
    async close() {
      while (running !== undefined) await running;
      closed = true;
      clearTimeout(timer);
    },
  };
}

async function sendDue(options: Options): Promise<number> {
  const now = options.clock().toISOString();
  const due = await findDue(options.db, { now, limit: BATCH, channels: [...options.channels.keys()] });
  const sent: { id: number; reference: string }[] = [];
  const blocked = new Set<string>();
  for (const item of due) {
    const chat = `${item.channel}:${item.chat}`;
    if (blocked.has(chat)) continue;
    const reference = await send(options, item);
    if (reference === undefined) blocked.add(chat);
    else sent.push({ id: item.id, reference });
  }
  await markSent(options.db, sent, options.clock().toISOString());
  return sent.length;
}

async function send(options: Options, item: OutboxRow): Promise<string | undefined> {
  const channel = options.channels.get(item.channel as ChannelName);
  if (channel === undefined) return undefined;
  try {
    return await channel.send(item.chat, JSON.parse(item.payload) as Outbound, item.key);
  } catch (error) {
    options.onError(error, item);
    await refused(options, item, error);
    return undefined;
  }
}

async function refused(options: Options, item: OutboxRow, error: unknown): Promise<void> {
  const reason = error instanceof SendError ? `${error.fault}: ${error.message}` : "transient";
  const fault = error instanceof SendError ? error.fault : "transient";
  if (fault === "rate-limited" || fault === "transient" || fault === "unauthorised") {
    const wait = (error instanceof SendError ? error.retryAfterMs : undefined) ?? backoffMs(item.attempts);
    await postpone(options.db, item.id, new Date(options.clock().getTime() + wait).toISOString(), reason);
  } else {
    await bury(options.db, item.id, reason);
  }
}

function backoffMs(attempts: number): number {
  return Math.min(FIRST_BACKOFF_MS * 2 ** attempts, LONGEST_BACKOFF_MS);
}
