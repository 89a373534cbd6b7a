import { type Selectable, sql } from "kysely";
import { dialectOf } from "./database/dialect.ts";
import { query } from "./database/statement.ts";
import { noteLeft } from "./left.ts";
import type { DownloadTable } from "./schema/attachments.ts";
import type { Db } from "./schema.ts";
import { writing } from "./transaction.ts";

export type DownloadRow = Selectable<DownloadTable>;
type NewDownload = Pick<DownloadRow, "source_key" | "source_n" | "purpose" | "channel" | "payload" | "created_at">;

/** Leaves a file to be fetched, durable with the message that brought it. The same one twice is one. */
export async function addDownload(db: Db, row: NewDownload): Promise<void> {
  noteLeft(db, "download");
  await db
    .insertInto("download")
    .values({ ...row, state: "queued", attempts: 0, not_before: row.created_at })
    .onConflict((oc) => oc.columns(["source_key", "source_n"]).doNothing())
    .execute();
}

type Wanted = { readonly now: string; readonly until: string; readonly limit: number };

/**
 * What may be fetched now, oldest first, each counted as tried once more before it is: one
 * that ends the program is not tried for ever. Where several programs share the database,
 * nobody else takes them until an instant.
 */
export async function claimDownloads(
  db: Db,
  { now, until, limit, channels }: Wanted & { readonly channels: readonly string[] },
): Promise<DownloadRow[]> {
  if (channels.length === 0) return [];
  return writing(db, async (trx) => {
    const due = await trx
      .selectFrom("download")
      .selectAll()
      .where("state", "=", sql.lit("queued"))
      .where("not_before", "<=", now)
      .where("channel", "in", channels)
      .orderBy("id")
      .limit(sql.lit(limit))
      .execute();
    const ids = due.map(({ id }) => id);
    const lease = dialectOf(db) === "postgres" ? { not_before: until } : {};
    if (ids.length > 0) {
      const taken = trx.updateTable("download").set({ attempts: sql<number>`attempts + 1`, ...lease });
      await taken.where("id", "in", ids).execute();
    }
    return due.map((row) => ({ ...row, attempts: row.attempts + 1 }));
  });
}

/** Tries again from an instant on. */
export async function postponeDownload(
  db: Db,
  { id, until, error }: { readonly id: number; readonly until: string; readonly error: string },
): Promise<void> {
  await db
    .updateTable("download")
    .set({ not_before: until, error })
    .where("id", "=", id)
    .where("state", "=", sql.lit("queued"))
    .execute();
}

/** Ends a download: the file is here, or it is given up with the reason. */
export async function closeDownload(db: Db, id: number, error: string | null = null): Promise<void> {
  await db
    .updateTable("download")
    .set({ state: error === null ? "done" : "dead", error, payload: "{}" })
    .where("id", "=", id)
    .execute();
}

/** Drops what was still to be fetched of a message's n-th file: nobody wants it any more. */
export async function dropDownload(db: Db, { key, n }: { key: string; n: number }): Promise<void> {
  await db
    .updateTable("download")
    .set({ state: "dead", error: "not wanted any more", payload: "{}" })
    .where("source_key", "=", key)
    .where("source_n", "=", n)
    .where("state", "=", sql.lit("queued"))
    .execute();
}

/** When the next file may be fetched; nothing when none waits. */
export async function nextDownload(db: Db): Promise<string | undefined> {
  return (await next(db, {}))[0]?.not_before;
}

const next = query((db) =>
  db
    .selectFrom("download")
    .select("not_before")
    .where("state", "=", sql.lit("queued"))
    .orderBy("not_before")
    .limit(sql.lit(1)),
);
