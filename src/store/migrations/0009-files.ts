import { type QueryExecutorProvider, sql } from "kysely";
import { wordsOf } from "../database/dialect.ts";

export async function up(db: QueryExecutorProvider): Promise<void> {
  const { text, whole, strict } = wordsOf(db);
  await sql`create table waiting_file (
    chat ${text} not null,
    person_id ${whole} not null references person (id),
    purpose ${text} not null check (purpose in ('learn', 'import')),
    organisation_id ${whole} not null references organisation (id),
    name ${text} not null,
    content ${text} not null,
    state ${text} not null,
    asked_at ${text} not null,
    primary key (chat, person_id, purpose)
  ) ${strict}`.execute(db);
  await sql`create table own_template (
    organisation_id ${whole} primary key references organisation (id),
    name ${text} not null,
    digest ${text},
    words ${text} not null,
    slots ${text} not null,
    person_id ${whole} not null references person (id),
    set_at ${text} not null
  ) ${strict}`.execute(db);
}
