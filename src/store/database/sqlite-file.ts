import { chmodSync, closeSync, existsSync, openSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type SQLite from "better-sqlite3";
import { StoreError } from "../errors.ts";
import { makeFolder } from "../folder.ts";
import { openDatabase } from "./driver.ts";

const BUSY_TIMEOUT_MS = 5000;

/** What `PRAGMA synchronous` answers for FULL. */
const FULL = 2;

/**
 * Opens a database file for durable writing and creates it where it is missing, readable
 * by its owner alone. FULL is set on every open: better-sqlite3 opens an existing
 * write-ahead log with NORMAL, which loses commits when the power goes.
 */
export function openFile(file: string, busyTimeoutMs = BUSY_TIMEOUT_MS): SQLite.Database {
  if (file !== ":memory:") createPrivately(resolve(file));
  const database = openDatabase(file, { timeout: busyTimeoutMs });
  try {
    // A message changes some twenty pages; small ones make its commit cheaper. Takes effect on a new file.
    database.pragma("page_size = 2048");
    database.pragma("journal_mode = WAL");
    database.pragma("synchronous = FULL");
    database.pragma("foreign_keys = ON");
    // 24 MB: pages that every message changes are copied into the file once for many messages.
    database.pragma("wal_autocheckpoint = 12000");
    database.pragma("journal_size_limit = 67108864");
    // 8 MB: a year of a branch stays in memory while a report is made.
    database.pragma("cache_size = -8000");
    if (database.pragma("synchronous", { simple: true }) !== FULL) {
      throw new StoreError("数据库不能以最安全的方式写入，请检查数据文件夹所在的磁盘。");
    }
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Opens a database file that is in use, to read beside its one writer without either waiting for the other. */
export function openToRead(file: string): SQLite.Database {
  const database = openDatabase(file, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
  database.pragma("cache_size = -8000");
  return database;
}

/**
 * Copies the write-ahead log of a file that is in use into it, in a thread beside its writer:
 * a commit that has to do so takes 40 ms for it.
 */
export function emptyLog(file: string): void {
  const database = openDatabase(file, { fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
  try {
    database.pragma("wal_checkpoint(passive)");
  } finally {
    database.close();
  }
}

/**
 * Holds a file against all other programs until the function it returns is called, or this program
 * ends, in whatever way. Throws SQLITE_BUSY where another one holds it.
 */
export function holdFile(file: string): () => void {
  createPrivately(resolve(file));
  const database = openDatabase(file, { timeout: 0 });
  try {
    database.exec("begin exclusive");
  } catch (error) {
    database.close();
    throw error;
  }
  return () => void database.close();
}

/** Others on the machine must not read what members wrote, also not in a file copied here. */
function createPrivately(file: string): void {
  makeFolder(dirname(file));
  if (!existsSync(file)) closeSync(openSync(file, "a", 0o600));
  const { mode, uid } = statSync(file);
  if ((mode & 0o077) !== 0 && uid === process.getuid?.()) chmodSync(file, 0o600);
}
