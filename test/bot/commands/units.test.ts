import { afterEach, beforeEach, expect, test } from "vitest";
import { draftOf } from "../../../src/bot/drafts/drafting.ts";
import { verifyJournal } from "../../../src/store/journal.ts";
import { findOrganisation } from "../../../src/store/organisations.ts";
import { type Branch, type Member, openBranch } from "../../helpers/branch.ts";
import { type Account, enrolled, organisation, toldTo } from "../../helpers/people.ts";

let tree: Branch;
let first: number;
let second: number;
let above: Member;
let zhang: Account;
let li: Account;
let admin: Member;
beforeEach(async () => {
  tree = await openBranch("示范党总支");
  first = await organisation(tree, "示范党总支 > 第一党支部");
  second = await organisation(tree, "示范党总支 > 第二党支部");
  above = await tree.member("王五", "secretary");
  admin = await tree.member("赵六", "admin");
  zhang = await enrolled(tree, "zhang", { name: "张三", role: "secretary", organisation: first });
  li = await enrolled(tree, "li", { name: "李四", role: "secretary", organisation: second });
});
afterEach(async () => {
  expect(await verifyJournal(tree.deps.db)).toMatchObject({ ok: true });
  await tree.close();
});

async function value(unit: number, field: string, withSubUnits = false): Promise<number | null | undefined> {
  const wanted = { organisation: unit, year: 2026, withSubUnits };
  const drafted = await draftOf(tree.deps.db, tree.deps, { ...wanted, madeAt: tree.deps.clock() });
  if (!drafted.ok) throw new Error(drafted.faults.join());
  return drafted.draft.values.find((one) => one.field === field)?.value;
}

test("whoever names branches below in telling an event is shown the words by which it counts once", async () => {
  const said = await above.says("昨天志愿服务 植树 第一党支部15人 第二党支部、机关党员参加");
  const words = "参加 #1 第一党支部15人、第二党支部";
  expect(said.text).toContain(`这几个支部参加了的话，请发“${words}”`);
  expect((await above.says(words)).outcome).toBe("edited");
  expect(await value(tree.organisation, "志愿服务", true)).toBe(1);
  expect(await value(first, "志愿服务人次")).toBe(15);
  expect((await zhang.says("11月3日集中学习 第一党支部15人")).text).not.toContain("这几个支部");
  expect((await above.says("11月4日集中学习 60人")).text).not.toContain("这几个支部");
});

test("an event of the general branch is one above and one in each branch that took part", async () => {
  await above.says("昨天集中学习 二十大报告 60人 2小时");
  const said = await above.says("参加 #1 第一党支部15人、第二党支部");

  expect(said.outcome).toBe("edited");
  expect(said.text).toContain("参加支部：第一党支部、第二党支部");
  expect((await zhang.says("统计")).text).toContain("集中学习 1次");
  expect((await zhang.says("最近")).text).toContain("集中学习《二十大报告》 15人");
  expect((await li.says("统计")).text).toContain("集中学习 1次");
  expect((await above.says("统计 含下级")).text).toContain("集中学习 1次");
  expect((await above.says("统计 本级")).text).toContain("集中学习 1次");
  expect(await value(first, "集中学习人次")).toBe(15);
  expect(await value(second, "集中学习人次")).toBeNull();
  expect(await value(tree.organisation, "集中学习人次", true)).toBe(60);
  expect(await value(first, "集中学习小时")).toBe(2);
});

test("a question counts the branches below where it says so, and says where it did not", async () => {
  await above.says("昨天集中学习 二十大报告 60人 2小时");
  await above.says("参加 #1 第一党支部15人、第二党支部");
  await zhang.says("11月9日集中学习 党章 15人");
  const whole = await above.says("含下级集中学习几次");
  expect(whole).toMatchObject({
    records: [],
    text: expect.stringContaining("（含下级） 2026 年：\n集中学习：2次，75人次"),
  });
  const own = (await above.says("集中学习几次")).text;
  expect(own).toContain("集中学习：1次，60人次");
  expect(own).toContain("只算本级，连同下级请在问题里写上“含下级”。");
  expect((await above.says("第一党支部集中学习几次")).text).toContain("只算本级，没有算“第一党支部”");
  expect((await zhang.says("集中学习几次")).text).not.toContain("只算本级");
});

test("an event changes with a reason alone where a branch that took part has closed its year", async () => {
  await above.says("昨天集中学习 二十大报告 60人 2小时");
  await above.says("参加 #1 第一党支部15人");
  await zhang.says("封账 2026");
  for (const words of ["撤销 #1", "#1 改 日期 2025-11-20"])
    expect(await above.says(words)).toMatchObject({
      outcome: "asked",
      text: expect.stringContaining("“第一党支部”2026 年已经封账"),
    });
  expect(await value(first, "集中学习")).toBe(1);
  expect((await above.says("撤销 #1 原因 没有办")).outcome).toBe("voided");
  expect(await value(first, "集中学习")).toBeNull();
});

test("为什么 with 含下级 lists the records of the branches, for the secretary alone", async () => {
  await zhang.says("昨天集中学习 党章 12人");
  await li.says("昨天集中学习 条例 9人");
  expect((await above.says("为什么 集中学习")).text).toContain("集中学习：没有记录，待填");
  const { text } = await above.says("为什么 集中学习 人次 含下级");
  expect(text).toContain("集中学习（含下级）：21人次（来自 2 条记录）");
  expect(text).toContain("《条例》 9人");
  const member = await tree.member("孙七");
  expect((await member.says("为什么 集中学习 含下级")).outcome).toBe("refused");
});

test("a number stated for a general branch is none of its branches'", async () => {
  await above.says("填 集中学习 30");
  await above.says("填 重点工作项数 6");
  await zhang.says("昨天集中学习 党章 12人");
  expect(await value(tree.organisation, "集中学习")).toBe(30);
  expect(await value(tree.organisation, "集中学习", true)).toBe(1);
  expect(await value(tree.organisation, "重点工作项数", true)).toBe(6);
  const { text } = await above.says("为什么 集中学习 含下级");
  expect(text).toContain("集中学习（含下级）：1次（来自 1 条记录）");
  expect(text).toContain("注意：本级填写的 30次 不含下级，没有采用。");
  expect((await above.asks("生成述职报告 含下级")).text).toContain(
    "请核对：集中学习：本级填写的 30次 不含下级，没有采用。",
  );
});

test("the 人次 of meetings of a general branch are those of the meetings that count", async () => {
  await above.says("昨天总支会议 30人");
  await zhang.says("前天总支会议 9人");
  for (const [field, expected] of [
    ["总支会议", 1],
    ["总支会议人次", 30],
  ] as const)
    expect(await value(tree.organisation, field, true)).toBe(expected);
  expect((await above.says("为什么 总支会议 人次 含下级")).text).toContain("30人次（来自 1 条记录）");
});

test("two drafts with sub-units tell which record of a branch made the difference", async () => {
  await zhang.says("昨天集中学习 党章 12人");
  await above.asks("生成述职报告 含下级");
  await li.says("昨天集中学习 条例 9人");
  expect((await above.asks("对比 草稿1")).text).toContain("#2 2026-11-22 集中学习 《条例》 9人（第二党支部）");
});

test("last year's meetings of a general branch count also where it held none this year", async () => {
  const committee = await openBranch("示范党委");
  const general = await organisation(committee, "示范党委 > 第一党总支");
  const secretary = await enrolled(committee, "qian", { name: "钱八", role: "secretary", organisation: general });
  await secretary.says("2025年11月3日总支会议 9人");
  const wanted = { organisation: committee.organisation, year: 2026, withSubUnits: true, compared: true };
  const template = { name: "模板.md", text: "{{总支会议 上年}}" };
  const drafted = await draftOf(committee.deps.db, committee.deps, {
    ...wanted,
    template,
    madeAt: committee.deps.clock(),
  });
  const text = drafted.ok ? drafted.draft.outline.paragraphs[0]?.runs.map((run) => run.text).join("") : "";
  expect(text).toBe("1次");
  await committee.close();
});

test("the n-th of the year counts what the branch took part in", async () => {
  await above.says("昨天集中学习 二十大报告 60人");
  await above.says("参加 #1 第一党支部");
  expect((await zhang.says("今天集中学习 党章 12人")).text).toContain("本年第 2 次集中学习");
  await above.says("改 类别 党课");
  expect((await zhang.says("统计")).text).toContain("党课 1次");
  expect((await zhang.says("今天集中学习 条例 13人")).text).toContain("本年第 2 次集中学习");
});

test("meetings of the general branch stay its own, and a branch's never become them", async () => {
  await above.says("昨天总支会议 议定3项 9人");
  await above.says("参加 #1 第一党支部");
  await li.says("昨天总支会议 9人");

  expect(await value(first, "总支会议")).toBe(1);
  expect(await value(tree.organisation, "总支会议", true)).toBe(1);
  expect(await value(tree.organisation, "总支会议")).toBe(1);
});

test("a branch that took part is taken out again, and a withdrawn event is gone everywhere", async () => {
  await above.says("昨天集中学习 二十大报告 60人");
  await above.says("昨天党课 40人");
  await above.says("参加 #1 第一党支部、第二党支部");
  await above.says("参加 #2 第一党支部");
  expect((await above.says("未参加 #1 第二党支部")).text).not.toContain("第二党支部");
  await above.says("撤销 #2");

  expect((await zhang.says("统计")).text).toContain("集中学习 1次");
  expect((await zhang.says("统计")).text).not.toContain("党课");
  expect((await li.says("统计")).text).toContain("还没有记录");
});

test("a branch's own record of the event is asked about and not counted twice", async () => {
  await zhang.says("昨天集中学习 二十大报告 15人");
  await above.says("昨天集中学习 二十大报告 60人");

  const asked = await above.says("参加 #2 第一党支部、第二党支部");
  expect(asked.outcome).toBe("asked");
  expect(asked.text).toContain("“第一党支部”自己记过 #1");
  expect(await value(tree.organisation, "集中学习", true)).toBe(2);

  await above.says("参加 #2 第一党支部 同一次");
  expect(await value(first, "集中学习")).toBe(1);
  expect(await value(first, "集中学习人次")).toBe(15);
  expect(await value(tree.organisation, "集中学习", true)).toBe(1);

  expect((await zhang.says("分开 #1")).outcome).toBe("logged");
  expect(await value(tree.organisation, "集中学习", true)).toBe(2);
});

test("a branch that logs an event it was entered for is asked, and counts it once", async () => {
  await above.says("昨天集中学习 二十大报告 60人");
  await above.says("参加 #1 第一党支部15人、第二党支部");

  const asked = await zhang.says("昨天集中学习 二十大报告 16人");
  expect(asked).toMatchObject({ outcome: "asked", records: [2] });
  expect(asked.text).toContain(
    "“示范党总支”记过 #1 11月22日（周日） 集中学习《二十大报告》 60人，写明本支部参加了，是同一次吗",
  );
  expect(await value(first, "集中学习")).toBe(1);
  expect(await zhang.says("是")).toMatchObject({ outcome: "joined", records: [1] });
  expect(await value(first, "集中学习")).toBe(1);
  expect(await value(first, "集中学习人次")).toBe(15);
  expect(await value(tree.organisation, "集中学习人次", true)).toBe(60);

  await li.says("昨天集中学习 二十大报告 9人");
  expect((await li.says("待办")).text).toContain("合并 #3 #1 / 分开 #3");
  expect((await li.says("合并 #3 #1")).outcome).toBe("joined");
  expect(await value(second, "集中学习人次")).toBe(9);

  expect((await zhang.says("分开 #2")).outcome).toBe("logged");
  expect(await value(first, "集中学习")).toBe(2);
  await zhang.says("#2 改 人数 17");
  expect(await value(first, "集中学习")).toBe(2);
});

test("what waits for an event of the general branch counts once the branch did not take part", async () => {
  await above.says("昨天集中学习 二十大报告 60人");
  await above.says("参加 #1 第一党支部、第二党支部");
  await zhang.says("昨天集中学习 二十大报告 16人");
  await li.says("昨天集中学习 二十大报告 9人");
  await li.says("是");
  await above.says("未参加 #1 第一党支部、第二党支部");
  expect(await value(first, "集中学习人次")).toBe(16);
  expect(await value(second, "集中学习人次")).toBe(9);
});

test("two that were said to be two are not asked about again", async () => {
  await zhang.says("昨天集中学习 二十大报告 15人");
  await above.says("昨天集中学习 二十大报告 60人");
  await above.says("参加 #2 第一党支部 另一次");
  expect((await zhang.says("#1 改 人数 16")).outcome).toBe("edited");
  expect(await value(first, "集中学习")).toBe(2);
});

test("who may say it, of what and of whom", async () => {
  await zhang.says("昨天集中学习 二十大报告 15人");
  await above.says("昨天写了心得2篇");
  expect((await zhang.says("参加 #1 第二党支部")).text).toContain("下面没有");
  expect((await above.says("参加 #1 第二党支部")).text).toContain("没有找到");
  expect((await above.says("参加 #2 第二党支部")).text).toContain("自己记");
  const member = await enrolled(tree, "qian", { name: "钱七", organisation: tree.organisation });
  expect((await member.says("参加 #2 第二党支部")).outcome).toBe("refused");
});

test("the table tells the unit of works, which are not counted in 次", async () => {
  await zhang.says("昨天写了心得3篇");
  await above.says("昨天写了心得2篇");
  const { text } = await above.says("各支部");
  expect(text.split("\n").slice(1, 4)).toEqual(["支部｜心得体会（篇）", "示范党总支本级｜2", "第一党支部｜3"]);
});

test("the table shows each unit in the order of the tree, without ranking or shares", async () => {
  await li.says("昨天集中学习 党章 5人");
  await li.says("前天集中学习 条例 5人");
  await zhang.says("昨天党课 20人");
  await above.says("昨天集中学习 二十大报告 60人");
  await above.says("参加 #4 第一党支部");

  const { text } = await above.says("各支部");
  expect(text.split("\n")).toEqual([
    "示范党总支 2026 年各支部（次）：",
    "支部｜集中学习｜党课",
    "示范党总支本级｜1｜—",
    "第一党支部｜1｜1",
    "第二党支部｜2｜—",
    "合计｜3｜1",
    "几个支部同时参加的一次活动，各支部各计一次，合计只计一次。“—”是没有登记。",
  ]);
  expect((await zhang.says("各支部")).text).toContain("没有下级");
});

test("a branch takes no name that another one beside it has", async () => {
  expect((await zhang.says("改名 第二党支部")).outcome).toBe("refused");
  expect((await zhang.says("统计")).text).toContain("第一党支部");
  expect((await zhang.says("改名 机关第一党支部")).outcome).toBe("answered");
  expect((await zhang.says("统计")).text).toContain("机关第一党支部");
});

test("a branch moves under another parent with all it has", async () => {
  await organisation(tree, "示范党总支 > 第三党支部");
  await organisation(tree, "示范党总支 > 第三党支部 > 第一党小组");
  await zhang.says("昨天党课 20人");
  expect((await zhang.says("移动 第一党支部 到 第三党支部")).outcome).toBe("refused");
  expect((await admin.says("移动 第一党支部 到 第三党支部")).text).toContain("不能放在");
  expect((await admin.says("移动 第一党支部 到 示范党总支")).text).toContain("已经在");
  expect((await admin.says("移动 第一党小组 到 第二党支部")).text).toContain("第二党支部 > 第一党小组");
  expect((await zhang.says("统计")).text).toContain("党课 1次");
});

test("a merged branch goes on as the other one, after a 是", async () => {
  await zhang.says("昨天党课 20人");
  await li.says("昨天集中学习 党章 5人");
  await above.says("昨天集中学习 二十大报告 60人");
  await above.says("参加 #3 第一党支部7人 另一次");
  await above.says("参加 #3 第二党支部8人 另一次");
  await zhang.says("计划 12月20日 组织生活会");
  await li.says("计划 12月24日 党课");
  await li.says("领学 名单 李四");
  const before = await yearOfTree();

  const asked = await admin.says("并入 第二党支部 到 第一党支部");
  expect(asked.outcome).toBe("asked");
  expect(asked.text).toContain("成员 1 人");
  expect((await admin.says("不是")).text).toContain("没有办");
  expect((await admin.says("是")).outcome).toBe("ignored");

  await admin.says("并入 第二党支部 到 第一党支部");
  expect((await admin.says("是")).text).toContain("已并入");

  expect(await yearOfTree()).toEqual(before);
  expect((await zhang.says("统计")).text).toContain("集中学习 2次");
  expect(await value(first, "集中学习人次")).toBe(20);
  expect((await zhang.says("计划")).text).toContain("组织生活会（计划1）\n· 12月24日（周四） 党课（计划2）");
  expect((await zhang.says("领学")).text).toContain("李四");
  expect((await zhang.says("今天集中学习 条例 9人")).text).toContain("本年第 3 次集中学习");
  expect(await findOrganisation(tree.deps.db, "第二党支部")).toMatchObject({ found: { id: first } });
  expect(await organisation(tree, "示范党总支 > 第二党支部")).toBe(first);
  expect((await li.says("统计")).text).toContain("第一党支部 2026 年");
  expect((await li.says("历史 #2")).text).toContain("李四 记入");
  expect((await above.says("各支部")).text).not.toContain("第二党支部");
  expect((await admin.says("并入 第二党支部 到 第一党支部")).text).toContain("两个不同的");
});

async function yearOfTree() {
  const wanted = { organisation: tree.organisation, year: 2026, withSubUnits: true };
  const drafted = await draftOf(tree.deps.db, tree.deps, { ...wanted, madeAt: tree.deps.clock() });
  if (!drafted.ok) throw new Error(drafted.faults.join());
  return drafted.draft.values;
}

test("a move is told to the branch's secretary, a merger to those of both, with what went along and what did not", async () => {
  await organisation(tree, "示范党总支 > 第九党总支");
  const moved = await admin.says("移动 第二党支部 到 第九党总支");
  expect(toldTo(moved, "li")).toBe("“第二党支部”改到“第九党总支”下面了，成员、群和记录都不变。");
  await admin.says("并入 第二党支部 到 第一党支部");
  const said = await admin.says("是");
  expect(toldTo(said, "li")).toBe("“第二党支部”已并入“第一党支部”，您在那里是记录员，请和那里的书记对一下。");
  expect(toldTo(said, "zhang")).toContain("人工填写的数字没有合并，请发“填空”看看。");
});

test("an admin above erases a member of a branch below by naming it", async () => {
  expect((await admin.says("抹除 李四")).text).toContain("没有找到成员");
  expect((await admin.says("抹除 第二党支部 李四")).text).toContain("将抹除 李四（");
  const said = await admin.says("是");
  expect(said.text).toContain("数据马上抹除");
  expect(said.replies.some(({ text }) => text.startsWith("“第二党支部”现在没有书记"))).toBe(true);
});

test("a name of another level says that the duties change with it", async () => {
  expect((await zhang.says("改名 机关第一党支部")).text).toBe("“第一党支部”已改名为“机关第一党支部”。");
  expect((await zhang.says("改名 机关党总支")).text).toContain("按名称，它现在是党总支，义务按党总支的来列");
});
