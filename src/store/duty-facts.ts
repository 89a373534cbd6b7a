import { sql } from "kysely";
import type { Db } from "./schema.ts";

/** Whether an organisation has units of a level right below it. */
export async function hasUnits(db: Db, organisation: number, level: "党小组"): Promise<boolean> {
  const row = await db
    .selectFrom("organisation")
    .select("id")
    .where("parent_id", "=", organisation)
    .where("level", "=", sql.lit(level))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether an organisation ever held an activity of a kind, since a day. */
export async function hasHeld(
  db: Db,
  { organisation, kind, since }: { organisation: number; kind: string; since: string },
): Promise<boolean> {
  const row = await db
    .selectFrom("activity_kind as k")
    .innerJoin("activity as a", "a.id", "k.activity_id")
    .select("a.id")
    .where("k.organisation_id", "=", organisation)
    .where("k.kind", "=", kind)
    .where("k.first_day", ">=", since)
    .where("a.state", "=", sql.lit("counted"))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

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
