import { type Selectable, sql } from "kysely";
import { noteLeft } from "./left.ts";
import type { Db, JobTable } from "./schema.ts";
import { getId, query } from "./statement.ts";

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

/** Work still to do, oldest first; drawing of what goes out by the clock comes last. */
export async function findJobs(db: Db): Promise<JobRow[]> {
  return queued(db, {});
}

const queued = query((db) =>
  db
    .selectFrom("job")
    .selectAll()
    .where("state", "=", sql.lit("queued"))
    .orderBy(sql`case when kind = 'draw' then 1 else 0 end`)
    .orderBy("id")
    .limit(sql.lit(100)),
);

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
