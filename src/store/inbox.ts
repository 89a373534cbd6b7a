import { sql } from "kysely";
import { parseNumbers } from "./database/json.ts";
import { command, query } from "./database/statement.ts";
import type { Db, InboxTable } from "./schema.ts";

/** What was kept of a message, by its key. */
export async function findInbox(db: Db, key: string): Promise<InboxTable | undefined> {
  return (await byKey(db, { key }))[0];
}

const byKey = query((db, { key }: { key: string }) => db.selectFrom("inbox").selectAll().where("key", "=", key));

/**
 * Keeps a message for ever and says whether it did. One that was quarantined may be
 * replaced by a later attempt; one that is done never changes again.
 */
export async function saveInbox(db: Db, row: InboxTable): Promise<boolean> {
  return (await save(db, row)) === 1;
}

const save = command((db, row: InboxTable) =>
  db
    .insertInto("inbox")
    .values(row)
    .onConflict((oc) => oc.column("key").doUpdateSet(row).where("inbox.state", "=", sql.lit("quarantined"))),
);

type Same = {
  readonly personId: number;
  readonly digest: string;
  /** The first and the last instant of sending, both included. */
  readonly from: string;
  readonly to: string;
};

/**
 * A person's messages with the same text that gave records, sent in a span of time; the newest
 * first. A record that came of an edit is younger than its message, so records have no last instant.
 */
export async function findSame(db: Db, same: Same): Promise<InboxTable[]> {
  // Hardly anybody told something else a moment ago, which is seen at less cost.
  return (await anyTold(db, same)).length === 0 ? [] : bySame(db, same);
}

const anyTold = query((db, { personId, from }: Same) =>
  db
    .selectFrom("activity")
    .select("id")
    .where("author_id", "=", personId)
    .where("sent_at", ">=", from)
    .limit(sql.lit(1)),
);

const bySame = query((db, { personId, digest, from, to }: Same) =>
  db
    .selectFrom("inbox")
    .selectAll()
    .where("key", "in", (eb) =>
      eb.selectFrom("activity").select("source_key").where("author_id", "=", personId).where("sent_at", ">=", from),
    )
    .where("person_id", "=", personId)
    .where("digest", "=", digest)
    .where("sent_at", ">=", from)
    .where("sent_at", "<=", to)
    .where("state", "=", sql.lit("done"))
    .orderBy("sent_at", "desc")
    .orderBy("received_at", "desc")
    .orderBy("key", "desc"),
);

/** Remembers what a message says now that its author edited it; nothing once they took it back. */
export async function setDigest(db: Db, key: string, digest: string | null): Promise<void> {
  await db.updateTable("inbox").set({ digest }).where("key", "=", key).execute();
}

/** Messages that could not be handled, the oldest hundred first. */
export async function findQuarantined(db: Db): Promise<InboxTable[]> {
  return db
    .selectFrom("inbox")
    .selectAll()
    .where("state", "=", sql.lit("quarantined"))
    .orderBy("received_at")
    .orderBy("key")
    .limit(sql.lit(100))
    .execute();
}

/** The ids of the records that a message gave, in text order. */
export function recordsOf({ records }: Pick<InboxTable, "records">): readonly number[] {
  return parseNumbers(records);
}
