import type { Period } from "../../ledger/activity.ts";
import type { Level } from "../../ledger/fields.ts";
import type { Alike } from "../../ledger/so-far.ts";
import type { StoredActivity } from "../../store/activities.ts";
import { findAttended } from "../../store/attendance.ts";
import { findLevels } from "../../store/duty-facts.ts";
import type { Db } from "../../store/schema.ts";

/** The events of others in which organisations took part, in periods within the one that is read. */
type Attended = {
  records(organisation: number, period: Period): readonly StoredActivity[];
  alike(organisation: number, period: Period): readonly Alike[];
};

export async function openAttended(db: Db, organisations: readonly number[], period: Period): Promise<Attended> {
  const found = new Map<number, Map<number, StoredActivity>>();
  for (const { unit, record } of await findAttended(db, { organisations, period })) {
    if (record.organisation === unit) continue;
    const known = found.get(unit) ?? new Map<number, StoredActivity>();
    if (!known.has(record.id)) known.set(record.id, record);
    found.set(unit, known);
  }
  const holders = new Set([...found.values()].flatMap((own) => [...own.values()].map((one) => one.organisation)));
  const levels = holders.size === 0 ? new Map<number, Level>() : await findLevels(db, [...holders]);
  const records = (organisation: number, { first, last }: Period) =>
    [...(found.get(organisation)?.values() ?? [])].filter(
      ({ start }) => start !== null && start >= first && start <= last,
    );
  return { records, alike: (organisation, within) => alikeOf(records(organisation, within), levels) };
}

function alikeOf(records: readonly StoredActivity[], levels: ReadonlyMap<number, Level>): Alike[] {
  return records.map((one) => {
    const heldBy = levels.get(one.organisation);
    return { one, count: 1, ...(heldBy === undefined ? {} : { heldBy }) };
  });
}
