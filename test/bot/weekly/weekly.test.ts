import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openCalendar } from "../../../src/bot/calendar.ts";
import { draftOf } from "../../../src/bot/drafts/drafting.ts";
import { pushWeekly } from "../../../src/bot/weekly/push.ts";
import { readWeeklyTime } from "../../../src/bot/weekly/settings.ts";
import { openSummaries } from "../../../src/bot/weekly/summary.ts";
import { afterQuiet, lastRun, weekOfRun } from "../../../src/bot/weekly/times.ts";
import { addDays, isoWeek } from "../../../src/ledger/calendar.ts";
import { bury } from "../../../src/store/outbox.ts";
import { type Branch, type Member, openBranch } from "../../helpers/branch.ts";
import { enrolled } from "../../helpers/people.ts";
import { bound, pushes, queued } from "../../helpers/pushed.ts";

let branch: Branch;
let zhang: Member;
let secretary: Member;
beforeEach(async () => {
  branch = await openBranch("第一党支部", "2026-11-02 10:00");
  zhang = await branch.member("张三");
  secretary = await branch.member("王五", "secretary");
});
afterEach(() => branch.close());

test("on Monday at 08:40 the group hears what was done last week, and the year so far", async () => {
  await bound(branch);
  await zhang.says("2025-10-20 集中学习 10人");
  await zhang.says("2025-12-20 集中学习 10人");
  await zhang.says("2026-03-02 集中学习 12人");
  branch.at("2026-11-18 18:00");
  await zhang.says("今天集中学习 二十大报告 15人 2小时");
  branch.at("2026-11-23 08:39");
  await pushes(branch);
  expect((await queued(branch.deps.db, "week:")).map(({ key }) => key)).not.toContain("week:1:2026-W47");

  branch.at("2026-11-23 08:40");
  await pushes(branch);
  const [told] = (await queued(branch.deps.db, "week:")).slice(-1);
  expect(told).toMatchObject({ key: "week:1:2026-W47", chat: "-100" });
  expect(told?.text).toContain("第一党支部 周报 2026年第47周（11月16日至11月22日）");
  expect(told?.text).toMatch(/11月18日（周三） 集中学习《二十大报告》 15人/);
  expect(told?.text).toContain("2026 年累计（括号里是去年同期）：集中学习 2次（1次）");
  expect(told?.text).not.toMatch(/张三|[!！]/);
});

test("of many numbers of the year the week's kinds come first, then what was held most, and the rest is one word away", async () => {
  branch.at("2026-11-18 18:00");
  const held = ["党建工作会议", "三重一大会议", "集中学习", "研讨交流", "主题党日", "走访慰问", "警示教育", "党课"];
  for (const [n, kind] of held.entries())
    for (let day = 1; day <= n + 1; day++) await zhang.says(`2026-0${n + 1}-0${day} ${kind} 12人`);
  await zhang.says("今天支委会 5人");
  const { text } = await zhang.says("周报");
  expect(text).toContain(
    "2026 年累计：支委会 1次，党课 8次，警示教育 7次，走访慰问 6次，主题党日 5次，研讨交流 4次，集中学习 3次，“三重一大”会议 2次。另有 2 项，发“统计”看全部",
  );
  const all = (await zhang.says("统计")).text;
  expect(all).toContain("党建工作会议 1次");
  expect(all).toContain("党建和党风廉政建设会议 1次");
});

test("the records of a day stand as the day went, however late each was told", async () => {
  branch.at("2026-11-18 18:00");
  for (const part of ["晚上支委会", "下午党课", "主题党日", "上午集中学习"]) await zhang.says(`今天${part} 12人`);
  expect((await zhang.says("周报")).text).toMatch(/集中学习 .*\n.*主题党日 .*\n.*党课 .*\n.*支委会 /);
});

test("what a summary has no room for is shown by the words that it names, also in the next month", async () => {
  branch.at("2026-12-01 09:00");
  for (let n = 0; n < 21; n++) await zhang.says(`${n < 20 ? "11月24日" : "11月29日"}捐款${n + 10}元`);
  const { text } = await zhang.says("周报 上周");
  expect(text).toContain("另有 1 条，私聊我发“查看 11月29日”可以看。");
  expect((await zhang.says("查看 11月29日")).text).toContain("#21 11月29日（周日） 捐款捐物 金额 30元");
  await zhang.says("11月27日捐款50元");
  expect((await zhang.says("周报 上周")).text).toContain("另有 2 条，私聊我发“查看 11月27日至11月29日”可以看。");
  expect((await zhang.says("查看 11月27日至11月29日")).records).toEqual([22, 21]);
});

describe("what is told after the summary of its week", () => {
  const late = (text = "") => /另补记以前的.*?(?=\n20\d\d 年)/s.exec(text)?.[0];

  test("stands in the next one as added later, and in no number of that week", async () => {
    await bound(branch);
    branch.at("2026-11-13 18:00");
    await zhang.says("今天集中学习 十五五规划建议 14人");
    branch.at("2026-11-16 08:40");
    await pushes(branch);
    branch.at("2026-11-16 09:00");
    await zhang.says("11月12日党课 民法典解读 18人");
    await zhang.says("今天支委会 5人");
    branch.at("2026-11-23 08:40");
    await pushes(branch);
    branch.at("2026-11-30 08:40");
    await pushes(branch);
    const [, second = "", third] = (await queued(branch.deps.db, "week:")).map(({ text }) => text);
    expect(second).toContain("做了 1 次：");
    expect(late(second)).toBe("另补记以前的 1 条：\n· #2 11月12日（周四） 党课《民法典解读》 18人");
    expect(third).not.toContain("补记");
  });

  test("counts as told when what held it back is answered, and an answered headcount is no news", async () => {
    branch.at("2026-11-12 18:00");
    await zhang.says("今天上午集中学习 12人");
    await secretary.says("今天上午集中学习 12人");
    await secretary.says("今天党课 二十多人");
    branch.at("2026-11-16 10:00");
    await secretary.says("23人");
    await secretary.says("不是");
    branch.at("2026-11-20 10:00");
    await zhang.says("今天支委会 5人");
    const { text } = await zhang.says("周报");
    expect(late(text)).toBe("另补记以前的 1 条：\n· #2 11月12日（周四）上午 集中学习 12人");
    expect((await zhang.says("周报 上周")).text).not.toContain("补记");
  });

  test("is told in a week in which nothing was held, and of many only the first with the number of all", async () => {
    await bound(branch);
    branch.at("2026-11-10 10:00");
    await secretary.says("周报 周五 17:30");
    branch.at("2026-11-13 17:30");
    await zhang.says("今天支委会 5人");
    await pushes(branch);
    branch.at("2026-11-13 18:00");
    for (const day of [2, 3, 4, 5, 6, 9, 13]) await zhang.says(`11月${day}日走访慰问 2户`);
    branch.at("2026-11-20 17:30");
    await pushes(branch);
    const text = (await queued(branch.deps.db, "week:")).at(-1)?.text;
    expect(text).toContain("这一周没有登记活动。\n另补记以前的 7 条：\n· #2 11月2日");
    expect(text).toContain("\n另有 2 条以前的。\n");
  });
});

test("a week over the year's end tells the numbers of the year of its Thursday", async () => {
  branch.at("2026-12-30 18:00");
  for (const kind of ["党课", "集中学习"]) await zhang.says(`今天${kind} 12人`);
  branch.at("2027-01-02 10:00");
  await zhang.says("今天志愿服务 9人");
  const { text } = await zhang.says("周报");
  expect(text).toContain("第53周（2026年12月28日至1月3日）");
  expect(text).toContain("2026 年累计：集中学习 1次，党课 1次");
});

test("a summary comes once, however often the clock is looked at, moved back, or the program started", async () => {
  await bound(branch);
  for (const time of [
    "2026-11-09 08:41",
    "2026-11-09 08:41",
    "2026-11-08 09:00",
    "2026-11-02 08:40",
    "2026-11-10 07:50",
  ]) {
    branch.at(time);
    await pushes(branch);
  }
  expect((await queued(branch.deps.db, "week:")).map(({ key }) => key)).toEqual(["week:1:2026-W45"]);
});

test("a clock that ran ahead for a while silences nobody, and nothing comes twice once it is right", async () => {
  await bound(branch);
  for (const time of [
    "2026-11-09 08:40",
    "2062-03-06 08:40",
    "2026-11-09 09:00",
    "2026-11-16 08:40",
    "2026-11-16 09:00",
  ]) {
    branch.at(time);
    await pushes(branch);
  }
  const keys = (await queued(branch.deps.db, "week:")).map(({ key }) => key);
  expect(keys).toEqual(["week:1:2026-W45", "week:1:2062-W09", "week:1:2026-W46"]);
});

test("two programs that look at the same moment push it once", async () => {
  await bound(branch);
  branch.at("2026-11-09 08:40");
  const options = { deps: branch.deps, channels: new Set(["telegram"]), note: () => {} };
  const counts = await Promise.all([pushWeekly(options), pushWeekly(options)]);
  expect(counts.reduce((a, b) => a + b)).toBe(1);
  expect(await queued(branch.deps.db, "week:")).toHaveLength(1);
});

test("after downtime the newest one is caught up once, outside the quiet hours; an older one is skipped and noted", async () => {
  await bound(branch);
  branch.at("2026-11-11 02:00");
  await pushes(branch);
  expect((await queued(branch.deps.db, "week:"))[0]).toMatchObject({
    key: "week:1:2026-W45",
    notBefore: "2026-11-10T23:30:00.000Z",
  });

  branch.at("2026-12-18 10:00");
  const skipped = "的周报因停机超过三天没有发，已跳过。\n";
  expect(await pushes(branch)).toEqual([`第一党支部 2026年第46周到2026年第50周${skipped}`]);
  expect(await pushes(branch)).toEqual([]);
  branch.at("2026-12-21 08:40");
  await pushes(branch);
  expect((await queued(branch.deps.db, "week:")).map(({ key }) => key)).toEqual(["week:1:2026-W45", "week:1:2026-W51"]);

  // Where the newest one can be caught up, those before it are noted, unless they were not wanted.
  branch.at("2027-01-12 10:00");
  expect(await pushes(branch)).toEqual([`第一党支部 2026年第52周到2026年第53周${skipped}`]);
  branch.at("2027-01-25 10:00");
  expect(await pushes(branch)).toEqual([`第一党支部 2027年第2周${skipped}`]);
  await secretary.says("周报 关");
  branch.at("2027-02-13 10:00");
  await secretary.says("周报 开");
  branch.at("2027-02-15 08:40");
  expect(await pushes(branch)).toEqual([]);
  expect((await queued(branch.deps.db, "week:")).map(({ key }) => key).slice(2)).toEqual([
    "week:1:2027-W01",
    "week:1:2027-W03",
    "week:1:2027-W06",
  ]);
});

test("a summary that waits for the morning tells what is coming then", async () => {
  await bound(branch);
  branch.at("2026-11-30 08:00");
  await secretary.says("计划 11月30日 走访慰问");
  await secretary.says("计划 12月2日 党课");
  branch.at("2026-11-30 22:10");
  await pushes(branch);
  const [told] = await queued(branch.deps.db, "week:");
  expect(told?.notBefore).toBe("2026-11-30T23:30:00.000Z");
  expect(told?.text).not.toMatch(/11月30日/);
  expect(told?.text).toContain("接下来的计划：\n· 12月2日（周三） 党课（计划2）");
});

test.for([
  ["2026-11-30 08:41", "11月30日前要办：主题党日"],
  ["2026-12-01 09:00", "没有登记活动。"],
] as const)("at %s the summary says what is still to be done then", async ([time, words]) => {
  await bound(branch);
  await secretary.says("今天党费 200元");
  branch.at(time);
  await pushes(branch);
  const [told] = await queued(branch.deps.db, "week:");
  expect(told?.text.endsWith(words)).toBe(true);
});

test("周报 says what has to be done in the running week too", async () => {
  branch.at("2026-10-28 10:00");
  expect((await zhang.says("周报")).text).toContain("10月31日前要办：主题党日");
});

test("nothing is owed for the time before the group was bound or the time was changed", async () => {
  branch.at("2026-11-11 10:00");
  await bound(branch);
  await pushes(branch);
  branch.at("2026-11-14 10:00");
  expect((await secretary.says("周报 周五 17:30")).text).toContain("每周五 17:30");
  await pushes(branch);
  expect(await queued(branch.deps.db, "week:")).toEqual([]);
  branch.at("2026-11-20 17:30");
  await zhang.says("今天党课 20人");
  await pushes(branch);
  const [told] = await queued(branch.deps.db, "week:");
  expect(told?.text).toContain("2026年第47周（11月14日至11月20日）");
  expect(told?.text).toContain("党课");
});

test.for([
  // On Saturday to Monday: on that Monday the weekend is told.
  ["2026-11-21 09:00", "周一 08:40", ["2026-11-23 08:40"], "2026年第47周（11月21日至11月22日）"],
  // On Tuesday to Monday: the weekend is told with the week behind it.
  ["2026-11-24 09:00", "周一 08:40", ["2026-11-30 08:40"], "2026年第48周（11月21日至11月29日）"],
  ["2026-11-20 20:00", "周日 10:00", ["2026-11-22 10:00"], "2026年第47周（11月21日至11月22日）"],
] as const)("changed at %s from Friday to %s, the weekend is told once", async ([at, time, runs, called]) => {
  branch.at("2026-11-10 10:00");
  await bound(branch);
  await secretary.says("周报 周五 17:30");
  branch.at("2026-11-20 17:30");
  await zhang.says("今天党课 20人");
  await pushes(branch);
  branch.at(at);
  await secretary.says(`周报 ${time}`);
  branch.at("2026-11-21 12:00");
  await zhang.says("今天志愿服务 9人");
  for (const run of runs) {
    branch.at(run);
    await pushes(branch);
    await pushes(branch);
  }
  const told = (await queued(branch.deps.db, "week:")).map(({ text }) => text);
  expect(told).toHaveLength(2);
  expect(told[0]).toContain("11月20日（周五） 党课");
  expect(told[1]).toContain(called);
  expect(told[1]).toContain("做了 1 次：\n· #2 11月21日（周六） 志愿服务");
});

test("the rest of a week that was told is silent where nothing happened, and the next week is told whole", async () => {
  branch.at("2026-11-10 10:00");
  await bound(branch);
  await secretary.says("周报 周五 17:30");
  branch.at("2026-11-20 17:30");
  await pushes(branch);
  await secretary.says("周报 周一 08:40");
  for (const run of ["2026-11-23 08:40", "2026-11-30 08:40"]) {
    branch.at(run);
    await pushes(branch);
  }
  const told = (await queued(branch.deps.db, "week:")).map(({ text }) => text);
  expect(told).toHaveLength(2);
  expect(told[1]).toContain("第48周（11月23日至11月29日）");
});

test("周报 关 ends it, 周报 开 begins it again, and only officers may", async () => {
  await bound(branch);
  for (const words of ["周报 关", "关闭周报"]) expect((await zhang.says(words)).outcome).toBe("refused");
  expect((await secretary.says("周报 关")).text).toContain("已关");
  branch.at("2026-11-09 09:00");
  await pushes(branch);
  expect(await queued(branch.deps.db, "week:")).toEqual([]);
  await secretary.says("周报 开");
  branch.at("2026-11-16 09:00");
  await pushes(branch);
  expect(await queued(branch.deps.db, "week:")).toHaveLength(1);
});

test("an empty week is one line, or silence where the branch wants it", async () => {
  await bound(branch);
  branch.at("2026-11-09 08:40");
  await pushes(branch);
  expect((await queued(branch.deps.db, "week:"))[0]?.text).toBe(
    "第一党支部 周报 2026年第45周（11月2日至11月8日）：没有登记活动。",
  );
  await secretary.says("周报 空周 不发");
  branch.at("2026-11-16 08:40");
  await pushes(branch);
  expect(await queued(branch.deps.db, "week:")).toHaveLength(1);
});

test.for([
  ["周报 周八 8:00", "周一到周日"],
  ["周报 周五 25:00", "17:30"],
  ["周报 周五 8:75", "17:30"],
  ["周报 星期", "周一到周日"],
  ["周报 每天 8点", "周一到周日"],
  ["周报 17:30", "周一到周日"],
  ["周报 下午5点", "周一到周日"],
  ["周报 空周", "空周 不发"],
] as const)("%s is not understood, and says how to write it", async ([words, hint]) => {
  expect(await secretary.says(words)).toMatchObject({ outcome: "asked", text: expect.stringContaining(hint) });
});

test.for([
  ["周五 17:30", 5, 17 * 60 + 30],
  ["每周一上午8点40", 1, 8 * 60 + 40],
  ["星期天下午3点半", 7, 15 * 60 + 30],
  ["礼拜三 9：05", 3, 9 * 60 + 5],
  ["周一 八点半", 1, 8 * 60 + 30],
  ["周五下午五点一刻", 5, 17 * 60 + 15],
  ["周二 十二点四十分", 2, 12 * 60 + 40],
] as const)("%s is read as a time of the week", ([words, weekday, minute]) => {
  expect(readWeeklyTime(words)).toEqual({ weekday, minute });
});

test("a weekday alone keeps the time of day, and a time in the night says that it disturbs", async () => {
  expect((await secretary.says("周报 周四")).text).toContain("周报每周四 08:40发到");
  expect((await secretary.says("周报 周五 17:30")).text).not.toContain("夜里");
  expect((await secretary.says("周报 周日")).text).toContain("周报每周日 17:30发到");
  const { text } = await secretary.says("周报 周一 23:50");
  expect(text).toContain("周报每周一 23:50发到绑定的群");
  expect(text).toContain("这个时间是夜里，会打扰群里的人，要改请发如“周报 周一 08:40”");
  expect((await secretary.says("周报 时间")).text).toContain("夜里");
});

test("a branch that no group hears is told what to do first", async () => {
  expect((await secretary.says("周报改到周五下午五点半")).text).toBe(
    "周报每周五 17:30发到绑定的群，没有活动的一周只发一行。还没有绑定群，请先在群里发“绑定 第一党支部”。",
  );
  await bound(branch);
  expect((await secretary.says("周报 设置")).text).not.toContain("还没有绑定群");
  expect((await secretary.says("周报 11月")).text).toContain("没有读懂。周报：看本周做了什么");
});

test("周报 上周 shows the last whole week, as it was pushed", async () => {
  branch.at("2026-11-18 18:00");
  await zhang.says("今天党课 15人");
  branch.at("2026-11-24 10:00");
  const { text } = await zhang.says("周报 上周");
  expect(text).toContain("第一党支部 周报 2026年第47周（11月16日至11月22日）\n做了 1 次：");
  expect(text).toContain("11月30日前要办");
});

test("周报 shows this week at once", async () => {
  branch.at("2026-11-25 10:00");
  await zhang.says("昨天党课 20人");
  const { text } = await zhang.says("周报");
  expect(text).toContain("2026年第48周");
  expect(text).toContain("党课");
});

test("a branch whose zone does not exist is noted once and keeps nobody else waiting", async () => {
  await bound(branch);
  await branch.deps.db.updateTable("organisation").set({ zone: "Mars/Base" }).execute();
  branch.at("2026-11-09 08:41");
  expect((await pushes(branch)).join()).toContain("Mars/Base");
  const notes: string[] = [];
  const calendar = openCalendar(branch.deps, {
    channels: ["telegram"],
    onQueued: () => {},
    report: (error) => {
      throw error;
    },
    note: (text) => notes.push(text),
  });
  for (let n = 0; n < 3; n++) await calendar.tick();
  await calendar.close();
  expect(notes).toHaveLength(1);
});

test("where the bot is no longer in the group, the secretary is told once for each binding", async () => {
  await bound(branch);
  await enrolled(branch, "s", { name: "赵六", role: "secretary" });
  const calendar = openCalendar(branch.deps, {
    channels: ["telegram"],
    onQueued: () => {},
    report: (error) => {
      throw error;
    },
    note: () => {},
  });
  const loses = async (day: string) => {
    branch.at(`${day} 08:40`);
    await calendar.tick();
    await calendar.tick();
    const rows = await branch.deps.db
      .selectFrom("outbox")
      .selectAll()
      .where("state", "=", "queued")
      .where("key", "like", "week:%")
      .execute();
    for (const { id } of rows) await bury(branch.deps.db, id, "forbidden: bot was kicked");
    await calendar.tick();
    await calendar.tick();
    return (await queued(branch.deps.db, "week-lost:")).filter(({ chat }) => chat === "s");
  };
  expect((await loses("2026-11-09")).map(({ text }) => text)).toEqual([expect.stringContaining("不在群里")]);
  expect(await loses("2026-11-16")).toHaveLength(1);
  await bound(branch);
  expect(await loses("2026-11-23")).toHaveLength(2);
  await calendar.close();
});

test("the numbers are those of the draft", async () => {
  branch.at("2026-12-31 10:00");
  const lines = [
    "2026-03-01 集中学习和研讨交流 15人 2小时",
    "2026-03-08 志愿服务 3次 20人次",
    "写了2篇心得",
    "2026-05-08 三重一大会议 议定3项",
    "2026-05-09 党建工作会议暨党风廉政建设工作会议 约30人",
    "2026-06-09 走访慰问 4户 每户500元",
    "2026-07-09 捐款 约300元",
    "2026-08-09 为群众办实事 2件",
  ];
  for (const line of lines) await zhang.says(line);
  const { deps, organisation } = branch;
  const made = await draftOf(deps.db, deps, { organisation, year: 2026, withSubUnits: false, madeAt: deps.clock() });
  if (!made.ok) throw new Error(made.faults.join());
  const values = new Map(made.draft.values.map((value) => [value.label, value.display]));
  const [summary] = await openSummaries(deps, { first: "2026-12-28", last: "2027-01-03" })(deps.db, [organisation]);
  expect(summary?.soFar.length).toBeGreaterThan(6);
  for (const { label, display } of summary?.soFar ?? []) expect([label, display]).toEqual([label, values.get(label)]);
});

test("a number that was stated by hand stands in the draft, and no other one for it in the summary", async () => {
  branch.at("2026-11-20 10:00");
  await zhang.says("今天集中学习 15人");
  await zhang.says("今天党课 15人");
  await secretary.says("填 2026 集中学习 30");
  const { text } = await zhang.says("周报");
  expect(text).toContain("2026 年累计：党课 1次");
  expect(text).not.toMatch(/累计.*集中学习/);
});

describe("the times of ten years", () => {
  test.for(["Asia/Shanghai", "Asia/Urumqi", "America/New_York", "Pacific/Apia", "Australia/Lord_Howe"])(
    "in %s every ISO week is told exactly once, 53rd weeks and changed clocks included",
    (zone) => {
      for (const time of [
        { weekday: 1, minute: 520 },
        { weekday: 7, minute: 150 },
        { weekday: 5, minute: 1050 },
      ]) {
        const weeks: string[] = [];
        let last = "";
        for (let at = Date.UTC(2020, 0, 6); at < Date.UTC(2030, 0, 7); at += 100 * 3_600_000) {
          const run = lastRun(time, zone, new Date(at));
          if (run === undefined || run.toISOString() === last) continue;
          last = run.toISOString();
          weeks.push(isoWeek(weekOfRun(dayOf(zone, run)).last));
        }
        expect(new Set(weeks).size).toBe(weeks.length);
        expect(weeks.length).toBeGreaterThanOrEqual(521);
        expect(weeks).toEqual([...weeks].sort());
        expect(weeks).toContain("2020-W53");
        expect(weeks).toContain("2026-W53");
      }
    },
  );
});

test("ten years of pushes on a clock that is looked at now and then: one a week, none lost", async () => {
  await bound(branch);
  let day = "2026-11-02" as `${number}-${number}-${number}`;
  while (day < "2036-11-03") {
    branch.at(`${day} 08:45`);
    await pushes(branch);
    day = addDays(day, 3);
  }
  const keys = (await queued(branch.deps.db, "week:")).map(({ key }) => key);
  expect(keys).toHaveLength(521);
  expect(new Set(keys).size).toBe(521);
}, 60_000);

test("nobody is disturbed from 21:30 to 07:30", () => {
  const at = (time: string) => afterQuiet("Asia/Shanghai", new Date(`2026-11-23T${time}:00+08:00`)).toISOString();
  expect(at("21:29")).toBe("2026-11-23T13:29:00.000Z");
  expect(at("21:30")).toBe("2026-11-23T23:30:00.000Z");
  expect(at("03:00")).toBe("2026-11-22T23:30:00.000Z");
  expect(at("07:30")).toBe("2026-11-22T23:30:00.000Z");
});

function dayOf(zone: string, instant: Date): `${number}-${number}-${number}` {
  const parts = new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" });
  return parts.format(instant) as `${number}-${number}-${number}`;
}
