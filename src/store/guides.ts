import { query } from "./database/statement.ts";
import type { GuideTable } from "./schema/guides.ts";
import type { Db } from "./schema.ts";

type Whose = { readonly chat: string; readonly personId: number };

/** Keeps how far somebody is, in place of what they were on the way through before. */
export async function saveGuide(db: Db, row: GuideTable): Promise<void> {
  await db
    .insertInto("guide")
    .values(row)
    .onConflict((oc) => oc.columns(["chat", "person_id"]).doUpdateSet(row))
    .execute();
}

/** How far somebody is on the way through an entry in a chat. */
export async function findGuide(db: Db, whose: Whose): Promise<GuideTable | undefined> {
  return (await byPerson(db, whose))[0];
}

const byPerson = query((db, { chat, personId }: Whose) =>
  db.selectFrom("guide").selectAll().where("chat", "=", chat).where("person_id", "=", personId),
);

/** Ends an entry, done or not. */
export async function dropGuide(db: Db, { chat, personId }: Whose): Promise<void> {
  await db.deleteFrom("guide").where("chat", "=", chat).where("person_id", "=", personId).execute();
}

/** Forgets what nobody went on with since an instant. */
export async function dropStaleGuides(db: Db, before: string): Promise<void> {
  await db.deleteFrom("guide").where("touched_at", "<", before).execute();
}
