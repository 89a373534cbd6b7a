import type { Period } from "../../ledger/activity.ts";
import { addDays, dayIn, isZone } from "../../ledger/calendar.ts";
import { groupedBy } from "../../ledger/grouped.ts";
import { findLate } from "../../store/activities/late.ts";
import type { StoredActivity } from "../../store/activities.ts";
import { getMarks } from "../../store/marks.ts";
import { findZones } from "../../store/organisations.ts";
import type { Db } from "../../store/schema.ts";
import { readSetting, WEEKLY_PREFIX, type WeeklySetting } from "./settings.ts";
import { lastRun, weekOfRun } from "./times.ts";

/** What is told later than this is a history that is written down, and no news. */
const OLDEST_DAYS = 31;

/** The records of days that a summary had told of already when they were counted, by organisation. */
type Late = (db: Db, organisations: readonly number[]) => Promise<Map<number, StoredActivity[]>>;

/** Finds what came too late for the summaries before that of a week and in time for it. */
export function openLate(week: Period): Late {
  return async (db, organisations) => {
    const settings = await getMarks(db, WEEKLY_PREFIX, organisations);
    const zones = await findZones(db, organisations);
    const together = groupedBy(organisations, (organisation) =>
      spanOf(week, readSetting(settings.get(organisation)), zones.get(organisation) ?? ""),
    );
    const found: StoredActivity[] = [];
    for (const [span, some] of together) {
      if (span !== undefined) found.push(...(await findLate(db, { organisations: some, ...span })));
    }
    return groupedBy(found, ({ organisation }) => organisation);
  };
}

type Span = Omit<Parameters<typeof findLate>[1], "organisations">;

/** Spans by week, setting and zone: many branches have the same, and their summaries are made in many steps. */
const known = new Map<string, Span | undefined>();
const MOST_KNOWN = 100;

/** Nothing where there is no such zone. */
function spanOf(week: Period, setting: WeeklySetting, zone: string): Span | undefined {
  const key = `${week.first}/${setting.weekday}/${setting.minute}/${zone}`;
  if (!known.has(key)) {
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(key, isZone(zone) ? spanBefore(week, setting, zone) : undefined);
  }
  return known.get(key);
}

/** From the run that told the days before the week to the first one that tells of the week. */
function spanBefore(week: Period, setting: WeeklySetting, zone: string): Span | undefined {
  let until = new Date(`${addDays(week.last, 9)}T00:00:00Z`);
  for (;;) {
    const run = lastRun(setting, zone, new Date(until.getTime() - 1000));
    if (run === undefined) return undefined;
    const { last } = weekOfRun(dayIn(zone, run));
    if (last < week.first) {
      const first = addDays(week.first, -OLDEST_DAYS);
      return { first, last, since: run.toISOString(), until: until.toISOString() };
    }
    until = run;
  }
}
