import { type QueryExecutorProvider, sql } from "kysely";
import { wordsOf } from "../database/dialect.ts";

export async function up(db: QueryExecutorProvider): Promise<void> {
  const { id, text, whole, strict } = wordsOf(db);
  await sql`create table promise (
    id ${id},
    organisation_id ${whole} not null references organisation (id),
    year ${whole} not null,
    n ${whole} not null,
    source ${text} not null,
    text ${text} not null,
    kind ${text},
    minimum ${whole} not null check (minimum > 0),
    per ${text} not null check (per in ('year', 'quarter', 'month', 'week')),
    deadline ${text},
    state ${text} not null check (state in ('open', 'done', 'withdrawn', 'replaced')),
    made_at ${text} not null,
    closed_at ${text},
    unique (organisation_id, year, n)
  ) ${strict}`.execute(db);
}
