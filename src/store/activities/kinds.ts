import { sql } from "kysely";
import type { Day } from "../../ledger/activity.ts";
import { query } from "../database/statement.ts";
import type { Db } from "../schema.ts";

type OfKind = { readonly organisation: number; readonly kind: string; readonly first: string; readonly last: string };

/**
 * Which one of its kind an activity is in its year, by first day and id; of one that was
 * several times the last of them. Cheap enough for every message.
 */
export async function placeInYear(
  db: Db,
  { day, ...wanted }: { organisation: number; kind: string; day: Day; id: number },
): Promise<number> {
  const [row] = await countUpTo(db, { ...wanted, first: `${day.slice(0, 4)}-01-01`, last: day });
  return row?.count ?? 0;
}

/** Up to the day, less those of the day that come later: both are ranges of the key, and no row is looked at twice. */
const countUpTo = query((db, { id, ...wanted }: OfKind & { id: number }) => {
  const later = kindRows(db, { ...wanted, first: wanted.last })
    .where("k.activity_id", ">", id)
    .select(sql<number>`coalesce(sum(times), 0)`.as("times"));
  return kindRows(db, wanted).select(sql<number>`cast(coalesce(sum(times), 0) - ${later} as integer)`.as("count"));
});

function kindRows(db: Db, { organisation, kind, first, last }: OfKind) {
  return db
    .selectFrom("activity_kind as k")
    .where("k.organisation_id", "=", organisation)
    .where("k.kind", "=", kind)
    .where("k.first_day", ">=", first)
    .where("k.first_day", "<=", last);
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
