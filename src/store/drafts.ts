import { type Selectable, sql } from "kysely";
import type { DraftTable } from "./schema/reports.ts";
import type { Db } from "./schema.ts";

export type DraftRow = Selectable<DraftTable>;

/** A draft without its snapshot, which may be large. */
export type DraftHead = Omit<DraftRow, "snapshot">;

/** The moment of the ledger that a draft counts: all that was committed until then, and nothing since. */
export type Cut = Pick<DraftRow, "cutoff" | "entry">;

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

/** Takes the next number for a draft whose values are still to be counted. */
export async function reserveDraft(
  db: Db,
  draft: Pick<DraftRow, "organisation_id" | "year" | "with_sub_units" | "created_at">,
): Promise<number> {
  return saveDraft(db, { ...draft, cutoff: "", snapshot: "", entry: null });
}

/** Whether a draft has its number but not yet its values. */
export function isPending({ cutoff }: Pick<DraftRow, "cutoff">): boolean {
  return cutoff === "";
}

/** Gives a reserved draft its values, once: says whether it still waited for them. */
export async function fillDraft(db: Db, id: number, values: Cut & Pick<DraftRow, "snapshot">): Promise<boolean> {
  const filling = db.updateTable("draft").set(values).where("id", "=", id).where("cutoff", "=", "");
  return (await filling.executeTakeFirst()).numUpdatedRows > 0n;
}

/** Gives up a draft that got no values. */
export async function dropPending(db: Db, id: number): Promise<void> {
  await db.deleteFrom("draft").where("id", "=", id).where("cutoff", "=", "").execute();
}

/** The drafts of an organisation, of one year or of all, the newest year and number first. */
export async function findDrafts(
  db: Db,
  { organisationId, year }: Pick<Whose, "organisationId"> & { readonly year?: number | undefined },
): Promise<DraftHead[]> {
  const all = db
    .selectFrom("draft")
    .select(["id", "organisation_id", "year", "number", "with_sub_units", "cutoff", "entry", "created_at"])
    .where("organisation_id", "=", organisationId);
  const wanted = year === undefined ? all : all.where("year", "=", year);
  return wanted.orderBy("year", "desc").orderBy("number", "desc").execute();
}

/** The numbers of an organisation's year, the newest first. */
export async function findDraftNumbers(db: Db, { organisationId, year }: Whose): Promise<number[]> {
  const rows = await db
    .selectFrom("draft")
    .select("number")
    .where("organisation_id", "=", organisationId)
    .where("year", "=", year)
    .orderBy("number", "desc")
    .execute();
  return rows.map(({ number }) => number);
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
