import { sql } from "kysely";
import { textsIn } from "./database/dialect.ts";
import { command, commands, query } from "./database/statement.ts";
import type { Db } from "./schema.ts";

/** Rows of one statement, far below what a database takes. */
const AT_ONCE = 25;

/** A small fact kept over restarts, or nothing where it was never set. */
export async function getMark(db: Db, key: string): Promise<string | undefined> {
  return (await byKey(db, { key }))[0]?.value;
}

const byKey = query((db, { key }: { key: string }) => db.selectFrom("mark").select("value").where("key", "=", key));

/** Keeps a small fact over restarts, in place of what it was. */
export async function setMark(db: Db, key: string, value: string): Promise<void> {
  await save(db, { key, value });
}

const save = command((db, { key, value }: { key: string; value: string }) =>
  db
    .insertInto("mark")
    .values({ key, value })
    .onConflict((oc) => oc.column("key").doUpdateSet({ value })),
);

/** Keeps many facts, each by its key. */
export async function setMarks(db: Db, marks: ReadonlyMap<string, string>): Promise<void> {
  await saveAll(
    db,
    [...marks].map(([key, value]) => ({ key, value })),
  );
}

const saveAll = commands<{ key: string; value: string }>(AT_ONCE, (db, rows) =>
  db
    .insertInto("mark")
    .values([...rows])
    .onConflict((oc) => oc.column("key").doUpdateSet(({ ref }) => ({ value: ref("excluded.value") }))),
);

/** The facts of some of those whose keys begin with a prefix, by the number behind it. */
export async function getMarks(db: Db, prefix: string, numbers: readonly number[]): Promise<Map<number, string>> {
  const rows = await byKeys(db, { keys: JSON.stringify(numbers.map((number) => prefix + number)) });
  return new Map(rows.map(({ key, value }) => [Number(key.slice(prefix.length)), value]));
}

const byKeys = query((db, { keys }: { keys: string }) =>
  db.selectFrom("mark").selectAll().where("key", "in", textsIn(db, keys)),
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

/** Facts that are read at once where there are many. */
const PAGE = 100;

/** The same page by page, so that others may have their turn in between. */
export async function* markPages(db: Db, prefix: string): AsyncGenerator<Map<string, string>> {
  let after = prefix;
  let rows: { key: string; value: string }[];
  do {
    rows = await pageBehind(db, { after, last: `${prefix}\uffff` });
    after = rows.at(-1)?.key ?? after;
    yield new Map(rows.map(({ key, value }) => [key.slice(prefix.length), value]));
  } while (rows.length === PAGE);
}

const pageBehind = query((db, { after, last }: { after: string; last: string }) =>
  db
    .selectFrom("mark")
    .selectAll()
    .where("key", ">", after)
    .where("key", "<=", last)
    .orderBy("key")
    .limit(sql.lit(PAGE)),
);

/** Forgets a small fact. */
export async function dropMark(db: Db, key: string): Promise<void> {
  await db.deleteFrom("mark").where("key", "=", key).execute();
}
