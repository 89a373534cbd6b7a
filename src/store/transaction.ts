import { CompiledQuery, sql } from "kysely";
import { dialectOf, shortcutOf, withShortcut } from "./database/dialect.ts";
import { storeFault } from "./errors.ts";
import type { Db, Trx } from "./schema.ts";

/** Names the one lock that every writer takes on PostgreSQL; any fixed number would do. */
const WRITER = 8_452_019_649;

/** How one of several pieces of work in a transaction went. */
type Attempt<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown };

const SAVEPOINT = CompiledQuery.raw("savepoint attempt");
const RELEASE = CompiledQuery.raw("release savepoint attempt");
const ROLLBACK = CompiledQuery.raw("rollback to savepoint attempt");

/**
 * Does work in one transaction, and is done only when it is durable. There is one writer
 * at a time, over all processes, so what the work reads cannot change until it commits,
 * and the journal grows in one line. Inside it use the given transaction alone: on SQLite
 * another query on `db` waits for the end of this one.
 */
export async function writing<T>(db: Db, work: (trx: Trx) => Promise<T>): Promise<T> {
  const isPostgres = dialectOf(db) === "postgres";
  // Whatever the server is set to: behind the lock each statement has to see what was committed before.
  const asked = isPostgres ? db.transaction().setIsolationLevel("read committed") : db.transaction();
  return asked.execute(async (trx) => {
    if (isPostgres) {
      await sql`select set_config('synchronous_commit', 'on', true), pg_advisory_xact_lock(${WRITER}::bigint)`.execute(
        trx,
      );
    }
    return withShortcut(trx, () => work(trx));
  });
}

/**
 * As {@link writing}, of what is made again where the power takes it: durable with the next
 * work that is. The disk keeps nobody waiting for it.
 */
export async function writingSoon<T>(db: Db, work: (trx: Trx) => Promise<T>): Promise<T> {
  if (dialectOf(db) === "postgres") return writing(db, work);
  return db.connection().execute(async (connection) => {
    await sql`pragma synchronous = normal`.execute(connection);
    try {
      return await writing(connection, work);
    } finally {
      await sql`pragma synchronous = full`.execute(connection);
    }
  });
}

/** Reads the ledger as it stands at one moment, keeping nobody from writing where there is more than one connection. */
export async function reading<T>(db: Db, work: (trx: Trx) => Promise<T>): Promise<T> {
  const asked = db.transaction();
  const transaction =
    dialectOf(db) === "postgres" ? asked.setIsolationLevel("repeatable read").setAccessMode("read only") : asked;
  return transaction.execute((trx) => withShortcut(trx, () => work(trx)));
}

/**
 * Does one piece of work of a transaction and undoes this piece alone when it throws.
 * A fault of the machine or the database is thrown: it concerns the whole transaction.
 * Pieces come one after another, never at once.
 */
export async function savepoint<T>(trx: Trx, work: (trx: Trx) => Promise<T>): Promise<Attempt<T>> {
  await run(trx, SAVEPOINT);
  let value: T;
  try {
    value = await work(trx);
  } catch (error) {
    if (storeFault(error) !== undefined) throw error;
    await undo(trx, error);
    return { ok: false, error };
  }
  await run(trx, RELEASE);
  return { ok: true, value };
}

async function run(trx: Trx, statement: CompiledQuery): Promise<void> {
  const shortcut = shortcutOf(trx);
  if (shortcut === undefined) await trx.executeQuery(statement);
  else shortcut(statement.sql, []);
}

async function undo(trx: Trx, error: unknown): Promise<void> {
  try {
    await run(trx, ROLLBACK);
    await run(trx, RELEASE);
  } catch (lost) {
    throw new AggregateError([error, lost], "a piece of work failed and could not be undone", { cause: error });
  }
}
