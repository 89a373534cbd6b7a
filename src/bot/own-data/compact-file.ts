import { compactFile } from "../../store/erasure/compact.ts";

// What writes a ledger's file anew in a thread, with a connection of its own.

export async function work(file: string): Promise<void> {
  compactFile(file);
}
