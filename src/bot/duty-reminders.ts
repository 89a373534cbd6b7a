import { z } from "zod";
import type { Day } from "../ledger/activity.ts";
import { addDays, dayIn, isZone, minuteIn, yearOf } from "../ledger/calendar.ts";
import type { Stand } from "../ledger/duties.ts";
import { holidayAfter, isKnownYear, isWorkday, workdayAfter, workdayUntil } from "../ledger/workdays.ts";
import { findLookedAfter, type Officer } from "../store/duty-facts.ts";
import { dropMark, findMarks, getMark, setMark } from "../store/marks.ts";
import { findOfficerAccounts } from "../store/members.ts";
import { enqueue } from "../store/outbox.ts";
import type { Db, Trx } from "../store/schema.ts";
import { writing } from "../store/transaction.ts";
import type { Choice, Deps } from "./call.ts";
import { cardOf } from "./cards.ts";
import type { ChannelName, Outbound } from "./channel.ts";
import { shortDay } from "./describe.ts";
import { dutyState } from "./duty-state.ts";
import { dueText } from "./duty-text.ts";
import { openPlans, planText } from "./plans.ts";
import { TERM_QUESTION } from "./term.ts";

/** Reminders come in the working hours of the branch's own clock. */
const FROM = 9 * 60;
const UNTIL = 20 * 60;
const HEADS_UP_DAYS = 7;
const HOLIDAY_DAYS = 7;
/** What was told of a period that ended this long ago is forgotten. */
const FORGET_DAYS = 40;

const TOLD = "duty-told:";
const LATER = "duty-later:";
const MUTED = "duty-muted:";

const told = z.object({
  /** The last day on which was looked. */
  day: z.string(),
  /** What was told: `last day of the period/duty/stage`. */
  keys: z.array(z.string()),
});

type ReminderOptions = {
  readonly deps: Pick<Deps, "db" | "clock" | "catalogue" | "duties" | "random" | "hasButtons" | "hasForms">;
  readonly channels: ReadonlySet<string>;
};

/**
 * Tells whoever looks after a branch, in private, what is still open: 7 days and one
 * workday before a period ends, each duty and stage once. Returns how many were queued.
 */
export async function remindOfDuties({ deps, channels }: ReminderOptions): Promise<number> {
  const now = deps.clock();
  const looked = await findMarks(deps.db, TOLD);
  let count = 0;
  for (const officer of await findLookedAfter(deps.db, [...channels])) {
    if (!isZone(officer.zone)) continue;
    const minute = minuteIn(officer.zone, now);
    const today = dayIn(officer.zone, now);
    if (minute < FROM || minute >= UNTIL || !isWorkday(today)) continue;
    if (readTold(looked.get(String(officer.organisation))).day >= today) continue;
    count += await writing(deps.db, (trx) => remind(trx, deps, { officer, today, now, channels }));
    await new Promise(setImmediate);
  }
  return count;
}

type Reminding = {
  readonly officer: Officer;
  readonly today: Day;
  readonly now: Date;
  readonly channels: ReadonlySet<string>;
};

async function remind(trx: Trx, deps: ReminderOptions["deps"], one: Reminding): Promise<number> {
  const { officer, today } = one;
  const { organisation } = officer;
  const before = readTold(await getMark(trx, TOLD + organisation));
  if (before.day >= today) return 0;
  const { stands, undecided, term } = await dutyState(trx, deps, { organisation, year: yearOf(today), today });
  const wanted = await getMark(trx, LATER + organisation);
  const again = wanted !== undefined && wanted <= today;
  const stages = stands.flatMap((stand) => stageOf(stand, today) ?? []);
  const fresh = stages.filter(({ key }) => again || !before.keys.includes(key));
  const holiday = holidayLine(today, before.keys);
  const plans = await planLines(trx, organisation, { today, known: before.keys });
  // Asked once, together with the first reminder.
  const isAsking = fresh.length > 0 && !before.keys.includes(ASKED);
  const asked = isAsking ? undecided : [];
  const lines = [
    ...fresh.map(({ stand }) => `· ${dueText(stand, today)}`),
    ...(holiday === undefined ? [] : [holiday.line]),
    ...plans.map(({ line }) => line),
    ...asked.map((condition) => `另外请问：有${condition}吗？请回复“义务 有${condition}”或“义务 没有${condition}”。`),
    ...(isAsking && term === undefined ? [`另外请问：${TERM_QUESTION}`] : []),
  ];
  const limit = addDays(today, -FORGET_DAYS);
  const kept = before.keys.filter((key) => key === ASKED || key.slice(0, 10) >= limit);
  const keys = new Set([
    ...kept,
    ...fresh.map(({ key }) => key),
    ...(holiday === undefined ? [] : [holiday.key]),
    ...plans.map(({ key }) => key),
    ...(isAsking ? [ASKED] : []),
  ]);
  await setMark(trx, TOLD + organisation, JSON.stringify({ day: today, keys: [...keys] }));
  if (again) await dropMark(trx, LATER + organisation);
  return lines.length === 0
    ? 0
    : send(
        trx,
        { ...one, deps },
        { text: textOf(officer.name, fresh, lines, today), choices: choicesOf(fresh, plans) },
      );
}

const ASKED = "asked";

type Stage = { readonly key: string; readonly stand: Stand };

/** The stage of a heads-up that has come for a duty, and only the later one where both have. */
function stageOf(stand: Stand, today: Day): Stage | undefined {
  if (stand.standing !== "due") return undefined;
  const { last } = stand.period;
  const final = workdayUntil(addDays(last, -1));
  const early = workdayUntil(addDays(last, -HEADS_UP_DAYS));
  if (today < (stand.duty.period === "week" ? final : early)) return undefined;
  return { key: `${last}/${stand.duty.id}/${today >= final ? "day" : "week"}`, stand };
}

/** Before a holiday the education for clean conduct is held; only that it be logged is said. */
function holidayLine(today: Day, known: readonly string[]): { key: string; line: string } | undefined {
  const holiday = holidayAfter(today, HOLIDAY_DAYS);
  if (holiday === undefined) return undefined;
  const key = `${holiday.first}/holiday`;
  if (known.includes(key)) return undefined;
  return {
    key,
    line: `· ${holiday.name}前的廉洁教育办过以后请记一句，如：今天警示教育 15人（${shortDay(holiday.first, today)}起放假）`,
  };
}

/** Plans of the days until the next workday, and those that were to be held before today. */
async function planLines(
  db: Db,
  organisation: number,
  { today, known }: { today: Day; known: readonly string[] },
): Promise<{ key: string; line: string; held: string | undefined }[]> {
  const next = workdayAfter(today);
  const plans = await openPlans(db, organisation);
  const lines = plans.flatMap((plan) => {
    if (plan.day > next) return [];
    const isPast = plan.day < today;
    const asked = isPast ? `办了吗？办了请回复“已办 ${plan.n}”，不办了请回复“计划 取消 ${plan.n}”` : "别忘了";
    return [
      {
        key: `${plan.day}/plan ${plan.n}/${isPast ? "past" : "coming"}`,
        line: `· ${planText(plan, today)}：${asked}`,
        held: isPast ? `已办 ${plan.n}` : undefined,
      },
    ];
  });
  return lines.filter(({ key }) => !known.includes(key));
}

function textOf(name: string, fresh: readonly Stage[], lines: readonly string[], today: Day): string {
  const [first] = fresh;
  const hints =
    first === undefined
      ? []
      : [
          `回复“稍后”下个工作日再提醒；办过没记的请回复“已线下完成 ${first.stand.duty.id}”；不要提醒请回复“义务 不提醒”。`,
        ];
  const end =
    fresh
      .map(({ stand }) => stand.period.last)
      .sort()
      .at(-1) ?? today;
  const unknown = isKnownYear(yearOf(end)) ? [] : [`${yearOf(end)} 年的放假安排还没有，工作日按周一到周五算。`];
  return [`${name}：`, ...lines, ...hints, ...unknown].join("\n");
}

/** The words that a line asks for, each as one press. */
function choicesOf(fresh: readonly Stage[], plans: readonly { readonly held?: string | undefined }[]): Choice[] {
  const held = plans.flatMap(({ held: words }) => words ?? []);
  const [first] = fresh.filter(({ stand }) => stand.duty.closedBy === undefined);
  const words = [...held, ...(first === undefined ? [] : [`已线下完成 ${first.stand.duty.id}`])];
  return [...words, ...(fresh.length === 0 ? [] : ["稍后"])].map((label) => ({
    label,
    operation: { do: "say", words: label },
  }));
}

async function send(
  trx: Trx,
  { deps, officer, now, today, channels }: Reminding & Pick<ReminderOptions, "deps">,
  said: { readonly text: string; readonly choices: readonly Choice[] },
): Promise<number> {
  const accounts = (await findOfficerAccounts(trx, officer.organisation)).filter(({ channel }) =>
    channels.has(channel),
  );
  let count = 0;
  for (const { channel, externalId, personId } of accounts) {
    if ((await getMark(trx, MUTED + personId)) !== undefined) continue;
    const seen = { deps, db: trx, channel: channel as ChannelName, organisation: { id: officer.organisation } };
    const card = await cardOf(said, { ...seen, speaker: { id: personId } });
    const outbound: Outbound = { kind: "card", card };
    await enqueue(trx, [
      {
        key: `duty:${officer.organisation}:${today}:${channel}:${externalId}`,
        channel,
        chat: externalId,
        payload: JSON.stringify(outbound),
        not_before: now.toISOString(),
        created_at: now.toISOString(),
      },
    ]);
    count += 1;
  }
  return count;
}

function readTold(value: string | undefined): z.infer<typeof told> {
  return value === undefined ? { day: "", keys: [] } : told.parse(JSON.parse(value));
}

/** Whether a person wants to be reminded of duties. */
export async function setReminded(db: Db, person: number, on: boolean): Promise<void> {
  if (on) await dropMark(db, MUTED + person);
  else await setMark(db, MUTED + person, "1");
}

/** Reminds once more of what is open then; returns the day. */
export async function remindLater(db: Db, organisation: number, today: Day): Promise<Day> {
  const day = workdayAfter(today);
  await setMark(db, LATER + organisation, day);
  return day;
}
