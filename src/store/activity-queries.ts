import { sql } from "kysely";
import type { Day, Period, State } from "../ledger/activity.ts";
import { type ActivityRow, activityOf, type StoredActivity } from "./activity-rows.ts";
import type { Db } from "./schema.ts";
import { query } from "./statement.ts";

const NOBODY: readonly number[] = [];

type Span = { readonly organisation: number; readonly first: Day; readonly last: Day };

/** Counted and held activities of an organisation with a day in common with a span of days, by id. */
export async function findOverlapping(db: Db, span: Span): Promise<StoredActivity[]> {
  return withPeople(db, await overlapping(db, span));
}

/** Those that begin in the span, and the few that began before it and last into it. */
const overlapping = query((db, { organisation, first, last }: Span) => {
  const standing = db
    .selectFrom("activity")
    .selectAll()
    .where("organisation_id", "=", organisation)
    .where("state", "in", [sql.lit<State>("counted"), sql.lit<State>("held")]);
  const lasting = standing.where(sql<boolean>`last_day <> first_day`).where("last_day", ">=", first);
  return standing
    .where("first_day", ">=", first)
    .where("first_day", "<=", last)
    .unionAll(lasting.where("first_day", "<", first))
    .orderBy("id");
});

/** The records that a message gave, in its order. */
export async function findBySource(db: Db, key: string): Promise<StoredActivity[]> {
  return withPeople(db, await bySource(db, { key }));
}

const bySource = query((db, { key }: { key: string }) =>
  db.selectFrom("activity").selectAll().where("source_key", "=", key).orderBy("source_n"),
);

type Own = { readonly chat: string; readonly author: number; readonly organisation: number };

/** The newest record of an organisation that an author logged in a chat and that is not void. */
export async function findNewestOwn(db: Db, own: Own): Promise<StoredActivity | undefined> {
  return (await withPeople(db, await newestOwn(db, own)))[0];
}

const newestOwn = query((db, own: Own) => ownOf(db, own).limit(sql.lit(1)));

/** The same in any chat of a platform. */
export async function findNewestOwnOn(
  db: Db,
  { channel, ...own }: Omit<Own, "chat"> & { readonly channel: string },
): Promise<StoredActivity | undefined> {
  const rows = await liveOf(db, own).where("chat", "like", `${channel}:%`).limit(1).execute();
  return (await withPeople(db, rows))[0];
}

/** An author's records of an organisation in a chat that are not void, newest first. */
export async function findRecent(
  db: Db,
  { limit, ...own }: Own & { readonly limit: number },
): Promise<StoredActivity[]> {
  return withPeople(db, await ownOf(db, own).limit(sql.lit(limit)).execute());
}

function ownOf(db: Db, { chat, ...own }: Own) {
  return liveOf(db, own).where("chat", "=", chat);
}

function liveOf(db: Db, { author, organisation }: Omit<Own, "chat">) {
  return db
    .selectFrom("activity")
    .selectAll()
    .where("author_id", "=", author)
    .where("organisation_id", "=", organisation)
    .where((eb) => eb.or([eb("state", "<>", sql.lit("void")), eb("joined", "=", sql.lit(1))]))
    .orderBy("id", "desc");
}

/** An author's records of an organisation that are not void, wherever they were told, newest first. */
export async function findRecentOf(
  db: Db,
  { author, organisation, limit }: { author: number; organisation: number; limit: number },
): Promise<StoredActivity[]> {
  const rows = await liveOf(db, { author, organisation }).limit(sql.lit(limit)).execute();
  return withPeople(db, rows);
}

/** What waits for an answer in an organisation, by id. */
export async function findHeld(db: Db, organisationId: number): Promise<StoredActivity[]> {
  return withPeople(db, await held(db, { organisationId }));
}

const held = query((db, { organisationId }: { organisationId: number }) =>
  db
    .selectFrom("activity")
    .selectAll()
    .where("organisation_id", "=", organisationId)
    .where("state", "=", sql.lit("held"))
    .orderBy("id"),
);

/** Held records that ask whether they are the same as this one, by id. */
export async function findTwins(db: Db, activityId: number): Promise<StoredActivity[]> {
  return withPeople(db, await twins(db, { activityId }));
}

const twins = query((db, { activityId }: { activityId: number }) =>
  db
    .selectFrom("activity")
    .selectAll()
    .where("twin_id", "=", activityId)
    .where("state", "=", sql.lit("held"))
    .orderBy("id"),
);

/** Records that were merged into this one, by id. */
export async function findJoined(db: Db, activityId: number): Promise<StoredActivity[]> {
  return withPeople(db, await joined(db, { activityId }));
}

const joined = query((db, { activityId }: { activityId: number }) =>
  db
    .selectFrom("activity")
    .selectAll()
    .where("twin_id", "=", activityId)
    .where("joined", "=", sql.lit(1))
    .orderBy("id"),
);

type OfKind = { readonly organisation: number; readonly kind: string; readonly first: string; readonly last: string };

/** Counted activities of a kind that begin in a period, by first day and id. */
export async function findOfKind(
  db: Db,
  { organisation, kind, period }: { organisation: number; kind: string; period: Period },
): Promise<StoredActivity[]> {
  return withPeople(db, await ofKind(db, { organisation, kind, ...period }));
}

const ofKind = query((db, wanted: OfKind) =>
  kindRows(db, wanted)
    .innerJoin("activity as a", "a.id", "k.activity_id")
    .selectAll("a")
    .orderBy("k.first_day")
    .orderBy("a.id"),
);

/** How many counted activities of a kind begin in a year; cheap enough for every message. */
export async function countOfKind(
  db: Db,
  { organisation, kind, year }: { organisation: number; kind: string; year: number },
): Promise<number> {
  const digits = String(year).padStart(4, "0");
  const [row] = await countKind(db, { organisation, kind, first: `${digits}-01-01`, last: `${digits}-12-31` });
  return row?.count ?? 0;
}

const countKind = query((db, wanted: OfKind) =>
  kindRows(db, wanted).select(sql<number>`cast(coalesce(sum(times), 0) as integer)`.as("count")),
);

function kindRows(db: Db, { organisation, kind, first, last }: OfKind) {
  return db
    .selectFrom("activity_kind as k")
    .where("k.organisation_id", "=", organisation)
    .where("k.kind", "=", kind)
    .where("k.first_day", ">=", first)
    .where("k.first_day", "<=", last);
}

/** Adds who took part, in one more query where there is anything to add to. */
async function withPeople(db: Db, rows: readonly ActivityRow[]): Promise<StoredActivity[]> {
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

/** The kinds of what an organisation has counted since a day, the most frequent first. */
export async function findFrequentKinds(
  db: Db,
  { organisation, since }: { organisation: number; since: string },
): Promise<string[]> {
  const rows = await db
    .selectFrom("activity_kind")
    .select("kind")
    .where("organisation_id", "=", organisation)
    .where("first_day", ">=", since)
    .groupBy("kind")
    .orderBy((eb) => eb.fn.countAll(), "desc")
    .orderBy("kind")
    .execute();
  return rows.map(({ kind }) => kind);
}
