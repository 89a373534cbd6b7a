import * as z from "zod";
import { isDay } from "../../ledger/calendar.ts";
import type { Level } from "../../ledger/fields.ts";
import type { Term } from "../../ledger/term.ts";
import { getMark, setMark } from "../../store/marks.ts";
import type { Db } from "../../store/schema.ts";

const stored = z.object({ elected: z.string().refine(isDay), years: z.union([z.literal(3), z.literal(5)]) });

/** Asks an organisation when its last election was. */
export function termQuestion(level: Level): string {
  const years = level === "党委" ? "按五年一届算，三年的在后面加“三年”" : "村和社区五年一届的在后面加“五年”";
  return `上次换届是哪一天？请回复“义务 换届 2024-06-15”，${years}。说过就不再问。`;
}

/** The years that are said behind the day; else those of 《关于党的基层组织任期的意见》. */
export function yearsOfTerm(words: string, level: Level): Term["years"] {
  const said = /([三3五5])\s*年(?:一届)?$/.exec(words)?.[1];
  if (said === undefined) return level === "党委" ? 5 : 3;
  return "五5".includes(said) ? 5 : 3;
}

/** The last election and how long it holds, as an officer stated it. */
export async function findTerm(db: Db, organisation: number): Promise<Term | undefined> {
  const value = await getMark(db, `term:${organisation}`);
  return value === undefined ? undefined : stored.parse(JSON.parse(value));
}

export async function saveTerm(db: Db, organisation: number, term: Term): Promise<void> {
  await setMark(db, `term:${organisation}`, JSON.stringify(term));
}
