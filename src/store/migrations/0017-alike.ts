import { type QueryExecutorProvider, sql } from "kysely";
import { dialectOf } from "../database/dialect.ts";

/**
 * What makes activities alike as one text, of which the index of a year's counts is made:
 * counting by one text takes three quarters of the time of counting by two expressions.
 */
export async function up(db: QueryExecutorProvider): Promise<void> {
  const isPostgres = dialectOf(db) === "postgres";
  const stated = sql`case when length(quantities) + length(doubts) < 400 then '[' || quantities || ',' || doubts || ']' else '' end`;
  // SQLite adds no stored column, and keeps the text in the index alone.
  const kept = isPostgres ? sql`stored` : sql`virtual`;
  await sql`alter table activity add column alike text generated always as (kinds || ${sql.lit("\t")} || ${stated}) ${kept}`.execute(
    db,
  );
  await sql`drop index activity_alike`.execute(db);
  await sql`create index activity_alike on activity (organisation_id, (substr(first_day, 1, 4)), alike, first_day)
    where state = 'counted'`.execute(db);
  if (isPostgres) await sql`analyze activity`.execute(db);
}
