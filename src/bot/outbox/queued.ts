import * as z from "zod";
import { findOutbox, type OutboxRow } from "../../store/outbox.ts";
import { isPlainChat } from "../../store/plain-chats.ts";
import type { Db } from "../../store/schema.ts";
import { type Card, type Channel, type Outbound, SendError } from "../channel.ts";
import { inWords } from "../replies/plain.ts";
import { DAMAGED, parsed } from "../work/payload.ts";

/** What waits to be sent; `renew` takes the place of what was sent under an earlier key. */
export type Queued = Outbound | { readonly kind: "renew"; readonly of: string; readonly card: Card };

const known = z.object({ kind: z.enum(["card", "update", "file", "reaction", "toast", "renew"]) });

/** Looked at no deeper than at what it is. */
const queuedShape = z.custom<Queued>((value) => known.safeParse(value).success);

/** What a row of the outbox says; nothing where this program did not write it. */
export function queuedIn({ payload }: Pick<OutboxRow, "payload">): Queued | undefined {
  return queuedShape.safeParse(parsed(payload)).data;
}

/**
 * What is to be sent now; what has nothing to take the place of is a message of its own.
 * Throws a {@link SendError} on what nobody can send.
 */
export async function outboundOf(db: Db, row: OutboxRow): Promise<Outbound> {
  const queued = queuedIn(row);
  if (queued === undefined) throw new SendError("invalid", DAMAGED);
  if (queued.kind !== "renew") return queued;
  const { card } = queued;
  const earlier = await findOutbox(db, queued.of);
  const message = earlier?.state === "sent" && earlier.chat === row.chat ? earlier.reference : null;
  return message ? { kind: "update", message, card } : { kind: "card", card };
}

/** The same in words, where the chat wants them by now, whenever it was queued. */
export async function asWanted(db: Db, outbound: Outbound, { channel, chat }: Where): Promise<Outbound> {
  const isPlain = channel.capabilities.forms && (await isPlainChat(db, `${channel.name}:${chat}`));
  return isPlain ? inWords(outbound) : outbound;
}

type Where = { readonly channel: Pick<Channel, "name" | "capabilities">; readonly chat: string };
