import { sql } from "kysely";
import type { Day } from "../ledger/activity.ts";
import type { Alike } from "../ledger/so-far.ts";
import { parseDoubts, parseQuantities, parseStrings } from "./json.ts";
import type { Db } from "./schema.ts";
import { query } from "./statement.ts";

/** Days of one year of an organisation. */
export type YearSpan = {
  readonly organisation: number;
  readonly year: string;
  readonly first: Day;
  readonly last: Day;
};

const YEAR = sql`(substr(first_day, 1, 4))`;
const STATED = sql<
  string | null
>`(case when length(quantities) + length(doubts) < 400 then '[' || quantities || ',' || doubts || ']' end)`;

/**
 * Reads how often a year's counted activities of an organisation say the same. What was
 * read once is remembered, so that many organisations are read in little time; it is meant
 * for one run and never for the life of the program.
 */
export function openYearCounts(): (db: Db, span: YearSpan) => Promise<Alike[]> {
  const known = new Map<string, Alike["one"]>();
  const oneOf = (kinds: string, stated: string): Alike["one"] => {
    const key = `${kinds}\n${stated}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const both: unknown = JSON.parse(stated);
    const [quantities, doubts] = Array.isArray(both) ? both.map((list) => JSON.stringify(list)) : [];
    const one = {
      kinds: parseStrings(kinds),
      quantities: parseQuantities(quantities ?? ""),
      doubts: parseDoubts(doubts ?? ""),
    };
    known.set(key, one);
    return one;
  };
  return async (db, span) => {
    const rows = await alike(db, span);
    const counts: Alike[] = [];
    let isLong = false;
    for (const { kinds, stated, count } of rows) {
      if (stated === null) isLong = true;
      else counts.push({ one: oneOf(kinds, stated), count: Number(count) });
    }
    return isLong ? [...counts, ...(await longOnes(db, span))] : counts;
  };
}

const alike = query((db, { organisation, year, first, last }: YearSpan) =>
  db
    .selectFrom("activity")
    .select(["kinds", STATED.as("stated"), sql<number>`count(*)`.as("count")])
    .where("organisation_id", "=", organisation)
    .where("state", "=", sql.lit("counted"))
    .where(YEAR, "=", year)
    // Written so that SQLite takes the index of alike ones, in whose order they are counted.
    .where(sql<Day>`coalesce(first_day, '')`, ">=", first)
    .where(sql<Day>`coalesce(first_day, '')`, "<=", last)
    .groupBy(["kinds", STATED]),
);

/** Those that state so much that they are read one by one. */
async function longOnes(db: Db, span: YearSpan): Promise<Alike[]> {
  const rows = await db
    .selectFrom("activity")
    .select(["kinds", "quantities", "doubts"])
    .where("organisation_id", "=", span.organisation)
    .where("state", "=", sql.lit("counted"))
    .where(YEAR, "=", span.year)
    .where("first_day", ">=", span.first)
    .where("first_day", "<=", span.last)
    .where(STATED, "is", null)
    .orderBy("id")
    .execute();
  return rows.map(({ kinds, quantities, doubts }) => ({
    one: { kinds: parseStrings(kinds), quantities: parseQuantities(quantities), doubts: parseDoubts(doubts) },
    count: 1,
  }));
}
