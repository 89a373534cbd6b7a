import { findOutbox, type OutboxRow } from "../store/outbox.ts";
import type { Db } from "../store/schema.ts";
import type { Card, Outbound } from "./channel.ts";

/** What waits to be sent; `renew` takes the place of what was sent under an earlier key. */
export type Queued = Outbound | { readonly kind: "renew"; readonly of: string; readonly card: Card };

/** What is to be sent now; what has nothing to take the place of is a message of its own. */
export async function outboundOf(db: Db, row: OutboxRow): Promise<Outbound> {
  const queued = JSON.parse(row.payload) as Queued;
  if (queued.kind !== "renew") return queued;
  const { card } = queued;
  const earlier = await findOutbox(db, queued.of);
  const message = earlier?.state === "sent" && earlier.chat === row.chat ? earlier.reference : null;
  return message ? { kind: "update", message, card } : { kind: "card", card };
}
