import { type Dialect, Kysely, sql } from "kysely";
import { dialectOf } from "./database/dialect.ts";
import { openDatabase } from "./database/driver.ts";
import { placeOf, postgresDialect, refuseOtherEncodings } from "./database/postgres.ts";
import { sqliteDialect } from "./database/sqlite.ts";
import { openFile, openToRead } from "./database/sqlite-file.ts";
import { type StoreError, storeError } from "./errors.ts";
import { isMissing } from "./folder.ts";
import { assertOurs, migrate, standing } from "./migrate.ts";
import { migrations } from "./migrations/index.ts";
import type { Db, Schema } from "./schema.ts";

/** A SQLite file (`:memory:` for one that nobody keeps) or a PostgreSQL database. */
export type StoreLocation = { readonly file: string } | { readonly url: string };

/** An opened database, brought to the form of this version. */
export type Store = { readonly db: Db; close(): Promise<void> };

type StoreOptions = {
  /** How long to wait for another process that writes; 5 seconds unless told. */
  readonly busyTimeoutMs?: number;
};

/** Opens a store and brings its tables up to date. Throws a StoreError where that cannot be. */
export async function openStore(where: StoreLocation, options: StoreOptions = {}): Promise<Store> {
  try {
    return await storeOn(
      "url" in where ? await postgresDialect(where.url) : sqliteDialect(openFile(where.file, options.busyTimeoutMs)),
    );
  } catch (error) {
    throw explained(where, error);
  }
}

/** A store over any of kysely's dialects, as tests open it. */
export async function storeOn(dialect: Dialect): Promise<Store> {
  const db = new Kysely<Schema>({ dialect });
  try {
    if (dialectOf(db) === "postgres") await refuseOtherEncodings(db);
    await migrate(db);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return { db, close: () => db.destroy() };
}

/** A second connection to a ledger that is open in this process, for reading alone. */
export function openReader(file: string): Store {
  const db = new Kysely<Schema>({ dialect: sqliteDialect(openToRead(file)) });
  return { db, close: () => db.destroy() };
}

/** The file that a store is in; nothing where it is in memory or on a server. */
export async function fileOf(db: Db): Promise<string | undefined> {
  if (dialectOf(db) === "postgres") return undefined;
  const { rows } = await sql<{ file: string }>`select file from pragma_database_list where name = 'main'`.execute(db);
  return rows[0]?.file || undefined;
}

/** How many pages of a file's write-ahead log are not in the file yet; 0 where there is no such log. */
export async function countUncopied(db: Db): Promise<number> {
  if (dialectOf(db) === "postgres") return 0;
  const { rows } = await sql<{ log: number; checkpointed: number }>`pragma wal_checkpoint(noop)`.execute(db);
  return rows.reduce((pages, { log, checkpointed }) => pages + log - checkpointed, 0);
}

/** Whether a store's file is sound in every page, of which a start reads few. A server looks after its own. */
export async function isSound(db: Db): Promise<boolean> {
  if (dialectOf(db) === "postgres") return true;
  const { rows } = await sql<{ quick_check: string }>`pragma quick_check(1)`.execute(db);
  return rows[0]?.quick_check === "ok";
}

/** The migrations that {@link openStore} would run, without running or creating anything. */
export async function pendingMigrations(where: StoreLocation): Promise<readonly string[]> {
  if ("file" in where && isMissing(where.file)) return [...migrations.keys()];
  try {
    return await pendingIn(
      "url" in where ? await postgresDialect(where.url) : sqliteDialect(openDatabase(where.file, { readonly: true })),
    );
  } catch (error) {
    throw explained(where, error);
  }
}

async function pendingIn(dialect: Dialect): Promise<readonly string[]> {
  const db = new Kysely<Schema>({ dialect });
  try {
    return assertOurs(await standing(db)).pending;
  } finally {
    await db.destroy();
  }
}

function explained(where: StoreLocation, error: unknown): StoreError {
  return "file" in where
    ? storeError(`打不开数据库 ${where.file}`, error, "请检查数据文件夹，或从备份恢复")
    : storeError(`打不开数据库 ${placeOf(where.url)}`, error, "请检查 DATABASE_URL 和数据库的状态");
}
