import { sql } from "kysely";
import type { Account } from "./joining.ts";
import { findBarred, findSeat, setBarred } from "./members.ts";
import type { LinkTable } from "./schema/people.ts";
import type { Db, Role } from "./schema.ts";

/** Keeps a wish to link, in place of an earlier one of the same person. */
export async function saveLink(db: Db, link: LinkTable, now: string): Promise<void> {
  await db
    .deleteFrom("link")
    .where((eb) => eb.or([eb("expires_at", "<=", now), eb("person_id", "=", link.person_id)]))
    .execute();
  await db.insertInto("link").values(link).execute();
}

/** The wish that a code stands for, as long as no account has typed it. */
export async function findLink(
  db: Db,
  { codeHash, now }: { codeHash: string; now: string },
): Promise<LinkTable | undefined> {
  return db
    .selectFrom("link")
    .selectAll()
    .where("code_hash", "=", codeHash)
    .where("state", "=", sql.lit("open"))
    .where("expires_at", ">", now)
    .executeTakeFirst();
}

/** The wish that waits for a word from this account: as the one that typed the code, or as the first. */
export async function findLinkToConfirm(
  db: Db,
  { channel, externalId }: Account,
  now: string,
): Promise<LinkTable | undefined> {
  return db
    .selectFrom("link")
    .selectAll()
    .where("expires_at", ">", now)
    .where((eb) =>
      eb.or([
        eb.and([eb("state", "=", "typed"), eb("other_channel", "=", channel), eb("other_id", "=", externalId)]),
        eb.and([eb("state", "=", "claimed"), eb("channel", "=", channel), eb("external_id", "=", externalId)]),
      ]),
    )
    .executeTakeFirst();
}

/** Goes on with a wish to link two accounts, by the digest of its code. */
export async function updateLink(
  db: Db,
  codeHash: string,
  change: Partial<Pick<LinkTable, "state" | "other_channel" | "other_id">>,
): Promise<void> {
  await db.updateTable("link").set(change).where("code_hash", "=", codeHash).execute();
}

/** Ends a wish to link two accounts. */
export async function dropLink(db: Db, codeHash: string): Promise<void> {
  await db.deleteFrom("link").where("code_hash", "=", codeHash).execute();
}

/** The accounts from which a person speaks. */
export async function findAccounts(db: Db, personId: number): Promise<Account[]> {
  return db
    .selectFrom("identity")
    .select(["channel", "external_id as externalId"])
    .where("person_id", "=", personId)
    .orderBy("channel")
    .orderBy("external_id")
    .execute();
}

/** Takes an account from its person, who is a stranger there from then on. */
export async function dropAccount(db: Db, { channel, externalId }: Account): Promise<void> {
  await db.deleteFrom("identity").where("channel", "=", channel).where("external_id", "=", externalId).execute();
}

const RANK: readonly Role[] = ["auditor", "member", "recorder", "secretary", "admin"];

/** The one of two roles that may do more. */
export function strongerRole(one: Role, other: Role): Role {
  return RANK.indexOf(one) >= RANK.indexOf(other) ? one : other;
}

/**
 * Makes two people one: accounts, memberships, records and participations of `from` are
 * those of `into` from now on, and where one was put out and the other is no member the new
 * one stays out. The journal keeps the id under which each thing was done.
 */
export async function mergePeople(db: Db, { from, into }: { from: number; into: number }): Promise<void> {
  await mergeMemberships(db, { from, into });
  for (const organisationId of await findBarred(db, from)) {
    const seat = await findSeat(db, { personId: into, organisationId });
    if (seat === undefined) await setBarred(db, { personId: into, organisationId }, true);
  }
  await db.updateTable("identity").set({ person_id: into }).where("person_id", "=", from).execute();
  await db
    .deleteFrom("participation")
    .where("person_id", "=", from)
    .where("activity_id", "in", (eb) =>
      eb.selectFrom("participation").select("activity_id").where("person_id", "=", into),
    )
    .execute();
  await db.updateTable("participation").set({ person_id: into }).where("person_id", "=", from).execute();
  await db.updateTable("activity").set({ author_id: into }).where("author_id", "=", from).execute();
  await db
    .updateTable("inbox")
    .set({ person_id: into })
    .where("person_id", "=", from)
    .where("digest", "is not", null)
    .execute();
  for (const table of ["question", "action", "manual_value", "attachment", "own_template", "invite"] as const) {
    await db.updateTable(table).set({ person_id: into }).where("person_id", "=", from).execute();
  }
  for (const table of ["photo_request", "waiting_file", "guide", "confirmation"] as const) {
    await db.deleteFrom(table).where("person_id", "=", from).execute();
  }
  await db.deleteFrom("link").where("person_id", "in", [from, into]).execute();
}

async function mergeMemberships(db: Db, { from, into }: { from: number; into: number }): Promise<void> {
  const seats = await db.selectFrom("membership").selectAll().where("person_id", "in", [from, into]).execute();
  const own = new Map(seats.filter((seat) => seat.person_id === into).map((seat) => [seat.organisation_id, seat]));
  await db.deleteFrom("membership").where("person_id", "=", from).execute();
  for (const seat of seats.filter(({ person_id }) => person_id === from)) {
    const kept = own.get(seat.organisation_id);
    if (kept === undefined) {
      await db
        .insertInto("membership")
        .values({ ...seat, person_id: into })
        .execute();
    } else {
      await db
        .updateTable("membership")
        .set({ role: strongerRole(kept.role, seat.role), via_chat: null })
        .where("person_id", "=", into)
        .where("organisation_id", "=", seat.organisation_id)
        .execute();
    }
  }
}
