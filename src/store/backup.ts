import { chmodSync, existsSync, rmSync } from "node:fs";
import type SQLite from "better-sqlite3";
import { openDatabase } from "./database/driver.ts";
import { StoreError, storeError } from "./errors.ts";

/** Small steps, so that a large copy never holds up the messages of its own process. */
const PAGES_A_STEP = 500;

type Backup = { readonly journalRows: number };

/**
 * Copies a database file that may be in use, as it stood at one moment, to a file that
 * must not exist yet, and verifies the copy. Where that fails it throws a StoreError and
 * leaves no file.
 */
export async function backupDatabase(file: string, target: string): Promise<Backup> {
  if (existsSync(target)) throw new StoreError(`备份文件 ${target} 已经存在，请换一个文件名。`);
  try {
    return await copy(file, target);
  } catch (error) {
    for (const ending of ["", "-wal", "-shm", "-journal"]) rmSync(target + ending, { force: true });
    throw storeError(`没有备份 ${file}`, error, "请检查数据库文件和备份的位置");
  }
}

async function copy(file: string, target: string): Promise<Backup> {
  const source = openDatabase(file, { readonly: true, fileMustExist: true });
  try {
    // Holds the moment: without it, every write of another process starts the copy anew.
    source.exec("begin");
    const journalRows = countJournal(source);
    await source.backup(target, { progress: () => PAGES_A_STEP });
    chmodSync(target, 0o600);
    assertCopy(target, journalRows);
    return { journalRows };
  } finally {
    source.close();
  }
}

function assertCopy(target: string, journalRows: number): void {
  const copy = openDatabase(target);
  try {
    // One file alone: a copy in write-ahead mode would leave two more beside it.
    copy.pragma("journal_mode = DELETE");
    const check = copy.pragma("quick_check", { simple: true });
    const found = countJournal(copy);
    if (check !== "ok" || found !== journalRows) {
      throw new StoreError("备份核对没有通过，请检查磁盘后重新备份。", { cause: { check, found, journalRows } });
    }
  } finally {
    copy.close();
  }
}

/** The sizes of all bytes that members sent, by their hashes, as a database file knows them. */
export function hashesIn(file: string): Map<string, number> {
  const database = openDatabase(file, { readonly: true, fileMustExist: true });
  try {
    const table = database.prepare("select 1 from sqlite_master where type = 'table' and name = 'attachment'").get();
    if (table === undefined) return new Map();
    const rows = database
      .prepare("select distinct sha256 || ' ' || size from attachment where sha256 is not null")
      .pluck()
      .all();
    return new Map(rows.map((row) => [String(row).slice(0, 64), Number(String(row).slice(65))]));
  } finally {
    database.close();
  }
}

function countJournal(database: SQLite.Database): number {
  return Number(database.prepare("select count(*) from journal").pluck().get());
}

/** Whether another process has the database open. */
export function isInUse(file: string): boolean {
  const database = openDatabase(file, { timeout: 0 });
  try {
    // Leaving write-ahead mode needs the file for itself; the next open enters it again.
    database.pragma("journal_mode = DELETE");
    return false;
  } catch {
    return true;
  } finally {
    database.close();
  }
}

/** Throws a StoreError unless the file is a whole database of ours. */
export function assertDatabase(file: string): void {
  let rows: number | undefined;
  try {
    const database = openDatabase(file, { fileMustExist: true });
    try {
      if (database.pragma("quick_check", { simple: true }) === "ok") rows = countJournal(database);
    } finally {
      database.close();
    }
  } catch (error) {
    throw new StoreError("备份里的数据库打不开，请换一份备份。", { cause: error });
  }
  if (rows === undefined) throw new StoreError("备份里的数据库已经损坏，请换一份备份。");
}
