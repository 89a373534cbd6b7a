import { type Selectable, sql } from "kysely";
import { numbersIn } from "./database/dialect.ts";
import { countOf, query } from "./database/statement.ts";
import { BETWEEN_NAMES, heirOf, levelOf, type OrganisationFound, organisationAmong } from "./organisation-names.ts";
import type { Db, OrganisationTable } from "./schema.ts";

/** An organisation as it is kept. */
export type OrganisationRow = Selectable<OrganisationTable>;
export type PlacedOrganisation = OrganisationRow & { /** Names from the root down, `A > B`. */ readonly path: string };

const ZONE = "Asia/Shanghai";

/** The organisation at the end of a path, created with what is missing above it. */
export async function ensureOrganisation(
  db: Db,
  path: readonly string[],
  now: string,
  zone = ZONE,
): Promise<OrganisationRow> {
  let here: OrganisationRow | undefined;
  for (const name of path) here = await ensureUnder(db, { parent: here?.id ?? null, name, now, zone });
  if (here === undefined) throw new Error("an organisation needs a name");
  return here;
}

/**
 * Finds by the full path `A > B`, or by its last parts where they are unique. The name of
 * one that was merged leads to where it went.
 */
export async function findOrganisation(db: Db, name: string): Promise<OrganisationFound> {
  return organisationAmong(await findOrganisations(db), await findSuccessors(db), name);
}

/** Where merged organisations went, by the id of the empty shell. */
export async function findSuccessors(db: Db): Promise<ReadonlyMap<number, number>> {
  const rows = await db.selectFrom("successor").selectAll().orderBy("organisation_id").execute();
  return new Map(rows.map(({ organisation_id, into_id }) => [organisation_id, into_id]));
}

/** Every organisation with its path, in the order of their creation. */
export async function findOrganisations(db: Db): Promise<PlacedOrganisation[]> {
  const rows = await db.selectFrom("organisation").selectAll().orderBy("id").execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  const pathOf = (row: OrganisationRow): string => {
    const parent = row.parent_id === null ? undefined : byId.get(row.parent_id);
    return parent === undefined ? row.name : pathOf(parent) + BETWEEN_NAMES + row.name;
  };
  return rows.map((row) => ({ ...row, path: pathOf(row) }));
}

/** Those with at least one record that is not void. */
export async function organisationsWithRecords(db: Db): Promise<PlacedOrganisation[]> {
  const { rows } = await sql<{ id: number }>`
    select o.id from organisation o
    where exists (select 1 from activity a where a.organisation_id = o.id and a.state <> 'void')
    order by o.id`.execute(db);
  const ids = new Set(rows.map(({ id }) => id));
  return (await findOrganisations(db)).filter(({ id }) => ids.has(id));
}

/** An organisation and all below it, by id; empty shells of merged ones left out. */
export async function unitIds(db: Db, id: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    with recursive unit (id) as (
      select id from organisation where id = ${id}
      union all
      select o.id from organisation o join unit u on o.parent_id = u.id
      where not exists (select 1 from successor s where s.organisation_id = o.id)
    )
    select id from unit order by id`.execute(db);
  return rows.map((row) => row.id);
}

/** Names from the root down, `A > B`. */
export async function organisationPath(db: Db, id: number): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    with recursive up (id, parent_id, name, height) as (
      select id, parent_id, name, 0 from organisation where id = ${id}
      union all
      select o.id, o.parent_id, o.name, u.height + 1 from organisation o join up u on o.id = u.parent_id
    )
    select name from up order by height desc`.execute(db);
  if (rows.length === 0) throw new Error(`organisation ${id} is unknown`);
  return rows.map(({ name }) => name).join(BETWEEN_NAMES);
}

/** Throws where there is none of this id. */
export async function getOrganisation(db: Db, id: number): Promise<OrganisationRow> {
  const [row] = await byId(db, { id });
  if (row === undefined) throw new Error(`organisation ${id} is unknown`);
  return row;
}

const byId = query((db, { id }: { id: number }) => db.selectFrom("organisation").selectAll().where("id", "=", id));

/** The time zone of each. */
export async function findZones(db: Db, ids: readonly number[]): Promise<Map<number, string>> {
  const rows = await zones(db, { ids: JSON.stringify(ids) });
  return new Map(rows.map(({ id, zone }) => [id, zone]));
}

const zones = query((db, { ids }: { ids: string }) =>
  db.selectFrom("organisation").select(["id", "zone"]).where("id", "in", numbersIn(db, ids)),
);

/** Gives another name, and the level that follows from it, unless a sibling has that name. */
export async function renameOrganisation(db: Db, id: number, name: string): Promise<"renamed" | "taken"> {
  const { parent_id } = await getOrganisation(db, id);
  const sibling = await findUnder(db, parent_id, name);
  if (sibling !== undefined && sibling.id !== id) return "taken";
  await db
    .updateTable("organisation")
    .set({ name, level: levelOf(name) })
    .where("id", "=", id)
    .execute();
  return "renamed";
}

async function ensureUnder(
  db: Db,
  { parent, name, now, zone }: { parent: number | null; name: string; now: string; zone: string },
): Promise<OrganisationRow> {
  const found = await findUnder(db, parent, name);
  if (found !== undefined) return getOrganisation(db, heirOf(found.id, await findSuccessors(db)));
  return db
    .insertInto("organisation")
    .values({ parent_id: parent, name, level: levelOf(name), zone, created_at: now })
    .returningAll()
    .executeTakeFirstOrThrow();
}

async function findUnder(db: Db, parent: number | null, name: string): Promise<OrganisationRow | undefined> {
  return db
    .selectFrom("organisation")
    .selectAll()
    .where(sql<number>`coalesce(parent_id, 0)`, "=", parent ?? 0)
    .where("name", "=", name)
    .executeTakeFirst();
}

/** Merged ones included. */
export async function countOrganisations(db: Db): Promise<number> {
  return countOf(db.selectFrom("organisation"));
}

/** The organisations that stand under no other, by id. */
export async function findRoots(db: Db): Promise<OrganisationRow[]> {
  return db
    .selectFrom("organisation")
    .selectAll()
    .where("parent_id", "is", null)
    .where("id", "not in", (eb) => eb.selectFrom("successor").select("organisation_id"))
    .orderBy("id")
    .execute();
}
