import { emptyLog } from "../../store/database/sqlite-file.ts";

// What copies a ledger's write-ahead log into its file in a thread, with a connection of its own.

export async function work(file: string): Promise<void> {
  emptyLog(file);
}
