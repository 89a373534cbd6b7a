import { query } from "./database/statement.ts";
import type { ConfirmationTable } from "./schema/units.ts";
import type { Db } from "./schema.ts";

type Asked = { readonly chat: string; readonly personId: number };

/** Keeps what waits for a 是, in place of what waited before in this chat. */
export async function saveConfirmation(db: Db, row: ConfirmationTable): Promise<void> {
  await dropConfirmation(db, { chat: row.chat, personId: row.person_id });
  await db.insertInto("confirmation").values(row).execute();
}

/** What waits for a 是 of a person in a chat. */
export async function findConfirmation(
  db: Db,
  asked: Asked & { readonly now: string },
): Promise<ConfirmationTable | undefined> {
  return (await waiting(db, asked))[0];
}

const waiting = query((db, { chat, personId, now }: Asked & { readonly now: string }) =>
  db
    .selectFrom("confirmation")
    .selectAll()
    .where("chat", "=", chat)
    .where("person_id", "=", personId)
    .where("expires_at", ">", now),
);

/** Forgets what waits for a 是. */
export async function dropConfirmation(db: Db, { chat, personId }: Asked): Promise<void> {
  await db.deleteFrom("confirmation").where("chat", "=", chat).where("person_id", "=", personId).execute();
}
