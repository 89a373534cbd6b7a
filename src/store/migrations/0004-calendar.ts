import { type QueryExecutorProvider, sql } from "kysely";
import { dialectOf } from "../database/dialect.ts";

/**
 * The counts of a year without reading its records: alike ones lie together. What they
 * state is left out where it is long, since an index has room for short keys alone.
 */
export async function up(db: QueryExecutorProvider): Promise<void> {
  const stated = sql`(case when length(quantities) + length(doubts) < 400 then '[' || quantities || ',' || doubts || ']' end)`;
  const year = sql`(substr(first_day, 1, 4))`;
  await sql`create index activity_alike on activity (organisation_id, ${year}, kinds, ${stated}, first_day)
    where state = 'counted'`.execute(db);
  // Without it PostgreSQL knows nothing of the new expressions until its next round.
  if (dialectOf(db) === "postgres") await sql`analyze activity`.execute(db);
}
