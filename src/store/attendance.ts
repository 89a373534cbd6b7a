import { sql } from "kysely";
import type { Amount, Day, Period } from "../ledger/activity.ts";
import { type ActivityRow, activityOf, type StoredActivity } from "./activities/rows.ts";
import { listed, numbersIn } from "./database/dialect.ts";
import { command, query } from "./database/statement.ts";
import type { Db } from "./schema.ts";

type Place = { readonly organisation: number; readonly activity: number };

type Attendance = Place & {
  /** How many came from it, where that was told. */
  readonly headcount: Amount | null;
  /** Its own record of the event, which was joined to it. */
  readonly record: number | null;
};

/** Keeps that an organisation took part in an event of another one, in place of what was said before. */
export async function saveAttendance(db: Db, { organisation, activity, headcount, record }: Attendance): Promise<void> {
  await dropAttendance(db, { organisation, activity });
  const columns = { headcount: headcount?.value ?? null, headcount_bound: headcount?.bound ?? null, record_id: record };
  await db
    .insertInto("attendance")
    .values({ organisation_id: organisation, activity_id: activity, ...columns })
    .execute();
  await addKinds(db, { organisation, activity });
}

/** Keeps an organisation's own report of an event in which it took part; what it says of how many came fills a gap. */
export async function attachReport(
  db: Db,
  { id, organisation, headcount }: StoredActivity,
  activity: number,
): Promise<void> {
  const here = db
    .updateTable("attendance")
    .where("organisation_id", "=", organisation)
    .where("activity_id", "=", activity);
  await here.set({ record_id: id }).where("record_id", "is", null).execute();
  if (headcount === null) return;
  const columns = { headcount: headcount.value, headcount_bound: headcount.bound };
  await here.set(columns).where("headcount", "is", null).execute();
}

/** Forgets that an organisation took part; whether it had. */
export async function dropAttendance(db: Db, place: Place): Promise<boolean> {
  const dropped = await drop(db, place);
  if (dropped > 0) await dropKinds(db, place);
  return dropped > 0;
}

const drop = command((db, { organisation, activity }: Place) =>
  db.deleteFrom("attendance").where("organisation_id", "=", organisation).where("activity_id", "=", activity),
);

/** An event is of its kinds also in the count of "the n-th this year" of those who took part. */
async function addKinds(db: Db, { organisation, activity }: Place): Promise<void> {
  await sql`
    insert into activity_kind (organisation_id, kind, first_day, activity_id, times)
    select ${organisation}, k.kind, k.first_day, k.activity_id, k.times from activity_kind k
    join activity a on a.id = k.activity_id and a.organisation_id = k.organisation_id
    where k.activity_id = ${activity} and a.organisation_id <> ${organisation}`.execute(db);
}

async function dropKinds(db: Db, { organisation, activity }: Place): Promise<void> {
  await sql`
    delete from activity_kind where organisation_id = ${organisation} and activity_id = ${activity}
    and organisation_id <> (select organisation_id from activity where id = ${activity})`.execute(db);
}

/** The organisations that took part in an event, by id. */
export async function findAttending(db: Db, activity: number): Promise<number[]> {
  const rows = await attending(db, { activity });
  return rows.map(({ organisation_id }) => organisation_id);
}

const attending = query((db, { activity }: { activity: number }) =>
  db.selectFrom("attendance").select("organisation_id").where("activity_id", "=", activity).orderBy("organisation_id"),
);

/** Brings the kinds of an event that changed to those who took part. */
export async function followKinds(db: Db, activity: number): Promise<void> {
  for (const organisation of await findAttending(db, activity)) {
    await dropKinds(db, { organisation, activity });
    await addKinds(db, { organisation, activity });
  }
}

/** An event as one of those who took part has it. */
export type Attended = { readonly unit: number; readonly record: StoredActivity };

/**
 * Counted events of others, begun in a period, in which organisations took part. An event
 * that was merged into another one is that other one. Headcount and people are those of
 * the organisation alone; amounts of the whole event belong to who held it.
 */
export async function findAttended(
  db: Db,
  { organisations, period }: { organisations: readonly number[]; period: Period },
): Promise<Attended[]> {
  const rows = await attended(db, { organisations: JSON.stringify(organisations), ...period });
  return rows.map(({ unit, came, came_bound, people: list, ...row }) => ({
    unit,
    record: ofUnit({ ...row, headcount: came, headcount_bound: came_bound }, numbersOf(list)),
  }));
}

type Within = { readonly organisations: string; readonly first: Day; readonly last: Day };

const attended = query((db, { organisations, first, last }: Within) =>
  db
    .selectFrom("attendance as t")
    .innerJoin("activity as told", "told.id", "t.activity_id")
    .innerJoin("activity as a", (join) =>
      join.on("a.id", "=", sql`case when told.joined = 1 then told.twin_id else told.id end`),
    )
    .selectAll("a")
    .select([
      "t.organisation_id as unit",
      "t.headcount as came",
      "t.headcount_bound as came_bound",
      sql<string | null>`(select ${listed(db, sql.ref("p.person_id"))} from participation p
        join activity r on r.id = p.activity_id
        where r.organisation_id = t.organisation_id and r.joined = 1 and r.twin_id = a.id)`.as("people"),
    ])
    .where("t.organisation_id", "in", numbersIn(db, organisations))
    .where("a.state", "=", sql.lit("counted"))
    .where("a.first_day", ">=", first)
    .where("a.first_day", "<=", last)
    .orderBy("a.id")
    .orderBy("t.organisation_id"),
);

function ofUnit(row: ActivityRow, people: readonly number[]): StoredActivity {
  const record = activityOf(row, people);
  return {
    ...record,
    quantities: record.quantities.filter(({ name }) => name === "次数" || record.kinds.includes(name)),
  };
}

function numbersOf(list: string | null): readonly number[] {
  return list === null ? [] : [...new Set(list.split(",").map(Number))].sort((a, b) => a - b);
}
