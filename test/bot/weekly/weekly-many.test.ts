import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { decide } from "../../../src/bot/duties/conditions.ts";
import { saveRota } from "../../../src/bot/plans/rota.ts";
import { addPlan } from "../../../src/bot/plans.ts";
import { pushWeekly } from "../../../src/bot/weekly/push.ts";
import { emptyText, weeklyOf, weeklyText } from "../../../src/bot/weekly.ts";
import type { Day } from "../../../src/ledger/activity.ts";
import { addDays } from "../../../src/ledger/calendar.ts";
import { insertActivity } from "../../../src/store/activities.ts";
import { bindChat } from "../../../src/store/chats.ts";
import { getMark, setMark } from "../../../src/store/marks.ts";
import { savePromises } from "../../../src/store/promises.ts";
import type { Trx } from "../../../src/store/schema.ts";
import { writing } from "../../../src/store/transaction.ts";
import { type Branch, openBranch } from "../../helpers/branch.ts";
import { pushes, queued } from "../../helpers/pushed.ts";
import { newBranch, studySession } from "../../helpers/stores.ts";

/** More than are queued in one commit, and so many that they are made in a thread where it can read the file. */
const BRANCHES = 255;
const WEEK = { first: "2026-06-15", last: "2026-06-21" } as const;

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function manyBranches(dataDir?: string): Promise<{ branch: Branch; organisations: number[] }> {
  const branch = await openBranch("第一党支部", "2026-06-15 10:00", dataDir);
  closing.push(() => branch.close());
  const organisations: number[] = [];
  await writing(branch.deps.db, async (trx) => {
    for (let n = 0; n < BRANCHES; n++) organisations.push(await filled(trx, n));
  });
  branch.at("2026-06-22 08:40");
  return { branch, organisations };
}

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "taizhang-weekly-"));
  closing.push(() => rmSync(made, { recursive: true }));
  return made;
}

/** The n-th branch has what its number says, so that hardly two are alike. */
async function filled(db: Trx, n: number): Promise<number> {
  const one = await newBranch(db, `支部${n}`, `成员${n}`);
  const { organisation, person } = one;
  await bindChat(db, { key: `telegram:-${n + 1000}`, organisationId: organisation, now: "2026-06-15T02:00:00.000Z" });
  let told = 0;
  const held = (kind: string, start: Day) =>
    insertActivity(db, studySession(one, { kinds: [kind], start, sourceKey: `terminal:${n}/${++told}` }));
  if (n % 3 === 0) for (const day of ["2025-05-04", "2026-06-17", "2026-03-02"] as const) await held("集中学习", day);
  if (n % 2 === 0) await held("党课", "2026-05-06");
  if (n % 10 === 0) await held("党课", "2026-06-03");
  if (n % 4 === 0) await addPlan(db, organisation, { day: "2026-06-28", kind: "主题党日", title: `计划${n}` });
  if (n % 6 === 0) await decide(db, organisation, { 支委会: true });
  if (n % 7 === 0) await saveRota(db, organisation, { people: [person], monday: "2026-06-22", skipped: [] });
  if (n % 5 === 0) {
    const promises = [
      { text: "上党课", kind: "党课", minimum: 2, per: "year", deadline: "2026-06-30" },
      { text: "改造活动室", kind: null, minimum: 1, per: "year", deadline: "2026-06-30" },
    ] as const;
    const by = { at: "2026-01-05T00:00:00.000Z", personId: null, sourceKey: null, salt: "s" };
    await savePromises(db, { organisation, year: 2026, source: "x", promises }, by);
  }
  return organisation;
}

test.for([
  ["in this thread", { isKept: false, isWriting: false }],
  ["in this thread while members write", { isKept: false, isWriting: true }],
  ["in a thread beside", { isKept: true, isWriting: false }],
  ["in a thread beside while members write", { isKept: true, isWriting: true }],
] as const)("each of many branches is told its own %s, word for word as it would be told alone", async ([, how]) => {
  const { branch, organisations } = await manyBranches(how.isKept ? folder() : undefined);
  if (how.isWriting) await (await branch.member("李红")).says("今天集中学习 15人");
  await pushes(branch);
  await pushes(branch);

  const told = new Map((await queued(branch.deps.db, "week:")).map(({ chat, text }) => [chat, text]));
  expect(told.size).toBe(BRANCHES);
  for (const [n, organisation] of organisations.entries()) {
    const weekly = await weeklyOf(branch.deps, organisation, { week: WEEK, on: addDays(WEEK.last, 1) });
    const alone = weekly.summary.records.length === 0 ? emptyText(weekly) : weeklyText(weekly);
    expect(told.get(`-${n + 1000}`)).toBe(alone);
  }
  const all = told.get("-1000");
  expect(all).toContain("支部0 周报 2026年第25周（6月15日至6月21日）\n做了 1 次：");
  expect(all).toContain("集中学习 2次（1次），党课 2次");
  expect(all).toContain("6月28日（周日） 主题党日《计划0》");
  expect(all).toMatch(/6月30日前要办：[^\n]*支委会/);
  expect(all).toMatch(/前要办：.*、承诺2 改造活动室/);
  expect(all).toContain("领学：6月22日（周一） 成员0");
  expect(told.get("-1005")).toContain("承诺1 党课、承诺2 改造活动室");
  expect(told.get("-1001")).not.toMatch(/集中学习|计划|支委会|承诺|领学/);
  expect(told.get("-1001")).toMatch(/没有登记活动。\n6月30日前要办：[^\n]*党课/);
});

test("made beside by two programs at a time each is told once", async () => {
  const { branch } = await manyBranches(folder());
  const options = { deps: branch.deps, channels: new Set(["telegram"]), note: () => {} };
  const counts = await Promise.all([pushWeekly(options), pushWeekly(options)]);
  expect(counts[0] + counts[1]).toBe(BRANCHES);
  expect(await queued(branch.deps.db, "week:")).toHaveLength(BRANCHES);
});

test("where the thread fails at a branch, what was made is told, and the rest as soon as it can be", async () => {
  const { branch, organisations } = await manyBranches(folder());
  const { db } = branch.deps;
  const rota = `rota:${organisations[BRANCHES - 3]}`;
  const before = await getMark(db, rota);
  await setMark(db, rota, "damaged");
  await expect(pushes(branch)).rejects.toThrow("周报没有生成");
  expect(await queued(db, "week:")).toHaveLength(200);

  await setMark(db, rota, before ?? "");
  await pushes(branch);
  expect(new Set((await queued(db, "week:")).map(({ key }) => key)).size).toBe(BRANCHES);
});
