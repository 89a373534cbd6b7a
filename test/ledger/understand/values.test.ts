import chineseDays from "chinese-days";
import { describe, expect, test } from "vitest";
import type { Day } from "../../../src/ledger/activity.ts";
import { toDay } from "../../../src/ledger/understand/dates/days.ts";
import { movingFestivalIn } from "../../../src/ledger/understand/dates/lunar.ts";
import { readDay, readKind, readLength, readMinutes, readNumber } from "../../../src/ledger/understand/message.ts";
import { inZone } from "../../helpers/zone.ts";
import { NOW, WORDS } from "./reader.ts";

describe("a date typed in answer to a question", () => {
  test.for([
    ["11-21", { start: "2026-11-21", end: null }],
    ["前天", { start: "2026-11-21", end: null }],
    ["10月27日到11月2日", { start: "2026-10-27", end: "2026-11-02" }],
    ["2月29日", { start: "2024-02-29", end: null }],
    ["明天", { ask: "future", options: [] }],
    ["今年12月9日", { ask: "future", options: ["2025-12-09"] }],
    ["10月32日", { ask: "impossible", options: [] }],
    ["9月31日", { ask: "impossible", options: ["2026-09-30", "2026-10-01"] }],
    ["2026年2月29日", { ask: "impossible", options: ["2026-02-28", "2026-03-01"] }],
    ["11月20日（周四）", { ask: "conflict", options: ["2026-11-20", "2026-11-19"] }],
    ["前几天", { ask: "vague", options: [] }],
    ["过去三天", { ask: "vague", options: [] }],
    ["10月最后一天", { start: "2026-10-31", end: null }],
    ["今年第一天", { start: "2026-01-01", end: null }],
    ["去年的今天", { ask: "vague", options: [] }],
    ["上上上周五", { start: "2026-11-06", end: null }],
    ["从2025年起至今", { start: "2025-01-01", end: "2026-11-23" }],
    ["2024~2025年", { start: "2024-01-01", end: "2025-12-31" }],
    ["5分钟前", { start: "2026-11-23", end: null }],
    ["一百天前", { start: "2026-08-15", end: null }],
    ["国庆", { start: "2026-10-01", end: null }],
    ["端午节", { ask: "vague", options: ["2026-06-19"] }],
    ["端午节当天", { start: "2026-06-19", end: null }],
    ["去年中秋节", { start: "2025-10-06", end: null }],
    ["除夕当天", { start: "2026-02-16", end: null }],
    ["2060年元宵节", { ask: "vague", options: [] }],
    ["圣诞节", { start: "2025-12-25", end: null }],
    ["迎国庆活动", null],
    ["无", null],
  ] as const)("%s", ([text, expected]) => {
    expect(readDay(text, NOW)).toEqual(expected);
  });
});

test("a festival that comes within a month is asked about: it was held for the one ahead, not a year ago", () => {
  const on = (today: Day) => readDay("国庆节", { today, minute: 600 });
  expect(on("2026-09-28")).toEqual({ ask: "vague", options: [] });
  expect(on("2026-08-20")).toEqual({ start: "2025-10-01", end: null });
  expect(readDay("元旦", { today: "2026-12-30", minute: 600 })).toEqual({ ask: "vague", options: [] });
});

test("moving festivals are on the days of the calendar", () => {
  for (let year = 2000; year <= 2050; year++) {
    const lunar = (day: string) => chineseDays.getSolarDateFromLunar(`${year}-${day}`).date;
    // The library reckons on the machine's clock.
    const expected = inZone("UTC", () => ({
      春节: lunar("01-01"),
      元宵节: lunar("01-15"),
      清明节: chineseDays.getSolarTermDate(year, 4, "pure_brightness"),
      端午节: lunar("05-05"),
      中秋节: lunar("08-15"),
      重阳节: lunar("09-09"),
    }));
    const found = Object.keys(expected).map((name) => [name, toDay(movingFestivalIn(name, year) ?? 0)]);
    expect(Object.fromEntries(found)).toEqual(expected);
  }
});

describe("a number typed in answer to a question", () => {
  test.for([
    ["16", 16],
    ["16人", 16],
    ["十六", 16],
    ["1.2万", 12000],
    ["二点三万", 23000],
    ["五百余万", 5000000],
    ["半百", 50],
    ["五毛", 0.5],
    ["三块二毛五", 3.25],
    ["十打", 120],
    ["1万元--5万元", null],
    ["二十多", null],
    ["上百人", null],
    ["万一", null],
    ["千万别忘了", null],
    ["十几", null],
    ["30或31", null],
    ["不知道", null],
  ] as const)("%s", ([text, expected]) => {
    expect(readNumber(text)).toBe(expected);
  });
});

describe("a duration typed in answer to a question", () => {
  test.for([
    ["一个半小时", 90],
    ["1:30", 90],
    ["下午2点到4点半", 150],
    ["下午3点", null],
    ["一两个小时", null],
    ["两天", 960],
    ["晚上11点到凌晨1点", 120],
    ["晚上10点到第二天早上6点", 480],
    ["9am-11:30am", 150],
    ["四十五分", 45],
  ] as const)("%s", ([text, expected]) => {
    expect(readMinutes(text)).toBe(expected);
  });
});

describe("a length of time for its own sake: less than two days are working time", () => {
  test.for([
    ["半天", 240],
    ["一天", 480],
    ["五 天", 7200],
    ["三天三夜", 4320],
    ["8天20小时", 12720],
    ["7 周", 70560],
    ["1~2周", null],
    ["13—18天", null],
    ["两天又一个月", null],
    ["两年", null],
    ["30m", 30],
    ["11月5日", null],
    ["一个半小时", 90],
    ["四分钟零六秒", 4.1],
    ["5分钟30秒", 5.5],
    ["10分钟 12秒", 10.2],
    ["45分钟30人", 45],
  ] as const)("%s", ([text, expected]) => {
    expect(readLength(text)).toBe(expected);
  });
});

describe("a kind typed in answer to a question", () => {
  test.for([
    ["党课", "党课"],
    ["支委回", "支委会"],
    ["记成党课", "党课"],
    ["Study", "集中学习"],
    ["其他", "其他"],
    ["党课和支委会", null],
    ["constructor", null],
  ] as const)("%s", ([text, expected]) => {
    expect(readKind(text, WORDS)).toBe(expected);
  });
});
