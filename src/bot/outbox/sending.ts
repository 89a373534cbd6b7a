import { bury, moveQueued, type OutboxRow, postpone } from "../../store/outbox.ts";
import type { Db } from "../../store/schema.ts";
import { writing } from "../../store/transaction.ts";
import { type Channel, SendError } from "../channel.ts";
import type { Taken } from "./left.ts";
import { asWanted, outboundOf } from "./queued.ts";
import { againAt, faultIn, isForNow, reasonOf } from "./refusals.ts";
import type { Marks } from "./sent-marks.ts";
import { tellUnreached, tellUnsent } from "./unreached.ts";

const BACKOFF = { firstMs: 2_000, longestMs: 5 * 60_000 };

/** What sends, and to whom what fails is told. */
export type Sending = {
  readonly db: Db;
  readonly clock: () => Date;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly onError: (error: unknown, about: string) => void;
};

/** Nothing is sent for longer than this: an upload is given up before. */
const LONGEST_MS = 180_000;

/**
 * Sends to one chat in order, and says whether the rest has to wait: so it does where another
 * program might take a message while it is still being sent.
 */
export async function sendChat(options: Sending, marks: Marks, { until, rows }: Taken): Promise<"waits" | "over"> {
  const last = new Date(until).getTime() - LONGEST_MS;
  for (const item of rows) {
    const channel = options.channels.get(item.channel);
    if (channel === undefined || options.clock().getTime() > last) return "waits";
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
async function refused(options: Sending, item: OutboxRow, error: unknown): Promise<"waits" | "over"> {
  const fault = faultIn(error);
  // Waiting for one's turn is no trouble.
  if (fault !== "rate-limited") options.onError(error, `outbox ${item.id} to ${item.channel}`);
  const reason = reasonOf(error);
  if (error instanceof SendError && error.fault === "moved" && error.movedTo !== undefined) {
    await moveQueued(options.db, { channel: item.channel, chat: item.chat, to: error.movedTo });
    return "waits";
  }
  if (!isForNow(fault)) {
    await writing(options.db, async (trx) => {
      await bury(trx, item.id, reason);
      const now = options.clock().toISOString();
      if (fault === "forbidden" || fault === "gone") await tellUnreached(trx, item, now);
      if (fault !== "gone") await tellUnsent(trx, item, { fault, now });
    });
    return "over";
  }
  await postpone(options.db, item.id, againAt(options.clock(), error, { failures: item.attempts, ...BACKOFF }), reason);
  return "waits";
}
