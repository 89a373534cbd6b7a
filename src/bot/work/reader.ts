import { openReader } from "../../store/open.ts";
import { read, type ThreadReading } from "./read-apart.ts";

// What reads the ledger in a thread, with a connection of its own.

export async function work({ file, reading }: ThreadReading): Promise<Awaited<ReturnType<typeof read>>> {
  const { db, close } = openReader(file);
  try {
    return await read(db, reading);
  } finally {
    await close();
  }
}
