import { sql } from "kysely";
import { query } from "./database/statement.ts";
import type { ChosenTable } from "./schema/people.ts";
import type { Db } from "./schema.ts";

/** Binds a group chat to an organisation, from now on and in place of the one it had. */
export async function bindChat(
  db: Db,
  { key, organisationId, now }: { key: string; organisationId: number; now: string },
): Promise<void> {
  await db
    .insertInto("chat")
    .values({ key, organisation_id: organisationId, created_at: now })
    .onConflict((oc) => oc.column("key").doUpdateSet({ organisation_id: organisationId, created_at: now }))
    .execute();
}

/** The organisation a group chat is bound to. */
export async function findChat(db: Db, key: string): Promise<number | undefined> {
  return (await byKey(db, { key }))[0]?.organisation_id;
}

/** Since when a group chat is bound. */
export async function findBoundSince(db: Db, key: string): Promise<string | undefined> {
  return (await byKey(db, { key }))[0]?.created_at;
}

const byKey = query((db, { key }: { key: string }) =>
  db.selectFrom("chat").select(["organisation_id", "created_at"]).where("key", "=", key),
);

/** Whether any group is bound to an organisation. */
export async function hasGroup(db: Db, organisation: number): Promise<boolean> {
  return (
    (await db.selectFrom("chat").select("key").where("organisation_id", "=", organisation).limit(1).execute()).length >
    0
  );
}

/** The group on a platform that is bound to an organisation the longest. */
export async function findGroup(
  db: Db,
  { organisation, channel }: { organisation: number; channel: string },
): Promise<string | undefined> {
  const groups = db.selectFrom("chat").select("key").where("organisation_id", "=", organisation);
  const own = groups.where("key", "like", `${channel}:%`).orderBy("created_at").orderBy("key").limit(1);
  return (await own.executeTakeFirst())?.key.slice(channel.length + 1);
}

/** Lets a group belong to no organisation. Memberships that came through it stay. */
export async function unbindChat(db: Db, key: string): Promise<void> {
  await db.deleteFrom("chat").where("key", "=", key).execute();
}

/** What one person, or one album, has in a chat, and by what it is told apart there. */
const ONE_IN_A_CHAT = [
  ["album", ["album"]],
  ["photo_request", ["person_id"]],
  ["guide", ["person_id"]],
  ["confirmation", ["person_id"]],
  ["waiting_file", ["person_id", "purpose"]],
] as const;

/**
 * Keeps the binding of a group, the memberships through it, and what was logged, sent and
 * asked in it, when the platform gives the group another id. What has come under the new
 * id already stays as it is.
 */
export async function moveChat(db: Db, { from, to }: { from: string; to: string }): Promise<void> {
  await db.deleteFrom("chat").where("key", "=", to).execute();
  await db.updateTable("chat").set({ key: to }).where("key", "=", from).execute();
  await db.updateTable("membership").set({ via_chat: to }).where("via_chat", "=", from).execute();
  for (const table of ["activity", "question", "attachment"] as const) {
    await db.updateTable(table).set({ chat: to }).where("chat", "=", from).execute();
  }
  for (const [table, keys] of ONE_IN_A_CHAT) {
    const same = sql.join(
      keys.map((key) => sql`there.${sql.ref(key)} = ${sql.ref(`${table}.${key}`)}`),
      sql` and `,
    );
    await sql`update ${sql.table(table)} set chat = ${to} where chat = ${from} and not exists
      (select 1 from ${sql.table(table)} there where there.chat = ${to} and ${same})`.execute(db);
    await sql`delete from ${sql.table(table)} where chat = ${from}`.execute(db);
  }
}

/** Which of their branches a person speaks of in a private chat. */
export async function findChosen(db: Db, chat: string): Promise<ChosenTable | undefined> {
  return (await byChat(db, { chat }))[0];
}

const byChat = query((db, { chat }: { chat: string }) => db.selectFrom("chosen").selectAll().where("chat", "=", chat));

/** Keeps which branch a person speaks of in a chat, or the message that waits for the choice. */
export async function saveChosen(db: Db, row: ChosenTable): Promise<void> {
  await db
    .insertInto("chosen")
    .values(row)
    .onConflict((oc) => oc.column("chat").doUpdateSet(row))
    .execute();
}
