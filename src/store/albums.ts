import type { AlbumTable, PhotoRequestTable } from "./schema/attachments.ts";
import type { Db } from "./schema.ts";

/** What is known of an album until now. */
export async function findAlbum(
  db: Db,
  { chat, album }: { chat: string; album: string },
): Promise<AlbumTable | undefined> {
  return db.selectFrom("album").selectAll().where("chat", "=", chat).where("album", "=", album).executeTakeFirst();
}

/** Keeps what is known of an album, in place of what was known before. */
export async function saveAlbum(db: Db, row: AlbumTable): Promise<void> {
  await db
    .insertInto("album")
    .values(row)
    .onConflict((oc) => oc.columns(["chat", "album"]).doUpdateSet(row))
    .execute();
}

type Where = { readonly chat: string; readonly person: number };

/** The record that the next photos of a person in a chat belong to, and since when. */
export async function findPhotoRequest(db: Db, { chat, person }: Where): Promise<PhotoRequestTable | undefined> {
  return db
    .selectFrom("photo_request")
    .selectAll()
    .where("chat", "=", chat)
    .where("person_id", "=", person)
    .executeTakeFirst();
}

/** Keeps where the next photos belong, in place of what was asked for before. */
export async function savePhotoRequest(db: Db, row: PhotoRequestTable): Promise<void> {
  await db
    .insertInto("photo_request")
    .values(row)
    .onConflict((oc) => oc.columns(["chat", "person_id"]).doUpdateSet(row))
    .execute();
}
