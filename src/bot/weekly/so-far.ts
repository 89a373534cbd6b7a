import type { Amount } from "../../ledger/activity.ts";
import { displayAmount } from "../../ledger/display.ts";
import type { Field } from "../../ledger/fields.ts";
import type { Catalogue } from "../../ledger/kinds.ts";
import { type Alike, openSums } from "../../ledger/so-far.ts";
import type { StoredActivity } from "../../store/activities.ts";

/** A number of the year as the draft shows it, and the one of the same days a year before. */
export type SoFar = {
  readonly label: string;
  readonly unit: string;
  readonly display: string;
  readonly before: string | null;
  readonly values: { readonly now: number; readonly before: number };
};

/** How many of the year's numbers a summary shows. */
const SHOWN = 8;

/** What the numbers of an organisation are made of, and the fields that people filled in. */
type Given = {
  readonly now: readonly Alike[];
  readonly before: readonly Alike[];
  readonly manual: ReadonlySet<string> | undefined;
};

/** The most telling numbers of a year, and how many more there are. */
type Told = { readonly soFar: readonly SoFar[]; readonly more: number };

/** Chooses from a year's numbers by what was held in the week; what one organisation teaches is used for the next. */
export function openSoFar(
  fields: readonly Field[],
  catalogue: Catalogue,
): (given: Given, records: readonly StoredActivity[]) => Told {
  const ranked = fields.map((field) => ({ field, rank: rankOf(field), isOften: rankOf(field) === 0 }));
  const sumsOf = openSums(fields, catalogue);

  return (given, records) => {
    const here = sumsOf(given.now);
    const then = sumsOf(given.before);
    const kinds = new Set(records.flatMap((record) => record.kinds));
    const told: Telling[] = [];
    for (const { field, rank, isOften } of ranked) {
      const amount = here.get(field);
      if (amount === undefined || given.manual?.has(field.id)) continue;
      const isFresh = field.kinds.some((kind) => kinds.has(kind));
      told.push({ field, rank: isFresh ? rank : rank + RANKS, often: isOften ? amount.value : 0 });
    }
    const soFar = told
      .sort(byTelling)
      .slice(0, SHOWN)
      .map(({ field }) => ({
        label: field.label,
        unit: field.unit,
        display: shown(here.get(field), field) ?? "",
        before: shown(then.get(field), field),
        values: { now: here.get(field)?.value ?? 0, before: then.get(field)?.value ?? 0 },
      }));
    return { soFar, more: told.length - soFar.length };
  };
}

type Telling = { readonly field: Field; readonly rank: number; readonly often: number };

const RANKS = 3;

/** What was held how often comes first, then amounts, and what only sums up others last; before all what the week's kinds added to. */
function rankOf({ kinds, measure }: Field): number {
  if (kinds.length > 1) return 2;
  return measure.by === "times" ? 0 : 1;
}

function byTelling(a: Telling, b: Telling): number {
  return a.rank - b.rank || b.often - a.often;
}

function shown(amount: Amount | undefined, { unit, form }: Field): string | null {
  return amount === undefined ? null : displayAmount(amount, unit, form);
}
