import type { Db } from "./schema.ts";

/** A small fact kept over restarts, or nothing where it was never set. */
export async function getMark(db: Db, key: string): Promise<string | undefined> {
  const row = await db.selectFrom("mark").select("value").where("key", "=", key).executeTakeFirst();
  return row?.value;
}

export async function setMark(db: Db, key: string, value: string): Promise<void> {
  await db
    .insertInto("mark")
    .values({ key, value })
    .onConflict((oc) => oc.column("key").doUpdateSet({ value }))
    .execute();
}
