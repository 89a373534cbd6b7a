import * as z from "zod";
import { type Report, type Share, valuesOf } from "../../ledger/event.ts";
import { findJoined, type StoredActivity } from "../../store/activities.ts";
import { findHistory } from "../../store/journal.ts";
import type { Call } from "../call.ts";

/** A report that was joined to an event, with what it brought. */
export type Joined = {
  readonly record: StoredActivity;
  readonly share: Omit<Share, "report" | "conflicts"> & {
    /** Whether its kinds are left out, since a person decided the event's after it was joined. */
    readonly kindless: boolean;
  };
  /** Reports that had been joined to it and came with it. */
  readonly brought: readonly number[];
  readonly order: number;
};

/** How a `join` stands in the journal: ids and names of fields, no words of anybody. */
const joinBody = z.object({
  target: z.number(),
  fields: z.array(z.string()).catch([]),
  newcomers: z.array(z.number()),
  brought: z.array(z.number()).catch([]),
  kindless: z.boolean().catch(false),
});

/** What was joined to an event, in the order of joining. */
export async function joinedTo(call: Call, event: number): Promise<Joined[]> {
  const joined: Joined[] = [];
  for (const record of await findJoined(call.db, event)) joined.push(await joinedOf(call, record));
  return joined.sort((a, b) => a.order - b.order);
}

/** A report as it was joined: the first of its joinings to the event says when, the last what it brings. */
async function joinedOf(call: Call, record: StoredActivity): Promise<Joined> {
  const rows = await findHistory(call.db, record.id);
  const left = rows.findLastIndex(({ operation }) => operation === "leave" || operation === "free");
  const joins = rows.slice(left + 1).filter(({ operation }) => operation === "join");
  const bodies = joins.map(({ body }) => joinBody.safeParse(body === null ? undefined : JSON.parse(body)).data);
  const elsewhere = bodies.findLastIndex((body) => body !== undefined && body.target !== record.twinId);
  const { fields, newcomers, brought, kindless } = bodies.at(-1) ?? {
    fields: [],
    newcomers: [...record.participants],
    brought: [],
    kindless: false,
  };
  return { record, share: { fields, newcomers, kindless }, brought, order: joins[elsewhere + 1]?.id ?? 0 };
}

/** What an event says of itself, without what joined reports brought to it. */
export function ownOf(event: StoredActivity, joined: readonly Joined[]): Omit<Report, "id"> {
  const filled = new Set(joined.flatMap(({ share }) => share.fields));
  const newcomers = new Set(joined.flatMap(({ share }) => share.newcomers));
  return {
    values: new Map([...valuesOf(event)].filter(([field]) => !filled.has(field))),
    participants: event.participants.filter((person) => !newcomers.has(person)),
  };
}
