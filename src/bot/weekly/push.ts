import { addDays, isoWeek } from "../../ledger/calendar.ts";
import { groupedBy } from "../../ledger/grouped.ts";
import { setMarks } from "../../store/marks.ts";
import { fileOf } from "../../store/open.ts";
import { enqueue } from "../../store/outbox.ts";
import { findPlainChats } from "../../store/plain-chats.ts";
import type { Db, Trx } from "../../store/schema.ts";
import { writing, writingSoon } from "../../store/transaction.ts";
import { addDrawings } from "../pictures/drawings.ts";
import { namedWeek, weekName } from "../weekly.ts";
import { pacedSlices } from "../work/slices.ts";
import { isWriting, openWay } from "../work/way.ts";
import { findDue, PUSHED_PREFIX, type Pushed, type PushOptions, untold } from "./due.ts";
import { type Making, openMaking, type Told } from "./making.ts";
import type { Due } from "./messages.ts";

/** What was missed for longer than this is skipped. */
const CATCH_UP_MS = 3 * 86_400_000;
/** Branches whose summaries are made or queued together: many where nobody writes, few where messages wait for a step. */
const AT_ONCE = { calm: 100, writing: 10 };
/** So many are made in a thread beside; starting that takes longer than making a few. */
const MANY = 250;

/**
 * Queues every summary that is due, each once: its mark and its messages are one commit,
 * and the mark is looked at again inside of it. They are made before that, so that messages
 * are written in between. Returns how many were queued.
 */
export async function pushWeekly(options: PushOptions): Promise<number> {
  const now = options.deps.clock();
  let count = 0;
  for (const same of byDays(await findDue(options, now))) count += await pushWeek(same, options, now);
  return count;
}

/** Of branches that hear of the same week on the same day. */
async function pushWeek(due: readonly Due[], { deps, channels, note }: PushOptions, now: Date): Promise<number> {
  const late = due.filter((one) => isLate(one, now));
  const fresh = due.filter((one) => !isLate(one, now));
  const giveWay = openWay(deps.db);
  for (const slice of pacedSlices(late, atOnce(deps.db))) {
    const skipped = await writing(deps.db, (trx) => skip(trx, slice));
    for (const one of skipped) note(skippedText(one, one.missed + 1));
    await giveWay();
  }
  const [first] = fresh;
  if (first === undefined) return 0;
  const making: Making = {
    ...{ now, week: namedWeek(first.week), on: first.on, dataDir: deps.dataDir, plain: await findPlainChats(deps.db) },
    ...{ catalogue: deps.catalogue, fields: deps.fields, headline: deps.headline, duties: deps.duties },
    charts: new Set([...channels].filter((channel) => deps.can(channel, "charts"))),
  };
  let count = 0;
  for await (const told of made(deps.db, making, fresh)) {
    const kept = await writingSoon(deps.db, (trx) => keep(trx, told, now));
    for (const one of kept.filter(({ missed }) => missed > 0)) note(skippedText(one, one.missed));
    count += kept.length;
    await giveWay();
  }
  return count;
}

/** Few are made in this thread, step by step; many beside it, where another connection can read the ledger. */
async function* made(db: Db, making: Making, fresh: readonly Due[]): AsyncGenerator<Told[]> {
  const file = fresh.length < MANY ? undefined : await fileOf(db);
  if (file === undefined) {
    const make = openMaking(making, openWay(db));
    for (const slice of pacedSlices(fresh, atOnce(db))) yield await make(db, slice);
    return;
  }
  const { madeBeside } = await import("./beside.ts");
  for await (const told of madeBeside({ file, isWriting: () => isWriting(db) }, making, fresh))
    yield* pacedSlices(told, atOnce(db));
}

function atOnce(db: Db): () => number {
  return () => (isWriting(db) ? AT_ONCE.writing : AT_ONCE.calm);
}

/** Passes over what nobody has told meanwhile, and says what that was. */
async function skip(trx: Trx, late: readonly Due[]): Promise<Due[]> {
  const skipped = await untold(trx, late);
  await setMarks(trx, new Map(skipped.map((due) => markOf(due, { skipped: true, open: [] }))));
  return skipped;
}

/** What a log says of so many weeks: the last ones, of which that of a summary is one where it is skipped too. */
function skippedText({ name, iso, week, missed }: Due, count: number): string {
  const before = (weeks: number) => weekName(isoWeek(addDays(week.last, -7 * weeks)));
  const last = count > missed ? weekName(iso) : before(1);
  const weeks = count === 1 ? last : `${before(missed)}到${last}`;
  return `${name} ${weeks}的周报因停机超过三天没有发，已跳过。\n`;
}

/** Queues what nobody has told meanwhile, and says what that was. */
async function keep(trx: Trx, told: readonly Told[], now: Date): Promise<Due[]> {
  const open = new Set(
    await untold(
      trx,
      told.map(({ due }) => due),
    ),
  );
  const kept = told.filter(({ due }) => open.has(due));
  const messages = kept.flatMap(({ messages: some }) => some);
  await enqueue(
    trx,
    messages.map(({ row }) => row),
  );
  const drawn = messages.flatMap(({ drawing }) => drawing ?? []);
  if (drawn.length > 0) await addDrawings(trx, drawn, now);
  const marks = kept.map(({ due, messages: some }) =>
    markOf(due, { skipped: false, open: some.map(({ row }) => row.key) }),
  );
  await setMarks(trx, new Map(marks));
  return kept.map(({ due }) => due);
}

function isLate({ run }: Due, now: Date): boolean {
  return now.getTime() - run.getTime() > CATCH_UP_MS;
}

function markOf({ organisation, iso, week }: Due, more: Pick<Pushed, "skipped" | "open">): readonly [string, string] {
  return [PUSHED_PREFIX + organisation, JSON.stringify({ week: iso, until: week.last, ...more } satisfies Pushed)];
}

/** In groups that are of the same days. */
function byDays(due: readonly Due[]): Due[][] {
  return [...groupedBy(due, ({ week, on }) => `${week.first} ${week.last} ${on}`).values()];
}
