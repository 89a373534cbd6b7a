import { sql } from "kysely";
import type { Day, State } from "../../ledger/activity.ts";
import { query } from "../database/statement.ts";
import type { Db } from "../schema.ts";
import { withPeople } from "./people.ts";
import type { StoredActivity } from "./rows.ts";

type Span = { readonly organisation: number; readonly first: Day; readonly last: Day };

/**
 * Counted and held activities of an organisation, and counted ones of others that it took part in, with a day in
 * common with a span of days, by id.
 */
export async function findOverlapping(db: Db, span: Span): Promise<StoredActivity[]> {
  return withPeople(db, await overlapping(db, span));
}

/** Those that begin in the span, the few that began before it and last into it, and those of a superior. */
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
    .unionAll(
      db
        .selectFrom("attendance as t")
        .innerJoin("activity as told", "told.id", "t.activity_id")
        .innerJoin("activity as a", (join) =>
          join.on("a.id", "=", sql`case when told.joined = 1 then told.twin_id else told.id end`),
        )
        .selectAll("a")
        .where("t.organisation_id", "=", organisation)
        .where("a.organisation_id", "<>", organisation)
        .where("a.state", "=", sql.lit<State>("counted"))
        .where("a.first_day", "<=", last)
        .where("a.last_day", ">=", first),
    )
    .orderBy("id");
});

/** The records that a message gave, in its order. */
export async function findBySource(db: Db, key: string): Promise<StoredActivity[]> {
  return withPeople(db, await bySource(db, { key }));
}

const bySource = query((db, { key }: { key: string }) =>
  db.selectFrom("activity").selectAll().where("source_key", "=", key).orderBy("source_n"),
);

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
