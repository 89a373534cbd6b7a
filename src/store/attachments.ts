import { type Selectable, sql } from "kysely";
import { countOf, getId } from "./database/statement.ts";
import type { AttachmentTable } from "./schema/attachments.ts";
import type { Db } from "./schema.ts";

/** A file that a member sent. Its bytes lie in the data folder, under their hash. */
export type AttachmentRow = Selectable<AttachmentTable>;
/** A file before its bytes are here. */
export type NewAttachment = Omit<AttachmentRow, "id" | "state" | "sha256" | "mime" | "size">;

/** Keeps that a file is coming, and returns its id. */
export async function addAttachment(db: Db, row: NewAttachment): Promise<number> {
  const added = await db
    .insertInto("attachment")
    .values({ ...row, state: "coming" })
    .returning("id")
    .execute();
  return getId(added);
}

/** The n-th file of a message. */
export async function findAttachment(
  db: Db,
  { key, n }: { key: string; n: number },
): Promise<AttachmentRow | undefined> {
  return db
    .selectFrom("attachment")
    .selectAll()
    .where("source_key", "=", key)
    .where("source_n", "=", n)
    .executeTakeFirst();
}

/** The files of a message that were not removed. */
export async function findAttachmentsOfMessage(db: Db, key: string): Promise<AttachmentRow[]> {
  return db
    .selectFrom("attachment")
    .selectAll()
    .where("source_key", "=", key)
    .where("state", "<>", sql.lit("gone"))
    .orderBy("source_n")
    .execute();
}

/** The files of an album that came until now and were not removed. */
export async function findAlbumFiles(
  db: Db,
  { chat, album }: { chat: string; album: string },
): Promise<AttachmentRow[]> {
  return db
    .selectFrom("attachment")
    .selectAll()
    .where("chat", "=", chat)
    .where("album", "=", album)
    .where("state", "<>", sql.lit("gone"))
    .orderBy("id")
    .execute();
}

/** Whose files, and since which instant. */
export type Sent = { readonly person: number; readonly organisation: number; readonly since: string };

/** A person's files in a branch, sent since an instant and not removed; oldest first. */
export async function findSentBy(db: Db, { person, organisation, since }: Sent): Promise<AttachmentRow[]> {
  return sentBy(db, { person, since }).selectAll().where("organisation_id", "=", organisation).orderBy("id").execute();
}

/** How many files of a person, sent since an instant to whatever branch, were not removed. */
export async function countSentBy(db: Db, whose: Omit<Sent, "organisation">): Promise<number> {
  return countOf(sentBy(db, whose));
}

function sentBy(db: Db, { person, since }: Omit<Sent, "organisation">) {
  return db
    .selectFrom("attachment")
    .where("person_id", "=", person)
    .where("state", "<>", sql.lit("gone"))
    .where("sent_at", ">=", since);
}

/** Keeps what the bytes of a file turned out to be. */
export async function keepAttachment(
  db: Db,
  id: number,
  what: { sha256: string; mime: string; size: number; name: string | null },
): Promise<void> {
  await db
    .updateTable("attachment")
    .set({ ...what, state: "kept" })
    .where("id", "=", id)
    .execute();
}

/** Removes a file from everything it belonged to. Its bytes go with the last one that had them. */
export async function dropAttachment(db: Db, id: number): Promise<void> {
  await db.deleteFrom("activity_attachment").where("attachment_id", "=", id).execute();
  await db
    .updateTable("attachment")
    .set({ state: "gone", sha256: null, mime: null, size: null, name: null, unique_id: null })
    .where("id", "=", id)
    .execute();
}

/** Whether any file still has these bytes. */
export async function hasBytes(db: Db, sha256: string): Promise<boolean> {
  const row = await db.selectFrom("attachment").select("id").where("sha256", "=", sha256).executeTakeFirst();
  return row !== undefined;
}

/** The sizes of all bytes that are kept, by their hashes. */
export async function findHashes(db: Db): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom("attachment")
    .select(["sha256", "size"])
    .distinct()
    .where("sha256", "is not", null)
    .execute();
  return new Map(rows.flatMap(({ sha256, size }) => (sha256 === null || size === null ? [] : [[sha256, size]])));
}
