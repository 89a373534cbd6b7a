import { appendJournal } from "../../store/journal.ts";
import type { Speaker } from "../../store/people.ts";
import type { Trx } from "../../store/schema.ts";
import type { Deps } from "../call.ts";
import type { Inbound } from "../channel.ts";
import { cleaned } from "../intake/text-of.ts";

/** Something said by anybody, before it is known whether they are a member of anything. */
export type Met = {
  readonly deps: Deps;
  readonly db: Trx;
  readonly inbound: Inbound;
  /** The person behind the account; nobody where the account is not known. */
  readonly speaker: Speaker | undefined;
  readonly text: string;
  readonly now: Date;
};

/** What was said, cleaned of what nobody sees, at the bot's present moment. */
export function metOf(deps: Deps, db: Trx, { inbound, speaker }: Pick<Met, "inbound" | "speaker">): Met {
  const text = "text" in inbound ? cleaned(inbound.text) : "";
  return { deps, db, inbound, speaker, text, now: deps.clock() };
}

export function accountOf({ inbound }: Met): { channel: Inbound["channel"]; externalId: string } {
  return { channel: inbound.channel, externalId: inbound.from.id };
}

/** Whether who speaks belongs to any branch. */
export function isMember({ speaker }: Met): boolean {
  return speaker !== undefined && speaker.memberships.length > 0;
}

/** Journals what was done about people, where there may be no member who did it. */
export async function journalPeople(
  { deps, db, inbound, now }: Pick<Met, "deps" | "db" | "now"> & { readonly inbound: Pick<Inbound, "key"> },
  entry: { organisationId: number; personId: number | null; operation: string; body: object },
): Promise<void> {
  await appendJournal(db, {
    ...entry,
    at: now.toISOString(),
    activityId: null,
    sourceKey: inbound.key,
    salt: deps.random(),
  });
}
