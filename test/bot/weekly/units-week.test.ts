import { afterEach, beforeEach, expect, test } from "vitest";
import { draftOf } from "../../../src/bot/drafts/drafting.ts";
import { openSummaries } from "../../../src/bot/weekly/summary.ts";
import { type Branch, type Member, openBranch } from "../../helpers/branch.ts";
import { type Account, enrolled, organisation } from "../../helpers/people.ts";
import { bound, pushes, queued } from "../../helpers/pushed.ts";

let tree: Branch;
let above: Member;
let zhang: Account;
let li: Account;
beforeEach(async () => {
  tree = await openBranch("示范党总支", "2026-11-18 10:00");
  above = await tree.member("王五", "secretary");
  const unit = (name: string) => organisation(tree, `示范党总支 > ${name}`);
  zhang = await enrolled(tree, "zhang", { name: "张三", role: "secretary", organisation: await unit("第一党支部") });
  li = await enrolled(tree, "li", { name: "李四", role: "secretary", organisation: await unit("第二党支部") });
});
afterEach(() => tree.close());

/** The newest summary of a group. */
async function summary(): Promise<string | undefined> {
  await pushes(tree);
  return (await queued(tree.deps.db, "week:")).at(-1)?.text;
}

test("a group that was merged into another one lacks nothing", async () => {
  const branch = await openBranch("第三党支部", "2026-11-18 10:00");
  const chief = await branch.member("周八", "admin");
  const groups = ["第一党小组", "第二党小组"];
  for (const [n, name] of groups.entries()) {
    const id = await organisation(branch, `第三党支部 > ${name}`);
    const one = await enrolled(branch, `g${n}`, { name: `吴${n}`, organisation: id });
    if (n === 0) await one.says("今天党小组会 8人");
  }
  expect((await chief.says("义务")).text).toContain("还没有记录的是 第二党小组");
  await chief.says("并入 第二党小组 到 第一党小组");
  expect((await chief.says("是")).text).toContain("已并入");
  expect((await chief.says("义务 党小组会")).text).toContain("●·");
  await branch.close();
});

test("a general branch hears what its branches did in numbers, each event once and none by whom", async () => {
  await bound(tree);
  await zhang.says("今天集中学习 党章 15人 2小时");
  await li.says("昨天党课 讲党史 12人");
  await li.says("今天党课 讲党史下篇 12人");
  await above.says("今天总支扩大会议 40人");
  await above.says("参加 #4 第一党支部15人、第二党支部12人");
  tree.at("2026-11-23 08:40");
  const told = await summary();
  expect(told).toContain("做了 1 次：\n· #4 11月18日（周三） 总支扩大会议 40人\n");
  expect(told).toMatch(/^含下级这一周共 4 次：党课 2次，党总支（扩大）会议 1次，.*集中学习 1次。$/m);
  expect(told).toContain("2026 年本级累计：");
  expect(told).not.toMatch(/第一党支部|第二党支部|党章|党史/);
  for (const words of ["周报 上周", "周报 上周含下级"])
    expect((await above.says(words)).text).toContain("含下级这一周共 4 次");
  expect((await zhang.says("周报 上周")).text).not.toContain("含下级");
});

test("a week in which only branches did something is not empty", async () => {
  await bound(tree);
  await above.says("周报 空周 不发");
  await zhang.says("今天集中学习 党章 15人");
  tree.at("2026-11-23 08:40");
  expect(await summary()).toContain("本级这一周没有登记活动。\n含下级这一周共 1 次：集中学习 1次。");
  tree.at("2026-11-30 08:40");
  await pushes(tree);
  expect(await queued(tree.deps.db, "week:1:")).toHaveLength(1);
});

test("the numbers of a week with all below are those of a draft with sub-units", async () => {
  const lines: readonly (readonly [Member | Account, string])[] = [
    [zhang, "1月5日集中学习和研讨交流 15人 2小时"],
    [zhang, "1月6日志愿服务 3次 20人次"],
    [li, "1月6日志愿服务 清扫 8人"],
    [li, "1月7日总支会议 8人"],
    [above, "1月8日总支会议 8人 议定2项"],
    [above, "1月8日走访慰问 4户"],
    [li, "1月9日党建工作会议暨党风廉政建设工作会议 约30人"],
  ];
  for (const [who, line] of lines) await who.says(line);
  await above.says("参加 #5 第一党支部");
  const { deps, organisation: root } = tree;
  const wanted = { organisation: root, year: 2026, withSubUnits: true, madeAt: deps.clock() };
  const made = await draftOf(deps.db, deps, wanted);
  if (!made.ok) throw new Error(made.faults.join());
  const values = new Map(made.draft.values.map(({ label, display }) => [label, display]));
  const [told] = await openSummaries(deps, { first: "2026-01-05", last: "2026-01-11" })(deps.db, [root]);
  expect(told?.below?.count).toBe(7);
  expect(told?.below?.numbers.length).toBe(6);
  for (const { label, display } of told?.below?.numbers ?? [])
    expect([label, display]).toEqual([label, values.get(label)]);
});
