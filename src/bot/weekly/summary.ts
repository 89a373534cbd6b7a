import type { Amount, Day, Half, Period } from "../../ledger/activity.ts";
import { addDays, sameDay, yearOf, yearPeriod } from "../../ledger/calendar.ts";
import { displayAmount } from "../../ledger/display.ts";
import type { Field, Level } from "../../ledger/fields.ts";
import { type Alike, openSums } from "../../ledger/so-far.ts";
import { findActivities, type StoredActivity } from "../../store/activities.ts";
import { findAttended } from "../../store/attendance.ts";
import { findLevels } from "../../store/duty-facts.ts";
import { findManualFields } from "../../store/manual-values.ts";
import type { Db } from "../../store/schema.ts";
import { openYearCounts } from "../../store/year-counts.ts";
import type { Deps } from "../call.ts";
import { type Below, openBelow } from "./below.ts";

/** A number of the year as the draft shows it, and the one of the same days a year before. */
type SoFar = {
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
  /** The most telling numbers of the year. */
  readonly soFar: readonly SoFar[];
  /** How many more there are. */
  readonly more: number;
  /** The week with all below it, where more was held there than here. */
  readonly below?: Below;
  /** The last day that the numbers are of: a week over the year's end is of the year of its Thursday. */
  readonly until: Day;
};

/** How many of the year's numbers a summary shows. */
const SHOWN = 8;

type Source = Pick<Deps, "catalogue" | "fields" | "headline">;

/**
 * Makes the summaries of one week for many organisations; what one teaches is used for the
 * next. `between` its steps others may have their turn.
 */
export function openSummaries(
  deps: Source,
  week: Period,
  between: () => Promise<void> = async () => {},
): (db: Db, organisations: readonly number[]) => Promise<Summary[]> {
  const fields = deps.fields.filter(({ id }) => deps.headline.has(id));
  const ranked = fields.map((field) => ({ field, rank: rankOf(field), isOften: rankOf(field) === 0 }));
  const sumsOf = openSums(fields, deps.catalogue);
  const countsOf = openYearCounts();
  const weekBelow = openBelow({ fields, catalogue: deps.catalogue, week }, between);
  const [now, before] = spansOf(week);

  function soFarOf(given: Given, records: readonly StoredActivity[]): Pick<Summary, "soFar" | "more"> {
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
  }

  return async (db, organisations) => {
    const own = byOrganisation(await findActivities(db, { organisations, period: week, states: ["counted"] }));
    const attended = await openAttended(db, organisations, { first: before.first, last: week.last });
    await between();
    const countsNow = await countsOf(db, organisations, now);
    await between();
    const countsBefore = await countsOf(db, organisations, before);
    await between();
    const belows = await weekBelow(db, organisations);
    const manual = await findManualFields(db, { organisations, year: Number(now.year) });
    return organisations.map((organisation) => {
      const records = [...(own.get(organisation) ?? []), ...attended.records(organisation, week)].sort(byDay);
      const given = {
        now: both(countsNow.get(organisation), attended.alike(organisation, now)),
        before: both(countsBefore.get(organisation), attended.alike(organisation, before)),
        manual: manual.get(organisation),
      };
      const below = belows.get(organisation);
      const isMore = below !== undefined && below.count > records.length;
      return {
        ...{ organisation, records, ...soFarOf(given, records), until: now.last },
        ...(isMore ? { below } : {}),
      };
    });
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

/** What the numbers of an organisation are made of, and the fields that people filled in. */
type Given = {
  readonly now: readonly Alike[];
  readonly before: readonly Alike[];
  readonly manual: ReadonlySet<string> | undefined;
};

type Span = Period & { readonly year: string };

/** The year of the Thursday before a week's end, until that end, and the same days a year before. */
function spansOf(week: Period): readonly [Span, Span] {
  const year = yearOf(addDays(week.last, -3));
  const last = week.last < yearPeriod(year).last ? week.last : yearPeriod(year).last;
  return [spanTo(last), spanTo(sameDay(last, yearOf(last) - 1))];
}

function spanTo(last: Day): Span {
  return { first: yearPeriod(yearOf(last)).first, last, year: last.slice(0, 4) };
}

/** The events of others in which organisations took part, in periods within the one that is read. */
type Attended = {
  records(organisation: number, period: Period): readonly StoredActivity[];
  alike(organisation: number, period: Period): readonly Alike[];
};

async function openAttended(db: Db, organisations: readonly number[], period: Period): Promise<Attended> {
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

function byOrganisation(records: readonly StoredActivity[]): Map<number, StoredActivity[]> {
  const found = new Map<number, StoredActivity[]>();
  for (const record of records) {
    const known = found.get(record.organisation);
    if (known) known.push(record);
    else found.set(record.organisation, [record]);
  }
  return found;
}

function both(own: readonly Alike[] = [], others: readonly Alike[]): readonly Alike[] {
  return others.length === 0 ? own : [...own, ...others];
}

/** As a day goes; what says no part of it stands with the noon. */
const HALVES: readonly (Half | null)[] = ["morning", null, "afternoon", "evening"];

function byDay(a: StoredActivity, b: StoredActivity): number {
  if (a.start !== b.start) return (a.start ?? "") < (b.start ?? "") ? -1 : 1;
  return HALVES.indexOf(a.half) - HALVES.indexOf(b.half) || a.id - b.id;
}

function shown(amount: Amount | undefined, { unit, form }: Field): string | null {
  return amount === undefined ? null : displayAmount(amount, unit, form);
}
