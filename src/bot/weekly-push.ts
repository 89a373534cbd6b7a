import * as z from "zod";
import { dayIn, isoWeek, isZone } from "../ledger/calendar.ts";
import { findMarks, getMarks, setMarks } from "../store/marks.ts";
import { enqueue } from "../store/outbox.ts";
import { findPlainChats } from "../store/plain-chats.ts";
import { findTargets, type Target } from "../store/push-targets.ts";
import type { Db, Trx } from "../store/schema.ts";
import { writing } from "../store/transaction.ts";
import type { Deps } from "./call.ts";
import { type Coming, openComing } from "./coming.ts";
import { addDrawings } from "./drawings.ts";
import { weekName } from "./weekly.ts";
import { type Due, messagesOf, type Run } from "./weekly-messages.ts";
import { readSetting, WEEKLY_PREFIX, type WeeklySetting } from "./weekly-settings.ts";
import { openSummaries } from "./weekly-summary.ts";
import { lastRun, weekOfRun } from "./weekly-times.ts";

/** What was missed for longer than this is skipped. */
const CATCH_UP_MS = 3 * 86_400_000;
/** Branches that share a transaction: short enough that no message waits for it. */
const AT_ONCE = 100;

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

/**
 * Queues every summary that is due, each once: its mark and its messages are one commit,
 * and the mark is looked at again inside of it. Returns how many were queued.
 */
export async function pushWeekly(options: PushOptions): Promise<number> {
  const { deps, note } = options;
  const now = deps.clock();
  const due = await findDue(options, now);
  let count = 0;
  for (const same of byWeek(due)) {
    const [first] = same;
    if (first === undefined) continue;
    const summaries = openSummaries(deps, first.week);
    const coming = openComing(deps, first.week);
    for (let from = 0; from < same.length; from += AT_ONCE) {
      const slice = same.slice(from, from + AT_ONCE);
      count += await writing(deps.db, (trx) => pushSlice(trx, slice, { deps, now, summaries, coming, note }));
      // What members write meanwhile comes first.
      await new Promise(setImmediate);
    }
  }
  return count;
}

type Pushing = {
  readonly deps: PushOptions["deps"];
  readonly now: Date;
  readonly summaries: ReturnType<typeof openSummaries>;
  readonly coming: Coming;
  readonly note: (text: string) => void;
};

async function pushSlice(
  trx: Trx,
  slice: readonly Due[],
  { deps, now, summaries, coming, note }: Pushing,
): Promise<number> {
  const told = await getMarks(
    trx,
    PUSHED_PREFIX,
    slice.map(({ organisation }) => organisation),
  );
  const open = slice.filter((one) => !isTold(readPushed(told.get(one.organisation)), one));
  const [late, fresh] = split(open, ({ run }) => now.getTime() - run.getTime() > CATCH_UP_MS);
  for (const one of late) note(`${one.name} ${weekName(one.iso)}的周报因停机超过三天没有发，已跳过。\n`);
  const messages = await messagesFor(trx, fresh, { deps, now, summaries, coming });
  const all = messages.flatMap(({ messages: some }) => some);
  await enqueue(
    trx,
    all.map(({ row }) => row),
  );
  const drawn = all.flatMap(({ drawing }) => drawing ?? []);
  if (drawn.length > 0) await addDrawings(trx, drawn, now);
  await setMarks(
    trx,
    new Map([
      ...late.map((one) => markOf(one, { skipped: true, open: [] })),
      ...messages.map(({ due, messages: some }) =>
        markOf(due, { skipped: false, open: some.map(({ row }) => row.key) }),
      ),
    ]),
  );
  return fresh.length;
}

type Told = { readonly due: Due; readonly messages: ReturnType<typeof messagesOf> };

async function messagesFor(
  db: Db,
  fresh: readonly Due[],
  { deps, now, summaries, coming }: Omit<Pushing, "note">,
): Promise<Told[]> {
  if (fresh.length === 0) return [];
  const organisations = fresh.map(({ organisation }) => organisation);
  const made = await summaries(db, organisations);
  const lines = await coming(db, organisations);
  const plain = await findPlainChats(db);
  return fresh.map((due, n) => {
    const summary = made[n];
    if (summary === undefined) throw new Error(`no summary of organisation ${due.organisation}`);
    const weekly = { name: due.name, week: due.week, summary, coming: lines.get(due.organisation) ?? [] };
    return { due, messages: messagesOf(due, weekly, { now, deps, plain }) };
  });
}

function markOf({ organisation, iso }: Due, more: Omit<Pushed, "week">): readonly [string, string] {
  return [PUSHED_PREFIX + organisation, JSON.stringify({ week: iso, ...more } satisfies Pushed)];
}

export function readPushed(value: string | undefined): Pushed | undefined {
  return value === undefined ? undefined : pushed.parse(JSON.parse(value));
}

/** The newest run of every organisation with an open group, unless it was told already. */
async function findDue({ deps, channels, note }: PushOptions, now: Date): Promise<Due[]> {
  const groups = byOrganisation((await findTargets(deps.db)).filter(({ channel }) => channels.has(channel)));
  if (groups.size === 0) return [];
  const settings = await findMarks(deps.db, WEEKLY_PREFIX);
  const done = await findMarks(deps.db, PUSHED_PREFIX);
  const runs = openRuns(now);
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

function byWeek(due: readonly Due[]): Due[][] {
  const found = new Map<string, Due[]>();
  for (const one of due) {
    const known = found.get(one.week.last);
    if (known) known.push(one);
    else found.set(one.week.last, [one]);
  }
  return [...found.values()];
}

function split<T>(all: readonly T[], is: (one: T) => boolean): [T[], T[]] {
  return [all.filter(is), all.filter((one) => !is(one))];
}
