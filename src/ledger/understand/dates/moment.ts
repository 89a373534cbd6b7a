import type { Now, Reason } from "../reading.ts";
import type { Month, Year } from "./date-words.ts";
import { type DayNumber, dayNumber, fromDay, monthLength, parts } from "./days.ts";

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

export function momentOf(now: Now): Moment {
  return { today: fromDay(now.today), minute: now.minute };
}

export type One = { start: DayNumber; end: DayNumber | null } | { ask: Reason; options: DayNumber[] };

export function yearNumber(year: Year, now: Moment): number {
  const current = parts(now.today).year;
  if ("of" in year) return current + year.of;
  if ("at" in year) return year.at;
  const century = current - (current % 100);
  return century + year.short > current + PLANNED ? century - 100 + year.short : century + year.short;
}

/** 28年3月 is a plan of the years ahead, 98年 lies behind us. */
const PLANNED = 20;

export function monthNumber(month: Month, now: Moment): { year: number | null; month: number } {
  if ("at" in month) return { year: null, month: month.at };
  const today = parts(now.today);
  const moved = parts(dayNumber(today.year, today.month + month.of, 1));
  return { year: moved.year, month: moved.month };
}

/** 11月31日 → 11月30日 or 12月1日; nothing to offer for the 13th month. */
export function impossible(
  year: number,
  month: number,
  day: number,
  now: Moment,
): { ask: Reason; options: DayNumber[] } {
  if (month < 1 || month > 12 || day < 1 || day > 31) return { ask: "impossible", options: [] };
  const last = dayNumber(year, month, monthLength(year, month));
  const shift = last > now.today ? 1 : 0;
  const end = shift === 0 ? last : dayNumber(year - 1, month, monthLength(year - 1, month));
  return { ask: "impossible", options: [end, end + 1].filter((option) => option <= now.today) };
}
