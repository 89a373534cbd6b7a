import type { Facts } from "../ledger/activity.ts";
import {
  type ActivityPatch,
  type ActivityRow,
  activityOf,
  columnsOf,
  type NewActivity,
  newRow,
  type StoredActivity,
} from "./activity-rows.ts";
import type { Db, ParticipationTable } from "./schema.ts";

export {
  countOfKind,
  findActivities,
  findBySource,
  findHeld,
  findJoined,
  findNewestOwn,
  findOfKind,
  findOverlapping,
  findRecent,
  findTwins,
} from "./activity-queries.ts";
export type { ActivityPatch, NewActivity, Origin, StoredActivity } from "./activity-rows.ts";

/** Keeps a new activity and returns its id. The n-th record of a message is kept once: again throws. */
export async function insertActivity(db: Db, activity: NewActivity): Promise<number> {
  const { id } = await db.insertInto("activity").values(newRow(activity)).returning("id").executeTakeFirstOrThrow();
  await saveKinds(db, { id, organisation: activity.organisation }, activity);
  return id;
}

/** Changes what the patch names and counts the version up. */
export async function updateActivity(db: Db, id: number, patch: ActivityPatch): Promise<void> {
  const old = activityOf(await getRow(db, id), []);
  const changed = { ...old, ...patch };
  await db
    .updateTable("activity")
    .set({ ...columnsOf(changed), version: old.version + 1 })
    .where("id", "=", id)
    .execute();
  if (old.start === changed.start && sameKinds(old.kinds, changed.kinds)) return;
  await dropKinds(db, old);
  await saveKinds(db, old, changed);
}

export async function getActivity(db: Db, id: number): Promise<StoredActivity> {
  const found = await findActivity(db, id);
  if (found === undefined) throw new Error(`activity ${id} is unknown`);
  return found;
}

export async function findActivity(db: Db, id: number): Promise<StoredActivity | undefined> {
  const row = await db.selectFrom("activity").selectAll().where("id", "=", id).executeTakeFirst();
  if (row === undefined) return undefined;
  const people = await db
    .selectFrom("participation")
    .select("person_id")
    .where("activity_id", "=", id)
    .orderBy("person_id")
    .execute();
  return activityOf(
    row,
    people.map(({ person_id }) => person_id),
  );
}

/** Adds people who took part. Somebody there already keeps a part that says more than `took`. */
export async function addParticipants(
  db: Db,
  id: number,
  people: readonly number[],
  part: ParticipationTable["part"],
): Promise<void> {
  if (people.length === 0) return;
  await db
    .insertInto("participation")
    .values([...new Set(people)].map((person_id) => ({ activity_id: id, person_id, part })))
    .onConflict((oc) => {
      const known = oc.columns(["activity_id", "person_id"]);
      return part === "took" ? known.doNothing() : known.doUpdateSet({ part });
    })
    .execute();
}

export async function removeParticipant(db: Db, id: number, person: number): Promise<void> {
  await db.deleteFrom("participation").where("activity_id", "=", id).where("person_id", "=", person).execute();
}

async function getRow(db: Db, id: number): Promise<ActivityRow> {
  const row = await db.selectFrom("activity").selectAll().where("id", "=", id).executeTakeFirst();
  if (row === undefined) throw new Error(`activity ${id} is unknown`);
  return row;
}

function sameKinds(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((kind, n) => kind === b[n]);
}

/** One small row for each kind, so that "the n-th this year" is counted without reading the year. */
async function saveKinds(
  db: Db,
  { id, organisation }: { id: number; organisation: number },
  { kinds, start }: Pick<Facts, "kinds" | "start">,
): Promise<void> {
  if (start === null || kinds.length === 0) return;
  await db
    .insertInto("activity_kind")
    .values(
      [...new Set(kinds)].map((kind) => ({ organisation_id: organisation, kind, first_day: start, activity_id: id })),
    )
    .execute();
}

async function dropKinds(db: Db, { id, organisation, kinds, start }: StoredActivity): Promise<void> {
  if (start === null || kinds.length === 0) return;
  await db
    .deleteFrom("activity_kind")
    .where("organisation_id", "=", organisation)
    .where("kind", "in", kinds)
    .where("first_day", "=", start)
    .where("activity_id", "=", id)
    .execute();
}
