import type { Day, Half, Period } from "../../ledger/activity.ts";
import { addDays, sameDay, yearOf, yearPeriod } from "../../ledger/calendar.ts";
import { groupedBy } from "../../ledger/grouped.ts";
import type { Alike } from "../../ledger/so-far.ts";
import { findActivities, type StoredActivity } from "../../store/activities.ts";
import { findManualFields } from "../../store/manual-values.ts";
import type { Db } from "../../store/schema.ts";
import { openYearCounts } from "../../store/year-counts.ts";
import type { Deps } from "../call.ts";
import { openAttended } from "./attended.ts";
import { type Below, openBelow } from "./below.ts";
import { openLate } from "./late.ts";
import { openSoFar, type SoFar } from "./so-far.ts";

/** What a week's summary is made of. */
export type Summary = {
  readonly organisation: number;
  readonly records: readonly StoredActivity[];
  /** Those of earlier weeks that no summary could tell yet. */
  readonly late: readonly StoredActivity[];
  /** The most telling numbers of the year. */
  readonly soFar: readonly SoFar[];
  /** How many more there are. */
  readonly more: number;
  /** The week with all below it, where more was held there than here. */
  readonly below?: Below;
  /** The last day that the numbers are of: a week over the year's end is of the year of its Thursday. */
  readonly until: Day;
};

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
  const soFarOf = openSoFar(fields, deps.catalogue);
  const countsOf = openYearCounts();
  const weekBelow = openBelow({ fields, catalogue: deps.catalogue, week }, between);
  const lateOf = openLate(week);
  const [now, before] = spansOf(week);

  return async (db, organisations) => {
    const held = await findActivities(db, { organisations, period: week, states: ["counted"] });
    const own = groupedBy(held, ({ organisation }) => organisation);
    const attended = await openAttended(db, organisations, { first: before.first, last: week.last });
    const late = await lateOf(db, organisations);
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
        ...{ organisation, records, late: late.get(organisation) ?? [] },
        ...{ ...soFarOf(given, records), until: now.last },
        ...(isMore ? { below } : {}),
      };
    });
  };
}

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

function both(own: readonly Alike[] = [], others: readonly Alike[]): readonly Alike[] {
  return others.length === 0 ? own : [...own, ...others];
}

/** As a day goes; what says no part of it stands with the noon. */
const HALVES: readonly (Half | null)[] = ["morning", null, "afternoon", "evening"];

function byDay(a: StoredActivity, b: StoredActivity): number {
  if (a.start !== b.start) return (a.start ?? "") < (b.start ?? "") ? -1 : 1;
  return HALVES.indexOf(a.half) - HALVES.indexOf(b.half) || a.id - b.id;
}
