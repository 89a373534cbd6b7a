import type { DateWords, Part } from "./date-words.ts";
import { type DayNumber, dayNumber, monthLength, parts, weekday } from "./days.ts";
import { fixedFestivalIn, themeDayIn } from "./festivals.ts";
import { movingFestivalIn } from "./lunar.ts";
import { type Moment, monthNumber, type One, yearNumber } from "./moment.ts";

type TimeWords = Extract<DateWords, { form: "month" | "nth" | "quarter" | "half" | "year" | "festival" }>;

export function period(words: TimeWords, now: Moment): One {
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

function month(words: Extract<DateWords, { form: "month" }>, now: Moment): One {
  const named = monthNumber(words.month, now);
  if (named.month < 1 || named.month > 12) return { ask: "impossible", options: [] };
  const [first, last] = words.part === null ? [1] : PARTS[words.part];
  const stated = words.year === null ? named.year : yearNumber(words.year, now);
  const current = parts(now.today).year;
  const year = stated ?? (dayNumber(current, named.month, first) <= now.today ? current : current - 1);
  const end = last ?? monthLength(year, named.month);
  return { start: dayNumber(year, named.month, first), end: dayNumber(year, named.month, end) };
}

/** The days of a part of a month, of which some go on to its end. */
const PARTS: Readonly<Record<Part, readonly [first: number, last?: number]>> = {
  early: [1, 10],
  middle: [11, 20],
  late: [21],
  "first half": [1, 15],
  "second half": [16],
};

/** 3月第三周, 6月第3个星期日. One yet to come this year is asked about: last year's is rarely meant. */
function nth(words: Extract<DateWords, { form: "nth" }>, now: Moment): One {
  const named = monthNumber(words.month, now);
  if (named.month < 1 || named.month > 12) return { ask: "impossible", options: [] };
  const stated = words.year === null ? named.year : yearNumber(words.year, now);
  const year = stated ?? parts(now.today).year;
  const first = dayNumber(year, named.month, 1);
  const last = first + monthLength(year, named.month) - 1;
  const target = words.day === "weekend" ? SATURDAY : (words.day ?? MONDAY);
  const start =
    words.nth === "last"
      ? last - ((weekday(last) - target + 7) % 7)
      : first + ((target - weekday(first) + 7) % 7) + (words.nth - 1) * 7;
  if (start > now.today && stated === null && words.day === null) return nth({ ...words, year: { of: -1 } }, now);
  return { start, end: words.day === null ? start + 6 : words.day === "weekend" ? start + 1 : null };
}

const MONDAY = 1;
const SATURDAY = 6;

const QUARTER_SHIFT = { last: -1, this: 0, next: 1 } as const;

/** What ended longer ago is rarely meant without its year: 二季度 in March is the one to come. */
const HALF_YEAR = 183;

function quarter(words: Extract<DateWords, { form: "quarter" }>, now: Moment): One {
  const today = parts(now.today);
  const current = Math.floor((today.month - 1) / 3) + 1;
  const relative = typeof words.quarter === "number" ? words.quarter : current + QUARTER_SHIFT[words.quarter];
  const stated = words.year === null ? null : yearNumber(words.year, now);
  const begins = (year: number): DayNumber => dayNumber(year, (relative - 1) * 3 + 1, 1);
  const isNamed = typeof words.quarter === "number";
  const year = stated ?? (!isNamed || begins(today.year) <= now.today ? today.year : today.year - 1);
  const end = dayNumber(year, (relative - 1) * 3 + 4, 1) - 1;
  if (stated === null && year < today.year && now.today - end > HALF_YEAR) return { ask: "vague", options: [] };
  return { start: begins(year), end };
}

function halfYear(words: Extract<DateWords, { form: "half" }>, now: Moment): One {
  const today = parts(now.today);
  const begins = (year: number): DayNumber => dayNumber(year, words.half === 1 ? 1 : 7, 1);
  const stated = words.year === null ? null : yearNumber(words.year, now);
  const year = stated ?? (begins(today.year) <= now.today ? today.year : today.year - 1);
  return { start: begins(year), end: dayNumber(year, words.half === 1 ? 7 : 13, 1) - 1 };
}

/** What is told so long before a festival is hardly of a year ago: it was held for the one to come. */
const AHEAD_DAYS = 31;

/**
 * The festival in its year, else the last one. What was done for a festival may have been done
 * before it, so one that moves, or is of a theme, or is about to come, is asked about unless its very day or year is told.
 */
function festival({ name, year, onDay }: Extract<DateWords, { form: "festival" }>, now: Moment): One {
  const dayIn = (of: number) => fixedFestivalIn(name, of) ?? themeDayIn(name, of) ?? movingFestivalIn(name, of);
  if (year !== null) return onThe(dayIn(yearNumber(year, now)));
  const current = parts(now.today).year;
  const days = [current - 1, current, current + 1].flatMap((of) => dayIn(of) ?? []);
  const next = days.find((day) => day > now.today);
  if (next !== undefined && next - now.today <= AHEAD_DAYS) return onThe(null);
  const last = days.findLast((day) => day <= now.today) ?? null;
  if (last === null || onDay || fixedFestivalIn(name, current) !== null) return onThe(last);
  if (last === now.today && themeDayIn(name, current) !== null) return onThe(last);
  return { ask: "vague", options: [last] };
}

function onThe(day: DayNumber | null): One {
  return day === null ? { ask: "vague", options: [] } : { start: day, end: null };
}
