import type { Day } from "../../ledger/activity.ts";
import { yearOf } from "../../ledger/calendar.ts";

/** What may follow a command of a year: nothing, 2026, 2026年. */
export const YEAR_ALONE = /^(?:(\d{4})\s*年?)?$/;

/** The year that is reported on: the stated one, in January and February the last one, else this one. */
export function reportYear(today: Day, stated: string | undefined): number {
  if (stated !== undefined) return Number(stated);
  return today.slice(5, 7) <= "02" ? yearOf(today) - 1 : yearOf(today);
}

/** The years that are put in order: a stated one, else this one, in January and February with the last one. */
export function yearsToOrder(today: Day, stated: string | undefined): { readonly from: number; readonly to: number } {
  const from = reportYear(today, stated);
  return { from, to: stated === undefined ? yearOf(today) : from };
}

/** The year behind a command that would otherwise be about another one: ` 2025`, or nothing. */
export function yearBehind(year: number, today: Day): string {
  return year === reportYear(today, undefined) ? "" : ` ${year}`;
}

/** Of a year that has not begun there is nothing to report or to close. */
export function isAhead(today: Day, year: number): boolean {
  return year > yearOf(today);
}

/** The year that a word means, with 年 or without it: 今, 本, 去, 上, 明, 2025; without a word it is this one. */
export function yearMeant(word: string | undefined, today: Day): number {
  if (word === undefined) return yearOf(today);
  const shift = YEAR_WORDS.get(word.charAt(0));
  return shift === undefined ? Number(word.slice(0, 4)) : yearOf(today) + shift;
}

const YEAR_WORDS: ReadonlyMap<string, number> = new Map([
  ["今", 0],
  ["本", 0],
  ["去", -1],
  ["上", -1],
  ["明", 1],
]);
