import type { ActionTable, Db } from "./schema.ts";
import { command } from "./statement.ts";

export type NewAction = Omit<ActionTable, "used_at">;

/** What pressing a button came to. */
export type ActionTaken =
  | { readonly outcome: "taken"; readonly organisationId: number; readonly operation: string }
  /** No such button, or one that was cleared away. */
  | { readonly outcome: "unknown" }
  | { readonly outcome: "not-yours" }
  | { readonly outcome: "used" }
  | { readonly outcome: "expired" };

export async function saveActions(db: Db, actions: readonly NewAction[]): Promise<void> {
  for (const action of actions) await insert(db, action);
}

const insert = command((db, action: NewAction) => db.insertInto("action").values({ ...action, used_at: null }));

/** Takes what a button does, once, for the person it is meant for. */
export async function takeAction(
  db: Db,
  { id, personId, now }: { id: string; personId: number; now: string },
): Promise<ActionTaken> {
  const action = await db.selectFrom("action").selectAll().where("id", "=", id).executeTakeFirst();
  if (action === undefined) return { outcome: "unknown" };
  if (action.person_id !== personId) return { outcome: "not-yours" };
  if (action.used_at !== null) return { outcome: "used" };
  if (action.expires_at <= now) return { outcome: "expired" };
  const { numUpdatedRows } = await db
    .updateTable("action")
    .set({ used_at: now })
    .where("id", "=", id)
    .where("used_at", "is", null)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n) return { outcome: "used" };
  return { outcome: "taken", organisationId: action.organisation_id, operation: action.operation };
}

/** Clears away buttons that expired before an instant, and says how many. */
export async function dropExpiredActions(db: Db, before: string): Promise<number> {
  const { numDeletedRows } = await db.deleteFrom("action").where("expires_at", "<", before).executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

/** What a button does, without taking it. */
export async function findAction(db: Db, id: string): Promise<ActionTable | undefined> {
  return db.selectFrom("action").selectAll().where("id", "=", id).executeTakeFirst();
}
