import { afterEach, beforeEach, expect, test } from "vitest";
import { bindChat } from "../../../src/store/chats.ts";
import { type Branch, type Member, openBranch } from "../../helpers/branch.ts";
import { enrolled } from "../../helpers/people.ts";

let branch: Branch;
let zhang: Member;
beforeEach(async () => {
  branch = await openBranch();
  zhang = await branch.member("张三");
  await zhang.says("10月10日志愿服务 清扫 12人 2小时");
  await zhang.says("10月20日志愿服务 助老 8人");
  await zhang.says("11月10日志愿服务 植树 5人");
  await zhang.says("11月12日党课 20人");
});
afterEach(() => branch.close());

test("a question names a kind and a month, and gets their numbers and records", async () => {
  const { text, records } = await zhang.says("查一下10月份志愿服务总人数");
  expect(text).toContain("志愿服务：2次，20人次，2小时");
  expect(records).toEqual([1, 2]);
});

test("a question without a period is about this year", async () => {
  expect((await zhang.says("今年党课上了几次？")).text).toContain("党课：1次");
});

test.each(["到目前为止志愿服务几次", "截至今天志愿服务多少次", "志愿服务今年搞了几期"])(
  "%s is about this year",
  async (words) => {
    expect((await zhang.says(words)).text).toContain("志愿服务：3次");
  },
);

test.each(["党课今年上了几堂", "11月12日党课讲的什么内容"])("%s is asked, and logs nothing", async (words) => {
  expect(await zhang.says(words)).toMatchObject({ outcome: "answered" });
  expect((await zhang.says("党课几次")).text).toContain("党课：1次");
});

test.each([
  ["上个月做了什么", "志愿服务：2次", "党课"],
  ["上月", "志愿服务：2次", "党课"],
  ["10月份的记录", "#2 10月20日", "#3"],
  ["查一下11月的记录", "党课：1次", "#2"],
  ["3月", "没有记录", "次"],
])("%s is about that period alone", async (words, told, other) => {
  const { text, outcome } = await zhang.says(words);
  expect(outcome).toBe("answered");
  expect(text).toContain(told);
  expect(text).not.toContain(other);
});

test.each(["？", "谁没参加", "今年谁没参加", "多少", "张三参加了几次？"])(
  "%s is answered with how to ask, and not with the whole year",
  async (words) => {
    const { text } = await zhang.says(words);
    expect(text).toBe("没有读懂要问什么。可以这样问：今年党课几次、上月的记录。看全年请发“统计”。");
  },
);

test("a question in a word that several kinds share gets the lines of these kinds alone", async () => {
  await zhang.says("11月13日集中学习 党章 15人");
  await zhang.says("11月14日支委会 议定3项 5人");
  const studied = (await zhang.says("今年学习了几次？")).text;
  expect(studied).toContain("集中学习：1次");
  expect(studied).not.toMatch(/志愿服务|支委会/);
  expect((await zhang.says("今年一共学了多少小时")).text).toContain("集中学习：1次");
  expect((await zhang.says("发一份今年的台账")).text).toContain("报告和台账的文件由书记生成");
  expect((await zhang.says("今年开了几次会")).text).toMatch(/2026 年：\n支委会：1次.*\n#6 /);
});

test("whom volunteers served is told and counted apart from who came", async () => {
  expect((await zhang.says("11月16日志愿服务 义务磨刀 9人 服务居民70余人次")).text).toContain("9人 · 受益 70余人次");
  expect((await zhang.says("改 受益 75人次")).text).toContain("9人 · 受益 75人次");
  expect((await zhang.says("11月志愿服务人次")).text).toContain("志愿服务：2次，14人次，受益75人次");
});

test("in a group a question gets numbers, and lists of records come in private", async () => {
  const li = await enrolled(branch, "7", { name: "李四" });
  const bound = { key: "telegram:-9", organisationId: branch.organisation, now: "2026-11-20" };
  await bindChat(branch.deps.db, bound);
  expect((await li.saysIn("-9", "今年党课上了几次？")).text).toMatch(/党课：1次，20人次$/);
  for (const words of ["最近", "本月", "帮助"]) {
    const said = await li.saysIn("-9", words);
    expect(said.replies.map(({ to }) => to?.chat)).toEqual([undefined, "7"]);
    expect(said.replies[0]?.text).toContain("已私下回复您");
  }
});

test("what concerns members is told in people, as the report tells it", async () => {
  await zhang.says("11月12日确定积极分子2名");
  const { text } = await zhang.says("统计");
  expect(text).toContain("积极分子人数 2名");
  expect(text).not.toContain("积极分子 1次");
});

test.each(["去年统计", "统计 去年", "统计去年", "看看去年的", "统计 2025"])("%s is about last year", async (words) => {
  await zhang.says("2025年10月10日文体活动 12人");
  const { text } = await zhang.says(words);
  expect(text).toMatch(/^第一党支部 2025 年：\n文体活动 1次$/);
});

test("who asks what they did themselves does not get what others did", async () => {
  const li = await branch.member("李四");
  await zhang.says("11月10日交心得体会2篇");
  await li.says("11月11日交心得体会3篇");
  expect((await zhang.says("我今年交了几篇心得")).text).toMatch(/^您参加的 2026 年：\n心得体会：1次，2篇\n#5 [^\n]*$/);
  expect((await li.says("我这个月做了几件事")).records).toEqual([6]);
  expect((await li.says("我们支部交了几篇心得")).text).toContain("心得体会：2次，2人次，5篇");
  expect((await li.says("我想问心得交了几篇")).text).toContain("5篇");
});

test("我的 shows the newest, says so, and shows a month or another year whole", async () => {
  for (let day = 1; day <= 12; day++) await zhang.says(`9月${day}日交心得体会1篇`);
  await zhang.says("2025年3月1日交心得体会1篇");
  const { text, records } = await zhang.says("我的");
  expect(text).toContain("您今年记了 16 条，最近 10 条（更早的请写月份，如“我的 3月”）：");
  expect(records).toHaveLength(10);
  expect((await zhang.says("我的 9月")).records).toHaveLength(12);
  expect((await zhang.says("我的 2025")).text).toContain("您 2025 年记了 1 条：");
  expect((await zhang.says("我的2025年3月")).records).toEqual([17]);
  expect((await zhang.says("我的记录")).records).toEqual(records);
  expect((await zhang.says("最近的记录")).records).toHaveLength(10);
  expect((await zhang.says("本月记录")).records).toEqual([3, 4]);
});

test("为什么 is about the running year in January too, and says how to see the one that is reported on", async () => {
  await zhang.says("2026年11月3日支委会 20人");
  branch.at("2027-01-10 10:00");
  await zhang.says("昨天支委会 18人");
  const { text } = await zhang.says("为什么 支委会");
  expect(text).toMatch(/^2027 年 支委会：1次/);
  expect(text).toContain("看上一年的请发“为什么 2026 支委会”。");
  expect((await zhang.says("为什么 2026 支委会")).text).toMatch(/^2026 年 支委会：1次/);
});

test("为什么 takes 去年, and tells in private that it knows no such number", async () => {
  expect((await zhang.says("为什么 去年 志愿服务")).text).toContain("2025 年 志愿服务：");
  expect((await zhang.says("为什么 今年的志愿服务")).text).toContain("志愿服务");
  expect((await zhang.says("为什么 天气")).text).toContain("没有叫“天气”的数字");
});

test("a kind without records is said to have none", async () => {
  expect((await zhang.says("10月份党课有几次？")).text).toContain("党课：没有记录");
});

test("a very long title is kept whole and shown cut", async () => {
  const said = await zhang.says(`昨天集中学习 ${"学习材料".repeat(100)} 15人`);
  expect(said.outcome).toBe("logged");
  expect(said.text.length).toBeLessThan(300);
});

test("what was stated by hand is marked as such, and a question tells both it and the records", async () => {
  const secretary = await branch.member("王五", "secretary");
  await secretary.says("填 志愿服务 40");
  await secretary.says("填 党员人数 32");
  const year = (await zhang.says("统计")).text.split("\n");
  expect(year).toContain("志愿服务 40次（人工填写）");
  expect(year).toContain("党员人数 32名（人工填写）");
  expect(year).toContain("党课 1次");
  const told = "以上按记录算；报告里用的是人工填写的：志愿服务 40次。";
  const asked = (await zhang.says("今年志愿服务几次")).text;
  expect(asked).toContain("志愿服务：3次，25人次，2小时");
  expect(asked).toContain(told);
  for (const words of ["10月份志愿服务几次", "我今年志愿服务几次", "今年党课几次", "去年志愿服务几次"])
    expect((await zhang.says(words)).text).not.toContain("人工填写");
});

test.each([
  "上次党课啥时候",
  "党课最近一次是哪一天",
  "上一次党课讲的什么内容",
  "最后一回党课",
  "多久没上党课了",
  "上次党课来了多少人",
])("%s is answered with the newest one, in whatever year it was", async (words) => {
  branch.at("2027-02-01 10:00");
  const { text, outcome, records } = await zhang.says(words);
  expect(outcome).toBe("answered");
  expect(records).toEqual([4]);
  expect(text).toBe("第一党支部最近一次党课：\n#4 2026年11月12日（周四） 党课 20人");
});

test("of what was never held the last time is said not to be known, and a named period is told whole", async () => {
  expect((await zhang.says("上次支委会是几号")).text).toBe("第一党支部支委会：去年和今年没有记录。");
  expect((await zhang.says("我最近一次志愿服务是哪天")).text).toMatch(/^您参加的最近一次志愿服务：\n#3 /);
  expect((await zhang.says("10月志愿服务是哪天搞的")).records).toEqual([1, 2]);
});

test("when something was held first is told by the year's records", async () => {
  expect((await zhang.says("第一次志愿服务是什么时候")).text).toContain("10月10日");
});
