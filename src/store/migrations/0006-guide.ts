import { type QueryExecutorProvider, sql } from "kysely";
import { wordsOf } from "../database/dialect.ts";

export async function up(db: QueryExecutorProvider): Promise<void> {
  const { text, whole, keyed } = wordsOf(db);
  // What a message of the bot tells of, so that a later one can take its place.
  await sql`alter table outbox add column about ${text}`.execute(db);
  await sql`create index outbox_about on outbox (about) where about is not null`.execute(db);

  await sql`create table guide (
    chat ${text} not null,
    person_id ${whole} not null references person (id),
    organisation_id ${whole} not null references organisation (id),
    id ${text} not null,
    record_id ${whole} references activity (id),
    step ${text} not null,
    entered ${text} not null,
    touched_at ${text} not null,
    primary key (chat, person_id)
  ) ${keyed}`.execute(db);
}
