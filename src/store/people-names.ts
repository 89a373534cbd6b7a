import { countOf } from "./database/statement.ts";
import { ERASED_NAME, holds } from "./erasure/traces.ts";
import type { Db } from "./schema.ts";

/** How many others have exactly this name. */
export async function countNamesakes(db: Db, name: string, but: readonly number[]): Promise<number> {
  return countOf(db.selectFrom("person").where("name", "=", name).where("id", "not in", but));
}

/** Names of people that hold one of these and more, so that they are not taken for them. */
export async function findLongerNames(db: Db, names: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectFrom("person")
    .select("name")
    .where(holds(db, "name", names))
    .execute();
  return [...new Set(rows.map(({ name }) => name))].filter((name) => !names.includes(name));
}

/** How many people were erased until now: what was read before another one was may still hold that name. */
export async function countErased(db: Db): Promise<number> {
  return countOf(db.selectFrom("person").where("name", "=", ERASED_NAME));
}
