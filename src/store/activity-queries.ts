import { sql } from "kysely";
import type { Day, Period, State } from "../ledger/activity.ts";
import { type ActivityRow, activityOf, type StoredActivity } from "./activity-rows.ts";
import type { Db } from "./schema.ts";

/** Organisations asked for at once: far below what either database allows in one statement. */
const AT_ONCE = 500;

const NOBODY: readonly number[] = [];

/**
 * The activities of organisations that begin in a period, by first day and id, with who
 * took part. A range belongs to the period in which it begins.
 */
export async function findActivities(
  db: Db,
  { organisations, period, states }: { organisations: readonly number[]; period: Period; states: readonly State[] },
): Promise<StoredActivity[]> {
  const found: StoredActivity[] = [];
  for (let from = 0; from < organisations.length; from += AT_ONCE) {
    const asked = organisations.slice(from, from + AT_ONCE);
    found.push(...(await activitiesOf(db, { organisations: asked, period, states })));
  }
  if (organisations.length > AT_ONCE) found.sort(byDay);
  return found;
}

function byDay(a: StoredActivity, b: StoredActivity): number {
  if (a.start === b.start) return a.id - b.id;
  return (a.start ?? "") < (b.start ?? "") ? -1 : 1;
}

async function activitiesOf(
  db: Db,
  { organisations, period, states }: { organisations: readonly number[]; period: Period; states: readonly State[] },
): Promise<StoredActivity[]> {
  const chosen = db
    .selectFrom("activity as a")
    .where("a.organisation_id", "in", organisations)
    .where("a.first_day", ">=", period.first)
    .where("a.first_day", "<=", period.last)
    .where("a.state", "in", states);
  const rows = await chosen.selectAll("a").orderBy("a.first_day").orderBy("a.id").execute();
  if (rows.length === 0) return [];
  const taking = await chosen
    .innerJoin("participation as p", "p.activity_id", "a.id")
    .select(["p.activity_id", "p.person_id"])
    .orderBy("p.activity_id")
    .orderBy("p.person_id")
    .execute();
  return withTaking(rows, taking);
}

/** Counted and held activities of an organisation with a day in common with a span of days, by id. */
export async function findOverlapping(
  db: Db,
  { organisation, first, last }: { organisation: number; first: Day; last: Day },
): Promise<StoredActivity[]> {
  const rows = await db
    .selectFrom("activity")
    .selectAll()
    .where("organisation_id", "=", organisation)
    .where("last_day", ">=", first)
    // Written so that SQLite takes the index by last day: few days follow a recent one.
    .where(sql<Day>`coalesce(first_day, '')`, "<=", last)
    .where("state", "in", ["counted", "held"])
    .orderBy("id")
    .execute();
  return withPeople(db, rows);
}

/** The records that a message gave, in its order. */
export async function findBySource(db: Db, key: string): Promise<StoredActivity[]> {
  const rows = await db.selectFrom("activity").selectAll().where("source_key", "=", key).orderBy("source_n").execute();
  return withPeople(db, rows);
}

/** The newest record that an author logged in a chat and that is not void. */
export async function findNewestOwn(
  db: Db,
  { chat, author }: { chat: string; author: number },
): Promise<StoredActivity | undefined> {
  return (await findRecent(db, { chat, author, limit: 1 }))[0];
}

/** An author's records in a chat that are not void, newest first. */
export async function findRecent(
  db: Db,
  { chat, author, limit }: { chat: string; author: number; limit: number },
): Promise<StoredActivity[]> {
  const rows = await db
    .selectFrom("activity")
    .selectAll()
    .where("chat", "=", chat)
    .where("author_id", "=", author)
    .where("state", "<>", "void")
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
  return withPeople(db, rows);
}

/** What waits for an answer in an organisation, by id. */
export async function findHeld(db: Db, organisationId: number): Promise<StoredActivity[]> {
  const rows = await db
    .selectFrom("activity")
    .selectAll()
    .where("organisation_id", "=", organisationId)
    .where("state", "=", sql.lit("held"))
    .orderBy("id")
    .execute();
  return withPeople(db, rows);
}

/** Held records that ask whether they are the same as this one, by id. */
export async function findTwins(db: Db, activityId: number): Promise<StoredActivity[]> {
  const rows = await db
    .selectFrom("activity")
    .selectAll()
    .where("twin_id", "=", activityId)
    .where("state", "=", "held")
    .orderBy("id")
    .execute();
  return withPeople(db, rows);
}

/** Records that were merged into this one, by id. */
export async function findJoined(db: Db, activityId: number): Promise<StoredActivity[]> {
  const rows = await db
    .selectFrom("activity")
    .selectAll()
    .where("twin_id", "=", activityId)
    .where("joined", "=", 1)
    .orderBy("id")
    .execute();
  return withPeople(db, rows);
}

/** Counted activities of a kind that begin in a period, by first day and id. */
export async function findOfKind(
  db: Db,
  { organisation, kind, period }: { organisation: number; kind: string; period: Period },
): Promise<StoredActivity[]> {
  const rows = await db
    .selectFrom("activity_kind as k")
    .innerJoin("activity as a", "a.id", "k.activity_id")
    .selectAll("a")
    .where("k.organisation_id", "=", organisation)
    .where("k.kind", "=", kind)
    .where("k.first_day", ">=", period.first)
    .where("k.first_day", "<=", period.last)
    .where("a.state", "=", "counted")
    .orderBy("k.first_day")
    .orderBy("a.id")
    .execute();
  return withPeople(db, rows);
}

/** How many counted activities of a kind begin in a year; cheap enough for every message. */
export async function countOfKind(
  db: Db,
  { organisation, kind, year }: { organisation: number; kind: string; year: number },
): Promise<number> {
  const digits = String(year).padStart(4, "0");
  const { count } = await db
    .selectFrom("activity_kind as k")
    .innerJoin("activity as a", "a.id", "k.activity_id")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("k.organisation_id", "=", organisation)
    .where("k.kind", "=", kind)
    .where("k.first_day", ">=", `${digits}-01-01`)
    .where("k.first_day", "<=", `${digits}-12-31`)
    .where("a.state", "=", "counted")
    .executeTakeFirstOrThrow();
  return count;
}

/** Adds who took part, in one more query where there is anything to add to. */
async function withPeople(db: Db, rows: readonly ActivityRow[]): Promise<StoredActivity[]> {
  if (rows.length === 0) return [];
  const taking = await db
    .selectFrom("participation")
    .select(["activity_id", "person_id"])
    .where(
      "activity_id",
      "in",
      rows.map(({ id }) => id),
    )
    .orderBy("activity_id")
    .orderBy("person_id")
    .execute();
  return withTaking(rows, taking);
}

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
