import { type QueryExecutorProvider, sql } from "kysely";

/**
 * Fewer pages are written for a message. Only counted activities keep rows of their kinds,
 * so that "the n-th this year" is counted without looking at the activities; few last
 * longer than a day, so those alone are indexed by their last one; a message sent twice is
 * looked for within minutes, where the time alone leaves few; whoever looks for all that a
 * person took part in does so rarely enough to read the whole table.
 */
export async function up(db: QueryExecutorProvider): Promise<void> {
  await sql`delete from activity_kind where activity_id in (select id from activity where state <> 'counted')`.execute(
    db,
  );
  await sql`drop index activity_last_day`.execute(db);
  await sql`create index activity_lasting on activity (organisation_id, last_day) where last_day <> first_day`.execute(
    db,
  );
  await sql`drop index participation_person`.execute(db);
  await sql`drop index inbox_digest`.execute(db);
  await sql`create index inbox_retry on inbox (person_id, sent_at) where digest is not null`.execute(db);
}
