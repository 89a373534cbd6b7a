import type { Reason } from "../reading.ts";
import type { DatePhrase, DateWords } from "./date-words.ts";
import { type DayNumber, dayNumber, isReal, monday, monthLength, parts, toDay, weekday } from "./days.ts";
import { type DateContext, impossible, type Moment, monthNumber, NO_CONTEXT, yearNumber } from "./moment.ts";
import { type DayWords, single, weekStart } from "./resolve-day.ts";

/** The first day, the last one of several, and the days of a list as they were named. */
export type Days = {
  readonly start: DayNumber;
  readonly end: DayNumber | null;
  readonly list: readonly DayNumber[];
};

/** The days a phrase means, or why a person has to say them. */
export type Resolved = Days | { readonly ask: Reason; readonly options: readonly DayNumber[] };

/**
 * Finds the days that a phrase means in a log of past activities: no start after today, a missing year or
 * month is the latest that has passed, and what does not exist is asked about, never moved.
 */
export function resolve(phrase: DatePhrase, now: Moment, context: DateContext = NO_CONTEXT): Resolved {
  const found = meant(phrase, now, context);
  if ("ask" in found)
    return { ask: found.ask, options: found.options.filter((day) => day >= FIRST && day <= now.today) };
  if (found.start < FIRST) return { ask: "impossible", options: [] };
  return (found.end ?? found.start) > LAST ? { ask: "future", options: [] } : found;
}

/** Nobody logs what lies outside; years that only digits make (226年, 20201年) are asked about. */
const FIRST = dayNumber(1900, 1, 1);
const LAST = dayNumber(2999, 12, 31);

function meant(phrase: DatePhrase, now: Moment, context: DateContext): Resolved {
  if (phrase.last !== null) return range(phrase, phrase.last, now, context);
  const first = single(phrase.first, now, context);
  if ("ask" in first) return first;
  if (first.start > now.today) return { ask: "future", options: lastYear(phrase.first, first.start) };
  if (phrase.loose === true) return { ask: "vague", options: [] };
  if (phrase.either !== undefined)
    return oneOf(first.start, phrase.either, inherit(context, phrase.first, first.start), now);
  const other = phrase.same === undefined ? first : single(phrase.same, now, context);
  if ("ask" in other) return other;
  if (other.start !== first.start) return { ask: "conflict", options: [first.start, other.start] };
  if (phrase.more.length > 0) return list(phrase, first.start, now, context);
  if (phrase.weekday !== null && weekday(first.start) !== phrase.weekday) {
    const meant = monday(first.start) + phrase.weekday - 1;
    return { ask: "conflict", options: [first.start, meant].filter((day) => day <= now.today) };
  }
  return { start: first.start, end: first.end, list: [first.start] };
}

/** 昨天或前天 */
function oneOf(first: DayNumber, other: DateWords, context: DateContext, now: Moment): Resolved {
  const second = single(other, now, context);
  if (!("ask" in second) && second.start === first) return { start: first, end: null, list: [first] };
  return { ask: "either", options: "ask" in second ? [first] : [first, second.start] };
}

/** 今年12月9日 was perhaps meant as last year's. */
function lastYear(words: DateWords, start: DayNumber): DayNumber[] {
  if (words.form !== "day" || words.month === null) return [];
  const { year, month, day } = parts(start);
  return isReal(year - 1, month, day) ? [dayNumber(year - 1, month, day)] : [];
}

function list(phrase: DatePhrase, start: DayNumber, now: Moment, context: DateContext): Resolved {
  const days = [start];
  let carried = inherit(context, phrase.first, start);
  for (const words of phrase.more) {
    const next = single(words, now, carried);
    if ("ask" in next) return next;
    if (next.start > now.today || isMonthBefore(phrase.first, words, start, next.start))
      return { ask: "future", options: [] };
    days.push(next.start);
    carried = inherit(carried, words, next.start);
  }
  const [first, last] = [Math.min(...days), Math.max(...days)];
  return { start: first, end: last > first ? last : null, list: [...new Set(days)] };
}

/** The 24日 of 11月3日、24日 is of November, and not of the month before because it has not come. */
function isMonthBefore(first: DateWords, words: DateWords, start: DayNumber, next: DayNumber): boolean {
  return first.form === "day" && first.month !== null && words.form === "day" && words.month === null && next < start;
}

/** What a date hands on to the dates behind it in the same message. */
export function inherit(context: DateContext, words: DateWords, start: DayNumber): DateContext {
  const { week, month, day } = context;
  if (words.form === "week") return { week: start, month, day };
  if (words.form === "weekday") return words.week === null ? context : { week: monday(start), month, day };
  if (words.form === "month") return { week, month: parts(start), day };
  if (words.form === "day") return { week: monday(start), month: parts(start), day: start };
  return { week, month, day: start };
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

/** 周五到周一 is four days; what is longer was perhaps written the wrong way round. */
const OVER_WEEKEND = 3;

/** 周一到周三, 上周三到周五; 周六到周一 goes on into the next week. */
function weekdays(
  first: Extract<DateWords, { form: "weekday" }>,
  last: Extract<DateWords, { form: "weekday" }>,
  now: Moment,
  context: DateContext,
): Resolved {
  const week = weekStart(first.week, now, context);
  const base = week ?? monday(now.today) - (monday(now.today) + last.day - 1 > now.today ? 7 : 0);
  const wraps = last.week === null && last.day < first.day && last.day + 7 - first.day <= OVER_WEEKEND ? 7 : 0;
  const start = base + first.day - 1 - (week === null ? wraps : 0);
  const until = last.week === null ? base + (week === null ? 0 : wraps) : monday(now.today) + last.week * 7;
  const end = until + last.day - 1;
  if (end < start) return { ask: "reversed", options: [] };
  if (start > now.today) return { ask: "future", options: [] };
  return { start, end: end > start ? end : null, list: [start] };
}

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

/** Days as people and other programs write them. */
export function written(options: readonly DayNumber[]): string[] {
  return options.map(toDay);
}
