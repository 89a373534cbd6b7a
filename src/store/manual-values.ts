import { numbersIn } from "./database/dialect.ts";
import { query } from "./database/statement.ts";
import type { ManualValueTable } from "./schema/reports.ts";
import type { Db } from "./schema.ts";

/** Keeps what a person stated for a field, in place of what was stated before. */
export async function saveManualValue(db: Db, stated: ManualValueTable): Promise<void> {
  await db
    .insertInto("manual_value")
    .values(stated)
    .onConflict((oc) => oc.columns(["organisation_id", "year", "field"]).doUpdateSet(stated))
    .execute();
}

/** What people stated for an organisation's year, ordered by field. */
export async function findManualValues(
  db: Db,
  { organisationId, year }: { organisationId: number; year: number },
): Promise<ManualValueTable[]> {
  return db
    .selectFrom("manual_value")
    .selectAll()
    .where("organisation_id", "=", organisationId)
    .where("year", "=", year)
    .orderBy("field")
    .execute();
}

/** Takes a stated value back; says whether there was one. */
export async function dropManualValue(
  db: Db,
  { organisationId, year, field }: { organisationId: number; year: number; field: string },
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom("manual_value")
    .where("organisation_id", "=", organisationId)
    .where("year", "=", year)
    .where("field", "=", field)
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}

/** Which fields of a year people stated, by organisation. */
export async function findManualFields(
  db: Db,
  { organisations, year }: { organisations: readonly number[]; year: number },
): Promise<Map<number, Set<string>>> {
  const found = new Map<number, Set<string>>();
  for (const { organisation_id, field } of await stated(db, { organisations: JSON.stringify(organisations), year })) {
    found.set(organisation_id, (found.get(organisation_id) ?? new Set<string>()).add(field));
  }
  return found;
}

const stated = query((db, { organisations, year }: { organisations: string; year: number }) =>
  db
    .selectFrom("manual_value")
    .select(["organisation_id", "field"])
    .where("organisation_id", "in", numbersIn(db, organisations))
    .where("year", "=", year),
);
