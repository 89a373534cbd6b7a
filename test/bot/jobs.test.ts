import { expect, test } from "vitest";
import { openJobs } from "../../src/bot/jobs.ts";
import { addJob, findJobs } from "../../src/store/jobs.ts";
import { openBranch } from "../helpers/branch.ts";

test("a job that cannot be read stays and is told of, and the next one is done", async () => {
  const branch = await openBranch();
  const told: string[] = [];
  const jobs = openJobs(branch.deps, { onStart: () => {}, onDone: () => {}, onError: (_, about) => told.push(about) });
  const created_at = "2026-11-23T02:00:00.000Z";
  await addJob(branch.deps.db, { kind: "picture", payload: "{", created_at });
  const payload = JSON.stringify({ sha256: "a".repeat(64) });
  await addJob(branch.deps.db, { kind: "forget-bytes", payload, created_at });
  jobs.wake();
  await jobs.idle();
  expect(told).toEqual(["job 1 (picture)"]);
  expect((await findJobs(branch.deps.db)).map(({ kind }) => kind)).toEqual(["picture"]);
  await jobs.close();
  await branch.close();
});
