import type { Db } from "./schema.ts";

/** Binds a group chat to an organisation, in place of the one it had. */
export async function bindChat(
  db: Db,
  { key, organisationId, now }: { key: string; organisationId: number; now: string },
): Promise<void> {
  await db
    .insertInto("chat")
    .values({ key, organisation_id: organisationId, created_at: now })
    .onConflict((oc) => oc.column("key").doUpdateSet({ organisation_id: organisationId }))
    .execute();
}

/** The organisation a group chat is bound to. */
export async function findChat(db: Db, key: string): Promise<number | undefined> {
  const row = await db.selectFrom("chat").select("organisation_id").where("key", "=", key).executeTakeFirst();
  return row?.organisation_id;
}
