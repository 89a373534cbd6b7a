import type { Day } from "../../ledger/activity.ts";
import { addDays, daysBetween, monthsBefore, yearOf } from "../../ledger/calendar.ts";
import type { Stand } from "../../ledger/duties.ts";
import { type Term, termEnd } from "../../ledger/term.ts";
import { holidayAfter, isKnownYear, workdayAfter, workdayUntil } from "../../ledger/workdays.ts";
import type { Db } from "../../store/schema.ts";
import { type Choice, saying } from "../call.ts";
import { openPlans, planText } from "../plans.ts";
import { shortDay } from "../replies/describe.ts";
import { dueText } from "./text.ts";

const HEADS_UP_DAYS = 7;
/** Shorter than what was told is remembered. */
const OVER_DAYS = 30;
const HOLIDAY_DAYS = 7;

/** Months before a term ends at which is told of it: a committee needs that long to prepare its election. */
const TERM_MONTHS = [1, 3, 6] as const;

/** A heads-up that has come, by a key that is told once; `record` is the duty that a record closes. */
type Stage = { readonly key: string; readonly line: string; readonly last: Day; readonly record?: string };

/** The stage of a heads-up that has come for a duty, and only the later one where both have. */
export function stageOf(stand: Stand, today: Day): Stage | undefined {
  if (stand.standing !== "due") return undefined;
  const { last } = stand.period;
  const final = workdayUntil(addDays(last, -1));
  const early = workdayUntil(addDays(last, -HEADS_UP_DAYS));
  if (today < (stand.duty.period === "week" ? final : early)) return undefined;
  const { id, closedBy } = stand.duty;
  const line = dueText(stand, today);
  const key = `${last}/${id}/${today >= final ? "day" : "week"}`;
  return { key, line, last, ...(closedBy === undefined ? { record: id } : {}) };
}

/** The heads-ups that have come on a day, of duties and of the next election. */
export function stagesOf(stands: readonly Stand[], term: Term | undefined, today: Day): Stage[] {
  const election = term && termStage(term, today);
  return [...stands.flatMap((stand) => stageOf(stand, today) ?? []), ...(election === undefined ? [] : [election])];
}

/** Of the next election, the heads-ups long before its last day, and one after it; the last days are of {@link stageOf}. */
function termStage(term: Term, today: Day): Stage | undefined {
  const last = termEnd(term);
  const left = daysBetween(today, last);
  const key = (stage: string) => `${last}/换届/${stage}`;
  if (left < 0) {
    const line = `换届：${shortDay(last, today)}已到期，换过请回复“义务 换届 日期”，要延期的请报上级党组织`;
    return left < -OVER_DAYS ? undefined : { key: key("over"), line, last };
  }
  const months = TERM_MONTHS.find((count) => today >= workdayUntil(monthsBefore(last, count)));
  if (months === undefined || today >= workdayUntil(addDays(last, -HEADS_UP_DAYS))) return undefined;
  const line = `换届：${shortDay(last, today)}前，还有约 ${Math.max(1, Math.round(left / 30.4))} 个月，请做准备；办完请回复“义务 换届 日期”`;
  return { key: key(`${months} months`), line, last };
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
  const done = first === undefined ? "" : `办过没记的请回复“已线下完成 ${first}”；`;
  const hints = fresh.length === 0 ? [] : [`回复“稍后”下个工作日再提醒；${done}不要提醒请回复“义务 不提醒”。`];
  const end = [until, ...fresh.map(({ last }) => last)].sort().at(-1) ?? until;
  const unknown = isKnownYear(yearOf(end))
    ? []
    : [`${yearOf(end)} 年的放假安排还没有公布，先按法定节假日和周一到周五算。`];
  return [`${name} 提醒：`, ...lines, ...hints, ...unknown].join("\n");
}

/** The first that a record is of: the others say themselves by what words they are done. */
function firstRecorded(fresh: readonly Stage[]): string | undefined {
  return fresh.find(({ record }) => record !== undefined)?.record;
}

/** The words that a line asks for, each as one press. */
export function choicesOf(fresh: readonly Stage[], plans: readonly { readonly held?: string | undefined }[]): Choice[] {
  const held = plans.flatMap(({ held: words }) => words ?? []);
  const first = firstRecorded(fresh);
  const words = [...held, ...(first === undefined ? [] : [`已线下完成 ${first}`])];
  return [...words, ...(fresh.length === 0 ? [] : ["稍后"])].map((one) => saying(one));
}
