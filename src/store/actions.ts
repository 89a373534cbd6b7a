import { parseNumbers } from "./database/json.ts";
import { command, query } from "./database/statement.ts";
import type { ActionTable, Db } from "./schema.ts";

type NewActions = Omit<ActionTable, "operations" | "used"> & {
  /** What the buttons of one message do, in their order. */
  readonly operations: readonly object[];
};

/** What pressing a button came to. */
type ActionTaken =
  | { readonly outcome: "taken"; readonly organisationId: number; readonly operation: unknown }
  /** No such button, or one that was cleared away. */
  | { readonly outcome: "unknown" }
  | { readonly outcome: "not-yours" }
  | { readonly outcome: "used" }
  | { readonly outcome: "expired" };

/** Keeps the buttons of one message together, and returns the id of each. */
export async function saveActions(db: Db, { operations, ...row }: NewActions): Promise<string[]> {
  await insert(db, { ...row, operations: JSON.stringify(operations), used: "[]" });
  return operations.map((_, n) => `${row.id}${BEFORE_NUMBER}${n}`);
}

const BEFORE_NUMBER = "_";

const insert = command((db, row: ActionTable) => db.insertInto("action").values(row));

/** The row of a button's id, and which one of the row it is. An id without a number is of a row with one. */
function placeOf(id: string): { readonly row: string; readonly n: number } {
  const [row = "", n = "0"] = id.split(BEFORE_NUMBER);
  return { row, n: Number(n) };
}

/** Takes what a button does, once, for the person it is meant for. */
export async function takeAction(
  db: Db,
  { id, personId, now }: { id: string; personId: number; now: string },
): Promise<ActionTaken> {
  const action = await findAction(db, id);
  const { row, n } = placeOf(id);
  const operation = action && operationsOf(action)[n];
  if (action === undefined || operation === undefined) return { outcome: "unknown" };
  if (action.person_id !== personId) return { outcome: "not-yours" };
  const used = parseNumbers(action.used);
  if (used.includes(n)) return { outcome: "used" };
  if (action.expires_at <= now) return { outcome: "expired" };
  const taken = await use(db, { id: row, before: action.used, used: JSON.stringify([...used, n]) });
  if (taken === 0) return { outcome: "used" };
  return { outcome: "taken", organisationId: action.organisation_id, operation };
}

const use = command((db, { id, before, used }: { id: string; before: string; used: string }) =>
  db.updateTable("action").set({ used }).where("id", "=", id).where("used", "=", before),
);

function operationsOf({ operations }: ActionTable): readonly unknown[] {
  const list: unknown = JSON.parse(operations);
  if (Array.isArray(list)) return list;
  throw new Error("the store holds buttons that this program did not write");
}

/** Clears away buttons that expired before an instant, and says of how many messages. */
export async function dropExpiredActions(db: Db, before: string): Promise<number> {
  const { numDeletedRows } = await db.deleteFrom("action").where("expires_at", "<", before).executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

/** The buttons that a button stands among, without taking it. */
export async function findAction(db: Db, id: string): Promise<ActionTable | undefined> {
  return (await byId(db, { id: placeOf(id).row }))[0];
}

const byId = query((db, { id }: { id: string }) => db.selectFrom("action").selectAll().where("id", "=", id));
