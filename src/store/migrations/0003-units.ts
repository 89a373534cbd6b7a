import { type QueryExecutorProvider, sql } from "kysely";
import { wordsOf } from "../database/dialect.ts";

export async function up(db: QueryExecutorProvider): Promise<void> {
  const { text, whole, keyed } = wordsOf(db);
  await sql`create table attendance (
    organisation_id ${whole} not null references organisation (id),
    activity_id ${whole} not null references activity (id),
    headcount ${whole},
    headcount_bound ${text} check (headcount_bound in ('exact', 'least', 'approx')),
    record_id ${whole} references activity (id),
    primary key (organisation_id, activity_id)
  ) ${keyed}`.execute(db);
  await sql`create index attendance_activity on attendance (activity_id)`.execute(db);

  await sql`create table successor (
    organisation_id ${whole} not null primary key references organisation (id),
    into_id ${whole} not null references organisation (id),
    check (organisation_id <> into_id)
  ) ${keyed}`.execute(db);

  await sql`create table confirmation (
    chat ${text} not null,
    person_id ${whole} not null references person (id),
    id ${text} not null,
    operation ${text} not null,
    opened_at ${text} not null,
    expires_at ${text} not null,
    primary key (chat, person_id)
  ) ${keyed}`.execute(db);

  // The message behind a journal row, beside the row and not in the chain: an erasure may empty it.
  await sql`alter table journal_body add column source_key ${text}`.execute(db);
}
