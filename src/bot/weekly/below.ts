import type { Period } from "../../ledger/activity.ts";
import { displayAmount } from "../../ledger/display.ts";
import type { Field } from "../../ledger/fields.ts";
import type { Catalogue } from "../../ledger/kinds.ts";
import { indexActivities, tally } from "../../ledger/measure.ts";
import { findLedger, type StoredActivity } from "../../store/activities.ts";
import { findLevels, findParents } from "../../store/duty-facts.ts";
import { unitIds } from "../../store/organisations.ts";
import type { Db } from "../../store/schema.ts";
import { slicesOf } from "../work/slices.ts";

/** A week of an organisation with all below it, in numbers alone: the records are each branch's own. */
export type Below = {
  /** Each event once, however many branches took part. */
  readonly count: number;
  /** How often each kind was held, most first. */
  readonly numbers: readonly { readonly label: string; readonly display: string }[];
  /** How many kinds more there are. */
  readonly more: number;
};

const SHOWN = 6;

/** Units whose records are read together. */
const AT_ONCE = 100;

type Source = { readonly fields: readonly Field[]; readonly catalogue: Catalogue; readonly week: Period };

/** Counts a week of each organisation that has others below it, as a draft with sub-units does. */
export function openBelow({ fields, catalogue, week }: Source, between: () => Promise<void>) {
  const times = fields.filter(({ kinds, measure }) => kinds.length === 1 && measure.by === "times");

  async function belowOf(db: Db, organisation: number): Promise<Below> {
    const units = await unitIds(db, organisation);
    const found = new Map<number, StoredActivity>();
    for (const organisations of slicesOf(units, AT_ONCE)) {
      const records = await findLedger(db, { organisations, period: week, states: ["counted"] });
      for (const record of records) found.set(record.id, record);
      await between();
    }
    const index = indexActivities([...found.values()], catalogue, {
      organisation,
      levels: await findLevels(db, units),
    });
    const numbers = times
      .map((field) => ({ field, amount: tally(field, index) }))
      .flatMap(({ field, amount: { value, bound } }) => (value === null ? [] : [{ field, amount: { value, bound } }]))
      .sort((a, b) => b.amount.value - a.amount.value)
      .map(({ field: { label, unit, form }, amount }) => ({ label, display: displayAmount(amount, unit, form) }));
    return { count: found.size, numbers: numbers.slice(0, SHOWN), more: Math.max(0, numbers.length - SHOWN) };
  }

  return async (db: Db, organisations: readonly number[]): Promise<Map<number, Below>> => {
    const found = new Map<number, Below>();
    for (const organisation of await findParents(db, organisations))
      found.set(organisation, await belowOf(db, organisation));
    return found;
  };
}
