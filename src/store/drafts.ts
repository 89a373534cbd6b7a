import { type Selectable, sql } from "kysely";
import type { Db, DraftTable } from "./schema.ts";

export type DraftRow = Selectable<DraftTable>;

/** A draft without its snapshot, which may be large. */
export type DraftHead = Omit<DraftRow, "snapshot">;

type Whose = { readonly organisationId: number; readonly year: number };

/** Keeps a draft under the next number of its organisation and year, which it returns. Inside `writing` no two race for one. */
export async function saveDraft(db: Db, draft: Omit<DraftRow, "id" | "number">): Promise<number> {
  const newest = await db
    .selectFrom("draft")
    .select("number")
    .where("organisation_id", "=", draft.organisation_id)
    .where("year", "=", draft.year)
    .orderBy("number", "desc")
    .limit(sql.lit(1))
    .executeTakeFirst();
  const number = (newest?.number ?? 0) + 1;
  await db
    .insertInto("draft")
    .values({ ...draft, number })
    .execute();
  return number;
}

/** The drafts of an organisation's year, the newest first. */
export async function findDrafts(db: Db, { organisationId, year }: Whose): Promise<DraftHead[]> {
  return db
    .selectFrom("draft")
    .select(["id", "organisation_id", "year", "number", "with_sub_units", "cutoff", "created_at"])
    .where("organisation_id", "=", organisationId)
    .where("year", "=", year)
    .orderBy("number", "desc")
    .execute();
}

/** A draft by its number, or the newest of an organisation's year. */
export async function findDraft(
  db: Db,
  { organisationId, year, number }: { organisationId: number; year: number; number?: number },
): Promise<DraftRow | undefined> {
  let query = db.selectFrom("draft").selectAll().where("organisation_id", "=", organisationId).where("year", "=", year);
  if (number !== undefined) query = query.where("number", "=", number);
  return query.orderBy("number", "desc").limit(sql.lit(1)).executeTakeFirst();
}
