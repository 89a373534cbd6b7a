import { afterEach, beforeEach, expect, test } from "vitest";
import { remindOfDuties } from "../../src/bot/duty-reminders.ts";
import { findToLookAt } from "../../src/bot/reminder-times.ts";
import { stageOf } from "../../src/bot/reminder-words.ts";
import { CatalogueError } from "../../src/config/catalogue-error.ts";
import { readDuties } from "../../src/config/duties.ts";
import type { Day } from "../../src/ledger/activity.ts";
import { addDays } from "../../src/ledger/calendar.ts";
import { type Duty, periodsOf, type Stand } from "../../src/ledger/duties.ts";
import { isKnownYear, isWorkday, workdayUntil } from "../../src/ledger/workdays.ts";
import { readFiles } from "../../src/program.ts";
import { type Branch, type Member, openBranch } from "../helpers/branch.ts";
import { enrolled, organisation } from "../helpers/people.ts";
import { bound, GROUP, queued } from "../helpers/pushed.ts";

let branch: Branch;
let zhang: Member;
let secretary: Member;
beforeEach(async () => {
  branch = await openBranch("第一党支部", "2026-11-09 10:00");
  zhang = await branch.member("张三");
  secretary = await branch.member("王五", "secretary");
});
afterEach(() => branch.close());

async function reminders(time: string): Promise<string[]> {
  branch.at(time);
  const before = (await queued(branch.deps.db, "duty:")).length;
  await remindOfDuties({ deps: branch.deps, channels: new Set(["telegram"]) });
  return (await queued(branch.deps.db, "duty:")).slice(before).map(({ text }) => text);
}

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
  expect((await zhang.says("周报")).text).not.toContain("党小组会");
  const { text: own } = await second.says("义务");
  expect(own).toContain("党小组会（每月）●△△△△△△△△△●·");
  expect(own).not.toMatch(/主题党日|党课|换届|吗？/);
  expect((await second.says("周报")).text).not.toContain("前要办");
});

test("the secretary hears in private 7 days and one workday before a period ends, once each", async () => {
  await enrolled(branch, "s", { name: "赵六", role: "secretary" });
  await secretary.says("义务 没有支委会");
  await secretary.says("义务 没有党小组");
  expect(await reminders("2026-11-20 09:30")).toEqual([]);
  const [early] = await reminders("2026-11-23 09:30");
  expect(early).toContain("主题党日：11月还没有记录，11月30日前");
  expect(early).not.toContain("组织生活会");
  expect(await reminders("2026-11-23 11:00")).toEqual([]);
  expect(await reminders("2026-11-24 09:30")).toEqual([]);
  await zhang.says("今天主题党日 20人");
  const [last] = await reminders("2026-11-27 09:30");
  expect(last).toContain("党费：11月还没有记录");
  expect(last).not.toContain("主题党日");
  expect(await reminders("2026-11-30 09:30")).toEqual([]);
  const all = await queued(branch.deps.db, "duty:");
  expect(new Set(all.map(({ chat }) => chat))).toEqual(new Set(["s"]));
});

/** Every running period of a duty that is never done, on each workday of ten years: the stages in which it is told. */
function stagesOfTenYears(
  period: Duty["period"],
): Map<string, { first: Day; last: Day; told: [stage: string, day: Day][] }> {
  const duty: Duty = {
    ...{ id: "义务", kinds: ["党课"], period, minimum: 1, when: [], usual: false, wording: "", source: "" },
  };
  const found = new Map<string, { first: Day; last: Day; told: [string, Day][] }>();
  const periods = Array.from({ length: 11 }, (_, n) => periodsOf(duty, 2020 + n)).flat();
  for (const { first, last } of periods.filter((one) => one.last < "2030-01-20")) {
    const one = { first, last, told: [] as [string, Day][] };
    const known = new Set<string>();
    for (let today = first; today <= last; today = addDays(today, 1)) {
      if (!isWorkday(today)) continue;
      const stand: Stand = {
        ...{ duty, period: { first, last }, count: 0, records: [], lacking: [] },
        standing: "due",
      };
      const stage = stageOf(stand, today);
      if (stage === undefined || known.has(stage.key)) continue;
      known.add(stage.key);
      one.told.push([stage.key.split("/").at(-1) ?? "", today]);
    }
    found.set(last, one);
  }
  return found;
}

test.for([
  ["month", 120],
  ["quarter", 40],
  ["year", 10],
] as const)(
  "in ten years each %s is told of once 7 days and once a workday before its end, on workdays",
  ([period, count]) => {
    const all = stagesOfTenYears(period);
    expect(all.size).toBe(count);
    for (const [last, { told }] of all) {
      const [week, day] = [workdayUntil(addDays(last as Day, -7)), workdayUntil(addDays(last as Day, -1))];
      // Before a long holiday both are the same day, and the later one is told.
      expect(told).toEqual(
        week === day
          ? [["day", day]]
          : [
              ["week", week],
              ["day", day],
            ],
      );
    }
    // 30 September is the day before a holiday, and a make-up day on Sunday 29 September 2024 is a workday.
    if (period === "quarter")
      expect(all.get("2024-09-30")?.told).toEqual([
        ["week", "2024-09-23"],
        ["day", "2024-09-29"],
      ]);
  },
);

test("in ten years each week is told of once, 53rd weeks and those over the year's end included; a whole week of holidays never", () => {
  const all = stagesOfTenYears("week");
  expect(all.size).toBe(523);
  for (const { first, last, told } of all.values()) {
    const day = workdayUntil(addDays(last, -1));
    // Where only the Sunday is worked, for a holiday before it, it comes on that; else never in a week of holidays.
    const when = day >= first ? day : isWorkday(last) ? last : undefined;
    expect(told).toEqual(when === undefined ? [] : [["day", when]]);
  }
  expect(all.get("2025-01-05")?.told).toEqual([["day", "2025-01-03"]]);
  expect(all.get("2021-01-03")?.told).toEqual([["day", "2020-12-31"]]);
  expect(all.get("2024-02-18")?.told).toEqual([["day", "2024-02-18"]]);
  expect(all.get("2021-10-10")?.told).toEqual([["day", "2021-10-09"]]);
});

test("a promise of every week is told of in the week that began in the old year", async () => {
  branch.at("2024-12-02 10:00");
  await enrolled(branch, "s", { name: "赵六", role: "secretary" });
  await secretary.says("承诺 每周一次领学");
  expect((await reminders("2025-01-03 09:30")).join()).toContain("承诺1 领学");
  await zhang.says("今天领学 党章 15人");
  expect((await secretary.says("义务 2024")).text).toContain("承诺1 领学");
});

test("reminders come in the morning of the branch's own clock, also where clocks change", async () => {
  await enrolled(branch, "s", { name: "赵六", role: "secretary" });
  await branch.deps.db.updateTable("organisation").set({ zone: "America/New_York" }).execute();
  const first: string[] = [];
  // Clocks go forward on 8 March 2026 and back on 1 November.
  for (const day of ["2026-03-06", "2026-03-09", "2026-10-30", "2026-11-02"]) {
    const hours = Array.from({ length: 14 }, (_, n) => n + 10);
    for (const hour of hours) {
      const found = await findToLookAt(branch.deps.db, new Date(`${day}T${hour}:00:00Z`), new Set(["telegram"]));
      if (found.length === 0) continue;
      expect(found[0]?.today).toBe(day);
      first.push(`${day} ${hour}`);
      break;
    }
  }
  expect(first).toEqual(["2026-03-06 14", "2026-03-09 13", "2026-10-30 13", "2026-11-02 14"]);
});

test("nothing comes in the night or on holidays, and who does not want it hears nothing", async () => {
  const chief = await enrolled(branch, "s", { name: "赵六", role: "secretary" });
  expect(await reminders("2026-11-23 06:30")).toEqual([]);
  expect(await reminders("2026-11-23 21:40")).toEqual([]);
  expect(await reminders("2026-11-28 10:00")).toEqual([]);
  expect((await chief.says("义务 不提醒")).text).toContain("不再提醒");
  expect(await reminders("2026-11-24 10:00")).toEqual([]);
  await chief.says("义务 提醒");
  expect(await reminders("2026-11-27 10:00")).toHaveLength(1);
});

test("稍后 brings it once more on the next workday, as long as it is open", async () => {
  const chief = await enrolled(branch, "s", { name: "赵六", role: "secretary" });
  await reminders("2026-11-23 10:00");
  expect((await chief.says("稍后")).text).toContain("11月24日");
  expect((await reminders("2026-11-24 10:00"))[0]).toContain("主题党日");
  expect(await reminders("2026-11-25 10:00")).toEqual([]);
});

test("before a holiday the secretary is told to log the education that was held", async () => {
  await enrolled(branch, "s", { name: "赵六", role: "secretary" });
  expect((await reminders("2026-09-24 10:00"))[0]).toContain("中秋前的廉洁教育办过以后请记一句");
});

test("已线下完成 opens a record whose day is asked", async () => {
  const opened = await secretary.says("已线下完成 支委会");
  expect(opened.outcome).toBe("held");
  expect(opened.text).toMatch(/\n活动是哪一天办的？请回复日期，如 /);
  expect((await secretary.says("11-05")).outcome).toBe("answered");
  expect((await secretary.says("义务")).text).toContain("支委会（每月）△△△△△△△△△△●·");
  expect((await secretary.says("已线下完成")).outcome).toBe("asked");
});

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

test("the summary says what has to be done soon, until it is done", async () => {
  branch.at("2026-11-23 10:00");
  await secretary.says("2026-11-05 党费 200元");
  expect((await zhang.says("周报")).text).toContain("11月30日前要办：主题党日");
  expect((await zhang.says("周报")).text).not.toMatch(/要办：.*(党费|组织生活会)/);
  await zhang.says("今天主题党日 20人");
  expect((await zhang.says("周报")).text).not.toContain("要办");
});

test("a plan is reminded of the workday before, and asked about afterwards", async () => {
  await enrolled(branch, "s", { name: "赵六", role: "secretary" });
  await secretary.says("计划 11月16日 党课");
  expect((await reminders("2026-11-13 10:00"))[0]).toContain("党课（计划1）：别忘了");
  expect(await reminders("2026-11-16 10:00")).toEqual([]);
  expect((await reminders("2026-11-17 10:00"))[0]).toContain("已办 1");
  expect(await reminders("2026-11-18 10:00")).toEqual([]);
});

test("a plan that nobody answers for is asked about once, however long it stays open", async () => {
  await enrolled(branch, "s", { name: "赵六", role: "secretary" });
  await secretary.says("计划 11月16日 走访慰问");
  const told: string[] = [];
  for (const day of ["2026-11-17", "2026-12-28", "2026-12-29", "2026-12-30", "2027-06-01", "2027-06-02"]) {
    const lines = (await reminders(`${day} 10:00`)).flatMap((text) => text.split("\n"));
    told.push(...lines.filter((line) => line.includes("走访慰问")));
  }
  expect(told).toEqual(["· 11月16日（周一） 走访慰问（计划1）：办了吗？办了请回复“已办 1”，不办了请回复“计划 取消 1”"]);
});

test("领学 goes by turns, changes by 换, and the summary says who is next", async () => {
  await branch.member("李四");
  expect((await zhang.says("领学")).text).toContain("还没有领学名单");
  expect((await zhang.says("领学 名单 张三 李四")).outcome).toBe("refused");
  expect((await secretary.says("领学 名单 张三 钱七")).text).toContain("没有找到成员");
  expect((await secretary.says("领学 名单 张三 李四 王五")).text).toBe("领学：11月9日（周一） 张三，再下一周 李四");
  branch.at("2026-11-10 10:00");
  expect((await zhang.says("周报")).text).toContain("领学：11月16日（周一） 李四，再下一周 王五");
  expect((await secretary.says("领学 换 王五")).text).toContain("11月16日（周一） 王五，再下一周 李四");
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

test("a reading of 换届… is logged and changes no turns", async () => {
  await secretary.says("领学 名单 张三 王五");
  expect((await secretary.says("领学 换届选举工作条例 12人")).outcome).toBe("logged");
  expect((await zhang.says("领学")).text).toBe("领学：11月9日（周一） 张三，再下一周 王五");
});

test("a plan whose day has not come says so, and what a promise is called by opens its record", async () => {
  await secretary.says("计划 12月20日 组织生活会");
  const { text } = await secretary.says("已办 1 15人");
  expect(text).toContain("还没有到：12月20日（周日） 组织生活会（计划1）");
  await secretary.says("承诺 每周一次领学");
  expect((await secretary.says("承诺")).text).toContain("每周，算领学或集中学习或理论中心组学习 1 次");
  expect((await secretary.says("已线下完成 承诺1 领学")).outcome).toBe("held");
});

test.for([
  ["duties:\n  - { id: 党课, kinds: [党棵], period: month, wording: x, source: y }", "党课"],
  ["duties:\n  - { id: 党课, kinds: [党课], period: weekly, wording: x, source: y }", "month"],
  ["duties:\n  - { id: 党课, kinds: [党课], period: month, wording: x, source: y, when: [支部] }", "支委会"],
  [
    "duties:\n  - { id: a, kinds: [党课], period: month, wording: x, source: y }\n  - { id: a, kinds: [党课], period: year, wording: x, source: y }",
    "写了两次",
  ],
  ["duties: 党课", "列表"],
] as const)("a fault in duties.yaml is told with its line: %s", async ([text, hint]) => {
  const { catalogue } = await readFiles("no-such-folder");
  const read = () => readDuties(text, "duties.yaml", catalogue);
  expect(read).toThrow(CatalogueError);
  expect(read).toThrow(/duties\.yaml 第 \d+ 行/);
  expect(read).toThrow(hint);
});

test("workdays follow holidays and make-up days, and an unknown year says so", () => {
  expect(isWorkday("2026-10-01")).toBe(false);
  expect(isWorkday("2026-10-10")).toBe(true);
  expect(workdayUntil("2026-10-07")).toBe("2026-09-30");
  expect([isKnownYear(2026), isKnownYear(2027)]).toEqual([true, false]);
  expect(isWorkday("2027-01-02")).toBe(false);
});

test("the record of a reading has the reader of its week, or the one it names", async () => {
  await branch.member("李四");
  await secretary.says("领学 名单 张三 李四");
  branch.at("2026-11-17 10:00");
  expect((await secretary.says("昨天领学 二十大报告 12人")).text).toContain("领学人 李四");
  expect((await secretary.says("11月17日 张三领学 党章 12人")).text).toContain("领学人 张三");
  expect((await secretary.says("11月2日领学 宪法 12人")).text).not.toContain("领学人");
});

test("谈心谈话 is done when each kind of pair has a record, whose words say which; nobody is asked", async () => {
  const talk = await secretary.says("11月5日 书记与委员谈心谈话 2人次");
  expect(talk.text).toContain("支委之间 1次");
  expect(talk.text).not.toContain("？");
  await secretary.says("11月6日 谈心谈话 3人次");
  const gap = (await secretary.says("义务")).text;
  expect(gap).toContain("谈心谈话（每年）○");
  expect(gap).toContain("谈心谈话：记了 2 次，还没有记录的是 支委与党员、党员之间");
  branch.at("2027-01-05 10:00");
  expect((await secretary.says("义务 2026")).text).toContain("谈心谈话：全年记了 2 次，缺支委与党员、党员之间");
  await secretary.says("2026-11-07 支委与党员谈心谈话 4人次");
  await secretary.says("2026-11-08 党员之间谈心谈话 6人次");
  expect((await secretary.says("义务 2026")).text).toContain("谈心谈话（每年）●");
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
  expect((await reminders("2026-11-23 09:30"))[0]).toContain("上次换届是哪一天");
  expect((await reminders("2026-11-27 09:30"))[0]).not.toContain("上次换届");
  for (const words of ["义务 换届 2024-13-15", "义务 换届 2027-01-01"]) {
    expect((await secretary.says(words)).outcome).toBe("asked");
  }
  expect((await secretary.says("义务 换届 2023年12月15日")).text).toContain("2026-12-15 前再换届");
  expect((await secretary.says("义务")).text).toContain("换届（12月15日前）○");
  expect((await reminders("2026-12-08 09:30"))[0]).toContain("换届：12月15日前，办完请回复“义务 换届 日期”");
  expect((await secretary.says("义务 换届 2026-12-10")).outcome).toBe("asked");
  branch.at("2027-03-01 10:00");
  expect((await secretary.says("义务")).text).toContain("换届：1月1日前");
  expect((await secretary.says("义务 换届 2026-12-10 五年")).text).toContain("2031-12-10");
  expect((await secretary.says("义务")).text).not.toContain("换届（");
});

test("what a reminder asks for is one press: a plan that was held becomes a record", async () => {
  const chief = await enrolled(branch, "s", { name: "赵六", role: "secretary" });
  await secretary.says("计划 11月16日 党课");
  await reminders("2026-11-23 10:00");
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
