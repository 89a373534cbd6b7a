import * as z from "zod";
import type { Day } from "../../ledger/activity.ts";
import { addDays, dayIn, daysBetween, isDay, isoWeek, isZone } from "../../ledger/calendar.ts";
import { groupedBy } from "../../ledger/grouped.ts";
import { getMarks } from "../../store/marks.ts";
import { findTargets, type Target } from "../../store/push-targets.ts";
import type { Db } from "../../store/schema.ts";
import type { Deps } from "../call.ts";
import { slicesOf } from "../work/slices.ts";
import { openWay } from "../work/way.ts";
import type { Due, Run } from "./messages.ts";
import { readSetting, WEEKLY_PREFIX, type WeeklySetting } from "./settings.ts";
import { afterQuiet, lastRun, weekOfRun } from "./times.ts";

const pushed = z.object({
  /** The last ISO week that was told or skipped. */
  week: z.string(),
  /** The last day that was told or skipped. */
  until: z.string().refine(isDay).optional(),
  skipped: z.boolean(),
  /** Keys in the outbox of which is not known yet whether they arrived. */
  open: z.array(z.string()),
});

/** What became of an organisation's newest push. */
export type Pushed = z.infer<typeof pushed>;

export const PUSHED_PREFIX = "pushed:week:";

export type PushOptions = {
  readonly deps: Pick<Deps, "db" | "clock" | "catalogue" | "fields" | "headline" | "duties" | "dataDir" | "can">;
  /** The channels that are open; what is for others waits for nobody. */
  readonly channels: ReadonlySet<string>;
  readonly note: (text: string) => void;
};

/** Organisations that are looked at together: a step takes a millisecond, which no message notices. */
const AT_ONCE = 10;

/** A run this young is no catching up: the branch chose that time itself. */
const ON_TIME_MS = 15 * 60_000;

/** A change of the time leaves no more days between two summaries; whole weeks are left out by turning them off. */
const MOST_BETWEEN = 6;

/** The newest run of every organisation with an open group, unless it was told already. */
export async function findDue({ deps, channels, note }: PushOptions, now: Date): Promise<Due[]> {
  const giveWay = openWay(deps.db);
  const targets = await findTargets(deps.db, giveWay);
  await giveWay();
  const reached = targets.filter(({ channel }) => channels.has(channel));
  const groups = [...groupedBy(reached, ({ organisation }) => organisation)];
  const runs = openRuns(now);
  const due: Due[] = [];
  for (const some of slicesOf(groups, AT_ONCE)) {
    await giveWay();
    due.push(...(await dueAmong(deps.db, some, { runs, note })));
  }
  return due;
}

type Group = readonly [organisation: number, targets: readonly Target[]];

async function dueAmong(
  db: Db,
  groups: readonly Group[],
  { runs, note }: Pick<PushOptions, "note"> & { readonly runs: ReturnType<typeof openRuns> },
): Promise<Due[]> {
  const organisations = groups.map(([organisation]) => organisation);
  const settings = await getMarks(db, WEEKLY_PREFIX, organisations);
  const done = await getMarks(db, PUSHED_PREFIX, organisations);
  return groups.flatMap(([organisation, [first, ...others]]) => {
    const setting = readSetting(settings.get(organisation));
    if (first === undefined || !setting.on) return [];
    const { zone, name } = first;
    const found = runs(setting, zone);
    if (found === "no zone") note(`${name} 的时区 ${zone} 不存在，周报没有发。请改正后重新启动。\n`);
    if (found === undefined || found === "no zone") return [];
    const since = later(first.since, setting.since);
    const newest = tellingOf(done.get(organisation), found.on);
    if (found.run.toISOString() < since || isTold(newest, found)) return [];
    const missed = missedOf(newest, found, since);
    return [{ organisation, name, zone, groups: [first, ...others], setting, missed, ...untoldOf(newest, found) }];
  });
}

function later(one: string, other: string): string {
  return one > other ? one : other;
}

function isTold(newest: Pushed | undefined, { iso, week }: Pick<Run, "iso" | "week">): boolean {
  if (newest === undefined) return false;
  return newest.until === undefined ? newest.week >= iso : newest.until >= week.last;
}

/** Where the time was changed, days between what was told and the week are told with it, and of a week told in part the rest. */
function untoldOf(newest: Pushed | undefined, found: Run): Run & { readonly isRest: boolean } {
  const next = newest?.until === undefined ? undefined : addDays(newest.until, 1);
  if (newest === undefined || next === undefined) return { ...found, isRest: false };
  const isRest = newest.week === found.iso;
  const isNear = next < found.week.first && next >= addDays(found.week.first, -MOST_BETWEEN);
  return { ...found, isRest, week: isRest || isNear ? { ...found.week, first: next } : found.week };
}

/** Whole weeks between what was told, or what was owed from an instant on, and the week. */
function missedOf(newest: Pushed | undefined, { week }: Run, since: string): number {
  if (newest?.until === undefined) return 0;
  const owed = since.slice(0, 10);
  const last = isDay(owed) && owed > newest.until ? owed : newest.until;
  return Math.max(0, Math.floor((daysBetween(last, week.first) - 1) / 7));
}

/** Runs by their setting and zone, each computed once. */
function openRuns(now: Date) {
  const known = new Map<string, Run | "no zone" | undefined>();
  return (setting: WeeklySetting, zone: string) => {
    const key = `${setting.weekday}/${setting.minute}/${zone}`;
    if (!known.has(key)) {
      known.set(key, isZone(zone) ? runOf(setting, zone, now) : "no zone");
    }
    return known.get(key);
  };
}

function runOf(setting: WeeklySetting, zone: string, now: Date): Run | undefined {
  const run = lastRun(setting, zone, now);
  if (run === undefined) return undefined;
  const week = weekOfRun(dayIn(zone, run));
  const isLate = now.getTime() - run.getTime() > ON_TIME_MS;
  const at = isLate ? afterQuiet(zone, now) : now;
  return { run, week, iso: isoWeek(week.last), at, on: dayIn(zone, at) };
}

/** Those that nobody has told yet, this program or another one. */
export async function untold(db: Db, due: readonly Due[]): Promise<Due[]> {
  const told = await getMarks(
    db,
    PUSHED_PREFIX,
    due.map(({ organisation }) => organisation),
  );
  return due.filter((one) => !isTold(tellingOf(told.get(one.organisation), one.on), one));
}

/** What the newest mark tells on a day; one of days to come is of a clock that ran ahead, and tells nothing. */
function tellingOf(mark: string | undefined, on: Day): Pushed | undefined {
  const newest = readPushed(mark);
  return newest?.until !== undefined && newest.until > on ? undefined : newest;
}

/** What was pushed last, from an organisation's mark. */
export function readPushed(value: string | undefined): Pushed | undefined {
  return value === undefined ? undefined : pushed.parse(JSON.parse(value));
}
