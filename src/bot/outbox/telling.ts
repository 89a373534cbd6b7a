import { enqueue, findAbout, type NewOutbox } from "../../store/outbox.ts";
import type { Trx } from "../../store/schema.ts";
import type { Deps } from "../call.ts";
import type { Card } from "../channel.ts";
import type { Asked } from "../work/payload.ts";
import type { Queued } from "./queued.ts";

type Place = Readonly<Record<"channel" | "chat" | "key", string>>;

/** A message that may go at once. A key that was ever queued is not queued again. */
export function outgoing({ channel, chat, key }: Place, queued: Queued, now: Date): NewOutbox {
  const at = now.toISOString();
  return { key, channel, chat, payload: JSON.stringify(queued), not_before: at, created_at: at };
}

/** Tells what came of something asked for: where the platform can change it, in the place of the word that it is being done. */
export async function tellOutcome(
  trx: Trx,
  { clock, can }: Pick<Deps, "clock" | "can">,
  { asked, card }: { readonly asked: Asked; readonly card: Card },
): Promise<void> {
  const { channel, chat, key } = asked;
  const first = can(channel, "edits") ? await findAbout(trx, { about: key, channel, chat }) : undefined;
  const queued: Queued = first === undefined ? { kind: "card", card } : { kind: "renew", of: first.key, card };
  await enqueue(trx, [outgoing({ ...asked, key: `${key}/outcome` }, queued, clock())]);
}
