import { sql } from "kysely";
import type { Day, Period } from "../ledger/activity.ts";
import type { Level } from "../ledger/fields.ts";
import { numbersIn, textsIn } from "./database/dialect.ts";
import { parseQuantities } from "./database/json.ts";
import { query } from "./database/statement.ts";
import { OFFICERS } from "./roles.ts";
import type { Db } from "./schema.ts";

/** An organisation right below another one. */
export type Unit = { readonly id: number; readonly name: string };

/** Not merged into another one. */
const IS_LIVING = sql<boolean>`not exists (select 1 from successor s where s.organisation_id = organisation.id)`;

/** The party groups right below each of the organisations that has any, in the order of their making. */
export async function findGroups(db: Db, organisations: readonly number[]): Promise<Map<number, Unit[]>> {
  const found = new Map<number, Unit[]>();
  for (const { parent, ...unit } of await groups(db, { organisations: JSON.stringify(organisations) })) {
    found.set(Number(parent), [...(found.get(Number(parent)) ?? []), unit]);
  }
  return found;
}

const groups = query((db, { organisations }: { organisations: string }) =>
  db
    .selectFrom("organisation")
    .select(["parent_id as parent", "id", "name"])
    .where("parent_id", "in", numbersIn(db, organisations))
    .where("level", "=", "党小组")
    .where(IS_LIVING)
    .orderBy("id"),
);

/** The levels of organisations. */
export async function findLevels(db: Db, organisations: readonly number[]): Promise<Map<number, Level>> {
  const rows = await levels(db, { organisations: JSON.stringify(organisations) });
  return new Map(rows.map(({ id, level }) => [id, level]));
}

const levels = query((db, { organisations }: { organisations: string }) =>
  db.selectFrom("organisation").select(["id", "level"]).where("id", "in", numbersIn(db, organisations)),
);

/** Which of the organisations have others below them. */
export async function findParents(db: Db, organisations: readonly number[]): Promise<number[]> {
  const rows = await parents(db, { organisations: JSON.stringify(organisations) });
  return rows.map(({ parent }) => Number(parent));
}

const parents = query((db, { organisations }: { organisations: string }) =>
  db
    .selectFrom("organisation")
    .select("parent_id as parent")
    .distinct()
    .where("parent_id", "in", numbersIn(db, organisations))
    .where(IS_LIVING),
);

/** The kinds among the given ones of which organisations held or attended an activity that began in a period. */
export async function findKindsHeld(
  db: Db,
  { organisations, kinds, period }: { organisations: readonly number[]; kinds: readonly string[]; period: Period },
): Promise<ReadonlyMap<number, ReadonlySet<string>>> {
  const found = new Map<number, Set<string>>();
  if (kinds.length === 0) return found;
  const lists = { organisations: JSON.stringify(organisations), kinds: JSON.stringify(kinds) };
  for (const { organisation, kind } of await kindsHeld(db, { ...lists, first: period.first, last: period.last })) {
    const known = found.get(organisation);
    if (known) known.add(kind);
    else found.set(organisation, new Set([kind]));
  }
  return found;
}

type Held = { readonly organisations: string; readonly kinds: string; readonly first: Day; readonly last: Day };

const kindsHeld = query((db, { organisations, kinds, first, last }: Held) =>
  db
    .selectFrom([
      sql<{ value: number }>`${numbersIn(db, organisations)}`.as("o"),
      sql<{ value: string }>`${textsIn(db, kinds)}`.as("k"),
    ])
    .select(["o.value as organisation", "k.value as kind"])
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom("activity_kind as a")
          .select("a.activity_id")
          .whereRef("a.organisation_id", "=", "o.value")
          .whereRef("a.kind", "=", "k.value")
          .where("a.first_day", ">=", first)
          .where("a.first_day", "<=", last),
      ),
    ),
);

/** The names of the quantities that the activities of some kinds state which organisations began in a period. */
export async function findQuantitiesNamed(
  db: Db,
  { organisations, kinds, period }: { organisations: readonly number[]; kinds: readonly string[]; period: Period },
): Promise<ReadonlyMap<number, ReadonlySet<string>>> {
  const found = new Map<number, Set<string>>();
  const lists = { organisations: JSON.stringify(organisations), kinds: JSON.stringify(kinds) };
  for (const { organisation, quantities } of await stated(db, { ...lists, ...period })) {
    const known = found.get(organisation) ?? new Set();
    for (const { name } of parseQuantities(quantities)) known.add(name);
    found.set(organisation, known);
  }
  return found;
}

const stated = query((db, { organisations, kinds, first, last }: Held) =>
  db
    .selectFrom("activity_kind as k")
    .innerJoin("activity as a", "a.id", "k.activity_id")
    .select(["k.organisation_id as organisation", "a.quantities"])
    .distinct()
    .where("k.organisation_id", "in", numbersIn(db, organisations))
    .where("k.kind", "in", textsIn(db, kinds))
    .where("k.first_day", ">=", first)
    .where("k.first_day", "<=", last)
    .where("a.quantities", "!=", sql.lit("[]")),
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

/** An organisation that somebody looks after. */
export type LookedAfter = { readonly organisation: number; readonly name: string; readonly zone: string };

/** The organisations whose secretary or admin can be reached on one of these channels, by id. */
export async function findLookedAfter(db: Db, channels: readonly string[]): Promise<LookedAfter[]> {
  if (channels.length === 0) return [];
  return db
    .selectFrom("membership as m")
    .innerJoin("identity as i", "i.person_id", "m.person_id")
    .innerJoin("organisation as o", "o.id", "m.organisation_id")
    .select(["o.id as organisation", "o.name", "o.zone"])
    .distinct()
    .where("m.role", "in", OFFICERS)
    .where("i.channel", "in", channels)
    .orderBy("o.id")
    .execute();
}
