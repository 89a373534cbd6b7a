import { createRequire } from "node:module";
import type Driver from "better-sqlite3";

/**
 * SQLite's driver for this Node. Version 12 ends Node 24.19 and later when a statement is
 * collected; version 13 ends 22.13 and older, which lack what it needs, without a word.
 */
const DRIVER = Number.parseInt(process.versions.node, 10) >= 24 ? "better-sqlite3-13" : "better-sqlite3";

/** Opens a file, or its bytes in memory, with none of a ledger's settings. Throws where the driver is missing. */
export function openDatabase(file: string | Buffer, options?: Driver.Options): Driver.Database {
  const driver: typeof Driver = createRequire(import.meta.url)(DRIVER);
  return new driver(file, options);
}
