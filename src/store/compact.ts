import { sql } from "kysely";
import { dialectOf } from "./dialect.ts";
import type { Db } from "./schema.ts";

/** Writes the database anew, so that nothing deleted is left in its files. Outside of every transaction. */
export async function compact(db: Db): Promise<void> {
  if (dialectOf(db) === "postgres") {
    for (const table of [
      "inbox",
      "outbox",
      "activity",
      "journal_body",
      "draft",
      "person",
      "identity",
      "attachment",
      "download",
      "album",
      "job",
      "promise",
      "guide",
      "waiting_file",
      "own_template",
      "manual_value",
    ]) {
      await sql`vacuum ${sql.table(table)}`.execute(db);
    }
    return;
  }
  await sql`vacuum`.execute(db);
  const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(db);
  if (rows.some(({ busy }) => busy !== 0)) throw new Error("the write-ahead log is in use and was not emptied");
}
