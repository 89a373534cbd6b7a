import { setMarks } from "../store/marks.ts";
import { enqueue } from "../store/outbox.ts";
import { findPlainChats } from "../store/plain-chats.ts";
import type { Db, Trx } from "../store/schema.ts";
import { writing } from "../store/transaction.ts";
import { type Coming, openComing } from "./coming.ts";
import { addDrawings } from "./drawings.ts";
import { giveWay } from "./ticking.ts";
import { type NamedWeek, namedWeek, weekName } from "./weekly.ts";
import { findDue, PUSHED_PREFIX, type Pushed, type PushOptions, untold } from "./weekly-due.ts";
import { type Due, messagesOf } from "./weekly-messages.ts";
import { openSummaries } from "./weekly-summary.ts";

/** What was missed for longer than this is skipped. */
const CATCH_UP_MS = 3 * 86_400_000;
/** Branches whose summaries are made together: no step of it takes longer than a few milliseconds. */
const AT_ONCE = 50;

/**
 * Queues every summary that is due, each once: its mark and its messages are one commit,
 * and the mark is looked at again inside of it. They are made before that, step by step,
 * so that messages are written in between. Returns how many were queued.
 */
export async function pushWeekly(options: PushOptions): Promise<number> {
  const { deps, note } = options;
  const now = deps.clock();
  let count = 0;
  for (const same of byWeek(await findDue(options, now))) {
    const [first] = same;
    if (first === undefined) continue;
    const week = namedWeek(first.week);
    const made = { summaries: openSummaries(deps, week, giveWay), coming: openComing(deps, week) };
    const pushing = { deps, now, week, note, plain: await findPlainChats(deps.db), ...made };
    for (let from = 0; from < same.length; from += AT_ONCE) {
      count += await pushSlice(same.slice(from, from + AT_ONCE), pushing);
      await giveWay();
    }
  }
  return count;
}

type Pushing = Pick<PushOptions, "deps" | "note"> & {
  readonly now: Date;
  readonly week: NamedWeek;
  /** Chats that want words in place of cards. */
  readonly plain: ReadonlySet<string>;
  readonly summaries: ReturnType<typeof openSummaries>;
  readonly coming: Coming;
};

type Told = { readonly due: Due; readonly messages: ReturnType<typeof messagesOf> };

async function pushSlice(slice: readonly Due[], pushing: Pushing): Promise<number> {
  const { deps, now, note } = pushing;
  const open = await untold(deps.db, slice);
  const late = open.filter((one) => isLate(one, now));
  const fresh = open.filter((one) => !isLate(one, now));
  const told = await messagesFor(deps.db, fresh, pushing);
  const kept = await writing(deps.db, (trx) => keep(trx, { late, told }, now));
  for (const one of kept.late) note(`${one.name} ${weekName(one.iso)}的周报因停机超过三天没有发，已跳过。\n`);
  return kept.told.length;
}

type Kept = { readonly late: readonly Due[]; readonly told: readonly Told[] };

/** Queues what nobody has told meanwhile, and says what that was. */
async function keep(trx: Trx, { late, told }: Kept, now: Date): Promise<Kept> {
  const open = new Set(await untold(trx, [...late, ...told.map(({ due }) => due)]));
  const kept = { late: late.filter((one) => open.has(one)), told: told.filter(({ due }) => open.has(due)) };
  const messages = kept.told.flatMap(({ messages: some }) => some);
  await enqueue(
    trx,
    messages.map(({ row }) => row),
  );
  const drawn = messages.flatMap(({ drawing }) => drawing ?? []);
  if (drawn.length > 0) await addDrawings(trx, drawn, now);
  const marks = [
    ...kept.late.map((one) => markOf(one, { skipped: true, open: [] })),
    ...kept.told.map(({ due, messages: some }) =>
      markOf(due, { skipped: false, open: some.map(({ row }) => row.key) }),
    ),
  ];
  await setMarks(trx, new Map(marks));
  return kept;
}

async function messagesFor(
  db: Db,
  fresh: readonly Due[],
  { deps, now, week, plain, summaries, coming }: Pushing,
): Promise<Told[]> {
  if (fresh.length === 0) return [];
  const organisations = fresh.map(({ organisation }) => organisation);
  const made = await summaries(db, organisations);
  const lines = await coming(db, organisations);
  await giveWay();
  return fresh.map((due, n) => {
    const summary = made[n];
    if (summary === undefined) throw new Error(`no summary of organisation ${due.organisation}`);
    const weekly = { name: due.name, week, summary, coming: lines.get(due.organisation) ?? [] };
    return { due, messages: messagesOf(due, weekly, { now, deps, plain }) };
  });
}

function isLate({ run }: Due, now: Date): boolean {
  return now.getTime() - run.getTime() > CATCH_UP_MS;
}

function markOf({ organisation, iso }: Due, more: Omit<Pushed, "week">): readonly [string, string] {
  return [PUSHED_PREFIX + organisation, JSON.stringify({ week: iso, ...more } satisfies Pushed)];
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
