import { sql } from "kysely";
import type { Day, Period } from "../ledger/activity.ts";
import type { Alike } from "../ledger/so-far.ts";
import { lined, numbersIn } from "./database/dialect.ts";
import { parseDoubts, parseQuantities, parseStrings } from "./database/json.ts";
import { query } from "./database/statement.ts";
import type { Db } from "./schema.ts";

/** Days of one year, as texts: the organisations are a JSON list. */
type Span = { readonly organisations: string; readonly year: string; readonly first: Day; readonly last: Day };

const YEAR = sql`(substr(first_day, 1, 4))`;
const TAB = sql.lit("\t");

/**
 * Reads how often the counted activities of organisations say the same in a period of one
 * year. What was read once is remembered, so that many organisations are read in little
 * time; it is meant for one run and never for the life of the program.
 */
export function openYearCounts(): (
  db: Db,
  organisations: readonly number[],
  period: Period,
) => Promise<Map<number, Alike[]>> {
  const known = new Map<string, Alike | null>();
  const alikeOf = (line: string): Alike | null => {
    let read = known.get(line);
    if (read === undefined) {
      read = parseLine(line);
      known.set(line, read);
    }
    return read;
  };
  return async (db, organisations, { first, last }) => {
    const span = { organisations: JSON.stringify(organisations), year: first.slice(0, 4), first, last };
    const found = new Map<number, Alike[]>();
    const long: number[] = [];
    for (const { organisation, lines } of await alike(db, span)) {
      if (lines === null) continue;
      const all = lines.split("\n").map(alikeOf);
      const short = all.filter((one) => one !== null);
      found.set(organisation, short);
      if (short.length < all.length) long.push(organisation);
    }
    if (long.length === 0) return found;
    for (const { organisation, ...one } of await longOnes(db, { ...span, organisations: JSON.stringify(long) }))
      found.get(organisation)?.push(one);
    return found;
  };
}

/** A sort and its number as {@link alike} writes them; nothing where what is stated is long. */
function parseLine(line: string): Alike | null {
  const [count, kinds = "", stated = ""] = line.split("\t");
  if (stated === "") return null;
  const both: unknown = JSON.parse(stated);
  const [quantities, doubts] = Array.isArray(both) ? both.map((list) => JSON.stringify(list)) : [];
  const one = {
    kinds: parseStrings(kinds),
    quantities: parseQuantities(quantities ?? ""),
    doubts: parseDoubts(doubts ?? ""),
  };
  return { one, count: Number(count) };
}

/**
 * A text for each organisation, which is read in a fraction of the time of as many rows: a
 * line for each sort, with its number, kinds and what is stated, and nothing where that is
 * long. JSON holds neither tabs nor ends of lines.
 */
const alike = query((db, { organisations, year, first, last }: Span) =>
  db.selectFrom(sql<{ value: number }>`${numbersIn(db, organisations)}`.as("o")).select(({ selectFrom }) => [
    "o.value as organisation",
    selectFrom(({ selectFrom: from }) =>
      from("activity")
        .select(["alike", sql<number>`count(*)`.as("count")])
        .where(sql<boolean>`organisation_id = o.value`)
        .where("state", "=", sql.lit("counted"))
        .where(YEAR, "=", year)
        // Written so that SQLite takes the index of alike ones, in whose order they are counted.
        .where(({ between }) => between(sql<Day>`coalesce(first_day, '')`, first, last))
        .groupBy("alike")
        .as("sort"),
    )
      .select(lined(db, sql`count || ${TAB} || alike`).as("lines"))
      .as("lines"),
  ]),
);

/** Those that state so much that they are read one by one. */
async function longOnes(db: Db, span: Span): Promise<(Alike & { readonly organisation: number })[]> {
  const rows = await db
    .selectFrom("activity")
    .select(["organisation_id as organisation", "kinds", "quantities", "doubts"])
    .where("organisation_id", "in", numbersIn(db, span.organisations))
    .where("state", "=", sql.lit("counted"))
    .where(YEAR, "=", span.year)
    .where("first_day", ">=", span.first)
    .where("first_day", "<=", span.last)
    .where(sql<boolean>`alike = kinds || ${TAB}`)
    .orderBy("id")
    .execute();
  return rows.map(({ organisation, kinds, quantities, doubts }) => ({
    organisation,
    one: { kinds: parseStrings(kinds), quantities: parseQuantities(quantities), doubts: parseDoubts(doubts) },
    count: 1,
  }));
}
