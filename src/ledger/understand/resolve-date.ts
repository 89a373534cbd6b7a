import { AGO_MINUTES, type AgoUnit, type DateWords, type Month, type Year } from "./date-words.ts";
import type { DatePhrase } from "./dates.ts";
import { type DayNumber, dayNumber, isReal, monday, monthLength, parts, toDay, weekday } from "./days.ts";
import { festivalIn } from "./festivals.ts";
import type { Reason } from "./reading.ts";

/** The days a phrase means, or why a person has to say them. */
export type Resolved =
  | { readonly start: DayNumber; readonly end: DayNumber | null; readonly list: readonly DayNumber[] }
  | { readonly ask: Reason; readonly options: readonly DayNumber[] };

/** What earlier words of the same message settled: 上周补录：周二…，周四… */
export type DateContext = {
  readonly week: DayNumber | null;
  readonly month: { readonly year: number; readonly month: number } | null;
  /** The day read last, behind which a bare day of the same month may stand. */
  readonly day: DayNumber | null;
};

export const NO_CONTEXT: DateContext = { week: null, month: null, day: null };

/** The moment of writing, for 23小时前. */
export type Moment = { readonly today: DayNumber; readonly minute: number };

type One = { start: DayNumber; end: DayNumber | null } | { ask: Reason; options: DayNumber[] };

/**
 * Finds the days that a phrase means in a log of past activities: no start after today, a missing year or
 * month is the latest that has passed, and what does not exist is asked about, never moved.
 */
export function resolve(phrase: DatePhrase, now: Moment, context: DateContext = NO_CONTEXT): Resolved {
  if (phrase.last !== null) return range(phrase, phrase.last, now, context);
  const first = single(phrase.first, now, context);
  if ("ask" in first) return first;
  if (first.start > now.today) return { ask: "future", options: lastYear(phrase.first, first.start) };
  if (phrase.either !== undefined) {
    const second = single(phrase.either, now, inherit(context, phrase.first, first.start, now));
    return { ask: "either", options: "ask" in second ? [first.start] : [first.start, second.start] };
  }
  const other = phrase.same === undefined ? first : single(phrase.same, now, context);
  if ("ask" in other) return other;
  if (other.start !== first.start) return { ask: "conflict", options: [first.start, other.start] };
  if (phrase.more.length > 0) return list(phrase, first.start, now, context);
  if (phrase.weekday !== null && weekday(first.start) !== phrase.weekday) {
    const meant = monday(first.start) + phrase.weekday - 1;
    return { ask: "conflict", options: [first.start, meant].filter((day) => day <= now.today) };
  }
  return { ...first, list: [first.start] };
}

/** 今年12月9日 was perhaps meant as last year's. */
function lastYear(words: DateWords, start: DayNumber): DayNumber[] {
  if (words.form !== "day" || words.month === null) return [];
  const { year, month, day } = parts(start);
  return isReal(year - 1, month, day) ? [dayNumber(year - 1, month, day)] : [];
}

function list(phrase: DatePhrase, start: DayNumber, now: Moment, context: DateContext): Resolved {
  const days = [start];
  let carried = inherit(context, phrase.first, start, now);
  for (const words of phrase.more) {
    const next = single(words, now, carried);
    if ("ask" in next) return next;
    if (next.start > now.today) return { ask: "future", options: [] };
    days.push(next.start);
    carried = inherit(carried, words, next.start, now);
  }
  const sorted = [...new Set(days)].sort((a, b) => a - b);
  const [first, last] = [sorted[0] ?? start, sorted.at(-1) ?? start];
  return { start: first, end: last > first ? last : null, list: sorted };
}

/** What a date hands on to the dates behind it in the same message. */
export function inherit(context: DateContext, words: DateWords, start: DayNumber, now: Moment): DateContext {
  const { year, month } = parts(start);
  if (words.form === "week") return { ...context, week: start };
  if (words.form === "weekday") return words.week === null ? context : { ...context, week: monday(start) };
  if (words.form === "month") return { ...context, month: { year, month } };
  if (words.form === "day") return { week: monday(start), month: { year, month }, day: start };
  return { ...context, day: start, week: start === now.today ? context.week : context.week };
}

function range(phrase: DatePhrase, last: DateWords, now: Moment, context: DateContext): Resolved {
  const { first } = phrase;
  if (first.form === "weekday" && last.form === "weekday") return weekdays(first, last, now, context);
  if (first.form === "day" && last.form === "day") return days(first, last, now, context);
  const from = single(first, now, context);
  if ("ask" in from) return from;
  const to = single(last, now, { ...context, month: { year: parts(from.start).year, month: parts(from.start).month } });
  if ("ask" in to) return to;
  return between(from, to, first, last, now);
}

function between(
  from: { start: DayNumber },
  to: { start: DayNumber; end: DayNumber | null },
  first: DateWords,
  last: DateWords,
  now: Moment,
): Resolved {
  const isMonths = first.form === "month" && last.form === "month";
  const given = { start: from.start, end: to.end ?? to.start };
  const { start, end } = isMonths ? inYears(given, first.year !== null, last.year !== null) : given;
  if (end < start) return { ask: "reversed", options: [] };
  if (start > now.today) return { ask: "future", options: [] };
  return { start, end: end > start ? end : null, list: [start] };
}

type Ends = { readonly start: DayNumber; readonly end: DayNumber };

/** A year written at one end of 11月到去年3月 holds for the other; without any, the range does not run backwards. */
function inYears({ start, end }: Ends, first: boolean, last: boolean): Ends {
  if (first && !last) return { start, end: sameYear(start, end) };
  return !first && end < start ? { start: yearsAgo(start, 1), end } : { start, end };
}

function yearsAgo(n: DayNumber, years: number): DayNumber {
  const { year, month, day } = parts(n);
  return dayNumber(year - years, month, day);
}

function sameYear(start: DayNumber, end: DayNumber): DayNumber {
  const { month } = parts(end);
  const { year } = parts(start);
  return dayNumber(year, month, monthLength(year, month));
}

/** 周一到周三, 上周三到周五. */
function weekdays(
  first: Extract<DateWords, { form: "weekday" }>,
  last: Extract<DateWords, { form: "weekday" }>,
  now: Moment,
  context: DateContext,
): Resolved {
  const week = weekStart(first.week, now, context);
  const base = week ?? monday(now.today) - (monday(now.today) + last.day - 1 > now.today ? 7 : 0);
  const start = base + first.day - 1;
  const end = (last.week === null ? base : monday(now.today) + last.week * 7) + last.day - 1;
  if (end < start) return { ask: "reversed", options: [] };
  if (start > now.today) return { ask: "future", options: [] };
  return { start, end: end > start ? end : null, list: [start] };
}

type DayWords = Extract<DateWords, { form: "day" }>;

/** 10月27号到11月2号, 12月29日至1月3日, 从一月十日到20日. */
function days(first: DayWords, last: DayWords, now: Moment, context: DateContext): Resolved {
  const from = single(first, now, context);
  if ("ask" in from) return from;
  const { year, month } = parts(from.start);
  const lastMonth = last.month === null ? month : monthNumber(last.month, now).month;
  const lastYear = last.year === null ? year : yearNumber(last.year, now);
  const wraps = last.year === null && lastMonth < month && dayNumber(year + 1, lastMonth, last.day) - from.start <= 150;
  const endYear = wraps ? year + 1 : lastYear;
  if (!isReal(endYear, lastMonth, last.day)) return impossible(endYear, lastMonth, last.day, now);
  const end = dayNumber(endYear, lastMonth, last.day);
  if (end < from.start) return { ask: "reversed", options: [] };
  if (from.start > now.today) return { ask: "future", options: [] };
  return { start: from.start, end: end > from.start ? end : null, list: [from.start] };
}

function single(words: DateWords, now: Moment, context: DateContext): One {
  switch (words.form) {
    case "day":
      return oneDay(words, now, context);
    case "offset":
      return { start: now.today + words.days, end: null };
    case "ago":
      return ago(words.unit, words.count, now);
    case "weekday":
      return oneWeekday(words.week, words.day, now, context);
    case "weekend":
      return weekend(words.week, now, context);
    case "week":
      return week(words.week, now);
    case "vague":
      return { ask: "vague", options: [] };
    case "edge":
      return edge(words.of, words.nth, now, context);
    default:
      return period(words, now);
  }
}

/** 5月最后一天, 今年第一天; `nth` counts from 1, and -1 is the last. */
function edge(of: DateWords, nth: number, now: Moment, context: DateContext): One {
  const whole = single(of, now, context);
  if ("ask" in whole || whole.end === null) return whole;
  const start = nth < 0 ? whole.end : whole.start + nth - 1;
  return start > whole.end ? { ask: "impossible", options: [] } : { start, end: null };
}

type TimeWords = Extract<DateWords, { form: "month" | "nth" | "quarter" | "half" | "year" | "festival" }>;

function period(words: TimeWords, now: Moment): One {
  switch (words.form) {
    case "month":
      return month(words, now);
    case "nth":
      return nth(words, now);
    case "quarter":
      return quarter(words, now);
    case "half":
      return halfYear(words, now);
    case "year": {
      const year = yearNumber(words.year, now);
      return { start: dayNumber(year, 1, 1), end: dayNumber(year, 12, 31) };
    }
    case "festival":
      return festival(words, now);
  }
}

function yearNumber(year: Year, now: Moment): number {
  const current = parts(now.today).year;
  if ("of" in year) return current + year.of;
  if ("at" in year) return year.at;
  const century = current - (current % 100);
  return century + year.short > current + 1 ? century - 100 + year.short : century + year.short;
}

function monthNumber(month: Month, now: Moment): { year: number | null; month: number } {
  if ("at" in month) return { year: null, month: month.at };
  const today = parts(now.today);
  const moved = parts(dayNumber(today.year, today.month + month.of, 1));
  return { year: moved.year, month: moved.month };
}

function oneDay(words: DayWords, now: Moment, context: DateContext): One {
  if (words.month === null) return bareDay(words.day, now, context);
  const named = monthNumber(words.month, now);
  const year = words.year === null ? named.year : yearNumber(words.year, now);
  if (year !== null) {
    if (!isReal(year, named.month, words.day)) return impossible(year, named.month, words.day, now);
    return { start: dayNumber(year, named.month, words.day), end: null };
  }
  const current = parts(now.today).year;
  for (let y = current; y > current - 9; y--) {
    if (isReal(y, named.month, words.day) && dayNumber(y, named.month, words.day) <= now.today) {
      return { start: dayNumber(y, named.month, words.day), end: null };
    }
  }
  return impossible(current, named.month, words.day, now);
}

/** Only 日 or 号: the month named before, else this month, else the nearest earlier one that has the day. */
function bareDay(day: number, now: Moment, context: DateContext): One {
  if (day < 1 || day > 31) return { ask: "impossible", options: [] };
  if (context.month !== null) {
    const { year, month } = context.month;
    if (!isReal(year, month, day)) return impossible(year, month, day, now);
    const start = dayNumber(year, month, day);
    if (start <= now.today) return { start, end: null };
  }
  const today = parts(now.today);
  for (let back = 0; back < 4; back++) {
    const { year, month } = parts(dayNumber(today.year, today.month - back, 1));
    if (isReal(year, month, day) && dayNumber(year, month, day) <= now.today) {
      return { start: dayNumber(year, month, day), end: null };
    }
  }
  return { ask: "impossible", options: [] };
}

/** 11月31日 → 11月30日 or 12月1日; nothing to offer for the 13th month. */
function impossible(year: number, month: number, day: number, now: Moment): { ask: Reason; options: DayNumber[] } {
  if (month < 1 || month > 12 || day < 1 || day > 31) return { ask: "impossible", options: [] };
  const last = dayNumber(year, month, monthLength(year, month));
  const shift = last > now.today ? 1 : 0;
  const end = shift === 0 ? last : dayNumber(year - 1, month, monthLength(year - 1, month));
  return { ask: "impossible", options: [end, end + 1].filter((option) => option <= now.today) };
}

const UNIT_DAYS = { day: 1, week: 7 } as const;

function ago(unit: AgoUnit, count: number, now: Moment): One {
  const minutes = AGO_MINUTES.get(unit);
  if (minutes !== undefined) return { start: now.today + Math.floor((now.minute - count * minutes) / 1440), end: null };
  if (unit === "day" || unit === "week") return { start: now.today - count * UNIT_DAYS[unit], end: null };
  const today = parts(now.today);
  const back = count * (unit === "month" ? 1 : 12);
  const moved = parts(dayNumber(today.year, today.month - back, 1));
  const day = Math.min(today.day, monthLength(moved.year, moved.month));
  return { start: dayNumber(moved.year, moved.month, day), end: null };
}

function weekStart(shift: number | null, now: Moment, context: DateContext): DayNumber | null {
  if (shift !== null) return monday(now.today) + shift * 7;
  return context.week;
}

function oneWeekday(shift: number | null, day: number, now: Moment, context: DateContext): One {
  const week = weekStart(shift, now, context);
  if (week !== null && (shift !== null || week + day - 1 <= now.today)) return { start: week + day - 1, end: null };
  const inThisWeek = monday(now.today) + day - 1;
  return { start: inThisWeek <= now.today ? inThisWeek : inThisWeek - 7, end: null };
}

function weekend(shift: number | null, now: Moment, context: DateContext): One {
  const week = weekStart(shift, now, context);
  const base = week ?? monday(now.today) - (monday(now.today) + 5 > now.today ? 7 : 0);
  return { start: base + 5, end: base + 6 };
}

function week(shift: number, now: Moment): One {
  const start = monday(now.today) + shift * 7;
  return { start, end: start + 6 };
}

function month(words: Extract<DateWords, { form: "month" }>, now: Moment): One {
  const named = monthNumber(words.month, now);
  if (named.month < 1 || named.month > 12) return { ask: "impossible", options: [] };
  const first = words.part === "middle" ? 11 : words.part === "late" ? 21 : 1;
  const stated = words.year === null ? named.year : yearNumber(words.year, now);
  const current = parts(now.today).year;
  const year = stated ?? (dayNumber(current, named.month, first) <= now.today ? current : current - 1);
  const last = words.part === "early" ? 10 : words.part === "middle" ? 20 : monthLength(year, named.month);
  return { start: dayNumber(year, named.month, first), end: dayNumber(year, named.month, last) };
}

/** 3月第三周, 6月第3个星期日. One yet to come this year is asked about: last year's is rarely meant. */
function nth(words: Extract<DateWords, { form: "nth" }>, now: Moment): One {
  const named = monthNumber(words.month, now);
  if (named.month < 1 || named.month > 12) return { ask: "impossible", options: [] };
  const stated = words.year === null ? named.year : yearNumber(words.year, now);
  const year = stated ?? parts(now.today).year;
  const first = dayNumber(year, named.month, 1);
  const target = words.day ?? 1;
  const start = first + ((target - weekday(first) + 7) % 7) + (words.nth - 1) * 7;
  if (start > now.today && stated === null && words.day === null) return nth({ ...words, year: { of: -1 } }, now);
  return { start, end: words.day === null ? start + 6 : null };
}

const QUARTER_SHIFT = { last: -1, this: 0, next: 1 } as const;

function quarter(words: Extract<DateWords, { form: "quarter" }>, now: Moment): One {
  const today = parts(now.today);
  const current = Math.floor((today.month - 1) / 3) + 1;
  const relative = typeof words.quarter === "number" ? words.quarter : current + QUARTER_SHIFT[words.quarter];
  const stated = words.year === null ? null : yearNumber(words.year, now);
  const begins = (year: number): DayNumber => dayNumber(year, (relative - 1) * 3 + 1, 1);
  const isNamed = typeof words.quarter === "number";
  const year = stated ?? (!isNamed || begins(today.year) <= now.today ? today.year : today.year - 1);
  return { start: begins(year), end: dayNumber(year, (relative - 1) * 3 + 4, 1) - 1 };
}

function halfYear(words: Extract<DateWords, { form: "half" }>, now: Moment): One {
  const today = parts(now.today);
  const begins = (year: number): DayNumber => dayNumber(year, words.half === 1 ? 1 : 7, 1);
  const stated = words.year === null ? null : yearNumber(words.year, now);
  const year = stated ?? (begins(today.year) <= now.today ? today.year : today.year - 1);
  return { start: begins(year), end: dayNumber(year, words.half === 1 ? 7 : 13, 1) - 1 };
}

function festival(words: Extract<DateWords, { form: "festival" }>, now: Moment): One {
  const current = parts(now.today).year;
  const stated = words.year === null ? null : yearNumber(words.year, now);
  const inYear = festivalIn(words.name, stated ?? current);
  if (inYear === null) return { ask: "vague", options: [] };
  if (stated !== null || inYear <= now.today) return { start: inYear, end: null };
  const before = festivalIn(words.name, current - 1);
  return before === null ? { ask: "vague", options: [] } : { start: before, end: null };
}

/** Days as people and other programs write them. */
export function written(options: readonly DayNumber[]): string[] {
  return options.map(toDay);
}
