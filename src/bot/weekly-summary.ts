import type { Amount, Day, Period } from "../ledger/activity.ts";
import { addDays, isDay, yearOf, yearPeriod } from "../ledger/calendar.ts";
import { displayAmount } from "../ledger/display.ts";
import type { Field, HeldBy } from "../ledger/fields.ts";
import { type Alike, openSums } from "../ledger/so-far.ts";
import { findActivities, type StoredActivity } from "../store/activities.ts";
import { findAttended } from "../store/attendance.ts";
import { findLevels } from "../store/duty-facts.ts";
import { findManualFields } from "../store/manual-values.ts";
import type { Db } from "../store/schema.ts";
import { openYearCounts } from "../store/year-counts.ts";
import type { Deps } from "./call.ts";

/** A number of the year as the draft shows it, and the one of the same days a year before. */
export type SoFar = {
  readonly label: string;
  readonly unit: string;
  readonly display: string;
  readonly before: string | null;
  readonly values: { readonly now: number; readonly before: number };
};

/** What a week's summary is made of. */
export type Summary = {
  readonly organisation: number;
  readonly records: readonly StoredActivity[];
  readonly soFar: readonly SoFar[];
};

/** How many of the year's numbers a summary shows. */
const SHOWN = 8;

type Source = Pick<Deps, "catalogue" | "fields" | "headline">;

/** Makes the summaries of one week for many organisations; what one teaches is used for the next. */
export function openSummaries(
  deps: Source,
  week: Period,
): (db: Db, organisations: readonly number[]) => Promise<Summary[]> {
  const fields = deps.fields.filter(({ id }) => deps.headline.has(id));
  const sumsOf = openSums(fields, deps.catalogue);
  const countsOf = openYearCounts();
  const [now, before] = spansOf(week);

  function soFarOf(given: Given): SoFar[] {
    const here = sumsOf(given.now);
    const then = sumsOf(given.before);
    const told = fields.filter((field) => here.has(field) && !given.manual?.has(field.id));
    return told.slice(0, SHOWN).map((field) => ({
      label: field.label,
      unit: field.unit,
      display: shown(here.get(field), field) ?? "",
      before: shown(then.get(field), field),
      values: { now: here.get(field)?.value ?? 0, before: then.get(field)?.value ?? 0 },
    }));
  }

  return async (db, organisations) => {
    const own = byOrganisation(await findActivities(db, { organisations, period: week, states: ["counted"] }));
    const attended = await attendedBy(db, organisations, week);
    const countsNow = await countsWithAttended(db, { organisations, span: now, countsOf });
    const countsBefore = await countsWithAttended(db, { organisations, span: before, countsOf });
    const manual = await findManualFields(db, { organisations, year: Number(now.year) });
    return organisations.map((organisation) => {
      const records = [...(own.get(organisation) ?? []), ...(attended.get(organisation) ?? [])].sort(byDay);
      const given = {
        now: countsNow.get(organisation) ?? [],
        before: countsBefore.get(organisation) ?? [],
        manual: manual.get(organisation),
      };
      return { organisation, records, soFar: soFarOf(given) };
    });
  };
}

/** What the numbers of an organisation are made of, and the fields that people filled in. */
type Given = {
  readonly now: readonly Alike[];
  readonly before: readonly Alike[];
  readonly manual: ReadonlySet<string> | undefined;
};

type Counting = {
  readonly organisations: readonly number[];
  readonly span: Span;
  readonly countsOf: ReturnType<typeof openYearCounts>;
};

/** The alike ones of organisations, and the events of others in which they took part. */
async function countsWithAttended(
  db: Db,
  { organisations, span, countsOf }: Counting,
): Promise<ReadonlyMap<number, readonly Alike[]>> {
  const counts: Map<number, readonly Alike[]> = await countsOf(db, organisations, span);
  const attended = await attendedBy(db, organisations, span);
  if (attended.size === 0) return counts;
  const levels = await findLevels(db, [...new Set([...attended.values()].flat().map((one) => one.organisation))]);
  for (const [organisation, records] of attended)
    counts.set(organisation, [...(counts.get(organisation) ?? []), ...alikeOf(records, levels)]);
  return counts;
}

type Span = Period & { readonly year: string };

/** The year of the week's Thursday until the week's end, and the same days a year before. */
export function spansOf(week: Period): readonly [Span, Span] {
  const year = yearOf(addDays(week.first, 3));
  const last = week.last < yearPeriod(year).last ? week.last : yearPeriod(year).last;
  return [spanTo(last), spanTo(yearEarlier(last))];
}

function spanTo(last: Day): Span {
  return { first: yearPeriod(yearOf(last)).first, last, year: last.slice(0, 4) };
}

/** The same day a year before; 29 February has 28 February. */
function yearEarlier(day: Day): Day {
  const same = `${String(yearOf(day) - 1).padStart(4, "0")}${day.slice(4)}`;
  return isDay(same) ? same : (`${same.slice(0, 8)}28` as Day);
}

async function attendedBy(
  db: Db,
  organisations: readonly number[],
  period: Period,
): Promise<Map<number, StoredActivity[]>> {
  const found = new Map<number, Map<number, StoredActivity>>();
  for (const { unit, record } of await findAttended(db, { organisations, period })) {
    if (record.organisation === unit) continue;
    const known = found.get(unit) ?? new Map<number, StoredActivity>();
    if (!known.has(record.id)) known.set(record.id, record);
    found.set(unit, known);
  }
  return new Map([...found].map(([unit, records]) => [unit, [...records.values()]]));
}

function alikeOf(records: readonly StoredActivity[], levels: ReadonlyMap<number, HeldBy>): Alike[] {
  return records.map((one) => {
    const heldBy = levels.get(one.organisation);
    return { one, count: 1, ...(heldBy === undefined ? {} : { heldBy }) };
  });
}

function byOrganisation(records: readonly StoredActivity[]): Map<number, StoredActivity[]> {
  const found = new Map<number, StoredActivity[]>();
  for (const record of records) {
    const known = found.get(record.organisation);
    if (known) known.push(record);
    else found.set(record.organisation, [record]);
  }
  return found;
}

function byDay(a: StoredActivity, b: StoredActivity): number {
  return a.start === b.start ? a.id - b.id : (a.start ?? "") < (b.start ?? "") ? -1 : 1;
}

function shown(amount: Amount | undefined, { unit, form }: Field): string | null {
  return amount === undefined ? null : displayAmount(amount, unit, form);
}
