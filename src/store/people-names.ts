import type { Db } from "./schema.ts";
import { ERASED_NAME, holds } from "./traces.ts";

/** How many others have exactly this name. */
export async function findNamesakes(db: Db, name: string, but: readonly number[]): Promise<number> {
  const rows = await db.selectFrom("person").select("id").where("name", "=", name).where("id", "not in", but).execute();
  return rows.length;
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
  const { count } = await db
    .selectFrom("person")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("name", "=", ERASED_NAME)
    .executeTakeFirstOrThrow();
  return Number(count);
}
