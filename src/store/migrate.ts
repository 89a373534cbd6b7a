import { sql } from "kysely";
import { dialectOf } from "./database/dialect.ts";
import { StoreError } from "./errors.ts";
import { migrations } from "./migrations/index.ts";
import type { Db } from "./schema.ts";
import { writing } from "./transaction.ts";

/** What a database has, compared with what the program knows. */
type Standing = {
  /** Names of the migrations still to run, oldest first. */
  readonly pending: readonly string[];
  /** Names of migrations that only a newer program knows. */
  readonly unknown: readonly string[];
  /** Tables of something else, in a database that is not ours. */
  readonly foreign: boolean;
};

/** Runs the pending migrations in one transaction; two programs that start at once take turns. */
export async function migrate(db: Db): Promise<void> {
  if (isCurrent(await standing(db))) return;
  await writing(db, async (trx) => {
    const { pending } = assertOurs(await standing(trx));
    await sql`create table if not exists migration (name text primary key)`.execute(trx);
    for (const name of pending) {
      await migrations.get(name)?.up(trx);
      await sql`insert into migration (name) values (${name})`.execute(trx);
    }
  });
}

/** Reads only, also where nothing was ever written. */
export async function standing(db: Db): Promise<Standing> {
  const tables = await tableNames(db);
  if (!tables.includes("migration")) {
    return { pending: [...migrations.keys()], unknown: [], foreign: tables.length > 0 };
  }
  const { rows } = await sql<{ name: string }>`select name from migration order by name`.execute(db);
  const done = new Set(rows.map(({ name }) => name));
  return {
    pending: [...migrations.keys()].filter((name) => !done.has(name)),
    unknown: [...done].filter((name) => !migrations.has(name)),
    foreign: false,
  };
}

function isCurrent(found: Standing): boolean {
  return assertOurs(found).pending.length === 0;
}

/** Refuses what this program must not write to. */
export function assertOurs(found: Standing): Standing {
  if (found.foreign) throw new StoreError("这是别的程序的数据库，请换一个数据文件夹或一个空的数据库。");
  if (found.unknown.length === 0) return found;
  throw new StoreError(
    `数据库由更新版本的程序写成（${found.unknown.join("、")}），请先升级程序，或从升级前的备份恢复。`,
  );
}

async function tableNames(db: Db): Promise<string[]> {
  const query =
    dialectOf(db) === "postgres"
      ? sql<{ name: string }>`select tablename as name from pg_tables where schemaname = current_schema() order by 1`
      : sql<{ name: string }>`select name from sqlite_schema where type = 'table' order by 1`;
  const { rows } = await query.execute(db);
  return rows.map(({ name }) => name);
}
