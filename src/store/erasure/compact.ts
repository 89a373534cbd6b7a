import { sql } from "kysely";
import { openDatabase } from "../database/driver.ts";
import type { Db } from "../schema.ts";

/** The mark of a file that is still to be written anew: since when. */
export const TO_COMPACT = "compact";

/** Writes the database anew, so that nothing deleted is left in it. Outside of every transaction; for a file, see {@link compactFile}. */
export async function compact(db: Db): Promise<void> {
  await sql`vacuum`.execute(db);
}

/**
 * {@link compact} of a file that is open in this process, by a thread of its own: some ten
 * seconds a gigabyte. To be called by {@link alone}.
 */
export function compactFile(file: string): void {
  const database = openDatabase(file, { fileMustExist: true });
  try {
    database.exec("vacuum");
    const busy = database.pragma("wal_checkpoint(truncate)", { simple: true });
    if (busy !== 0) throw new Error("the write-ahead log is in use and was not emptied");
  } finally {
    database.close();
  }
}

/** Does work while no statement of this connection runs: all others wait for their turn, and the thread is free. */
export async function alone<T>(db: Db, work: () => Promise<T>): Promise<T> {
  return db.connection().execute(work);
}
