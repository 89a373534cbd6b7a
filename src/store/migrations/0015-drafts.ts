import { type QueryExecutorProvider, sql } from "kysely";
import { wordsOf } from "../database/dialect.ts";

/** The last entry of the journal that a draft has counted; drafts of before are told by their time alone. */
export async function up(db: QueryExecutorProvider): Promise<void> {
  const { whole } = wordsOf(db);
  await sql`alter table draft add column entry ${whole}`.execute(db);
}
