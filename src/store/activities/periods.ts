import { sql } from "kysely";
import type { Day, Period, State } from "../../ledger/activity.ts";
import { listed, numbersIn, packed } from "../database/dialect.ts";
import { query } from "../database/statement.ts";
import type { Db } from "../schema.ts";
import { type ActivityRow, activityOf, type StoredActivity } from "./rows.ts";

/** Organisations asked for at once, so that no answer grows beyond what one text may hold. */
const AT_ONCE = 100;

const COLUMNS = [
  "id",
  "source_key",
  "source_n",
  "organisation_id",
  "author_id",
  "chat",
  "state",
  "held_for",
  "twin_id",
  "joined",
  "kinds",
  "first_day",
  "last_day",
  "half",
  "title",
  "place",
  "headcount",
  "headcount_bound",
  "minutes",
  "minutes_bound",
  "quantities",
  "doubts",
  "sent_at",
  "created_at",
  "version",
] as const satisfies readonly (keyof ActivityRow)[];

const NOBODY: readonly number[] = [];

export type Wanted = {
  readonly organisations: readonly number[];
  readonly period: Period;
  readonly states: readonly State[];
};

/**
 * The activities of organisations that begin in a period, by first day and id, with who
 * took part. A range belongs to the period in which it begins.
 */
export async function findActivities(db: Db, { organisations, period, states }: Wanted): Promise<StoredActivity[]> {
  const found: StoredActivity[] = [];
  for (let from = 0; from < organisations.length; from += AT_ONCE) {
    const asked = organisations.slice(from, from + AT_ONCE);
    for (const one of await read(db, { organisations: asked, period, states })) found.push(one);
  }
  return found.sort(byDay);
}

async function read(db: Db, { organisations, period, states }: Wanted): Promise<StoredActivity[]> {
  const key = states.join();
  const ask = readings.get(key) ?? reading(states);
  readings.set(key, ask);
  const [row] = await ask(db, { organisations: JSON.stringify(organisations), ...period });
  const rows: readonly Packed[] = JSON.parse(row?.json ?? "[]");
  return rows.map(unpacked);
}

/** By states, of which few sets are ever asked for. */
const readings = new Map<string, ReturnType<typeof reading>>();

type Within = { readonly organisations: string; readonly first: Day; readonly last: Day };

function reading(states: readonly State[]) {
  return query((db, { organisations, first, last }: Within) => {
    const people = sql`(select ${listed(db, sql.ref("person_id"))} from participation where activity_id = activity.id)`;
    return db
      .selectFrom("activity")
      .select(packed(db, [people, ...COLUMNS.map((name) => sql.ref(`activity.${name}`))]).as("json"))
      .where("organisation_id", "in", numbersIn(db, organisations))
      .where("first_day", ">=", first)
      .where("first_day", "<=", last)
      .where(
        "state",
        "in",
        states.map((state) => sql.lit(state)),
      );
  });
}

type ValuesOf<Names extends readonly (keyof ActivityRow)[]> = { readonly [N in keyof Names]: ActivityRow[Names[N]] };

/** A row as {@link read} asks for it: who took part, then the columns. */
type Packed = readonly [people: string | null, ...ValuesOf<typeof COLUMNS>];

/** Written out by name: an object that grows column by column takes three times as long to make and to read. */
function unpacked(values: Packed): StoredActivity {
  const [
    people,
    id,
    source_key,
    source_n,
    organisation_id,
    author_id,
    chat,
    state,
    held_for,
    twin_id,
    joined,
    kinds,
    first_day,
    last_day,
    half,
    title,
    place,
    headcount,
    headcount_bound,
    minutes,
    minutes_bound,
    quantities,
    doubts,
    sent_at,
    created_at,
    version,
  ] = values;
  return activityOf(
    {
      id,
      source_key,
      source_n,
      organisation_id,
      author_id,
      chat,
      state,
      held_for,
      twin_id,
      joined,
      kinds,
      first_day,
      last_day,
      half,
      title,
      place,
      headcount,
      headcount_bound,
      minutes,
      minutes_bound,
      quantities,
      doubts,
      sent_at,
      created_at,
      version,
    },
    people === null ? NOBODY : numbers(people),
  );
}

function numbers(list: string): readonly number[] {
  return list.split(",").map(Number).sort(ascending);
}

function ascending(a: number, b: number): number {
  return a - b;
}

/** By first day and id. */
export function byDay(a: StoredActivity, b: StoredActivity): number {
  if (a.start === b.start) return a.id - b.id;
  return (a.start ?? "") < (b.start ?? "") ? -1 : 1;
}
