import * as z from "zod";
import { dayIn, isoWeek, isZone } from "../ledger/calendar.ts";
import { findMarks, getMarks } from "../store/marks.ts";
import { findTargets, type Target } from "../store/push-targets.ts";
import type { Db } from "../store/schema.ts";
import type { Deps } from "./call.ts";
import { giveWay } from "./ticking.ts";
import type { Due, Run } from "./weekly-messages.ts";
import { readSetting, WEEKLY_PREFIX, type WeeklySetting } from "./weekly-settings.ts";
import { lastRun, weekOfRun } from "./weekly-times.ts";

const pushed = z.object({
  /** The last ISO week that was told or skipped. */
  week: z.string(),
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

/** The newest run of every organisation with an open group, unless it was told already. */
export async function findDue({ deps, channels, note }: PushOptions, now: Date): Promise<Due[]> {
  const groups = byOrganisation((await findTargets(deps.db)).filter(({ channel }) => channels.has(channel)));
  if (groups.size === 0) return [];
  await giveWay();
  const settings = await findMarks(deps.db, WEEKLY_PREFIX);
  const done = await findMarks(deps.db, PUSHED_PREFIX);
  const runs = openRuns(now);
  await giveWay();
  return [...groups].flatMap(([organisation, [first, ...others]]) => {
    const setting = readSetting(settings.get(String(organisation)));
    if (first === undefined || !setting.on) return [];
    const { zone, name } = first;
    const found = runs(setting, zone);
    if (found === "no zone") note(`${name} 的时区 ${zone} 不存在，周报没有发。请改正后重新启动。\n`);
    if (found === undefined || found === "no zone") return [];
    const isOwed = [first.since, setting.since].every((since) => found.run.toISOString() >= since);
    const newest = readPushed(done.get(String(organisation)));
    if (!isOwed || isTold(newest, found)) return [];
    return [{ organisation, name, zone, groups: [first, ...others], setting, ...found }];
  });
}

function isTold(newest: Pushed | undefined, { iso }: Run): boolean {
  return newest !== undefined && newest.week >= iso;
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
  return { run, week, iso: isoWeek(week.last) };
}

function byOrganisation(targets: readonly Target[]): Map<number, Target[]> {
  const found = new Map<number, Target[]>();
  for (const target of targets) found.set(target.organisation, [...(found.get(target.organisation) ?? []), target]);
  return found;
}

/** Those that nobody has told yet, this program or another one. */
export async function untold(db: Db, due: readonly Due[]): Promise<Due[]> {
  const told = await getMarks(
    db,
    PUSHED_PREFIX,
    due.map(({ organisation }) => organisation),
  );
  return due.filter((one) => !isTold(readPushed(told.get(one.organisation)), one));
}

export function readPushed(value: string | undefined): Pushed | undefined {
  return value === undefined ? undefined : pushed.parse(JSON.parse(value));
}
