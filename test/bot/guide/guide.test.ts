import { afterEach, beforeEach, expect, test } from "vitest";
import { findActivity } from "../../../src/store/activities.ts";
import { type Branch, openBranch, type Said } from "../../helpers/branch.ts";
import { type Account, enrolled } from "../../helpers/people.ts";

let branch: Branch;
let zhang: Account;
let li: Account;
beforeEach(async () => {
  branch = await openBranch();
  zhang = await enrolled(branch, "张三");
  li = await enrolled(branch, "李四");
});
afterEach(() => branch.close());

/** Presses the newest button of that label, as somebody. */
async function press(who: Account, label: string): Promise<Said> {
  return who.presses(await button(label));
}

async function button(label: string): Promise<string> {
  const rows = await branch.deps.db.selectFrom("outbox").select("payload").orderBy("id", "desc").execute();
  for (const { payload } of rows) {
    const [, id] = new RegExp(`"action":"(\\w+)","label":"${label}"`).exec(payload) ?? [];
    if (id !== undefined) return id;
  }
  throw new Error(`no button ${label}`);
}

test("/cancel ends the questions, and another unknown command is no answer", async () => {
  await zhang.says("/log");
  expect((await zhang.says("/foo")).text).toContain("没有 /foo 这个命令。不记了请发“取消”。");
  expect((await zhang.says("/cancel")).text).toBe("好的，没有记。");
});

test("words that say there is nothing to enter skip the question", async () => {
  await zhang.says("/log");
  await zhang.says("党课");
  await zhang.says("昨天");
  expect((await zhang.says("没有题目")).text).toContain("多少人");
  expect((await zhang.says("记不清了")).text).toBe("党课\n11月22日（周日）\n这样记下吗？");
  await zhang.says("上一步");
  expect((await zhang.says("好些人")).text).toContain("不是准确的人数");
});

test("a half of the day that is typed with the day is kept, in questions, corrections and answers", async () => {
  await zhang.says("昨天上午党课 20人");
  await zhang.says("/log");
  await zhang.says("党课");
  expect((await zhang.says("昨天下午三点")).text).toContain("11月22日（周日）下午");
  await zhang.says("跳过");
  await zhang.says("跳过");
  expect(await zhang.says("记下")).toMatchObject({ outcome: "logged", records: [2] });
  expect(await findActivity(branch.deps.db, 2)).toMatchObject({ start: "2026-11-22", half: "afternoon" });

  await zhang.says("改 日期 11月20日晚上");
  expect(await findActivity(branch.deps.db, 2)).toMatchObject({ start: "2026-11-20", half: "evening" });
  await zhang.says("改 日期 11月19日");
  expect(await findActivity(branch.deps.db, 2)).toMatchObject({ start: "2026-11-19", half: "evening" });

  await zhang.says("前几天支委会 5人");
  await zhang.says("11月18日上午");
  expect(await findActivity(branch.deps.db, 3)).toMatchObject({
    start: "2026-11-18",
    half: "morning",
    state: "counted",
  });
});

test("a member who presses through the questions logs the same record as by a sentence", async () => {
  expect((await zhang.says("/log")).text).toMatch(/^记一条（1\/4）\n是哪一类活动？$/);
  expect((await press(zhang, "集中学习")).text).toMatch(/^记一条（2\/4）\n集中学习\n是哪一天办的？$/);
  expect((await press(zhang, "昨天")).text).toContain("请发题目");
  expect((await zhang.says("《二十大报告》")).text).toContain("多少人");
  expect((await zhang.says("15人")).text).toBe("集中学习《二十大报告》\n11月22日（周日）\n15人\n这样记下吗？");
  expect(await press(zhang, "记下")).toMatchObject({ outcome: "logged", records: [1] });
  expect(await findActivity(branch.deps.db, 1)).toMatchObject({
    kinds: ["集中学习"],
    start: "2026-11-22",
    title: "二十大报告",
    headcount: { value: 15, bound: "exact" },
    state: "counted",
    participants: [1],
  });
  expect((await zhang.says("记下")).outcome).toBe("ignored");
});

test("every step can be skipped, taken back and left", async () => {
  await zhang.says("记一条");
  await press(zhang, "跳过");
  await press(zhang, "今天");
  expect((await press(zhang, "上一步")).text).toContain("是哪一天");
  await zhang.says("上周五");
  await press(zhang, "跳过");
  await zhang.says("跳过");
  expect(await press(zhang, "记下")).toMatchObject({ outcome: "held", records: [1] });
  expect(await findActivity(branch.deps.db, 1)).toMatchObject({ start: "2026-11-20", heldFor: "kind" });
  await zhang.says("党课");

  await zhang.says("记一条");
  expect((await zhang.says("取消")).text).toBe("好的，没有记。");
  expect((await zhang.says("昨天党课 20人")).records).toEqual([2]);
});

test.for([
  ["a kind that is none", [], "开大会呀", "没有“开大会呀”这个类别"],
  ["a day to come", ["党课"], "明天", "“明天”还没有到"],
  ["a day that does not exist", ["党课"], "11月31日", "没有这一天"],
  ["words that are no day", ["党课"], "前几天", "看不出是哪一天"],
  ["about how many", ["党课", "昨天", "廉洁"], "十几人", "“十几人”不是准确的人数"],
  ["nobody", ["党课", "昨天", "廉洁"], "0", "人数请写 1 到"],
  ["something else at the end", ["党课", "昨天", "廉洁", "15"], "差不多吧", "对的话请发“记下”"],
] as const)("%s is told in place, and the step is asked again", async ([, before, wrong, told]) => {
  await zhang.says("记一条");
  for (const words of before) await zhang.says(words);
  const said = await zhang.says(wrong);
  expect(said.text).toContain(told);
  expect(said.replies[0]?.inPlace).toMatchObject({ of: expect.stringContaining("guide:") });
  expect(said.outcome).toBe("asked");
});

test("an ordinary report typed meanwhile is an ordinary report, and the questions stay open", async () => {
  await zhang.says("记一条");
  await zhang.says("党课");
  expect(await zhang.says("昨天下午集中学习 党章 15人")).toMatchObject({ outcome: "logged", records: [1] });
  expect((await zhang.says("改 人数 16")).outcome).toBe("edited");
  expect((await zhang.says("统计")).outcome).toBe("answered");
  expect((await zhang.says("前天")).text).toContain("请发题目");
});

test("a title may sound like a question or name a kind", async () => {
  await zhang.says("记一条");
  await zhang.says("党课");
  await zhang.says("昨天");
  await zhang.says("中国共产党为什么能");
  await zhang.says("张三、李四");
  await zhang.says("记下");
  expect(await findActivity(branch.deps.db, 1)).toMatchObject({
    title: "中国共产党为什么能",
    headcount: { value: 2 },
    participants: [1, 2],
  });
});

test("what may be the same event is asked about, as of a sentence", async () => {
  await li.says("昨天集中学习 党章 15人");
  await zhang.says("记一条");
  for (const words of ["集中学习", "昨天", "党章", "跳过"]) await zhang.says(words);
  const said = await press(zhang, "记下");
  expect(said).toMatchObject({ outcome: "asked", records: [2] });
  expect(said.text).toContain("是同一次吗");
  expect(await press(zhang, "是，我也参加了")).toMatchObject({ outcome: "joined", records: [1] });
});

test("of a sensitive kind no title is asked, and none is kept", async () => {
  await zhang.says("记一条");
  await zhang.says("三重一大会议");
  expect((await zhang.says("昨天")).text).toContain("多少人");
});

test("a day is meant as of the moment it was said", async () => {
  await zhang.says("记一条");
  await zhang.says("党课");
  await zhang.says("今天");
  branch.at("2026-11-24 09:00");
  await press(zhang, "跳过");
  await press(zhang, "跳过");
  await press(zhang, "记下");
  expect(await findActivity(branch.deps.db, 1)).toMatchObject({ start: "2026-11-23" });
});

test("hours later typed words are no answer any more, and 记一条 goes on where it stopped", async () => {
  await zhang.says("记一条");
  await zhang.says("党课");
  branch.at("2026-11-23 14:00");
  expect((await zhang.says("昨天")).outcome).toBe("ignored");
  expect((await zhang.says("记一条")).text).toContain("接着上次没记完的");
  expect((await zhang.says("昨天")).text).toContain("请发题目");
  expect((await zhang.says("重新来")).text).toMatch(/^记一条（1\/4）\n是哪/);
});

test("an old button, a second press and somebody else's press change nothing", async () => {
  await zhang.says("记一条");
  const old = await button("党课");
  await press(zhang, "集中学习");
  expect((await zhang.presses(old)).text).toBe("这一步已经办过了。");
  const today = await button("今天");
  expect((await li.presses(today)).text).toContain("给别人的");
  await zhang.presses(today);
  expect((await zhang.presses(today)).text).toBe("这一步已经办过了。");
});

test("more kinds and other days are shown in the same message, and what the branch holds most comes first", async () => {
  await zhang.says("昨天微心愿 3个");
  await zhang.says("前天微心愿 2个");
  const first = await zhang.says("记一条");
  expect(first.replies[0]?.choices?.[0]?.label).toBe("微心愿");
  expect((await press(zhang, "更多类别")).replies[0]?.choices?.map(({ label }) => label)).toContain("劳动竞赛");
  await press(zhang, "劳动竞赛");
  expect((await press(zhang, "其他日期")).text).toContain("请发日期");
  expect((await zhang.says("11月16日至17日")).text).toContain("11月16日（周一）至11月17日");
});

test("the questions go on after a restart", async () => {
  await zhang.says("记一条");
  await press(zhang, "党课");
  const row = await branch.deps.db.selectFrom("guide").selectAll().executeTakeFirstOrThrow();
  expect(row).toMatchObject({ chat: "telegram:张三", step: "date", entered: '{"kind":"党课"}' });
});

test("in a terminal the same questions are numbered", async () => {
  const wang = await branch.member("王五");
  const first = await wang.says("记一条");
  expect(first.text).toContain("1 集中学习  2 支部党员大会");
  expect(first.text).toContain("请回复编号，或直接写。");
  await wang.says("1");
  await wang.says("2");
  await wang.says("二十大报告");
  expect((await wang.says("15")).text).toContain("1 记下  2 上一步  3 取消");
  expect(await wang.says("1")).toMatchObject({ outcome: "logged", records: [1] });
  expect(await findActivity(branch.deps.db, 1)).toMatchObject({
    start: "2026-11-22",
    title: "二十大报告",
    headcount: { value: 15 },
  });
});

test("改 asks what to correct and for the new value, and the confirmation stands there again", async () => {
  await zhang.says("昨天集中学习 党章 15人");
  expect((await press(zhang, "改")).text).toContain("改哪一项");
  await press(zhang, "人数");
  expect((await zhang.says("十几")).text).toContain("不是准确的人数");
  const done = await zhang.says("16");
  expect(done).toMatchObject({ outcome: "edited", records: [1] });
  expect(done.replies[0]?.inPlace).toMatchObject({ text: expect.stringContaining("已更正 #1") });
  expect(await findActivity(branch.deps.db, 1)).toMatchObject({ headcount: { value: 16 } });

  await press(zhang, "改");
  expect((await press(zhang, "地点")).replies[0]?.choices?.map(({ label }) => label)).not.toContain("清空");
  await press(zhang, "上一步");
  await press(zhang, "题目");
  expect(await press(zhang, "清空")).toMatchObject({ outcome: "edited" });
  expect(await findActivity(branch.deps.db, 1)).toMatchObject({ title: null });
  await press(zhang, "改");
  await press(zhang, "日期");
  expect((await zhang.says("清空")).text).toContain("日期不能清空");
  await press(zhang, "前天");
  await press(zhang, "改");
  await press(zhang, "类别");
  await press(zhang, "党课");
  expect(await findActivity(branch.deps.db, 1)).toMatchObject({ start: "2026-11-21", kinds: ["党课"] });
  await press(zhang, "改");
  const kept = await press(zhang, "不改了");
  expect(kept.replies[0]).toMatchObject({ text: "好的，没有改。", inPlace: { becomes: expect.any(String) } });
});

test("a correction of a closed year asks for the reason in place", async () => {
  const secretary = await enrolled(branch, "王五", { role: "secretary" });
  await zhang.says("2025年12月20日党课 20人");
  await secretary.says("封账 2025");
  await press(zhang, "改");
  await press(zhang, "人数");
  expect((await zhang.says("21")).text).toContain("已经封账");
  expect((await zhang.says("21 原因 数错了")).outcome).toBe("edited");
});

test("words behind 记一条 or /log are a record like any other", async () => {
  await zhang.says("/log 昨天党课 廉洁纪律 20人");
  await zhang.says("记一条：前天志愿服务 6人 2小时");
  expect(await findActivity(branch.deps.db, 1)).toMatchObject({ title: "廉洁纪律", headcount: { value: 20 } });
  expect(await findActivity(branch.deps.db, 2)).toMatchObject({ title: null, minutes: { value: 120 } });
});

test("in a group the questions go to the private chat", async () => {
  const secretary = await enrolled(branch, "王五", { role: "secretary" });
  await secretary.saysIn("group", "绑定 第一党支部");
  const said = await zhang.saysIn("group", "记一条");
  expect(said.replies).toMatchObject([{ text: expect.stringContaining("私下") }, { to: { chat: "张三" } }]);
  expect((await zhang.saysIn("group", "党课")).records).toEqual([1]);
  expect((await zhang.says("党课")).text).toContain("是哪一天");
});

test("an auditor is not asked", async () => {
  const auditor = await enrolled(branch, "赵六", { role: "auditor" });
  expect((await auditor.says("记一条")).outcome).toBe("refused");
});
