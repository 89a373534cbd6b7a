import { performance } from "node:perf_hooks";
import { afterEach, expect, test } from "vitest";
import { openWay } from "../../../src/bot/work/way.ts";
import { type Branch, openBranch } from "../../helpers/branch.ts";

let branch: Branch;
afterEach(() => branch.close());

function work(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

/** How long the pieces of some work are followed by a rest, so many milliseconds after the last message. */
async function restsOf(piecesMs: readonly number[], afterMs = 0): Promise<number[]> {
  const rests: number[] = [];
  const heard = performance.now();
  const giveWay = openWay(branch.deps.db, { now: () => heard + afterMs, rest: async (ms) => rests.push(ms) });
  for (const ms of piecesMs) {
    work(ms);
    await giveWay();
  }
  return rests;
}

test("while members write, long work rests 39 times as long as it kept the thread, and never long", async () => {
  branch = await openBranch();
  await (await branch.member("李红")).says("今天集中学习 15人");
  const [short = 0, long] = await restsOf([2, 60]);
  expect(short).toBeGreaterThanOrEqual(78);
  expect(long).toBe(200);
});

test("where nobody wrote for a second, long work goes on at once", async () => {
  branch = await openBranch();
  expect(await restsOf([4, 60])).toEqual([]);
  await (await branch.member("李红")).says("今天集中学习 15人");
  expect(await restsOf([4, 60], 1000)).toEqual([]);
});
