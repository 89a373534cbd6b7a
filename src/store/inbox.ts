import { sql } from "kysely";
import { parseNumbers } from "./json.ts";
import type { Db, InboxTable } from "./schema.ts";

export type InboxRow = InboxTable;

export async function findInbox(db: Db, key: string): Promise<InboxRow | undefined> {
  return db.selectFrom("inbox").selectAll().where("key", "=", key).executeTakeFirst();
}

/**
 * Keeps a message for ever and says whether it did. One that was quarantined may be
 * replaced by a later attempt; one that is done never changes again.
 */
export async function saveInbox(db: Db, row: InboxRow): Promise<boolean> {
  const { key: _, ...rest } = row;
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("inbox")
    .values(row)
    .onConflict((oc) => oc.column("key").doUpdateSet(rest).where("inbox.state", "=", sql.lit("quarantined")))
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/** The newest message of a person with the same text, sent in a span of time, both ends included. */
export async function findRetry(
  db: Db,
  { personId, digest, from, to }: { personId: number; digest: string; from: string; to: string },
): Promise<InboxRow | undefined> {
  return db
    .selectFrom("inbox")
    .selectAll()
    .where("person_id", "=", personId)
    .where("digest", "=", digest)
    .where("sent_at", ">=", from)
    .where("sent_at", "<=", to)
    .where("state", "=", "done")
    .orderBy("sent_at", "desc")
    .orderBy("received_at", "desc")
    .orderBy("key", "desc")
    .limit(1)
    .executeTakeFirst();
}

/** Messages that could not be handled, oldest first. */
export async function findQuarantined(db: Db, limit = 100): Promise<InboxRow[]> {
  return db
    .selectFrom("inbox")
    .selectAll()
    .where("state", "=", sql.lit("quarantined"))
    .orderBy("received_at")
    .orderBy("key")
    .limit(limit)
    .execute();
}

/** The ids of the records that a message gave, in text order. */
export function recordsOf({ records }: Pick<InboxRow, "records">): readonly number[] {
  return parseNumbers(records);
}
