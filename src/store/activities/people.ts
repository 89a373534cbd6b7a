import { query } from "../database/statement.ts";
import type { Db } from "../schema.ts";
import { type ActivityRow, activityOf, type StoredActivity } from "./rows.ts";

const NOBODY: readonly number[] = [];

/** Adds who took part, in one more query where there is anything to add to. */
export async function withPeople(db: Db, rows: readonly ActivityRow[]): Promise<StoredActivity[]> {
  const [first] = rows;
  if (first === undefined) return [];
  if (rows.length === 1) return withTaking(rows, await takingOne(db, { id: first.id }));
  const ids = rows.map(({ id }) => id);
  const taking = await db
    .selectFrom("participation")
    .select(["activity_id", "person_id"])
    .where("activity_id", "in", ids)
    .orderBy("activity_id")
    .orderBy("person_id")
    .execute();
  return withTaking(rows, taking);
}

const takingOne = query((db, { id }: { id: number }) =>
  db
    .selectFrom("participation")
    .select(["activity_id", "person_id"])
    .where("activity_id", "=", id)
    .orderBy("person_id"),
);

function withTaking(
  rows: readonly ActivityRow[],
  taking: readonly { activity_id: number; person_id: number }[],
): StoredActivity[] {
  const people = new Map<number, number[]>();
  for (const { activity_id, person_id } of taking) {
    const known = people.get(activity_id);
    if (known) known.push(person_id);
    else people.set(activity_id, [person_id]);
  }
  return rows.map((row) => activityOf(row, people.get(row.id) ?? NOBODY));
}
