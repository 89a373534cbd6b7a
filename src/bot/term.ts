import { z } from "zod";
import type { Day } from "../ledger/activity.ts";
import { isDay, yearOf } from "../ledger/calendar.ts";
import type { Duty } from "../ledger/duties.ts";
import { getMark, setMark } from "../store/marks.ts";
import type { Db } from "../store/schema.ts";

const stored = z.object({ elected: z.string().refine(isDay), years: z.union([z.literal(3), z.literal(5)]) });

/** When a branch last elected its committee, and for how many years. */
export type Term = { readonly elected: Day; readonly years: 3 | 5 };

export const TERM_QUESTION =
  "上次换届是哪一天？请回复“义务 换届 2024-06-15”，村和社区五年一届的在后面加“五年”。只问这一次。";

export async function findTerm(db: Db, organisation: number): Promise<Term | undefined> {
  const value = await getMark(db, `term:${organisation}`);
  if (value === undefined) return undefined;
  const { elected, years } = stored.parse(JSON.parse(value));
  return { elected: elected as Day, years };
}

export async function saveTerm(db: Db, organisation: number, term: Term): Promise<void> {
  await setMark(db, `term:${organisation}`, JSON.stringify(term));
}

/** The day by which the next election has to be held. */
export function termEnd({ elected, years }: Term): Day {
  const same = `${yearOf(elected) + years}${elected.slice(4)}`;
  return isDay(same) ? same : (`${same.slice(0, 8)}28` as Day);
}

/** The next election as a duty of the year in which it is due; once overdue, of each year until it is held. */
export function termDuty(term: Term, year: number): Duty | undefined {
  const end = termEnd(term);
  if (yearOf(end) > year) return undefined;
  return {
    ...{ id: "换届", kinds: [], period: "once", minimum: 1, when: [], usual: false },
    deadline: yearOf(end) === year ? end : (`${year}-01-01` as Day),
    closedBy: "义务 换届 日期",
    wording: `每届 ${term.years} 年，上次 ${term.elected}`,
    source: "《中国共产党支部工作条例（试行）》",
  };
}
