import { findJob, type JobRow } from "../../src/store/jobs.ts";
import type { Db } from "../../src/store/schema.ts";

/** All work still to do, in the order in which it is done. */
export async function queuedJobs(db: Db): Promise<JobRow[]> {
  const found: JobRow[] = [];
  const seen = new Set<number>();
  for (let job = await findJob(db, seen); job !== undefined; job = await findJob(db, seen)) {
    found.push(job);
    seen.add(job.id);
  }
  return found;
}
