import { afterEach, beforeEach, expect, test } from "vitest";
import { findToLookAt } from "../../../src/bot/duties/reminder-times.ts";
import { stageOf } from "../../../src/bot/duties/reminder-words.ts";
import { remindOfDuties } from "../../../src/bot/duties/reminders.ts";
import type { Day } from "../../../src/ledger/activity.ts";
import { addDays } from "../../../src/ledger/calendar.ts";
import type { Duty, Stand } from "../../../src/ledger/duties.ts";
import { periodsOf } from "../../../src/ledger/duty-periods.ts";
import { isWorkday, workdayUntil } from "../../../src/ledger/workdays.ts";
import { findSpeaker, linkIdentity } from "../../../src/store/people.ts";
import { type Branch, type Member, openBranch } from "../../helpers/branch.ts";
import { account, enrolled } from "../../helpers/people.ts";
import { queued, reminders } from "../../helpers/pushed.ts";

let branch: Branch;
let zhang: Member;
let secretary: Member;
beforeEach(async () => {
  branch = await openBranch("第一党支部", "2026-11-09 10:00");
  zhang = await branch.member("张三");
  secretary = await branch.member("王五", "secretary");
});
afterEach(() => branch.close());

test("the secretary hears in private 7 days and one workday before a period ends, once each", async () => {
  await enrolled(branch, "s", { name: "赵六", role: "secretary" });
  await secretary.says("义务 没有支委会");
  await secretary.says("义务 没有党小组");
  expect(await reminders(branch, "2026-11-20 09:30")).toEqual([]);
  const [early] = await reminders(branch, "2026-11-23 09:30");
  expect(early?.split("\n")[0]).toBe("第一党支部 提醒：");
  expect(early).toContain("主题党日：11月还没有记录，11月30日前");
  expect(early).not.toContain("组织生活会");
  expect(await reminders(branch, "2026-11-23 11:00")).toEqual([]);
  expect(await reminders(branch, "2026-11-24 09:30")).toEqual([]);
  await zhang.says("今天主题党日 20人");
  const [last] = await reminders(branch, "2026-11-27 09:30");
  expect(last).toContain("党费：11月还没有记录");
  expect(last).not.toContain("主题党日");
  expect(await reminders(branch, "2026-11-30 09:30")).toEqual([]);
  const all = await queued(branch.deps.db, "duty:");
  expect(new Set(all.map(({ chat }) => chat))).toEqual(new Set(["s"]));
});

test("who has two accounts hears on the one of their last command in private, and on both where there was none", async () => {
  const [phone, desk] = [
    await enrolled(branch, "s", { name: "赵六", role: "secretary" }),
    account(branch, "ou_s", "赵六", "lark"),
  ];
  const found = await findSpeaker(branch.deps.db, "telegram", "s");
  await linkIdentity(branch.deps.db, { channel: "lark", externalId: "ou_s", personId: found?.id ?? 0 });
  const both = new Set(["telegram", "lark"]);
  const toldOn = async (time: string, channels = both) => {
    branch.at(time);
    const before = (await queued(branch.deps.db, "duty:")).length;
    await remindOfDuties({ deps: branch.deps, channels });
    return (await queued(branch.deps.db, "duty:")).slice(before).map(({ chat }) => chat);
  };
  expect(await toldOn("2026-11-23 09:30")).toEqual(["ou_s", "s"]);
  await phone.says("义务");
  expect(await toldOn("2026-11-27 09:30")).toEqual(["s"]);
  await desk.says("待办");
  expect(await toldOn("2026-12-24 09:30")).toEqual(["ou_s"]);
  expect(await toldOn("2026-12-30 09:30", new Set(["telegram"]))).toEqual(["s"]);
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
  await secretary.says("承诺 今年每周一次领学");
  expect((await reminders(branch, "2025-01-03 09:30")).join()).toContain("承诺1 领学");
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
  expect(await reminders(branch, "2026-11-23 06:30")).toEqual([]);
  expect(await reminders(branch, "2026-11-23 21:40")).toEqual([]);
  expect(await reminders(branch, "2026-11-28 10:00")).toEqual([]);
  for (const words of ["义务 关", "义务 不提醒", "别提醒我了"])
    expect((await chief.says(words)).text).toContain("不再提醒");
  expect(await reminders(branch, "2026-11-24 10:00")).toEqual([]);
  await chief.says("义务 提醒");
  expect(await reminders(branch, "2026-11-27 10:00")).toHaveLength(1);
});

test("a clock that ran ahead for a while silences nobody", async () => {
  await enrolled(branch, "s", { name: "赵六", role: "secretary" });
  await reminders(branch, "2062-03-06 10:00");
  expect((await reminders(branch, "2026-11-23 10:00"))[0]).toContain("主题党日：11月还没有记录");
  expect(await reminders(branch, "2026-11-24 10:00")).toEqual([]);
});

test("稍后 brings it once more on the next workday, as long as it is open", async () => {
  const chief = await enrolled(branch, "s", { name: "赵六", role: "secretary" });
  await reminders(branch, "2026-11-23 10:00");
  for (const words of ["稍后提醒", "稍后"]) expect((await chief.says(words)).text).toContain("11月24日");
  expect((await reminders(branch, "2026-11-24 10:00"))[0]).toContain("主题党日");
  expect(await reminders(branch, "2026-11-25 10:00")).toEqual([]);
});

test.for([
  ["下周再提醒我", "2026-11-30"],
  ["3天后再提醒", "2026-11-26"],
  ["稍后 11月28日", "2026-11-30"],
] as const)("%s brings it again on that day, or on the next workday", async ([words, day]) => {
  const chief = await enrolled(branch, "s", { name: "赵六", role: "secretary" });
  await reminders(branch, "2026-11-23 10:00");
  expect((await chief.says(words)).text).toContain(`${Number(day.slice(5, 7))}月${Number(day.slice(8))}日再提醒`);
  expect(await reminders(branch, "2026-11-25 10:00")).toEqual([]);
  expect((await reminders(branch, `${day} 10:00`))[0]).toContain("主题党日");
});

test("稍后 with a day that is over asks which one is meant", async () => {
  expect((await secretary.says("稍后 昨天")).text).toContain("请写成：稍后 下周一");
});

test("before a holiday the secretary is told to log the education that was held", async () => {
  await enrolled(branch, "s", { name: "赵六", role: "secretary" });
  expect((await reminders(branch, "2026-09-24 10:00"))[0]).toContain("中秋前的廉洁教育办过以后请记一句");
  // Nothing is published of 2027 yet.
  const [told] = await reminders(branch, "2026-12-25 10:00");
  expect(told).toContain("元旦前的廉洁教育办过以后请记一句，如：今天警示教育 15人（2027年1月1日起放假）");
  expect(told).toContain("2027 年的放假安排还没有公布，先按法定节假日和周一到周五算。");
  expect(await reminders(branch, "2027-01-01 10:00")).toEqual([]);
});

test("an election is told of half a year, three months and one month before, once each, and once after its term", async () => {
  await enrolled(branch, "s", { name: "赵六", role: "secretary" });
  await secretary.says("义务 没有支委会");
  await secretary.says("义务 没有党小组");
  await secretary.says("义务 换届 2024-06-15");
  const told: string[] = [];
  const last = ["2027-06-07", "2027-06-08", "2027-06-11", "2027-06-14", "2027-06-15", "2027-06-16", "2027-06-17"];
  const early = ["2026-12-01", "2026-12-14", "2026-12-15", "2026-12-16", "2027-03-12", "2027-03-15", "2027-04-20"];
  for (const day of [...early, "2027-05-13", "2027-05-14", "2027-05-17", ...last, "2027-07-16", "2027-09-01"]) {
    for (const text of await reminders(branch, `${day} 09:30`)) {
      const line = text.split("\n").find((one) => one.startsWith("· 换届"));
      if (line !== undefined) told.push(`${day} ${line}`);
    }
  }
  const close = "办完请回复“义务 换届 日期”";
  expect(told).toEqual([
    `2026-12-15 · 换届：2027年6月15日前，还有约 6 个月，请做准备；${close}`,
    `2027-03-15 · 换届：6月15日前，还有约 3 个月，请做准备；${close}`,
    `2027-05-14 · 换届：6月15日前，还有约 1 个月，请做准备；${close}`,
    `2027-06-08 · 换届：6月15日前，${close}`,
    `2027-06-14 · 换届：6月15日前，${close}`,
    "2027-06-16 · 换届：6月15日已到期，换过请回复“义务 换届 日期”，要延期的请报上级党组织",
  ]);
});

test("what ended while the program was down is told once at the next look, and nothing at the first", async () => {
  await enrolled(branch, "s", { name: "赵六", role: "secretary" });
  expect(await reminders(branch, "2026-11-10 09:30")).toEqual([]);
  await zhang.says("今天党费 20人");
  const [told] = await reminders(branch, "2027-01-04 09:30");
  expect(told).toContain(
    "没有提醒到就过了期、没有记录的（办过的请补记）：\n· 支部党员大会：2026 年第四季度（一般要求）",
  );
  expect(told).toContain("· 主题党日：2026 年11月、12月");
  expect(told).toContain("· 党费：2026 年12月（一般要求）");
  expect(told).toContain("· 组织生活会：2026 年全年");
  for (const day of ["2027-01-05", "2027-01-06"])
    expect((await reminders(branch, `${day} 09:30`)).join()).not.toContain("没有提醒到");
});

test("what was told of on its last day is not told again when it has ended", async () => {
  await enrolled(branch, "s", { name: "赵六", role: "secretary" });
  expect((await reminders(branch, "2026-11-27 09:30"))[0]).toContain("主题党日");
  expect(await reminders(branch, "2026-12-01 09:30")).toEqual([]);
});
