import { expect, test } from "vitest";
import { openJobs } from "../../../src/bot/work/jobs.ts";
import { WORK } from "../../../src/bot/work/slow-work.ts";
import { addJob } from "../../../src/store/jobs.ts";
import { openBranch } from "../../helpers/branch.ts";
import { queuedJobs } from "../../helpers/queued-jobs.ts";

const CREATED = "2026-11-23T02:00:00.000Z";

test("work that was left damaged fails and is told of, and the next is done", async () => {
  const branch = await openBranch();
  const { db } = branch.deps;
  const told: string[] = [];
  const jobs = openJobs(branch.deps, { onStart: () => {}, onDone: () => {}, onError: (_, about) => told.push(about) });
  const damaged = ["{", "null", "[]", '{"chat":7,"key":"k","channel":"lark"}'];
  const kinds = [...WORK.keys(), "no-such-work"];
  for (const kind of kinds) for (const payload of damaged) await addJob(db, { kind, payload, created_at: CREATED });
  const payload = JSON.stringify({ sha256: "a".repeat(64) });
  const whole = await addJob(db, { kind: "forget-bytes", payload, created_at: CREATED });
  jobs.wake();
  await jobs.idle();
  await jobs.close();
  expect(await queuedJobs(db)).toEqual([]);
  const left = await db.selectFrom("job").select(["id", "state", "error"]).orderBy("id").execute();
  expect(left.map(({ state }) => state)).toEqual(Array(kinds.length * damaged.length).fill("failed"));
  expect(new Set(left.map(({ error }) => error))).toEqual(new Set(["damaged", "unknown"]));
  expect(told).toHaveLength(left.length);
  expect(left.map(({ id }) => id)).not.toContain(whole);
  await branch.close();
});

test("work that breaks stays and is told of", async () => {
  const branch = await openBranch();
  const told: string[] = [];
  const jobs = openJobs(branch.deps, { onStart: () => {}, onDone: () => {}, onError: (_, about) => told.push(about) });
  const { db } = branch.deps;
  await db.schema.alterTable("attachment").renameTo("lost").execute();
  await addJob(db, { kind: "forget-bytes", payload: JSON.stringify({ sha256: "a".repeat(64) }), created_at: CREATED });
  jobs.wake();
  await jobs.idle();
  await jobs.close();
  expect(told).toEqual(["job 1 (forget-bytes)"]);
  expect((await queuedJobs(db)).map(({ kind }) => kind)).toEqual(["forget-bytes"]);
  await branch.close();
});
