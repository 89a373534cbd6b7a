import type { Day, Period } from "../../ledger/activity.ts";
import { addDays, monthPeriod, yearOf, yearPeriod } from "../../ledger/calendar.ts";
import { readNumber } from "../../ledger/understand/message.ts";
import { yearMeant } from "../commands/report-year.ts";

/** A part of a year of which duties are asked, and what people call it. */
export type DutySpan = { readonly year: number; readonly period: Period; readonly called: string };

const YEAR = "(?:\\d{4}|[今去明])年";
const NUMBER = "[一二三四五六七八九十]{1,2}|\\d{1,2}";

/** All that names a part of a year: 12月, 下个月, 四季度, 2025年上半年, 明年. */
export const DUTY_SPAN = `(?:${YEAR}的?)?\\s*(?:(?:${NUMBER})月份?|第?[一二三四1-4]季度|[上这本下]一?个?(?:月|季度)|[上下]半年|全年)(?:的|里)?|(?:${YEAR}|\\d{4})`;

export function yearSpan(year: number): DutySpan {
  return { year, period: yearPeriod(year), called: `${year} 年` };
}

/** Reads a {@link DUTY_SPAN}; without a year it is of this one. Nothing for a month that there is not. */
export function readDutySpan(words: string, today: Day): DutySpan | undefined {
  const [, said, rest = ""] = /^(?:(\d{4}|[今去明])年?的?)?\s*(.*?)[的里]?$/.exec(words) ?? [];
  const year = yearMeant(said, today);
  if (rest === "" || rest === "全年") return yearSpan(year);
  if (rest.endsWith("半年")) return months(year, rest.startsWith("上") ? [1, 6] : [7, 12], rest);
  const near = { year, today, shift: SHIFTS.get(rest.charAt(0)) };
  return rest.includes("季度") ? quarterOf(rest, near) : monthOf(rest, near);
}

const SHIFTS: ReadonlyMap<string, number> = new Map([
  ["上", -1],
  ["这", 0],
  ["本", 0],
  ["下", 1],
]);

type Near = { readonly year: number; readonly shift: number | undefined; readonly today: Day };

function quarterOf(words: string, { year, shift, today }: Near): DutySpan {
  const running = Math.floor((Number(today.slice(5, 7)) - 1) / 3);
  const index = shift === undefined ? (readNumber(words.replace(/第|季度/g, "")) ?? 1) - 1 : running + shift;
  const quarter = ((index % 4) + 4) % 4;
  const name = `第${"一二三四"[quarter]}季度`;
  return months(year + Math.floor(index / 4), [quarter * 3 + 1, quarter * 3 + 3], name);
}

function monthOf(words: string, { year, shift, today }: Near): DutySpan | undefined {
  if (shift !== undefined) {
    const { first, last } = monthPeriod(today);
    const day = shift < 0 ? addDays(first, -1) : shift > 0 ? addDays(last, 1) : first;
    return months(yearOf(day), [Number(day.slice(5, 7)), Number(day.slice(5, 7))]);
  }
  const month = readNumber(words.replace(/月份?/, "")) ?? 0;
  return month >= 1 && month <= 12 ? months(year, [month, month]) : undefined;
}

function months(year: number, [from, to]: readonly [number, number], name = `${from}月`): DutySpan {
  const first = (month: number) => `${year}-${String(month).padStart(2, "0")}-01` as Day;
  const period = { first: first(from), last: monthPeriod(first(to)).last };
  return { year, period, called: `${year} 年${name}` };
}
