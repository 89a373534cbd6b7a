import type { Day } from "./activity.ts";
import { sameDay, yearOf, yearPeriod } from "./calendar.ts";
import type { Duty } from "./duties.ts";

/** When a branch last elected its committee, and for how many years. */
export type Term = { readonly elected: Day; readonly years: 3 | 5 };

/** The day by which the next election has to be held. */
export function termEnd({ elected, years }: Term): Day {
  return sameDay(elected, yearOf(elected) + years);
}

/** The next election as a duty of the year in which it is due; once overdue, of each year until it is held. */
export function termDuty(term: Term, year: number): Duty | undefined {
  const end = termEnd(term);
  if (yearOf(end) > year) return undefined;
  return {
    ...{ id: "换届", kinds: [], period: "once", minimum: 1, when: [], usual: false },
    deadline: yearOf(end) === year ? end : yearPeriod(year).first,
    closedBy: "义务 换届 日期",
    wording: `每届 ${term.years} 年，上次 ${term.elected}`,
    source: "《关于党的基层组织任期的意见》",
  };
}
