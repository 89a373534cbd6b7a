import type { Db } from "./schema.ts";
import { command, query } from "./statement.ts";

/** A small fact kept over restarts, or nothing where it was never set. */
export async function getMark(db: Db, key: string): Promise<string | undefined> {
  return (await byKey(db, { key }))[0]?.value;
}

const byKey = query((db, { key }: { key: string }) => db.selectFrom("mark").select("value").where("key", "=", key));

export async function setMark(db: Db, key: string, value: string): Promise<void> {
  await save(db, { key, value });
}

const save = command((db, { key, value }: { key: string; value: string }) =>
  db
    .insertInto("mark")
    .values({ key, value })
    .onConflict((oc) => oc.column("key").doUpdateSet({ value })),
);

/** The facts whose keys begin with a prefix, by what stands behind it. */
export async function findMarks(db: Db, prefix: string): Promise<Map<string, string>> {
  // U+FFFF sorts behind whatever a key may hold.
  const rows = await byPrefix(db, { first: prefix, last: `${prefix}\uffff` });
  return new Map(rows.map(({ key, value }) => [key.slice(prefix.length), value]));
}

const byPrefix = query((db, { first, last }: { first: string; last: string }) =>
  db.selectFrom("mark").selectAll().where("key", ">=", first).where("key", "<=", last).orderBy("key"),
);

export async function dropMark(db: Db, key: string): Promise<void> {
  await db.deleteFrom("mark").where("key", "=", key).execute();
}
