import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { openDatabase } from "../../src/store/database/driver.ts";
import { sqliteDialect } from "../../src/store/database/sqlite.ts";
import { openFile } from "../../src/store/database/sqlite-file.ts";
import { openStore, type Store, storeOn } from "../../src/store/open.ts";

/** An empty ledger as the migrations leave it: running them takes longer than most tests. */
const EMPTY = await migrated();

/** A new ledger in memory. */
export async function storeInMemory(): Promise<Store> {
  const database = openDatabase(EMPTY);
  database.pragma("foreign_keys = ON");
  return storeOn(sqliteDialect(database));
}

/** The ledger of a file, which begins empty where there is none. */
export async function storeInFile(file: string): Promise<Store> {
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, EMPTY, { mode: 0o600 });
  }
  return openStore({ file });
}

async function migrated(): Promise<Buffer> {
  const database = openFile(":memory:");
  const store = await storeOn(sqliteDialect(database));
  const bytes = database.serialize();
  await store.close();
  return bytes;
}
