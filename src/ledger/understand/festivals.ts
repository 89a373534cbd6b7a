import type { DayNumber } from "./days.ts";
import { dayNumber } from "./days.ts";

/** Festivals with a fixed day, by the words that begin their names. */
const FIXED: readonly (readonly [RegExp, number, number])[] = [
  [/^元旦|^新年/, 1, 1],
  [/^学雷锋/, 3, 5],
  [/妇女节$/, 3, 8],
  [/^植树/, 3, 12],
  [/劳动节$/, 5, 1],
  [/青年节$/, 5, 4],
  [/儿童节$/, 6, 1],
  [/建党节$/, 7, 1],
  [/建军节$/, 8, 1],
  [/^教师/, 9, 10],
  [/^烈士/, 9, 30],
  [/^国庆/, 10, 1],
  [/^国家公祭/, 12, 13],
]; // biome-ignore-end format: a table

/** 春节 of each year as month and day: the lunar calendar follows the moon and cannot be computed in a line. */
const SPRING: ReadonlyMap<number, string> = new Map();

const LUNAR: readonly (readonly [RegExp, number])[] = [];

/** The day of a festival in a year; null where the tables do not reach, so that the bot asks. */
export function festivalIn(name: string, year: number): DayNumber | null {
  const fixed = FIXED.find(([pattern]) => pattern.test(name));
  if (fixed !== undefined) return dayNumber(year, fixed[1], fixed[2]);
  void SPRING;
  void LUNAR;
  return null;
}
