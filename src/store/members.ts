import { sql } from "kysely";
import type { Account } from "./joining.ts";
import { findMarks, getMark, setMark } from "./marks.ts";
import { OFFICERS } from "./roles.ts";
import type { Db, Role } from "./schema.ts";

/** Channels on which people far from this machine write. */
const PLATFORMS: readonly string[] = ["telegram", "lark"];

/** A person in an organisation. */
export type Seat = { readonly personId: number; readonly organisationId: number };

/** A person as a member; `since` is an instant. */
export type Member = { readonly id: number; readonly name: string; readonly role: Role; readonly since: string };

/** What somebody is in an organisation; nothing for those who are not in it. */
export async function findSeat(db: Db, { personId, organisationId }: Seat): Promise<Member | undefined> {
  return members(db, organisationId).where("p.id", "=", personId).executeTakeFirst();
}

/** Everybody of an organisation, by id. */
export async function findMembers(db: Db, organisationId: number): Promise<Member[]> {
  return members(db, organisationId).execute();
}

function members(db: Db, organisationId: number) {
  return db
    .selectFrom("membership as m")
    .innerJoin("person as p", "p.id", "m.person_id")
    .select(["p.id", "p.name", "m.role", "m.since"])
    .where("m.organisation_id", "=", organisationId)
    .orderBy("p.id");
}

/** Ends what somebody may do in an organisation. Their records and their name in them stay. */
export async function endMembership(db: Db, { personId, organisationId }: Seat): Promise<void> {
  await db
    .deleteFrom("membership")
    .where("person_id", "=", personId)
    .where("organisation_id", "=", organisationId)
    .execute();
}

/** Keeps that somebody was put out, or that they were let in again: being in a group is then no way in. */
export async function setBarred(db: Db, seat: Seat, barred: boolean): Promise<void> {
  await setMark(db, barredMark(seat), barred ? "1" : "0");
}

/** Whether somebody was put out of an organisation and not let in by a code since. */
export async function isBarred(db: Db, seat: Seat): Promise<boolean> {
  return (await getMark(db, barredMark(seat))) === "1";
}

/** The organisations that a person was put out of and not let in by a code since. */
export async function findBarred(db: Db, personId: number): Promise<number[]> {
  const marks = await findMarks(db, BARRED);
  return [...marks].flatMap(([seat, value]) => {
    const [organisation, person] = seat.split("/").map(Number);
    return value === "1" && person === personId && organisation !== undefined ? [organisation] : [];
  });
}

/** The people who were put out of an organisation and not let in by a code since. */
export async function findBarredFrom(db: Db, organisationId: number): Promise<number[]> {
  const marks = await findMarks(db, `${BARRED}${organisationId}/`);
  return [...marks].flatMap(([person, value]) => (value === "1" ? [Number(person)] : []));
}

const BARRED = "barred/";

function barredMark({ personId, organisationId }: Seat): string {
  return `${BARRED}${organisationId}/${personId}`;
}

/** Whether somebody is known to have spoken to the bot alone: they came in that way, or told something there. */
export async function hasSpokenAlone(
  db: Db,
  { person, organisation, chat }: { person: number; organisation: number; chat: string },
): Promise<boolean> {
  const [seat] = await db
    .selectFrom("membership")
    .select("person_id")
    .where("person_id", "=", person)
    .where("organisation_id", "=", organisation)
    .where("via_chat", "is", null)
    .execute();
  if (seat !== undefined) return true;
  const [told] = await db
    .selectFrom("activity")
    .select("id")
    .where("author_id", "=", person)
    .where("chat", "=", chat)
    .limit(1)
    .execute();
  return told !== undefined;
}

/** The memberships that hang on being in a group. */
export async function findVia(db: Db, { personId, chat }: { personId: number; chat: string }): Promise<Seat[]> {
  return db
    .selectFrom("membership")
    .select(["person_id as personId", "organisation_id as organisationId"])
    .where("via_chat", "=", chat)
    .where("person_id", "=", personId)
    .execute();
}

type SeatVia = Seat & { readonly since: string; readonly accounts: readonly string[] };

/** Everybody whose membership hangs on being in a group, with their accounts on its platform. */
export async function findSeatsVia(
  db: Db,
  { chat, channel }: { chat: string; channel: string },
): Promise<readonly SeatVia[]> {
  const rows = await db
    .selectFrom("membership as m")
    .leftJoin("identity as i", (join) => join.onRef("i.person_id", "=", "m.person_id").on("i.channel", "=", channel))
    .select(["m.person_id", "m.organisation_id", "m.since", "i.external_id"])
    .where("m.via_chat", "=", chat)
    .orderBy("m.person_id")
    .orderBy("m.organisation_id")
    .orderBy("i.external_id")
    .execute();
  const seats = new Map<string, SeatVia>();
  for (const { person_id: personId, organisation_id: organisationId, since, external_id: account } of rows) {
    const key = `${personId}/${organisationId}`;
    const accounts = [...(seats.get(key)?.accounts ?? []), ...(account === null ? [] : [account])];
    seats.set(key, { personId, organisationId, since, accounts });
  }
  return [...seats.values()];
}

/** Whether nobody else is an admin of an organisation of which this person is one, or of what stands above it. */
export async function isLastAdmin(db: Db, { personId, organisationId }: Seat): Promise<boolean> {
  const { rows } = await sql<{ organisation: number; person: number }>`
    with recursive up (id, parent_id) as (
      select id, parent_id from organisation where id = ${organisationId}
      union all
      select o.id, o.parent_id from organisation o join up u on o.id = u.parent_id
    )
    select m.organisation_id as organisation, m.person_id as person
    from membership m join up on up.id = m.organisation_id
    where m.role = ${sql.lit("admin")}`.execute(db);
  const isAdmin = rows.some(({ organisation, person }) => person === personId && organisation === organisationId);
  return isAdmin && rows.every(({ organisation, person }) => person === personId && organisation === organisationId);
}

/** Whether anybody on a chat platform is an admin. */
export async function hasPlatformAdmin(db: Db): Promise<boolean> {
  const row = await db
    .selectFrom("membership as m")
    .innerJoin("identity as i", "i.person_id", "m.person_id")
    .select("m.person_id")
    .where("m.role", "=", sql.lit("admin"))
    .where("i.channel", "in", PLATFORMS)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Where to reach the admins of all organisations, each account once. */
export async function findAdminAccounts(db: Db): Promise<Account[]> {
  return db
    .selectFrom("membership as m")
    .innerJoin("identity as i", "i.person_id", "m.person_id")
    .select(["i.channel", "i.external_id as externalId"])
    .distinct()
    .where("m.role", "=", sql.lit("admin"))
    .where("i.channel", "in", PLATFORMS)
    .orderBy("i.channel")
    .orderBy("i.external_id")
    .execute();
}

/** Where to reach those who look after an organisation: its secretaries, or its admins where it has none. */
export async function findOfficerAccounts(
  db: Db,
  organisationId: number,
): Promise<(Account & { readonly personId: number })[]> {
  const rows = await db
    .selectFrom("membership as m")
    .innerJoin("identity as i", "i.person_id", "m.person_id")
    .select(["i.channel", "i.external_id as externalId", "m.role", "m.person_id as personId"])
    .where("m.organisation_id", "=", organisationId)
    .where("m.role", "in", OFFICERS)
    .where("i.channel", "<>", "transcript")
    .orderBy("m.person_id")
    .orderBy("i.channel")
    .execute();
  const secretaries = rows.filter(({ role }) => role === "secretary");
  return (secretaries.length > 0 ? secretaries : rows).map(({ role: _, ...account }) => account);
}

/** Gives a person another name; words that were kept keep the earlier one. */
export async function renamePerson(db: Db, personId: number, name: string): Promise<void> {
  await db.updateTable("person").set({ name }).where("id", "=", personId).execute();
}
