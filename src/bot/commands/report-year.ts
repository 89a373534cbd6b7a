import type { Day } from "../../ledger/activity.ts";
import { yearOf } from "../../ledger/calendar.ts";

/** What may follow a command of a year: nothing, 2026, 2026年. */
export const YEAR_ALONE = /^(?:(\d{4})\s*年?)?$/;

/** The year that is reported on: the stated one, in January and February the last one, else this one. */
export function reportYear(today: Day, stated: string | undefined): number {
  if (stated !== undefined) return Number(stated);
  return today.slice(5, 7) <= "02" ? yearOf(today) - 1 : yearOf(today);
}

/** The year behind a command that would otherwise be about another one: ` 2025`, or nothing. */
export function yearBehind(year: number, today: Day): string {
  return year === reportYear(today, undefined) ? "" : ` ${year}`;
}

/** Of a year that has not begun there is nothing to report or to close. */
export function isAhead(today: Day, year: number): boolean {
  return year > yearOf(today);
}
