import { type QueryExecutorProvider, sql } from "kysely";
import { wordsOf } from "../database/dialect.ts";

/** What nobody waits for is sent behind what somebody asked for. */
export async function up(db: QueryExecutorProvider): Promise<void> {
  const { whole } = wordsOf(db);
  await sql`alter table outbox add column unasked ${whole} not null default 0`.execute(db);
  await sql`drop index outbox_queued`.execute(db);
  await sql`create index outbox_queued on outbox (unasked, id) where state = 'queued'`.execute(db);
}
