import type { Compilable, CompiledQuery, QueryResult } from "kysely";
import { type DialectName, dialectOf, shortcutOf } from "./dialect.ts";
import type { Db } from "./schema.ts";

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
    return Number(("then" in result ? await result : result).numAffectedRows ?? 0n);
  };
}

/** The id of the row that an insert returned. */
export function getId([row]: readonly { readonly id: number }[]): number {
  if (row === undefined) throw new Error("the row was not inserted");
  return row.id;
}

type Written<Row> = { readonly text: CompiledQuery<Row>; readonly slots: readonly Slot[] };

/** A place for a value: a given one by its name, or always the same. */
type Slot = { readonly name: string } | { readonly value: unknown };

/** At once where the transaction has the connection to itself, so that nothing waits for a turn. */
type Result<Row> = QueryResult<Row> | Promise<QueryResult<Row>>;

function statement<G extends Given, Row>(build: Build<G, Row>): (db: Db, given: G) => Result<Row> {
  const written = new Map<DialectName, Written<Row>>();
  return (db, given) => {
    const shortcut = shortcutOf(db);
    const dialect = shortcut === undefined ? dialectOf(db) : "sqlite";
    const known = written.get(dialect) ?? write(build, db, given);
    written.set(dialect, known);
    const parameters = known.slots.map((slot) => bound(slot, given));
    return shortcut?.<Row>(known.text.sql, parameters) ?? db.executeQuery({ ...known.text, parameters });
  };
}

function write<G extends Given, Row>(build: Build<G, Row>, db: Db, given: G): Written<Row> {
  const names = new Map<unknown, string>(Object.keys(given).map((name) => [{ name }, name]));
  const markers = Object.fromEntries([...names].map(([marker, name]) => [name, marker]));
  // Kysely looks at no value: a marker travels through it to the place of the value.
  const text = build(db, markers as unknown as G).compile();
  return { text, slots: text.parameters.map((value) => slotOf(value, names)) };
}

function slotOf(value: unknown, names: ReadonlyMap<unknown, string>): Slot {
  const name = names.get(value);
  return name === undefined ? { value } : { name };
}

function bound(slot: Slot, given: Given): unknown {
  if (!("name" in slot)) return slot.value;
  const value = given[slot.name];
  if (value === undefined) throw new Error(`a statement lacks its ${slot.name}`);
  return value;
}
