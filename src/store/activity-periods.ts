import { sql } from "kysely";
import type { Period, State } from "../ledger/activity.ts";
import { type ActivityRow, activityOf, type StoredActivity } from "./activity-rows.ts";
import { listed, packed } from "./dialect.ts";
import type { Db } from "./schema.ts";

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
  const people = sql`(select ${listed(db, sql.ref("person_id"))} from participation where activity_id = activity.id)`;
  const { json } = await db
    .selectFrom("activity")
    .select(packed(db, [people, ...COLUMNS.map((name) => sql.ref(`activity.${name}`))]).as("json"))
    .where("organisation_id", "in", organisations)
    .where("first_day", ">=", period.first)
    .where("first_day", "<=", period.last)
    .where(
      "state",
      "in",
      states.map((state) => sql.lit(state)),
    )
    .executeTakeFirstOrThrow();
  const rows: unknown = JSON.parse(json ?? "[]");
  return Array.isArray(rows) ? rows.map(unpacked) : [];
}

/** A row as {@link read} asked for it: who took part, then the columns. */
function unpacked(values: readonly unknown[]): StoredActivity {
  const row: Partial<Record<keyof ActivityRow, unknown>> = {};
  let at = 1;
  for (const name of COLUMNS) {
    row[name] = values[at];
    at += 1;
  }
  const [people] = values;
  return activityOf(row as ActivityRow, typeof people === "string" ? numbers(people) : NOBODY);
}

function numbers(list: string): readonly number[] {
  return list.split(",").map(Number).sort(ascending);
}

function ascending(a: number, b: number): number {
  return a - b;
}

function byDay(a: StoredActivity, b: StoredActivity): number {
  if (a.start === b.start) return a.id - b.id;
  return (a.start ?? "") < (b.start ?? "") ? -1 : 1;
}
