import { afterEach, beforeEach, expect, test } from "vitest";
import { type Branch, type Member, openBranch } from "../../helpers/branch.ts";
import { enrolled } from "../../helpers/people.ts";
import { reminders } from "../../helpers/pushed.ts";

let branch: Branch;
let zhang: Member;
let secretary: Member;
beforeEach(async () => {
  branch = await openBranch("第一党支部", "2026-11-09 10:00");
  zhang = await branch.member("张三");
  secretary = await branch.member("王五", "secretary");
});
afterEach(() => branch.close());

test("a plan is listed, kept from the past, and becomes a record with one word", async () => {
  expect(await secretary.says("计划 11月2日 党课")).toMatchObject({
    outcome: "asked",
    text: expect.stringContaining("已经过了"),
  });
  expect((await secretary.says("计划 13月40日 党课")).outcome).toBe("asked");
  expect((await secretary.says("计划 12月20日")).outcome).toBe("asked");
  expect((await secretary.says("计划 11月18日 组织生活会")).text).toContain("11月18日（周三） 组织生活会（计划1）");
  await secretary.says("计划 1月10日 党课 新年第一课");
  expect((await secretary.says("计划")).text).toContain("2027年1月10日（周日） 党课《新年第一课》（计划2）");
  expect((await secretary.says("周报")).text).toContain("接下来的计划：\n· 11月18日（周三） 组织生活会");
  expect((await secretary.says("统计")).text).not.toContain("组织生活会");
  expect((await secretary.says("已办")).outcome).toBe("asked");
  branch.at("2026-11-18 18:00");
  const kept = await secretary.says("已办 1 15人");
  expect(kept.text).toContain("组织生活会\n11月18日（周三） · 15人");
  expect((await secretary.says("计划")).text).not.toContain("组织生活会");
  expect((await secretary.says("计划 取消 2")).text).toContain("已取消");
});

test("a plan told twice is one, a colon changes nothing, and a day without its month is the next one", async () => {
  const first = await secretary.says("计划：11月20日下午2点 主题党日 参观展览");
  expect(first.text).toContain("已列入计划：11月20日（周五）下午2点 主题党日《参观展览》（计划1）");
  expect((await secretary.says("计划 11月20日下午2点 主题党日 参观展览")).text).toContain("已经在计划里了：11月20日");
  expect((await secretary.says("计划 11月20日下午3点 支委会")).text).toContain("计划2");
  expect((await secretary.says("计划 28号 党课")).text).toContain("11月28日（周六） 党课（计划3）");
  expect((await secretary.says("计划 5号 党课")).text).toContain("12月5日（周六） 党课（计划4）");
  expect((await secretary.says("计划 党课 下个月8日")).text).toContain("12月8日（周二） 党课（计划5）");
  expect((await secretary.says("计划 本月5号 党课")).text).toContain("11月5日（周四）已经过了");
  expect((await secretary.says("计划 31号 党课")).text).toContain("12月31日（周四） 党课（计划6）");
  expect((await secretary.says("计划 本月31号 党课")).text).toContain("没有读懂日期");
});

test("a plan keeps its hour, in any order of words, and is moved to another day under its number", async () => {
  const made = await secretary.says("计划 12月20号下午3点 主题党日 参观纪念馆");
  expect(made.text).toContain("12月20日（周日）下午3点 主题党日《参观纪念馆》（计划1）");
  expect((await secretary.says("计划 支委会 明天下午")).text).toContain("11月10日（周二）下午 支委会（计划2）");
  expect((await secretary.says("计划 改 1 12月22日")).text).toContain(
    "已改到：12月22日（周二）下午3点 主题党日《参观纪念馆》（计划1）",
  );
  expect((await secretary.says("计划 1 改到12月23日 上午9点")).text).toContain(
    "已改到：12月23日（周三）上午9点 主题党日",
  );
  expect((await secretary.says("计划 改 1 11月2日")).text).toContain("11月2日（周一）已经过了");
  expect((await secretary.says("计划 改 1 以后")).text).toContain("没有读懂日期");
  expect((await secretary.says("计划 改 7 12月22日")).text).toContain("没有计划7");
  expect((await secretary.says("计划 取消")).text).toContain("请写编号，如：计划 取消 1。");
  expect((await secretary.says("计划2取消")).text).toContain("已取消：11月10日（周二）下午 支委会（计划2）");
  branch.at("2026-12-24 10:00");
  expect((await secretary.says("已办 1 15人")).text).toContain("主题党日《参观纪念馆》\n12月23日（周三）上午 · 15人");
});

test("a plan that was held or dropped says so to whoever comes second, and logs nothing more", async () => {
  await secretary.says("计划 11月16日 党课");
  await secretary.says("计划 11月17日 支委会");
  await secretary.says("计划 取消 2");
  branch.at("2026-11-18 10:00");
  expect((await zhang.says("已办 1 15人")).outcome).toBe("logged");
  expect(await secretary.says("已办 1")).toMatchObject({
    outcome: "asked",
    records: [],
    text: "计划1已经办过了，不用再发。",
  });
  expect((await secretary.says("已办 2")).text).toBe("计划2已经取消了。办了的请直接记一句。");
  expect((await secretary.says("已办 99")).text).toBe("没有计划99，发“计划”查看。");
});

test("a plan is reminded of the workday before, and asked about afterwards", async () => {
  await enrolled(branch, "s", { name: "赵六", role: "secretary" });
  await secretary.says("计划 11月16日 党课");
  expect((await reminders(branch, "2026-11-13 10:00"))[0]).toContain("党课（计划1）：别忘了");
  expect(await reminders(branch, "2026-11-16 10:00")).toEqual([]);
  expect((await reminders(branch, "2026-11-17 10:00"))[0]).toContain("已办 1");
  expect(await reminders(branch, "2026-11-18 10:00")).toEqual([]);
});

test("a plan that nobody answers for is asked about once, however long it stays open", async () => {
  await enrolled(branch, "s", { name: "赵六", role: "secretary" });
  await secretary.says("计划 11月16日 走访慰问");
  const told: string[] = [];
  for (const day of ["2026-11-17", "2026-12-28", "2026-12-29", "2026-12-30", "2027-06-01", "2027-06-02"]) {
    const lines = (await reminders(branch, `${day} 10:00`)).flatMap((text) => text.split("\n"));
    told.push(...lines.filter((line) => line.includes("走访慰问")));
  }
  expect(told).toEqual(["· 11月16日（周一） 走访慰问（计划1）：办了吗？办了请回复“已办 1”，不办了请回复“计划 取消 1”"]);
});

test("领学 goes by turns, changes by 换, and the summary says who is next", async () => {
  await branch.member("李四");
  expect((await zhang.says("领学")).text).toContain("还没有领学名单");
  expect((await zhang.says("领学 名单 张三 李四")).outcome).toBe("refused");
  expect((await secretary.says("领学 名单 张三 钱七")).text).toMatch(
    /没有找到成员“钱七”.*请本人先在绑定的群里@我说一句/,
  );
  expect((await secretary.says("领学 名单 张三 李四 王五")).text).toBe(
    "领学：11月9日（周一） 张三，11月16日 李四\n依次：张三、李四、王五",
  );
  branch.at("2026-11-10 10:00");
  expect((await zhang.says("周报")).text).toContain("领学：11月16日（周一） 李四，11月23日 王五");
  expect((await secretary.says("领学 换 王五")).text).toContain("11月16日（周一） 王五，11月23日 李四");
  branch.at("2026-11-24 10:00");
  expect((await zhang.says("领学")).text).toContain("11月30日（周一） 张三");
  await secretary.says("领学 停");
  expect((await zhang.says("周报")).text).not.toContain("领学");
});

test.for([
  ["领学 名单", "领学 名单 张三 李四"],
  ["领学 换", "领学 换 李四"],
  ["计划 昨天 党课", "已经过了"],
  ["计划 大前天 党课", "11月6日（周五）已经过了"],
  ["义务 有工会", "支委会、党小组、中心组"],
] as const)("%s is answered with how to write it, and logs nothing", async ([words, hint]) => {
  expect(await secretary.says(words)).toMatchObject({ outcome: "asked", text: expect.stringContaining(hint) });
  expect((await secretary.says("最近")).text).not.toContain("#1");
});

test("who leaves, is put out or erased has no more turns, and the others keep their order", async () => {
  const li = await branch.member("李四");
  await branch.member("钱七");
  await secretary.says("领学 名单 张三 李四 钱七 王五");
  branch.at("2026-11-10 10:00");
  await li.says("退出 第一党支部");
  expect((await zhang.says("领学")).text).toBe("领学：11月16日（周一） 钱七，11月23日 王五\n依次：钱七、王五、张三");
  branch.at("2026-11-17 10:00");
  await secretary.says("移出 钱七");
  expect((await zhang.says("领学")).text).toBe("领学：11月23日（周一） 王五，11月30日 张三");
  await secretary.says("移出 张三");
  expect((await secretary.says("周报")).text).toContain("领学：11月23日（周一） 王五");
  branch.at("2026-12-01 10:00");
  expect((await secretary.says("领学")).text).toBe("领学：12月7日（周一） 王五");
});

test("turns are changed between two, given to somebody new and taken away, and nothing is logged", async () => {
  await branch.member("李四");
  await branch.member("钱七");
  await secretary.says("领学 名单 张三 王五 李四");
  expect((await secretary.says("领学 换 王五 李四")).text).toBe(
    "领学：11月9日（周一） 张三，11月16日 李四\n依次：张三、李四、王五",
  );
  expect((await secretary.says("领学 换 钱七")).text).toBe(
    "领学：11月9日（周一） 钱七，11月16日 张三\n依次：钱七、张三、李四、王五",
  );
  expect((await secretary.says("领学 减 钱七、张三")).text).toBe("领学：11月9日（周一） 李四，11月16日 王五");
  expect((await secretary.says("领学 加 张三")).text).toBe(
    "领学：11月9日（周一） 李四，11月16日 王五\n依次：李四、王五、张三",
  );
  branch.at("2026-11-17 10:00");
  expect((await secretary.says("领学")).text).toBe(
    "领学：11月23日（周一） 张三，11月30日 李四\n依次：张三、李四、王五",
  );
  expect((await secretary.says("领学 加 赵九")).text).toContain("没有找到成员");
  expect((await secretary.says("领学 加")).text).toContain("请写明姓名");
  expect((await secretary.says("最近")).text).not.toContain("#1");
});

test("a plan is called by its kind, and one that is alone needs no name to be moved", async () => {
  expect((await secretary.says("计划改到12月22日")).text).toBe("请写编号，如：计划 改 1 12月22日。现在没有计划。");
  await secretary.says("计划 11月18日 组织生活会");
  expect((await secretary.says("计划改到12月22日")).text).toContain("已改到：12月22日（周二） 组织生活会（计划1）");
  await secretary.says("计划 12月3日 党课");
  expect((await secretary.says("计划改到12月24日")).text).toContain("请写编号，如：计划 改 1 12月22日。\n· 12月3日");
  expect((await secretary.says("党课推迟到下周三")).text).toContain("已改到：11月18日（周三） 党课（计划2）");
  expect((await secretary.says("党课改到12月3日")).text).toContain("已改到：12月3日（周四） 党课（计划2）");
  expect((await secretary.says("支委会改到12月3日")).text).not.toContain("已改到");
  expect((await zhang.says("党课改到12月8日")).text).not.toContain("已改到");
  expect((await secretary.says("取消计划7")).text).toBe("没有计划7，发“计划”查看。");
  expect((await secretary.says("取消支委会的计划")).text).toBe("没有“支委会”的计划，发“计划”查看。");
  expect((await secretary.says("取消组织生活会的计划")).text).toContain("已取消：12月22日");
  expect((await secretary.says("取消计划1")).text).toBe("计划1已经取消了。");
  await secretary.says("计划 12月4日 支委会");
  branch.at("2026-12-10 10:00");
  expect((await zhang.says("已办 党课 12人")).text).toContain("党课\n12月3日（周四） · 12人");
  expect((await zhang.says("计划3办了 5人")).text).toContain("支委会\n12月4日（周五） · 5人");
  expect((await zhang.says("取消计划3")).outcome).toBe("refused");
});

test("a week without reading puts off everybody's turn, and is taken back by a word", async () => {
  await branch.member("李四");
  expect((await secretary.says("领学 跳过下周")).text).toContain("还没有领学名单");
  await secretary.says("领学 名单 张三 李四 王五");
  expect((await secretary.says("领学 跳过下周")).text).toBe(
    "领学：11月9日（周一） 张三，11月23日 李四\n依次：张三、李四、王五",
  );
  expect((await secretary.says("昨天领学 党章 12人")).text).not.toContain("领学人");
  expect((await secretary.says("领学 不跳过")).text).toBe(
    "领学：11月9日（周一） 张三，11月16日 李四\n依次：张三、李四、王五",
  );
  expect((await secretary.says("领学 跳过")).text).toBe(
    "领学：11月16日（周一） 张三，11月23日 李四\n依次：张三、李四、王五",
  );
  branch.at("2026-11-18 10:00");
  expect((await secretary.says("11月16日领学 党章 12人")).text).toContain("领学人 张三");
  expect((await zhang.says("下周谁领学")).text).toBe(
    "领学：11月23日（周一） 李四，11月30日 王五\n依次：李四、王五、张三",
  );
  // It is Wednesday: this Monday's reading was not held after all.
  expect((await secretary.says("领学 跳过本周")).text).toBe(
    "领学：11月23日（周一） 张三，11月30日 李四\n依次：张三、李四、王五",
  );
  expect((await secretary.says("领学 跳过11月9日")).text).toContain("没有读懂是哪一周");
  expect((await secretary.says("领学 李四和张三对调")).text).toBe(
    "领学：11月23日（周一） 李四，11月30日 张三\n依次：李四、张三、王五",
  );
  expect((await secretary.says("领学 换成 王五")).text).toContain("11月23日（周一） 王五");
  expect((await zhang.says("领学 跳过")).outcome).toBe("refused");
  expect((await secretary.says("取消领学")).text).toContain("这一次不办请发“领学 跳过”");
});

test("a Monday without work says so beside whose turn it is", async () => {
  branch.at("2026-09-29 10:00");
  await secretary.says("领学 名单 张三 王五");
  expect((await zhang.says("领学")).text).toBe("领学：10月5日（周一，放假） 张三，10月12日 王五");
});

test("a reading of 换届… is logged and changes no turns", async () => {
  await secretary.says("领学 名单 张三 王五");
  expect((await secretary.says("领学 换届选举工作条例 12人")).outcome).toBe("logged");
  expect((await zhang.says("领学")).text).toBe("领学：11月9日（周一） 张三，11月16日 王五");
});

test("a plan whose day has not come says so, and what a promise is called by opens its record", async () => {
  await secretary.says("计划 12月20日 组织生活会");
  const { text } = await secretary.says("已办 1 15人");
  expect(text).toContain("还没有到：12月20日（周日） 组织生活会（计划1）");
  await secretary.says("承诺 每周一次领学");
  expect((await secretary.says("承诺")).text).toContain("每周，算领学或集中学习或理论中心组学习 1 次");
  expect((await secretary.says("已线下完成 承诺1 领学")).outcome).toBe("held");
});

test("the record of a reading has the reader of its week, or the one it names", async () => {
  await branch.member("李四");
  await secretary.says("领学 名单 张三 李四");
  branch.at("2026-11-17 10:00");
  expect((await secretary.says("昨天领学 二十大报告 12人")).text).toContain("领学人 李四");
  expect((await secretary.says("11月17日 张三领学 党章 12人")).text).toContain("领学人 张三");
  expect((await secretary.says("11月2日领学 宪法 12人")).text).not.toContain("领学人");
});

test("what a reminder asks for is one press: a plan that was held becomes a record", async () => {
  const chief = await enrolled(branch, "s", { name: "赵六", role: "secretary" });
  await secretary.says("计划 11月16日 党课");
  await reminders(branch, "2026-11-23 10:00");
  const row = await branch.deps.db
    .selectFrom("outbox")
    .selectAll()
    .where("key", "like", "duty:%")
    .executeTakeFirstOrThrow();
  const { blocks } = JSON.parse(row.payload).card;
  const buttons = blocks.at(-1).rows.flat();
  expect(buttons.map(({ label }: { label: string }) => label)).toEqual(["已办 1", "已线下完成 主题党日", "稍后"]);
  const pressed = await chief.presses(buttons[0].action);
  expect(pressed.text).toContain("党课\n11月16日（周一）");
});

test.for([
  ["元旦 走访慰问", "2027年1月1日（周五） 走访慰问（计划1）"],
  ["明年春节 走访慰问", "2027年2月6日（周六） 走访慰问（计划1）"],
  ["中秋 走访慰问", "2027年9月15日（周三） 走访慰问（计划1）"],
  ["明年三八妇女节 志愿服务", "2027年3月8日（周一） 志愿服务（计划1）"],
  ["明年七一当天 党课 入党誓词", "2027年7月1日（周四） 党课《入党誓词》（计划1）"],
  ["国家公祭日 警示教育", "12月13日（周日） 警示教育（计划1）"],
  ["明年3月5日 志愿服务", "2027年3月5日（周五） 志愿服务（计划1）"],
  ["今年国庆 走访慰问", "10月1日（周四）已经过了"],
  ["元旦前 走访慰问", "没有读懂日期"],
  ["十一月32日 党课", "没有读懂日期"],
  ["七一精神 党课", "没有读懂日期"],
] as const)("计划 %s is of that day, or asks for it", async ([words, told]) => {
  expect((await secretary.says(`计划 ${words}`)).text).toContain(told);
});

test("what an officer tells of a day to come becomes a plan by one answer, and a record afterwards", async () => {
  const asked = await secretary.says("下周三下午党课 安全生产");
  expect(asked.text).toContain("下周三还没有到，只记已经办过的活动。");
  expect(asked.text).toContain("要列入计划请回复“列入计划”。");
  expect(asked.replies[0]?.choices?.map(({ label }) => label)).toEqual(["列入计划", "撤销", "改"]);
  const planned = await secretary.says("列入计划");
  expect(planned.text).toBe("已列入计划：11月18日（周三）下午 党课《安全生产》（计划1）。办完发“已办 1”就记入台账。");
  expect((await secretary.says("待办")).text).not.toContain("党课");
  branch.at("2026-11-18 18:00");
  expect((await secretary.says("已办 1 15人")).text).toContain("党课《安全生产》\n11月18日（周三）下午 · 15人");
});

test("a day that was perhaps last year's is a plan or a record, as is answered", async () => {
  const asked = await secretary.says("11月15日支部党员大会");
  expect(asked.text).toContain("是 2025年11月15日（周六） 吗？不是的话请回复日期。要列入计划请回复“列入计划”。");
  expect((await secretary.says("是")).text).toContain("已补上：#1 2025年11月15日（周六） 支部党员大会");
  await secretary.says("11月16日支部党员大会");
  expect((await secretary.says("列入计划")).text).toContain("已列入计划：11月16日（周一） 支部党员大会（计划1）");
});

test("a member, who may not plan, is told to tell it when it was held", async () => {
  const asked = await zhang.says("明天开支委会");
  expect(asked.text).toContain("明天还没有到，只记已经办过的活动。办完再发一句就好；已经办过的请回复日期");
  expect(asked.text).not.toContain("列入计划");
  expect((await zhang.says("列入计划")).text).not.toContain("已列入计划");
  expect((await secretary.says("计划")).text).toContain("没有计划");
});

test("a notice of what is to come is not logged, and an officer hears how to plan it", async () => {
  const notice = "通知：明天下午2点在会议室开支委会，请大家准时参加";
  const told = "这是还没有办的活动，没有记。办完以后发一句就好。";
  expect((await zhang.says(notice)).text).toBe(told);
  expect((await secretary.says(notice)).text).toBe(`${told}要先列入计划，请发如“计划 12月20日 组织生活会”。`);
});

test("a plan made too late, or of an hour of today, stays a question about the day", async () => {
  await secretary.says("明天支委会");
  branch.at("2026-11-12 10:00");
  expect((await secretary.says("列入计划")).text).not.toContain("已列入计划");
  expect((await secretary.says("今晚11点党小组会")).text).not.toContain("列入计划请");
});
