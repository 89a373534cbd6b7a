import { countOf, query } from "./database/statement.ts";
import type { Db, IdentityTable, Role } from "./schema.ts";

export type Person = { readonly id: number; readonly name: string };

/** Who speaks, and what they are in which organisation, by organisation id. */
export type Speaker = Person & {
  readonly memberships: readonly Membership[];
};

type Enrolment = {
  readonly channel: string;
  readonly externalId: string;
  readonly name: string;
  readonly organisationId: number;
  readonly role: Role;
  readonly now: string;
  /** The group through which they join, where leaving it shall end the membership. */
  readonly viaChat?: string;
};

/** What a person is in an organisation. */
export type Membership = {
  readonly organisationId: number;
  readonly role: Role;
  /** The organisation's name and time zone, which every message needs. */
  readonly name: string;
  readonly zone: string;
};

/** Roles of people who are not counted as members. */
const OUTSIDE: readonly Role[] = ["auditor"];

/** The person behind a platform's id; nothing for a stranger. */
export async function findSpeaker(db: Db, channel: string, externalId: string): Promise<Speaker | undefined> {
  const rows = await byIdentity(db, { channel, externalId });
  const [first] = rows;
  if (first === undefined) return undefined;
  const memberships: Membership[] = [];
  for (const { organisation_id, role, branch, zone } of rows) {
    if (organisation_id === null || role === null || branch === null || zone === null) continue;
    memberships.push({ organisationId: organisation_id, role, name: branch, zone });
  }
  return { id: first.id, name: first.name, memberships };
}

const byIdentity = query((db, { channel, externalId }: { channel: string; externalId: string }) =>
  db
    .selectFrom("identity as i")
    .innerJoin("person as p", "p.id", "i.person_id")
    .leftJoin("membership as m", "m.person_id", "p.id")
    .leftJoin("organisation as o", "o.id", "m.organisation_id")
    .select(["p.id", "p.name", "m.organisation_id", "m.role", "o.name as branch", "o.zone"])
    .where("i.channel", "=", channel)
    .where("i.external_id", "=", externalId)
    .orderBy("m.organisation_id"),
);

/**
 * Makes a person known and a member, and returns their id. What is there already stays:
 * a known person keeps their name, a member their role.
 */
export async function enrol(
  db: Db,
  { channel, externalId, name, organisationId, role, now, viaChat }: Enrolment,
): Promise<number> {
  const known = await findIdentity(db, channel, externalId);
  const personId = known?.person_id ?? (await createPerson(db, name, now));
  if (known === undefined) {
    await db.insertInto("identity").values({ channel, external_id: externalId, person_id: personId }).execute();
  }
  await db
    .insertInto("membership")
    .values({ person_id: personId, organisation_id: organisationId, role, since: now, via_chat: viaChat ?? null })
    .onConflict((oc) => oc.columns(["person_id", "organisation_id"]).doNothing())
    .execute();
  return personId;
}

/** Gives a person a role in an organisation, in place of the one they had there. */
export async function grantRole(
  db: Db,
  { personId, organisationId, role, now }: { personId: number; organisationId: number; role: Role; now: string },
): Promise<void> {
  await db
    .insertInto("membership")
    .values({ person_id: personId, organisation_id: organisationId, role, since: now, via_chat: null })
    .onConflict((oc) => oc.columns(["person_id", "organisation_id"]).doUpdateSet({ role, via_chat: null }))
    .execute();
}

/** Lets a known person speak from another account. An account of somebody else stays theirs. */
export async function linkIdentity(
  db: Db,
  { channel, externalId, personId }: { channel: string; externalId: string; personId: number },
): Promise<"linked" | "taken"> {
  const known = await findIdentity(db, channel, externalId);
  if (known !== undefined) return known.person_id === personId ? "linked" : "taken";
  await db.insertInto("identity").values({ channel, external_id: externalId, person_id: personId }).execute();
  return "linked";
}

/** The ids by which a platform knows people of the ledger. */
export async function findExternalIds(db: Db, channel: string): Promise<string[]> {
  const rows = await db
    .selectFrom("identity")
    .select("external_id")
    .where("channel", "=", channel)
    .orderBy("external_id")
    .execute();
  return rows.map(({ external_id }) => external_id);
}

/** Members of an organisation by their exact names, by id; namesakes all. */
export async function findMembersNamed(db: Db, organisationId: number, names: readonly string[]): Promise<Person[]> {
  if (names.length === 0) return [];
  return db
    .selectFrom("person as p")
    .innerJoin("membership as m", "m.person_id", "p.id")
    .select(["p.id", "p.name"])
    .where("m.organisation_id", "=", organisationId)
    .where("p.name", "in", names)
    .where("m.role", "not in", OUTSIDE)
    .orderBy("p.id")
    .execute();
}

/** How many members an organisation itself has, auditors left out. */
export async function countMembers(db: Db, organisationId: number): Promise<number> {
  return countOf(
    db.selectFrom("membership").where("organisation_id", "=", organisationId).where("role", "not in", OUTSIDE),
  );
}

/** Names by id, for lists that show who took part. */
export async function findNames(db: Db, ids: readonly number[]): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom("person").select(["id", "name"]).where("id", "in", ids).orderBy("id").execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

async function createPerson(db: Db, name: string, now: string): Promise<number> {
  const { id } = await db
    .insertInto("person")
    .values({ name, created_at: now })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

async function findIdentity(db: Db, channel: string, externalId: string): Promise<IdentityTable | undefined> {
  return db
    .selectFrom("identity")
    .selectAll()
    .where("channel", "=", channel)
    .where("external_id", "=", externalId)
    .executeTakeFirst();
}
