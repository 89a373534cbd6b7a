import { type Dialect, PostgresDialect, sql } from "kysely";
import { StoreError } from "./errors.ts";
import type { Db } from "./schema.ts";

const CONNECT_TIMEOUT_MS = 5000;
const CONNECTIONS = 8;

/** The type number of `bigint`, which pg would return as text. */
const BIGINT = 20;

/** Kysely over a pool of connections. The driver is loaded here only, so that most never pay for it. */
export async function postgresDialect(url: string): Promise<Dialect> {
  const { default: pg } = await import("pg");
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: "taizhang",
    types: {
      getTypeParser: (type: number, format?: "text" | "binary") =>
        type === BIGINT ? Number : pg.types.getTypeParser(type, format),
    },
  });
  // An idle connection that breaks is replaced at the next query, which tells of a lasting fault.
  pool.on("error", () => {});
  return new PostgresDialect({ pool });
}

/** Refuses a database that could not keep every character. */
export async function refuseOtherEncodings(db: Db): Promise<void> {
  const { rows } = await sql<{ encoding: string }>`
    select pg_encoding_to_char(encoding) as encoding from pg_database where datname = current_database()`.execute(db);
  if (rows[0]?.encoding === "UTF8") return;
  throw new StoreError(`PostgreSQL 数据库的编码是 ${rows[0]?.encoding}，请改用编码为 UTF8 的数据库。`);
}

/** Where a database is, without its user and password. */
export function placeOf(url: string): string {
  if (!URL.canParse(url)) return "DATABASE_URL";
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}
