import { type QueryExecutorProvider, sql } from "kysely";
import { wordsOf } from "../database/dialect.ts";

/** How often of its kind an activity was stands beside the kind, so that "the n-th this year" counts `3次` as three. */
export async function up(db: QueryExecutorProvider): Promise<void> {
  const { whole } = wordsOf(db);
  await sql`alter table activity_kind add column times ${whole} not null default 1`.execute(db);
  const { rows } = await sql<{ id: number; kinds: string; quantities: string }>`
    select id, kinds, quantities from activity where state = 'counted' and quantities like '%"次%'`.execute(db);
  for (const { id, kinds, quantities } of rows) {
    const [kind]: string[] = JSON.parse(kinds);
    const amounts: { name: string; unit: string; value: number }[] = JSON.parse(quantities);
    const stated = amounts.find(({ name, unit }) => name === "次数" || (unit === "次" && name === kind));
    if (stated === undefined) continue;
    await sql`update activity_kind set times = ${Math.round(stated.value)}
      where activity_id = ${id} and kind = ${kind}`.execute(db);
  }
}
