import type { Amount } from "../ledger/activity.ts";
import { weaker } from "../ledger/share.ts";
import { byDay, findActivities, type Wanted } from "./activities/periods.ts";
import type { StoredActivity } from "./activities/rows.ts";
import { type Attended, findAttended } from "./attendance.ts";
import type { Db } from "./schema.ts";

/**
 * The activities that organisations held and those of others in which they took part, each
 * once, that begin in a period; else as {@link findActivities}. Who held an event has it
 * whole. Of one held elsewhere only the headcounts of those asked for are known.
 */
export async function findLedger(db: Db, wanted: Wanted): Promise<StoredActivity[]> {
  const held = await findActivities(db, wanted);
  if (!wanted.states.includes("counted")) return held;
  const attended = await findAttended(db, wanted);
  if (attended.length === 0) return held;
  const own = new Set(held.map(({ id }) => id));
  return [...held, ...together(attended).filter(({ id }) => !own.has(id))].sort(byDay);
}

/** One record an event, with all who came from the organisations that took part. */
function together(attended: readonly Attended[]): StoredActivity[] {
  const events = new Map<number, StoredActivity>();
  const seen = new Set<string>();
  for (const { unit, record } of attended) {
    if (seen.has(`${unit}/${record.id}`)) continue;
    seen.add(`${unit}/${record.id}`);
    const known = events.get(record.id);
    events.set(record.id, known === undefined ? record : added(known, record));
  }
  return [...events.values()];
}

function added(one: StoredActivity, other: StoredActivity): StoredActivity {
  const participants = [...new Set([...one.participants, ...other.participants])].sort((a, b) => a - b);
  return { ...one, headcount: sumOf(one.headcount, other.headcount), participants };
}

/** Known only where both are. */
function sumOf(a: Amount | null, b: Amount | null): Amount | null {
  if (a === null || b === null) return null;
  return { value: a.value + b.value, bound: weaker(a.bound, b.bound) };
}
