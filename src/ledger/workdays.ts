import chineseDays from "chinese-days";
import type { Day } from "./activity.ts";
import { addDays, weekday, yearOf } from "./calendar.ts";
import { lawfulHoliday } from "./lawful-holidays.ts";

/** Whether the holidays of a year are published and known; before that the library names none. */
export function isKnownYear(year: number): boolean {
  return chineseDays.getDayDetail(`${year}-10-01`).name.includes(",");
}

/** Whether people work on a day, make-up days and holidays considered; in an unknown year Monday to Friday but for the holidays of the law. */
export function isWorkday(day: Day): boolean {
  const { work, name } = chineseDays.getDayDetail(day);
  if (holidayOn(day) !== undefined) return false;
  // Days that are neither it only names by their weekday, and west of Greenwich by that of the day before.
  return name.includes(",") ? work : weekday(day) <= 5;
}

/** The day itself where it is a workday, else the nearest one before it. */
export function workdayUntil(day: Day): Day {
  let found = day;
  while (!isWorkday(found)) found = addDays(found, -1);
  return found;
}

/** The first workday after a day. */
export function workdayAfter(day: Day): Day {
  let found = addDays(day, 1);
  while (!isWorkday(found)) found = addDays(found, 1);
  return found;
}

/** The holiday that begins within a number of days after this one: its first day and its name. */
export function holidayAfter(day: Day, within: number): { readonly first: Day; readonly name: string } | undefined {
  for (let n = 1; n <= within; n++) {
    const first = addDays(day, n);
    const name = holidayOn(first);
    if (name !== undefined && holidayOn(addDays(first, -1)) !== name) return { first, name };
  }
  return undefined;
}

function holidayOn(day: Day): string | undefined {
  if (!isKnownYear(yearOf(day))) return lawfulHoliday(day);
  const { work, name } = chineseDays.getDayDetail(day);
  return work ? undefined : name.split(",")[1];
}
