import { afterEach, beforeEach, expect, test } from "vitest";
import { type Branch, type Member, openBranch } from "../../helpers/branch.ts";
import { enrolled, organisation } from "../../helpers/people.ts";
import { bound, GROUP, reminders } from "../../helpers/pushed.ts";

let branch: Branch;
let zhang: Member;
let secretary: Member;
beforeEach(async () => {
  branch = await openBranch("第一党支部", "2026-11-09 10:00");
  zhang = await branch.member("张三");
  secretary = await branch.member("王五", "secretary");
});
afterEach(() => branch.close());

test("义务 is a calendar of what was done, is due and has no record", async () => {
  for (const day of ["2026-01-15", "2026-04-15", "2026-10-15"]) await zhang.says(`${day} 支部党员大会 20人`);
  await zhang.says("2026-11-05 主题党日 20人");
  const { text } = await secretary.says("义务");
  expect(text).toContain("支部党员大会（每季度）●●△●");
  expect(text).toContain("主题党日（每月）××××××××××●·");
  expect(text).toContain("组织生活会（每年）○");
  expect(text).toContain("组织生活会：全年还没有记录，12月31日前");
  expect(text).not.toMatch(/[!！]|排名/);
  expect((await zhang.says("义务")).outcome).toBe("refused");
});

test("one event in December does not repair four quarters", async () => {
  branch.at("2026-12-20 10:00");
  await zhang.says("今天支部党员大会 20人 4次");
  expect((await secretary.says("义务")).text).toContain("支部党员大会（每季度）△△△●");
});

test("what depends on a committee is asked once, and demanded or not by the answer", async () => {
  const asked = await secretary.says("义务");
  expect(asked.text).toContain("有支委会吗？请回复“义务 有支委会”或“义务 没有支委会”");
  expect(asked.text).not.toContain("支委会（每月）");
  expect((await secretary.says("义务 有支委会")).text).toContain("支委会（每月）");
  const told = await secretary.says("义务 没有党小组");
  expect(told.text).not.toMatch(/有(支委会|党小组)吗/);
  expect(told.text).not.toContain("党小组会（");
});

test("what the ledger shows is not asked", async () => {
  await zhang.says("2026-11-05 支委会 5人");
  await organisation(branch, "第一党支部 > 第一党小组");
  const { text } = await secretary.says("义务");
  expect(text).not.toMatch(/有(支委会|党小组)吗/);
  expect(text).toContain("支委会（每月）△△△△△△△△△△●·");
});

test("what the groups of a branch each hold is done for the branch, and a group owes nothing else", async () => {
  branch.at("2026-11-25 10:00");
  const first = await enrolled(branch, "g1", {
    ...{ name: "孙七", role: "secretary" },
    organisation: await organisation(branch, "第一党支部 > 第一党小组"),
  });
  const second = await enrolled(branch, "g2", {
    ...{ name: "周八", role: "secretary" },
    organisation: await organisation(branch, "第一党支部 > 第二党小组"),
  });
  for (const day of ["2026-01-15", "2026-10-15", "2026-11-10"]) await first.says(`${day} 党小组会 8人`);
  await second.says("2026-01-20 党小组会 7人");
  const { text } = await secretary.says("义务");
  expect(text).toContain("党小组会（每月）●△△△△△△△△△○·");
  expect(text).toContain("党小组会：记了 1 次，还没有记录的是 第二党小组\n");
  expect(text).toContain("8月、9月、10月记了 1 次，缺第二党小组（一般要求）");
  expect((await zhang.says("周报")).text).toMatch(/11月30日前要办：.*党小组会/);

  await second.says("今天党小组会 7人");
  expect((await secretary.says("义务")).text).toContain("党小组会（每月）●△△△△△△△△△●·");
  expect((await zhang.says("周报")).text).not.toMatch(/前要办：.*党小组会/);
  const { text: own } = await second.says("义务");
  expect(own).toContain("党小组会（每月）●△△△△△△△△△●·");
  expect(own).not.toMatch(/主题党日|党课|换届|吗？/);
  expect((await second.says("周报")).text).not.toContain("前要办");
});

test("what branches do is not asked of what stands above them, in the calendar, the week and the reminders", async () => {
  const tree = await openBranch("示范党委 > 示范党总支", "2026-11-20 09:30");
  const general = await enrolled(tree, "z", { name: "赵六", role: "secretary" });
  const above = await organisation(tree, "示范党委");
  const committee = await enrolled(tree, "w", { name: "王五", role: "secretary", organisation: above });
  const branchOfMeetings = /主题党日（|党员大会|组织生活会|民主评议|党费|有支委会吗|党小组/;
  const nothing = (await general.says("义务")).text;
  expect(nothing).not.toMatch(branchOfMeetings);
  expect(nothing).toContain("由各支部办");
  expect(nothing).toContain("上次换届是哪一天？");
  expect((await general.says("周报")).text).not.toContain("前要办");
  expect((await general.says("义务 四季度")).text).toBe("2026 年第四季度没有到期的规定动作，发“义务”看全年。");

  const whole = (await committee.says("义务")).text;
  expect(whole).not.toMatch(branchOfMeetings);
  expect(whole).toContain("书记讲党课（每年）○");
  expect(whole).toContain("有理论学习中心组吗？");
  await committee.says("11月3日党课 学习条例 80人");
  expect((await committee.says("义务")).text).toContain("书记讲党课（每年）●");

  await general.says("承诺 今年每月1次主题党日");
  expect((await general.says("义务")).text).toContain("承诺1 主题党日（每月）－－－－－－－－－－○·");
  expect(await reminders(tree, "2026-11-23 09:30")).toEqual([expect.stringContaining("承诺1 主题党日")]);
  await tree.close();
});

test("a committee of the party is elected for five years, a general branch for three, unless one says so", async () => {
  const tree = await openBranch("示范党委 > 示范党总支", "2026-11-20 09:30");
  const general = await enrolled(tree, "z", { name: "赵六", role: "secretary" });
  const above = await organisation(tree, "示范党委");
  const committee = await enrolled(tree, "w", { name: "王五", role: "secretary", organisation: above });
  expect((await committee.says("义务")).text).toContain("按五年一届算");
  expect((await committee.says("义务 换届 2024-06-15")).text).toContain("2029-06-15 前再换届");
  expect((await committee.says("义务 换届 2024-06-15 三年")).text).toContain("2027-06-15 前再换届");
  expect((await general.says("义务 换届 2024-06-15")).text).toContain("2027-06-15 前再换届");
  expect((await general.says("义务 换届 2024-06-15 五年一届")).text).toContain("2029-06-15 前再换届");
  await tree.close();
});

test("a month, a quarter or one duty is shown alone, and nothing is logged", async () => {
  await secretary.says("义务 有支委会");
  const month = (await secretary.says("12月义务")).text;
  expect(month).toContain("第一党支部 2026 年12月义务\n");
  expect(month).toContain("主题党日（每月）·\n");
  expect(month).toContain("组织生活会（每年）○");
  expect(month).not.toContain("11月");
  expect((await secretary.says("义务 10月")).text).not.toContain("组织生活会");
  expect((await secretary.says("义务 四季度")).text).toContain("主题党日（每月）×○·");
  const one = (await secretary.says("义务 支委会")).text;
  expect(one).toContain("支委会（每月）△△△△△△△△△△○·");
  expect(one).not.toContain("党课");
  expect((await secretary.says("义务 13月")).text).toContain("没有这个月");
  expect((await secretary.says("义务 换届")).text).toBe("请写上次换届是哪一天，如：义务 换届 2024-06-15。");
  expect((await secretary.says("义务 读书会")).text).toBe("2026 年没有“读书会”这一项，发“义务”看全年。");
  expect((await secretary.says("最近")).text).not.toContain("#1");
});

test("已线下完成 opens a record whose day is asked", async () => {
  const opened = await secretary.says("已线下完成 支委会");
  expect(opened.outcome).toBe("held");
  expect(opened.text).toMatch(/\n活动是哪一天办的？请回复日期，如 /);
  expect((await secretary.says("11-05")).outcome).toBe("answered");
  expect((await secretary.says("义务")).text).toContain("支委会（每月）△△△△△△△△△△●·");
  expect((await secretary.says("已线下完成")).outcome).toBe("asked");
});

test("what was done with its day is logged at once, however that is said", async () => {
  expect((await secretary.says("主题党日已线下完成")).outcome).toBe("held");
  const { outcome, text } = await secretary.says("已线下完成 党课 11月5日 15人");
  expect(outcome).toBe("logged");
  expect(text).toContain("党课\n11月5日（周四） · 15人");
});

test("the summary says what has to be done soon, until it is done", async () => {
  branch.at("2026-11-23 10:00");
  await secretary.says("2026-11-05 党费 200元");
  expect((await zhang.says("周报")).text).toContain("11月30日前要办：主题党日");
  expect((await zhang.says("周报")).text).not.toMatch(/要办：.*(党费|组织生活会)/);
  await zhang.says("今天主题党日 20人");
  expect((await zhang.says("周报")).text).not.toContain("要办");
});

test("what ends on one day is one line, whatever its period", async () => {
  branch.at("2026-12-28 10:00");
  const { text } = await zhang.says("周报");
  expect(text.split("\n").filter((line) => line.includes("前要办"))).toEqual([
    "12月31日前要办：支部党员大会、党课、主题党日、党费、组织生活会、民主评议党员、谈心谈话",
  ]);
});

test("谈心谈话 is done when each kind of pair has a record, whose words say which; nobody is asked", async () => {
  const talk = await secretary.says("11月5日 书记与委员谈心谈话 2人次");
  expect(talk.text).toContain("支委之间 1次");
  expect(talk.text).not.toContain("？");
  await secretary.says("11月6日 谈心谈话 3人次");
  const gap = (await secretary.says("义务")).text;
  expect(gap).toContain("谈心谈话（每年）○");
  expect(gap).toContain("谈心谈话：记了 2 次，还没有记录的是 支委与党员、党员之间");
  branch.at("2026-12-28 10:00");
  const soon = async () => /前要办：(.*)/.exec((await zhang.says("周报")).text)?.[1]?.split("、");
  expect(await soon()).toContain("谈心谈话");
  branch.at("2027-01-05 10:00");
  expect((await secretary.says("义务 2026")).text).toContain("谈心谈话：全年记了 2 次，缺支委与党员、党员之间");
  await secretary.says("2026-11-07 支委与党员谈心谈话 4人次");
  await secretary.says("2026-11-08 党员之间谈心谈话 6人次");
  expect((await secretary.says("义务 2026")).text).toContain("谈心谈话（每年）●");
  branch.at("2026-12-28 10:00");
  expect(await soon()).not.toContain("谈心谈话");
  expect((await secretary.says("统计 2026")).text).toContain("谈心谈话");
});

test("学时 are shown to the secretary alone, in private, and say what they leave out", async () => {
  const chief = await enrolled(branch, "s", { name: "赵六", role: "secretary" });
  await zhang.says("11月5日 集中学习 党章 张三、王五参加 2小时");
  await zhang.says("11月6日 党课 20人 1小时");
  await zhang.says("11月7日 培训 8学时");
  expect((await zhang.says("义务 学时")).outcome).toBe("refused");
  await bound(branch);
  await chief.saysIn(GROUP, "义务 学时");
  const told = await branch.deps.db
    .selectFrom("outbox")
    .select(["chat"])
    .where("payload", "like", "%学时，只给您看%")
    .execute();
  expect(told.map(({ chat }) => chat)).toEqual(["s"]);
  await chief.says("义务 支委 张三");
  const { text } = await chief.says("义务 学时");
  expect(text).toContain("张三 11（要 56）");
  expect(text).toContain("王五 2（要 56）");
  expect(text).toContain("1 次没有写全参加的人");
});

test("the last election is asked about once, and the next one is a duty of its year", async () => {
  await enrolled(branch, "s", { name: "赵六", role: "secretary" });
  expect((await reminders(branch, "2026-11-23 09:30"))[0]).toContain("上次换届是哪一天");
  expect((await reminders(branch, "2026-11-27 09:30"))[0]).not.toContain("上次换届");
  for (const words of ["义务 换届 2024-13-15", "义务 换届 2027-01-01"]) {
    expect((await secretary.says(words)).outcome).toBe("asked");
  }
  expect((await secretary.says("义务 换届 2023年12月15日")).text).toContain("2026-12-15 前再换届");
  expect((await secretary.says("义务")).text).toContain("换届（12月15日前）○");
  const [told] = await reminders(branch, "2026-12-08 09:30");
  expect(told).toContain("换届：12月15日前，办完请回复“义务 换届 日期”");
  // No record tells of it.
  expect(told).toContain("回复“稍后”下个工作日再提醒；不要提醒请回复“义务 不提醒”。");
  expect((await secretary.says("义务")).text).not.toContain("只问这一次");
  expect((await secretary.says("义务 换届 2026-12-10")).outcome).toBe("asked");
  branch.at("2027-03-01 10:00");
  expect((await secretary.says("义务")).text).toContain("换届：1月1日前");
  expect((await secretary.says("义务 换届 2026-12-10 五年")).text).toContain("2031-12-10");
  expect((await secretary.says("义务")).text).not.toContain("换届（");
});

test("an election that is overdue is said to be, and nobody promises to remind of it in time", async () => {
  const { text } = await secretary.says("义务 换届 2023-03-01");
  expect(text).toContain("2026-03-01 前就要再换届，已经过了。换过的请写最近一次的日期，没有换的请尽快办。");
  expect((await secretary.says("义务")).text).toContain("换届：上次 2023-03-01，2026-03-01 前就要再换届，已经过了");
  expect((await secretary.says("义务 换届 2026-11-09")).text).toContain("2029-11-09 前再换届，到时提醒您");
});
