import type { Day, Period } from "./activity.ts";
import { addDays, monthPeriod, weekday, weekPeriod, yearOf, yearPeriod } from "./calendar.ts";

/** How long each of the periods is in which something is demanded. */
export type DutyPeriod = "week" | "month" | "quarter" | "year" | "once";

/** `deadline`: of what is demanded `once`, the last day for it. */
type Recurring = { readonly period: DutyPeriod; readonly deadline?: Day };

/** The periods of a duty in a year: its weeks, months or quarters, the year itself, or the year until a deadline. */
export function periodsOf({ period, deadline }: Recurring, year: number): Period[] {
  if (period === "year") return [yearPeriod(year)];
  if (period === "week") return weeksIn(year);
  if (period === "once") {
    const isThen = deadline !== undefined && yearOf(deadline) === year;
    return isThen ? [{ first: yearPeriod(year).first, last: deadline }] : [];
  }
  const months = Array.from({ length: 12 }, (_, n) => {
    const first = `${yearPeriod(year).first.slice(0, 5)}${String(n + 1).padStart(2, "0")}-01` as Day;
    return monthPeriod(first);
  });
  if (period === "month") return months;
  return [0, 3, 6, 9].flatMap((n) => {
    const [first, last] = [months[n], months[n + 2]];
    return first && last ? [{ first: first.first, last: last.last }] : [];
  });
}

/** The weeks of a year: those whose Monday lies in it, as a range belongs to the period in which it begins. */
function weeksIn(year: number): Period[] {
  const { first, last } = yearPeriod(year);
  const weeks: Period[] = [];
  for (let day = addDays(first, (8 - weekday(first)) % 7); day <= last; day = addDays(day, 7))
    weeks.push(weekPeriod(day));
  return weeks;
}

/** The days of a year's duties: its last week reaches into January. */
export function dutyDays(year: number): Period {
  const { first, last } = yearPeriod(year);
  return { first, last: weekPeriod(last).last };
}
