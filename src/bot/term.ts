import * as z from "zod";
import { isDay } from "../ledger/calendar.ts";
import type { Term } from "../ledger/term.ts";
import { getMark, setMark } from "../store/marks.ts";
import type { Db } from "../store/schema.ts";

const stored = z.object({ elected: z.string().refine(isDay), years: z.union([z.literal(3), z.literal(5)]) });

export const TERM_QUESTION =
  "上次换届是哪一天？请回复“义务 换届 2024-06-15”，村和社区五年一届的在后面加“五年”。说过就不再问。";

/** The last election and how long it holds, as an officer stated it. */
export async function findTerm(db: Db, organisation: number): Promise<Term | undefined> {
  const value = await getMark(db, `term:${organisation}`);
  return value === undefined ? undefined : stored.parse(JSON.parse(value));
}

export async function saveTerm(db: Db, organisation: number, term: Term): Promise<void> {
  await setMark(db, `term:${organisation}`, JSON.stringify(term));
}
