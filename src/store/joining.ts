import { query } from "./database/statement.ts";
import type { JoiningTable } from "./schema/people.ts";
import type { Db } from "./schema.ts";

/** A person on a platform, by the platform's own id. */
export type Account = { readonly channel: string; readonly externalId: string };

/** How far somebody on the way in has come. */
export async function findJoining(db: Db, account: Account, now: string): Promise<JoiningTable | undefined> {
  return (await byAccount(db, { ...account, now }))[0];
}

const byAccount = query((db, { channel, externalId, now }: Account & { now: string }) =>
  db
    .selectFrom("joining")
    .selectAll()
    .where("channel", "=", channel)
    .where("external_id", "=", externalId)
    .where("expires_at", ">", now),
);

/** Keeps how far somebody has come, and forgets those who never came back. */
export async function saveJoining(db: Db, row: JoiningTable, now: string): Promise<void> {
  await db.deleteFrom("joining").where("expires_at", "<=", now).execute();
  await db
    .insertInto("joining")
    .values(row)
    .onConflict((oc) => oc.columns(["channel", "external_id"]).doUpdateSet(row))
    .execute();
}

/** Forgets how far somebody had come. */
export async function dropJoining(db: Db, { channel, externalId }: Account): Promise<void> {
  await db.deleteFrom("joining").where("channel", "=", channel).where("external_id", "=", externalId).execute();
}
