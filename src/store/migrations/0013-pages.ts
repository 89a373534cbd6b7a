import { type QueryExecutorProvider, sql } from "kysely";
import { wordsOf } from "../database/dialect.ts";

/** Fewer pages are written for a message. */
export async function up(db: QueryExecutorProvider): Promise<void> {
  await gatherButtons(db);
  await joinIndices(db);
}

/**
 * All buttons of one message are one row: a list of what they do, and which of them were
 * used. A button that was sent before is the only one of its row.
 */
async function gatherButtons(db: QueryExecutorProvider): Promise<void> {
  const { text } = wordsOf(db);
  await sql`alter table action rename column operation to operations`.execute(db);
  await sql`alter table action add column used ${text} not null default '[]'`.execute(db);
  await sql`update action set operations = '[' || operations || ']',
    used = case when used_at is null then '[]' else '[0]' end`.execute(db);
  await sql`alter table action drop column used_at`.execute(db);
}

/** One index leads to what a person told of late, be it to find a message sent twice or to withdraw the newest record. */
async function joinIndices(db: QueryExecutorProvider): Promise<void> {
  await sql`drop index inbox_retry`.execute(db);
  await sql`drop index activity_author`.execute(db);
  await sql`create index activity_told on activity (author_id, sent_at)`.execute(db);
}
