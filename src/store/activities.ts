import { isDeepStrictEqual } from "node:util";
import { sql } from "kysely";
import { statedTimes } from "../ledger/share.ts";
import {
  type ActivityPatch,
  type ActivityRow,
  activityOf,
  columnsOf,
  type NewActivity,
  newRow,
  type StoredActivity,
} from "./activities/rows.ts";
import { followKinds } from "./attendance.ts";
import { command, getId, query } from "./database/statement.ts";
import type { ActivityKindTable, ParticipationTable } from "./schema/activities.ts";
import type { Db } from "./schema.ts";

export { findFrequentKinds, placeInYear } from "./activities/kinds.ts";
export { findNewestOwn, findNewestOwnOn, findRecent } from "./activities/own.ts";
export { findActivities } from "./activities/periods.ts";
export { findBySource, findHeld, findJoined, findOverlapping, findTwins } from "./activities/queries.ts";
export type { ActivityPatch, NewActivity, Origin, StoredActivity } from "./activities/rows.ts";
export { isLive } from "./activities/rows.ts";
export { findLedger } from "./ledgers.ts";

/** Keeps a new activity and returns its id. The n-th record of a message is kept once: again throws. */
export async function insertActivity(db: Db, activity: NewActivity): Promise<number> {
  const id = getId(await insert(db, newRow(activity)));
  await saveKinds(db, { id, organisation: activity.organisation }, activity);
  return id;
}

const insert = query((db, row: ReturnType<typeof newRow>) => db.insertInto("activity").values(row).returning("id"));

/** Changes what the patch names and counts the version up. */
export async function updateActivity(db: Db, id: number, patch: ActivityPatch): Promise<void> {
  const old = activityOf(await getRow(db, id), []);
  const changed = { ...old, ...patch };
  await update(db, { id, ...columnsOf(changed) });
  if (old.start === changed.start && old.state === changed.state && sameTimes(old, changed)) return;
  await dropKinds(db, old);
  await saveKinds(db, old, changed);
  await followKinds(db, id);
}

const update = command((db, { id, ...columns }: ReturnType<typeof columnsOf> & { id: number }) =>
  db
    .updateTable("activity")
    .set({ ...columns, version: sql<number>`version + 1` })
    .where("id", "=", id),
);

/** A record with the people who took part, by their ids. */
export async function findActivity(db: Db, id: number): Promise<StoredActivity | undefined> {
  const [row] = await byId(db, { id });
  if (row === undefined) return undefined;
  const people = await peopleOf(db, { id });
  return activityOf(
    row,
    people.map(({ person_id }) => person_id),
  );
}

const byId = query((db, { id }: { id: number }) => db.selectFrom("activity").selectAll().where("id", "=", id));

const peopleOf = query((db, { id }: { id: number }) =>
  db.selectFrom("participation").select("person_id").where("activity_id", "=", id).orderBy("person_id"),
);

/** Adds people who took part. Somebody there already keeps a part that says more than `took`. */
export async function addParticipants(
  db: Db,
  id: number,
  people: readonly number[],
  part: ParticipationTable["part"],
): Promise<void> {
  const add = part === "took" ? addPresent : addActive;
  for (const person of new Set(people)) await add(db, { activity_id: id, person_id: person, part });
}

const addPresent = command((db, row: ParticipationTable) =>
  db
    .insertInto("participation")
    .values(row)
    .onConflict((oc) => oc.columns(["activity_id", "person_id"]).doNothing()),
);

const addActive = command((db, row: ParticipationTable) =>
  db
    .insertInto("participation")
    .values(row)
    .onConflict((oc) => oc.columns(["activity_id", "person_id"]).doUpdateSet({ part: row.part })),
);

export async function removeParticipant(db: Db, id: number, person: number): Promise<void> {
  await db.deleteFrom("participation").where("activity_id", "=", id).where("person_id", "=", person).execute();
}

async function getRow(db: Db, id: number): Promise<ActivityRow> {
  const [row] = await byId(db, { id });
  if (row === undefined) throw new Error(`activity ${id} is unknown`);
  return row;
}

type Times = Pick<StoredActivity, "kinds" | "quantities">;

function sameTimes(a: Times, b: Times): boolean {
  return isDeepStrictEqual(timesByKind(a), timesByKind(b));
}

/** How often each of its kinds an activity is: once, or as it states of its first one. */
function timesByKind({ kinds, quantities }: Times): [kind: string, times: number][] {
  const stated = Math.round(statedTimes({ kinds, quantities })?.value ?? 1);
  return [...new Set(kinds)].map((kind, n) => [kind, n === 0 ? stated : 1]);
}

/** One small row for each kind of a counted one, so that "the n-th this year" is counted without reading the year. */
async function saveKinds(
  db: Db,
  { id, organisation }: { id: number; organisation: number },
  { start, state, ...said }: Times & Pick<StoredActivity, "start" | "state">,
): Promise<void> {
  if (start === null || state !== "counted") return;
  for (const [kind, times] of timesByKind(said)) {
    await insertKind(db, { organisation_id: organisation, kind, first_day: start, activity_id: id, times });
  }
}

const insertKind = command((db, row: ActivityKindTable) => db.insertInto("activity_kind").values(row));

async function dropKinds(db: Db, { id, organisation, kinds, start, state }: StoredActivity): Promise<void> {
  if (start === null || state !== "counted") return;
  await db
    .deleteFrom("activity_kind")
    .where("organisation_id", "=", organisation)
    .where("kind", "in", kinds)
    .where("first_day", "=", start)
    .where("activity_id", "=", id)
    .execute();
}
