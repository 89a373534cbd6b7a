import type { Day } from "../ledger/activity.ts";
import { addDays, yearOf } from "../ledger/calendar.ts";
import type { Stand } from "../ledger/duties.ts";
import { holidayAfter, isKnownYear, workdayAfter, workdayUntil } from "../ledger/workdays.ts";
import type { Db } from "../store/schema.ts";
import type { Choice } from "./call.ts";
import { shortDay } from "./describe.ts";
import { openPlans, planText } from "./plans.ts";

const HEADS_UP_DAYS = 7;
const HOLIDAY_DAYS = 7;

/** A heads-up that is due for a duty, by a key that is told once. */
type Stage = { readonly key: string; readonly stand: Stand };

/** The stage of a heads-up that has come for a duty, and only the later one where both have. */
export function stageOf(stand: Stand, today: Day): Stage | undefined {
  if (stand.standing !== "due") return undefined;
  const { last } = stand.period;
  const final = workdayUntil(addDays(last, -1));
  const early = workdayUntil(addDays(last, -HEADS_UP_DAYS));
  if (today < (stand.duty.period === "week" ? final : early)) return undefined;
  return { key: `${last}/${stand.duty.id}/${today >= final ? "day" : "week"}`, stand };
}

/** Before a holiday the education for clean conduct is held; only that it be logged is said. */
export function holidayLine(
  today: Day,
  known: readonly string[],
): { key: string; line: string; first: Day } | undefined {
  const holiday = holidayAfter(today, HOLIDAY_DAYS);
  if (holiday === undefined) return undefined;
  const key = `${holiday.first}/holiday`;
  if (known.includes(key)) return undefined;
  return {
    key,
    first: holiday.first,
    line: `· ${holiday.name}前的廉洁教育办过以后请记一句，如：今天警示教育 15人（${shortDay(holiday.first, today)}起放假）`,
  };
}

/** Plans of the days until the next workday, and those that were to be held before today, told before or not. */
export async function planLines(
  db: Db,
  organisation: number,
  today: Day,
): Promise<{ key: string; line: string; held: string | undefined }[]> {
  const next = workdayAfter(today);
  const plans = await openPlans(db, organisation);
  return plans.flatMap((plan) => {
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
}

/** The whole reminder; `name` is the branch, `until` the last day that it reckons with besides those of duties. */
export function textOf(
  { name, until }: { readonly name: string; readonly until: Day },
  fresh: readonly Stage[],
  lines: readonly string[],
): string {
  const first = firstRecorded(fresh);
  const done = first === undefined ? "" : `办过没记的请回复“已线下完成 ${first.stand.duty.id}”；`;
  const hints = fresh.length === 0 ? [] : [`回复“稍后”下个工作日再提醒；${done}不要提醒请回复“义务 不提醒”。`];
  const end = [until, ...fresh.map(({ stand }) => stand.period.last)].sort().at(-1) ?? until;
  const unknown = isKnownYear(yearOf(end))
    ? []
    : [`${yearOf(end)} 年的放假安排还没有公布，先按法定节假日和周一到周五算。`];
  return [`${name}：`, ...lines, ...hints, ...unknown].join("\n");
}

/** The first that a record is of: the others say themselves by what words they are done. */
function firstRecorded(fresh: readonly Stage[]): Stage | undefined {
  return fresh.find(({ stand }) => stand.duty.closedBy === undefined);
}

/** The words that a line asks for, each as one press. */
export function choicesOf(fresh: readonly Stage[], plans: readonly { readonly held?: string | undefined }[]): Choice[] {
  const held = plans.flatMap(({ held: words }) => words ?? []);
  const first = firstRecorded(fresh);
  const words = [...held, ...(first === undefined ? [] : [`已线下完成 ${first.stand.duty.id}`])];
  return [...words, ...(fresh.length === 0 ? [] : ["稍后"])].map((label) => ({
    label,
    operation: { do: "say", words: label },
  }));
}
