import { query } from "./database/statement.ts";
import type { WaitingFileTable } from "./schema/files.ts";
import type { Db, Trx } from "./schema.ts";

type Asked = { readonly chat: string; readonly personId: number; readonly purpose: WaitingFileTable["purpose"] };

/** Keeps a file that something is asked about, in place of the one that waited before. */
export async function saveWaitingFile(db: Db, row: WaitingFileTable): Promise<void> {
  await dropWaitingFile(db, { chat: row.chat, personId: row.person_id, purpose: row.purpose });
  await db.insertInto("waiting_file").values(row).execute();
}

/** What is asked about a file, without what is in it. */
export async function findWaitingFile(db: Db, asked: Asked): Promise<Omit<WaitingFileTable, "content"> | undefined> {
  return (await waiting(db, asked))[0];
}

const waiting = query((db, { chat, personId, purpose }: Asked) =>
  db
    .selectFrom("waiting_file")
    .select(["chat", "person_id", "purpose", "organisation_id", "name", "state", "asked_at"])
    .where("chat", "=", chat)
    .where("person_id", "=", personId)
    .where("purpose", "=", purpose),
);

/** What is in a waiting file. */
export async function waitingContent(db: Db, { chat, personId, purpose }: Asked): Promise<string | undefined> {
  const row = await db
    .selectFrom("waiting_file")
    .select("content")
    .where("chat", "=", chat)
    .where("person_id", "=", personId)
    .where("purpose", "=", purpose)
    .executeTakeFirst();
  return row?.content;
}

/** Keeps what was answered. */
export async function setWaitingState(
  db: Db,
  { chat, personId, purpose }: Asked,
  { state, asked_at }: Pick<WaitingFileTable, "state" | "asked_at">,
): Promise<void> {
  await db
    .updateTable("waiting_file")
    .set({ state, asked_at })
    .where("chat", "=", chat)
    .where("person_id", "=", personId)
    .where("purpose", "=", purpose)
    .execute();
}

/** Forgets a file that was being asked about. */
export async function dropWaitingFile(db: Db, { chat, personId, purpose }: Asked): Promise<void> {
  await db
    .deleteFrom("waiting_file")
    .where("chat", "=", chat)
    .where("person_id", "=", personId)
    .where("purpose", "=", purpose)
    .execute();
}

/** Forgets the files about which nobody has said anything since an instant. */
export async function dropStaleFiles(db: Db, before: string): Promise<void> {
  await db.deleteFrom("waiting_file").where("asked_at", "<", before).execute();
}

/** Forgets all files that wait, whoever sent them: what is in them cannot be searched for a name. */
export async function forgetWaitingFiles(trx: Trx): Promise<void> {
  await trx.deleteFrom("waiting_file").execute();
}
