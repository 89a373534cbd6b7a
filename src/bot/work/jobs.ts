import { closeJob, dropJob, findJob, type JobRow } from "../../store/jobs.ts";
import type { Db } from "../../store/schema.ts";
import { writing } from "../../store/transaction.ts";
import type { Deps } from "../call.ts";
import { parsed } from "./payload.ts";
import { type Look, openPump, type Pump } from "./pump.ts";
import type { Around, Ended } from "./slow-work.ts";

/** One that could not be ended is done again after this. */
const LOOK_AGAIN_MS = 60_000;

type JobOptions = Pick<Around, "onStart" | "onDone"> & {
  readonly onError: (error: unknown, about: string) => void;
};

/** Does slow work outside of every transaction, one job after the other; a restart goes on where it stopped. */
export function openJobs(deps: Deps, options: JobOptions): Pump {
  return openPump({
    look: () => look(deps, options),
    againMs: LOOK_AGAIN_MS,
    onError: (error) => options.onError(error, "jobs"),
  });
}

async function look(deps: Deps, options: JobOptions): Promise<Look> {
  let found: Look = "empty";
  const tried = new Set<number>();
  for (let job = await next(deps.db, tried); job !== undefined; job = await next(deps.db, tried)) {
    const about = `job ${job.id} (${job.kind})`;
    try {
      await finish(deps, job, { ...options, report: (error) => options.onError(error, about) });
    } catch (error) {
      found = "waits";
      options.onError(error, about);
    }
  }
  return found;
}

/** Looked for anew after each, so that somebody who waits comes before a long row of pictures. */
async function next(db: Db, tried: Set<number>): Promise<JobRow | undefined> {
  const job = await findJob(db, tried);
  if (job !== undefined) tried.add(job.id);
  return job;
}

async function finish(deps: Deps, job: JobRow, around: Around): Promise<void> {
  const ended = await workAt(deps, job, around);
  await writing(deps.db, async (trx) => {
    await ended.keep?.(trx);
    if (ended.traceless === true) await dropJob(trx, job.id);
    else await closeJob(trx, job.id, ended.error ?? null);
  });
  around.onDone();
}

async function workAt(deps: Deps, { kind, payload }: JobRow, around: Around): Promise<Ended> {
  const { WORK } = await import("./slow-work.ts");
  const work = WORK.get(kind);
  if (work !== undefined) return work(deps, parsed(payload), around);
  around.report(new Error("this program knows no such work"));
  return { error: "unknown" };
}
