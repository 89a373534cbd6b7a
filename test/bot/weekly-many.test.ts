import { afterEach, beforeEach, expect, test } from "vitest";
import { decide } from "../../src/bot/conditions.ts";
import { addPlan } from "../../src/bot/plans.ts";
import { saveRota } from "../../src/bot/rota.ts";
import { emptyText, weeklyOf, weeklyText } from "../../src/bot/weekly.ts";
import type { Day } from "../../src/ledger/activity.ts";
import { insertActivity } from "../../src/store/activities.ts";
import { savePromises } from "../../src/store/promises.ts";
import { writing } from "../../src/store/transaction.ts";
import { type Branch, openBranch } from "../helpers/branch.ts";
import { bound, pushes, queued } from "../helpers/pushed.ts";
import { newBranch, studySession } from "../helpers/stores.ts";

/** More than are queued in one commit. */
const BRANCHES = 105;
const WEEK = { first: "2026-06-15", last: "2026-06-21" } as const;

let branch: Branch;
beforeEach(async () => {
  branch = await openBranch("第一党支部", "2026-06-15 10:00");
});
afterEach(() => branch.close());

/** The n-th branch has what its number says, so that hardly two are alike. */
async function filled(n: number): Promise<number> {
  const { db } = branch.deps;
  const one = await newBranch(db, `支部${n}`, `成员${n}`);
  const { organisation, person } = one;
  await bound(branch, `-${n + 1000}`, organisation);
  let told = 0;
  const held = (kind: string, start: Day) =>
    insertActivity(db, studySession(one, { kinds: [kind], start, sourceKey: `terminal:${n}/${++told}` }));
  if (n % 3 === 0) for (const day of ["2025-05-04", "2026-06-17", "2026-03-02"] as const) await held("集中学习", day);
  if (n % 2 === 0) await held("党课", "2026-05-06");
  if (n % 10 === 0) await held("党课", "2026-06-03");
  if (n % 4 === 0) await addPlan(db, organisation, { day: "2026-06-28", kind: "主题党日", title: `计划${n}` });
  if (n % 6 === 0) await decide(db, organisation, "支委会", true);
  if (n % 7 === 0) await saveRota(db, organisation, { people: [person], monday: "2026-06-22" });
  if (n % 5 === 0) {
    const promises = [
      { text: "上党课", kind: "党课", minimum: 2, per: "year", deadline: "2026-06-30" },
      { text: "改造活动室", kind: null, minimum: 1, per: "year", deadline: "2026-06-30" },
    ] as const;
    const by = { at: "2026-01-05T00:00:00.000Z", personId: null, sourceKey: null, salt: "s" };
    await writing(db, (trx) => savePromises(trx, { organisation, year: 2026, source: "x", promises }, by));
  }
  return organisation;
}

test("each of many branches is told its own, word for word as it would be told alone", async () => {
  const organisations: number[] = [];
  for (let n = 0; n < BRANCHES; n++) organisations.push(await filled(n));
  branch.at("2026-06-22 08:40");
  await pushes(branch);
  await pushes(branch);

  const told = new Map((await queued(branch.deps.db, "week:")).map(({ chat, text }) => [chat, text]));
  expect(told.size).toBe(BRANCHES);
  for (const [n, organisation] of organisations.entries()) {
    const weekly = await weeklyOf(branch.deps.db, branch.deps, organisation, WEEK);
    const alone = weekly.summary.records.length === 0 ? emptyText(weekly) : weeklyText(weekly);
    expect(told.get(`-${n + 1000}`)).toBe(alone);
  }
  const all = told.get("-1000");
  expect(all).toContain("支部0 周报 2026年第25周（6月15日至6月21日）\n做了 1 次：");
  expect(all).toContain("集中学习 2次（1次），党课 2次");
  expect(all).toContain("6月28日（周日） 主题党日《计划0》");
  expect(all).toMatch(/6月30日前要办：[^\n]*支委会/);
  expect(all).toContain("前要办：承诺2 改造活动室");
  expect(all).toContain("领学：6月22日（周一） 成员0");
  expect(told.get("-1005")).toContain("承诺1 党课、承诺2 改造活动室");
  expect(told.get("-1001")).not.toMatch(/集中学习|计划|支委会|承诺|领学/);
  expect(told.get("-1001")).toMatch(/没有登记活动。\n6月30日前要办：[^\n]*党课/);
});
