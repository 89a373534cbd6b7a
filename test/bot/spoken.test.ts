import { expect, test } from "vitest";
import { commandIn } from "../../src/bot/commands/index.ts";
import { readDutySpan } from "../../src/bot/duty-span.ts";
import { readWish } from "../../src/bot/weekly-wishes.ts";

const now = { today: "2026-11-23", minute: 600 } as const;

test.for([
  ["关闭周报", "周报 关闭"],
  ["停掉周报吧", "周报 停掉"],
  ["请不要再发周报了", "周报 不要再发"],
  ["恢复周报", "周报 恢复"],
  ["上周的周报", "周报 上周"],
  ["看一下第47周周报", "周报 第47周"],
  ["查看周报", "周报"],
  ["把周报改到周五下午五点半", "周报改到周五下午五点半"],
  ["每周五下午五点发周报", "周报 每周五下午五点"],
  ["空周不发", "周报 空周不发"],
  ["不要提醒", "义务 不提醒"],
  ["别提醒我了", "义务 不提醒"],
  ["关闭义务提醒", "义务 不提醒"],
  ["恢复提醒", "义务 提醒"],
  ["明天再提醒我", "稍后"],
  ["12月的义务", "义务 12月"],
  ["四季度义务", "义务 四季度"],
  ["我们没有党小组", "义务 没有党小组"],
  ["有支委会。", "义务 有支委会"],
  ["主题党日已线下完成", "已线下完成 主题党日"],
  ["线下完成支委会 11月20日 5人", "已线下完成 支委会 11月20日 5人"],
  ["取消计划1", "计划 取消 1"],
  ["取消组织生活会的计划", "计划 取消 组织生活会"],
  ["把计划1改到12月22日", "计划1改到12月22日"],
  ["修改计划1 12月22日", "计划 改 1 12月22日"],
  ["计划2办了 15人", "已办 2 15人"],
  ["查看计划", "计划"],
  ["下周一谁领学？", "领学"],
  ["跳过下周的领学", "领学 跳过下周"],
  ["停止领学", "领学 停止"],
  ["看图", "图"],
  ["月图", "图 月"],
] as const)("%s is the command %s", ([words, command]) => {
  expect(commandIn(words)).toBeDefined();
  expect(commandIn(words)).toEqual(commandIn(command));
});

test.for([
  "义务劳动 15人",
  "本周义务劳动 12人",
  "义务植树 20棵",
  "周报：本周集中学习 二十大报告 15人",
  "领学 加强党的建设 12人",
  "领学 换届选举工作条例 12人",
  "张三领学 党章 12人",
  "昨天线下召开支委会 5人",
  "今天支委会讨论年度计划 5人",
  "有支委会委员5人参加走访慰问",
  "学习地图绘制 12人",
])("%s is something to log and no command", (words) => {
  expect(commandIn(words)).toBeUndefined();
});

test.for([
  ["", "2026-11-23"],
  ["本周", "2026-11-23"],
  ["上周", "2026-11-16"],
  ["上上周", "2026-11-09"],
  ["第47周", "2026-11-16"],
  ["第四十七周", "2026-11-16"],
  ["2026-W47", "2026-11-16"],
  ["2025年第50周", "2025-12-08"],
  // The one of this year has not begun.
  ["第52周", "2025-12-22"],
  ["11月18日", "2026-11-18"],
] as const)("周报 %s is of the week of %s", ([words, day]) => {
  expect(readWish(words, now)).toEqual({ do: "show", day });
});

test.for([
  ["第60周", "这两年没有第60周"],
  ["2026年第53周", "第53周还没有到"],
  ["2025年第53周", "2025 年没有第53周"],
  ["12月40日", "没有读懂日期"],
] as const)("周报 %s says what is wrong", ([words, fault]) => {
  expect(readWish(words, now)).toMatchObject({ do: "ask", text: expect.stringContaining(fault) });
});

test.for([
  ["改到周五下午五点半", { weekday: 5, minute: 1050, on: true }],
  ["时间改为周一早上九点", { weekday: 1, minute: 540, on: true }],
  ["周五发", { weekday: 5, on: true }],
  ["每周五 17:30 发", { weekday: 5, minute: 1050, on: true }],
  ["关闭", { on: false }],
  ["不发了", { on: false }],
  ["重新打开", { on: true }],
  ["没有活动就别发", { empty: "silent" }],
] as const)("周报 %s is a setting", ([words, wanted]) => {
  expect(readWish(words, now)).toEqual({ do: "set", wanted });
});

test.for([
  ["12月", "2026-12-01", "2026-12-31", "2026 年12月"],
  ["十二月份", "2026-12-01", "2026-12-31", "2026 年12月"],
  ["2025年2月", "2025-02-01", "2025-02-28", "2025 年2月"],
  ["四季度", "2026-10-01", "2026-12-31", "2026 年第四季度"],
  ["下季度", "2027-01-01", "2027-03-31", "2027 年第一季度"],
  ["上个月", "2026-10-01", "2026-10-31", "2026 年10月"],
  ["上半年", "2026-01-01", "2026-06-30", "2026 年上半年"],
  ["明年", "2027-01-01", "2027-12-31", "2027 年"],
  ["", "2026-01-01", "2026-12-31", "2026 年"],
] as const)("义务 %s is from %s to %s", ([words, first, last, called]) => {
  expect(readDutySpan(words, now.today)).toMatchObject({ period: { first, last }, called });
});
