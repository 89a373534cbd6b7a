import { type Selectable, sql } from "kysely";
import { numbersIn } from "./database/dialect.ts";
import { getId, query } from "./database/statement.ts";
import { noteLeft } from "./left.ts";
import type { Db, JobTable } from "./schema.ts";

export type JobRow = Selectable<JobTable>;

/** Leaves slow work for later, durable with the transaction that asked for it, and returns its id. */
export async function addJob(db: Db, job: Pick<JobRow, "kind" | "payload" | "created_at">): Promise<number> {
  noteLeft(db, "job");
  return getId(await insert(db, job));
}

const insert = query((db, job: Pick<JobRow, "kind" | "payload" | "created_at">) =>
  db
    .insertInto("job")
    .values({ ...job, state: "queued" })
    .returning("id"),
);

/** The oldest work still to do that was not tried yet; drawing of what goes out by the clock comes last. */
export async function findJob(db: Db, tried: ReadonlySet<number>): Promise<JobRow | undefined> {
  const without = JSON.stringify([...tried]);
  const [job] = await asked(db, { without });
  return job ?? (await byClock(db, { without }))[0];
}

const DRAW = sql.lit("draw");
const asked = query((db, { without }: { without: string }) => oldest(db, without).where("kind", "!=", DRAW));
const byClock = query((db, { without }: { without: string }) => oldest(db, without).where("kind", "=", DRAW));

function oldest(db: Db, without: string) {
  return db
    .selectFrom("job")
    .selectAll()
    .where("state", "=", sql.lit("queued"))
    .where("id", "not in", numbersIn(db, without))
    .orderBy("id")
    .limit(sql.lit(1));
}

/** Ends a job that shall leave no trace of what it was about. */
export async function dropJob(db: Db, id: number): Promise<void> {
  await db.deleteFrom("job").where("id", "=", id).execute();
}

/** Ends a job: done, or failed with the reason. */
export async function closeJob(db: Db, id: number, error: string | null = null): Promise<void> {
  await db
    .updateTable("job")
    .set({ state: error === null ? "done" : "failed", error })
    .where("id", "=", id)
    .execute();
}
