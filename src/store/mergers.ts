import { sql } from "kysely";
import { countOf } from "./database/statement.ts";
import { strongerRole } from "./links.ts";
import { findBarredFrom, findSeat, setBarred } from "./members.ts";
import { getOrganisation, unitIds } from "./organisations.ts";
import { moveOwnTemplate } from "./own-templates.ts";
import { movePromises } from "./promises.ts";
import { isOfficer } from "./roles.ts";
import type { Db, Role } from "./schema.ts";

/** Puts an organisation under another one, unless that is impossible. Its records, members and chats stay its own. */
export async function moveOrganisation(
  db: Db,
  { id, under }: { id: number; under: number },
): Promise<"moved" | "cycle" | "taken"> {
  if ((await unitIds(db, id)).includes(under)) return "cycle";
  const { name } = await getOrganisation(db, id);
  if ((await childrenOf(db, under)).some((child) => child.name === name && child.id !== id)) return "taken";
  await db.updateTable("organisation").set({ parent_id: under }).where("id", "=", id).execute();
  return "moved";
}

/** Names that stand under both organisations, so that one could not go under the other. */
export async function sharedNames(db: Db, { from, into }: Merger): Promise<string[]> {
  const there = new Set((await childrenOf(db, into)).map(({ name }) => name));
  return (await childrenOf(db, from)).flatMap(({ name }) => (there.has(name) ? [name] : []));
}

async function childrenOf(db: Db, id: number) {
  return db.selectFrom("organisation").select(["id", "name"]).where("parent_id", "=", id).orderBy("id").execute();
}

type Merger = { readonly from: number; readonly into: number };

/** What a merger concerns, to be told before it is done. */
export async function mergerSize(
  db: Db,
  id: number,
): Promise<{ records: number; members: number; chats: number; units: number }> {
  return {
    records: await countOf(
      db.selectFrom("activity").where("organisation_id", "=", id).where("state", "<>", sql.lit("void")),
    ),
    members: await countOf(db.selectFrom("membership").where("organisation_id", "=", id)),
    chats: await countOf(db.selectFrom("chat").where("organisation_id", "=", id)),
    units: await countOf(db.selectFrom("organisation").where("parent_id", "=", id)),
  };
}

/**
 * Makes one organisation go on as another: records, members, groups, sub-units and what is
 * still open are those of `into` from now on. What was done stays journalled under `from`,
 * with its drafts and filled-in values; `from` stays as an empty shell that leads to `into`.
 */
export async function mergeOrganisations(db: Db, { from, into }: Merger): Promise<void> {
  await mergeAttendance(db, { from, into });
  for (const table of [
    "activity",
    "activity_kind",
    "attachment",
    "chat",
    "question",
    "action",
    "invite",
    "joining",
    "chosen",
    "waiting_file",
    "guide",
  ] as const) {
    await sql`update ${sql.table(table)} set organisation_id = ${into} where organisation_id = ${from}`.execute(db);
  }
  await movePromises(db, { from, into });
  await moveOwnTemplate(db, { from, into });
  await mergeMembers(db, { from, into });
  await mergeBarred(db, { from, into });
  await db.updateTable("organisation").set({ parent_id: into }).where("parent_id", "=", from).execute();
  await db
    .updateTable("mark")
    .set({ value: String(into) })
    .where("key", "like", "transcript:organisation:%")
    .where("value", "=", String(from))
    .execute();
  await db.insertInto("successor").values({ organisation_id: from, into_id: into }).execute();
}

/** Events in which both took part, or that one of them held, are one event of the merged one. */
async function mergeAttendance(db: Db, { from, into }: Merger): Promise<void> {
  const between = sql`activity_id in (select id from activity where organisation_id in (${from}, ${into}))`;
  await sql`delete from activity_kind where organisation_id in (${from}, ${into}) and ${between} and organisation_id
    <> (select a.organisation_id from activity a where a.id = activity_kind.activity_id)`.execute(db);
  await sql`delete from attendance where organisation_id in (${from}, ${into}) and ${between}`.execute(db);
  const twice = sql`organisation_id = ${from} and activity_id in
    (select t.activity_id from attendance t where t.organisation_id = ${into})`;
  await sql`update attendance set headcount = headcount + (select t.headcount from attendance t
    where t.organisation_id = ${from} and t.activity_id = attendance.activity_id)
    where organisation_id = ${into} and activity_id in
    (select t.activity_id from attendance t where t.organisation_id = ${from})`.execute(db);
  await sql`delete from activity_kind where ${twice}`.execute(db);
  await sql`delete from attendance where ${twice}`.execute(db);
  await sql`update attendance set organisation_id = ${into} where organisation_id = ${from}`.execute(db);
}

/** Officers of what is no more are members who may record; whoever is in both keeps what may do more. */
async function mergeMembers(db: Db, { from, into }: Merger): Promise<void> {
  const seats = await db.selectFrom("membership").selectAll().where("organisation_id", "=", from).execute();
  await db.deleteFrom("membership").where("organisation_id", "=", from).execute();
  for (const seat of seats) {
    const role: Role = isOfficer(seat.role) ? "recorder" : seat.role;
    const there = await db
      .selectFrom("membership")
      .select("role")
      .where("organisation_id", "=", into)
      .where("person_id", "=", seat.person_id)
      .executeTakeFirst();
    if (there === undefined) {
      await db
        .insertInto("membership")
        .values({ ...seat, organisation_id: into, role })
        .execute();
    } else {
      await db
        .updateTable("membership")
        .set({ role: strongerRole(there.role, role) })
        .where("organisation_id", "=", into)
        .where("person_id", "=", seat.person_id)
        .execute();
    }
  }
}

/** Whoever was put out of what is no more stays out, unless they are a member where it went. */
async function mergeBarred(db: Db, { from, into }: Merger): Promise<void> {
  for (const personId of await findBarredFrom(db, from)) {
    const seat = { personId, organisationId: into };
    if ((await findSeat(db, seat)) === undefined) await setBarred(db, seat, true);
  }
}
