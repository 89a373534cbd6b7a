import type SQLite from "better-sqlite3";
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import { type Run, rememberRun } from "./dialect.ts";

/** Enough for every statement of the program; lists of many lengths push the oldest out. */
const CACHED_STATEMENTS = 400;

/**
 * Kysely over one better-sqlite3 connection. Unlike kysely's own driver, it begins
 * transactions as writers where it may write, keeps prepared statements, and refuses what PostgreSQL refuses.
 */
export function sqliteDialect(database: SQLite.Database): Dialect {
  const connection = sqliteConnection(database);
  return {
    createAdapter: () => {
      const adapter = new SqliteAdapter();
      rememberRun(adapter, connection.run);
      return adapter;
    },
    createDriver: () => sqliteDriver(database, connection),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

function sqliteDriver(database: SQLite.Database, connection: Connection): Driver {
  const turn = turns();
  return {
    init: async () => {},
    acquireConnection: async () => {
      await turn.take();
      return connection;
    },
    beginTransaction: async () => {
      connection.run(database.readonly ? "begin" : "begin immediate", []);
      connection.transacting(true);
    },
    commitTransaction: async () => {
      connection.run("commit", []);
      connection.transacting(false);
    },
    rollbackTransaction: async () => {
      connection.transacting(false);
      // A full disk makes SQLite roll back by itself.
      if (database.inTransaction) connection.run("rollback", []);
    },
    releaseConnection: async () => turn.pass(),
    destroy: async () => {
      database.close();
    },
  };
}

type Connection = DatabaseConnection & { readonly run: Run; transacting(whether: boolean): void };

function sqliteConnection(database: SQLite.Database): Connection {
  const prepare = statements(database);
  let transacting = false;
  let failed = false;
  const run: Run = <R>(text: string, parameters: readonly unknown[]): QueryResult<R> => {
    // Only a statement that fails, as on a full disk, makes SQLite roll back by itself.
    if (failed && transacting && !database.inTransaction) throw new Error("the transaction was rolled back by SQLite");
    const values = asKept(parameters);
    try {
      const { statement, reads } = prepare(text);
      if (reads) return { rows: statement.all(values) as R[] };
      return { numAffectedRows: BigInt(statement.run(values).changes), rows: NOTHING };
    } catch (error) {
      failed = true;
      throw error;
    }
  };
  return {
    run,
    transacting: (whether) => {
      transacting = whether;
      failed = false;
    },
    executeQuery: async <R>({ sql, parameters }: CompiledQuery) => run<R>(sql, parameters),
    streamQuery: () => {
      throw new Error("streaming is not supported: ask for pages");
    },
  };
}

const NOTHING: never[] = [];

type Prepared = { readonly statement: SQLite.Statement<unknown[]>; readonly reads: boolean };

/** Statements by their text. All of them run to their end at once, so none is ever in use twice. */
function statements(database: SQLite.Database): (text: string) => Prepared {
  const known = new Map<string, Prepared>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const statement = database.prepare<unknown[]>(text);
    const prepared = { statement, reads: statement.reader };
    known.set(text, prepared);
    const [oldest] = known.keys();
    if (known.size > CACHED_STATEMENTS && oldest !== undefined) known.delete(oldest);
    return prepared;
  };
}

const SURROGATE = /[\ud800-\udfff]/;

/**
 * Text as PostgreSQL would keep it, so that both databases keep the same: NUL is refused,
 * and whoever reads a message drops it; half a surrogate pair becomes U+FFFD.
 */
function asKept(parameters: readonly unknown[]): readonly unknown[] {
  let odd = false;
  for (const value of parameters) {
    if (typeof value !== "string") continue;
    if (value.includes("\0")) throw new Error("text for the store must not contain NUL");
    odd ||= SURROGATE.test(value);
  }
  return odd ? parameters.map(wellFormed) : parameters;
}

function wellFormed(value: unknown): unknown {
  return typeof value === "string" ? Buffer.from(value, "utf8").toString("utf8") : value;
}

/** One connection for all: each waits for its turn, in order. */
function turns() {
  const waiting: (() => void)[] = [];
  let taken = false;
  return {
    take: async () => {
      if (taken) await new Promise<void>((go) => waiting.push(go));
      taken = true;
    },
    pass: () => {
      const next = waiting.shift();
      if (next) next();
      else taken = false;
    },
  };
}
