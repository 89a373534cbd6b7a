import type { Compilable, CompiledQuery, QueryResult, SelectQueryBuilder } from "kysely";
import type { Db, Schema } from "../schema.ts";
import { type DialectName, dialectOf, shortcutOf } from "./dialect.ts";

// Kysely writes and checks SQL in some 30 µs, which is more than SQLite needs to run it.
// What every message asks is therefore written once for each dialect and run with new values.
//
// Conditions on a state, and limits, stand in the text and not among the values: SQLite
// prepares a statement anew at each run where a value might make another index possible.

/** The values of a statement, by name. All of them are given at each run. */
type Given = Readonly<Record<string, string | number | null>>;

type Build<G extends Given, Row> = (db: Db, given: G) => Compilable<Row>;

/** A statement that returns rows. */
export function query<G extends Given, Row>(build: Build<G, Row>): (db: Db, given: G) => Promise<Row[]> {
  const run = statement(build);
  return async (db, given) => {
    const result = run(db, given);
    return "then" in result ? (await result).rows : result.rows;
  };
}

/** A statement that changes rows and says how many. */
export function command<G extends Given>(build: Build<G, unknown>): (db: Db, given: G) => Promise<number> {
  const run = statement(build);
  return async (db, given) => {
    const result = run(db, given);
    return affected("then" in result ? await result : result);
  };
}

/**
 * A statement that changes many rows and says how many, at most `atOnce` in one run: written
 * once for each number of rows. All rows ever given have the same columns.
 */
export function commands<Row extends Given>(
  atOnce: number,
  build: (db: Db, rows: readonly Row[]) => Compilable<unknown>,
): (db: Db, rows: readonly Row[]) => Promise<number> {
  const runs = new Map<number, (db: Db, rows: readonly Row[]) => Result<unknown>>();
  return async (db, rows) => {
    let count = 0;
    for (let from = 0; from < rows.length; from += atOnce) {
      const some = rows.slice(from, from + atOnce);
      const run = runs.get(some.length) ?? prepared(build, markedRows);
      runs.set(some.length, run);
      const result = run(db, some);
      count += affected("then" in result ? await result : result);
    }
    return count;
  };
}

/** The id of the row that an insert returned. */
export function getId([row]: readonly { readonly id: number }[]): number {
  if (row === undefined) throw new Error("the row was not inserted");
  return row.id;
}

/** How many rows a selection has. */
export async function countOf<Tables extends keyof Schema>(
  rows: SelectQueryBuilder<Schema, Tables, object>,
): Promise<number> {
  const { count } = await rows.select((eb) => eb.fn.countAll<number>().as("count")).executeTakeFirstOrThrow();
  return count;
}

/** At once where the transaction has the connection to itself, so that nothing waits for a turn. */
type Result<Row> = QueryResult<Row> | Promise<QueryResult<Row>>;

function affected({ numAffectedRows }: QueryResult<unknown>): number {
  return Number(numAffectedRows ?? 0n);
}

function statement<G extends Given, Row>(build: Build<G, Row>): (db: Db, given: G) => Result<Row> {
  return prepared(build, marked);
}

/** How a value is found among those of a run. */
type Find<G> = { readonly name: string; readonly in: (given: G) => string | number | null | undefined };

/** What stands for the values while a statement is written, and how each of them is found in a run. */
type Marked<G> = { readonly markers: G; readonly finds: ReadonlyMap<unknown, Find<G>> };

function marked<G extends Given>(given: G): Marked<G> {
  const finds = new Map<unknown, Find<G>>();
  return { markers: markersOf(given, (marker, name) => finds.set(marker, { name, in: (run) => run[name] })), finds };
}

function markedRows<Row extends Given>(rows: readonly Row[]): Marked<readonly Row[]> {
  const finds = new Map<unknown, Find<readonly Row[]>>();
  const markers = rows.map((row, n) =>
    markersOf(row, (marker, name) => finds.set(marker, { name, in: (run) => run[n]?.[name] })),
  );
  return { markers, finds };
}

/** Kysely looks at no value: a marker travels through it to the place of the value. */
function markersOf<G extends Given>(given: G, remember: (marker: object, name: string) => void): G {
  const markers = Object.keys(given).map((name) => {
    const marker = { name };
    remember(marker, name);
    return [name, marker];
  });
  return Object.fromEntries(markers);
}

type Written<G, Row> = { readonly text: CompiledQuery<Row>; readonly slots: readonly Slot<G>[] };

/** A place for a value: one of those given, or always the same. */
type Slot<G> = Find<G> | { readonly value: unknown };

function prepared<G, Row>(
  build: (db: Db, given: G) => Compilable<Row>,
  mark: (given: G) => Marked<G>,
): (db: Db, given: G) => Result<Row> {
  const written = new Map<DialectName, Written<G, Row>>();
  return (db, given) => {
    const shortcut = shortcutOf(db);
    const dialect = shortcut === undefined ? dialectOf(db) : "sqlite";
    const known = written.get(dialect) ?? write(db, build, mark(given));
    written.set(dialect, known);
    const parameters = known.slots.map((slot) => bound(slot, given));
    return shortcut?.<Row>(known.text.sql, parameters) ?? db.executeQuery({ ...known.text, parameters });
  };
}

function write<G, Row>(
  db: Db,
  build: (db: Db, given: G) => Compilable<Row>,
  { markers, finds }: Marked<G>,
): Written<G, Row> {
  const text = build(db, markers).compile();
  return { text, slots: text.parameters.map((value) => finds.get(value) ?? { value }) };
}

function bound<G>(slot: Slot<G>, given: G): unknown {
  if (!("in" in slot)) return slot.value;
  const value = slot.in(given);
  if (value === undefined) throw new Error(`a statement lacks its ${slot.name}`);
  return value;
}
