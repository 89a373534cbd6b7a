import { type Dialect, PostgresDialect, type PostgresPoolClient, sql } from "kysely";
import type { Pool, PoolClient } from "pg";
import { StoreError } from "../errors.ts";
import type { Db } from "../schema.ts";

const CONNECT_TIMEOUT_MS = 5000;
const CONNECTIONS = 8;
/** By this a server is noticed that went without a word. */
const KEEP_ALIVE_MS = 10_000;

/** SQLSTATE of what pg tells without one. */
const NOT_REACHED = "08001";
const LOST = "08006";

/** The type number of `bigint`, which pg would return as text. */
const BIGINT = 20;

/** Kysely over a pool of connections. The driver is loaded here only, so that most never pay for it. */
export async function postgresDialect(url: string): Promise<Dialect> {
  const { default: pg } = await import("pg");
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    application_name: "taizhang",
    types: {
      getTypeParser: (type: number, format?: "text" | "binary") =>
        type === BIGINT ? Number : pg.types.getTypeParser(type, format),
    },
  });
  // An idle connection that breaks is replaced at the next query, which tells of a lasting fault.
  pool.on("error", () => {});
  return new PostgresDialect({ pool: { connect: steadyConnect(pool), end: () => pool.end() } });
}

/**
 * Gives connections that may break at any time, also in the middle of a transaction: what was
 * asked of one fails with a SQLSTATE, and the pool makes another. Without a listener of its
 * own, a connection in use that breaks would end the whole program.
 */
function steadyConnect(pool: Pool): () => Promise<PostgresPoolClient> {
  const broken = new WeakSet<PoolClient>();
  pool.on("connect", (client) => client.on("error", () => broken.add(client)));
  return async () => {
    const client = await pool.connect().catch((error: unknown) => {
      throw withCode(error, NOT_REACHED);
    });
    const query = async (text: string, values: readonly unknown[]) => {
      try {
        return await client.query(text, [...values]);
      } catch (error) {
        throw broken.has(client) ? withCode(error, LOST) : error;
      }
    };
    // Nothing here asks for a cursor, which is the other way to call it.
    return { query: query as unknown as PostgresPoolClient["query"], release: () => client.release() };
  };
}

function withCode(error: unknown, code: string): unknown {
  return error instanceof Error && !("code" in error) ? Object.assign(error, { code }) : error;
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
