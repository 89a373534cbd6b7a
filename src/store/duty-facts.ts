import { sql } from "kysely";
import type { Day } from "../ledger/activity.ts";
import type { Db, Level } from "./schema.ts";
import { query } from "./statement.ts";

/** Whether an organisation has units of a level right below it. */
export async function hasUnits(db: Db, organisation: number, level: Level): Promise<boolean> {
  return (await units(db, { organisation, level })).length > 0;
}

const units = query((db, { organisation, level }: { organisation: number; level: Level }) =>
  db
    .selectFrom("organisation")
    .select("id")
    .where("parent_id", "=", organisation)
    .where("level", "=", level)
    .limit(sql.lit(1)),
);

type Held = { readonly organisation: number; readonly kind: string; readonly first: Day; readonly last: Day };

/** Whether an organisation held or attended an activity of a kind that began in a span of days. */
export async function hasHeld(db: Db, held: Held): Promise<boolean> {
  return (await heldWithin(db, held)).length > 0;
}

const heldWithin = query((db, { organisation, kind, first, last }: Held) =>
  db
    .selectFrom("activity_kind as k")
    .select("k.activity_id")
    .where("k.organisation_id", "=", organisation)
    .where("k.kind", "=", kind)
    .where("k.first_day", ">=", first)
    .where("k.first_day", "<=", last)
    .limit(sql.lit(1)),
);

/** Names of those who led an activity. */
export async function findLeaders(db: Db, activity: number): Promise<string[]> {
  return (await led(db, { activity })).map(({ name }) => name);
}

const led = query((db, { activity }: { activity: number }) =>
  db
    .selectFrom("participation as t")
    .innerJoin("person as p", "p.id", "t.person_id")
    .select("p.name")
    .where("t.activity_id", "=", activity)
    .where("t.part", "=", sql.lit("led"))
    .orderBy("p.id"),
);

/** Somebody who looks after an organisation, by each account on which they can be reached. */
export type Officer = { readonly organisation: number; readonly name: string; readonly zone: string };

/** The organisations whose secretary or admin can be reached on one of these channels, by id. */
export async function findLookedAfter(db: Db, channels: readonly string[]): Promise<Officer[]> {
  if (channels.length === 0) return [];
  return db
    .selectFrom("membership as m")
    .innerJoin("identity as i", "i.person_id", "m.person_id")
    .innerJoin("organisation as o", "o.id", "m.organisation_id")
    .select(["o.id as organisation", "o.name", "o.zone"])
    .distinct()
    .where("m.role", "in", ["secretary", "admin"])
    .where("i.channel", "in", channels)
    .orderBy("o.id")
    .execute();
}
