import { AGO_MINUTES, type AgoUnit, type DateWords } from "./date-words.ts";
import { type DayNumber, dayNumber, isReal, monday, monthLength, parts } from "./days.ts";
import { type DateContext, impossible, type Moment, monthNumber, type One, yearNumber } from "./moment.ts";
import { period } from "./resolve-period.ts";

export type DayWords = Extract<DateWords, { form: "day" }>;

export function single(words: DateWords, now: Moment, context: DateContext): One {
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
    case "pair":
      return { start: now.today + words.from, end: now.today + words.to };
    case "beside":
      return context.day === null ? { ask: "vague", options: [] } : { start: context.day + words.days, end: null };
    case "vague":
    case "future":
      return { ask: words.form, options: [] };
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

export function weekStart(shift: number | null, now: Moment, context: DateContext): DayNumber | null {
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
