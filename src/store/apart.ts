import { command, query } from "./database/statement.ts";
import type { Db } from "./schema.ts";

/** Keeps that two records are not the same event; nobody is asked about them again. */
export async function setApart(db: Db, a: number, b: number): Promise<void> {
  await db
    .insertInto("apart")
    .values(pair(a, b))
    .onConflict((oc) => oc.columns(["first_id", "second_id"]).doNothing())
    .execute();
}

/** Forgets that two records are not the same event, since a person said later that they are. */
export async function dropApart(db: Db, a: number, b: number): Promise<void> {
  const { first_id, second_id } = pair(a, b);
  await remove(db, { first_id, second_id });
}

const remove = command((db, { first_id, second_id }: { first_id: number; second_id: number }) =>
  db.deleteFrom("apart").where("first_id", "=", first_id).where("second_id", "=", second_id),
);

/** All records that a person said are not the same event as this one. */
export async function findApart(db: Db, id: number): Promise<ReadonlySet<number>> {
  const rows = await byEither(db, { id });
  return new Set(rows.map(({ first_id, second_id }) => (first_id === id ? second_id : first_id)));
}

const byEither = query((db, { id }: { id: number }) =>
  db
    .selectFrom("apart")
    .selectAll()
    .where((eb) => eb.or([eb("first_id", "=", id), eb("second_id", "=", id)]))
    .orderBy("first_id")
    .orderBy("second_id"),
);

function pair(a: number, b: number) {
  return { first_id: Math.min(a, b), second_id: Math.max(a, b) };
}
