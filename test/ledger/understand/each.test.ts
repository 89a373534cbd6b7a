import { expect, test } from "vitest";
import { lines, read } from "./reader.ts";

test.for([
  [
    "上周一到周三每天学习1小时",
    [
      "集中学习 | 11-16 | - | - | 60 | - | -",
      "集中学习 | 11-17 | - | - | 60 | - | -",
      "集中学习 | 11-18 | - | - | 60 | - | -",
    ],
  ],
  [
    "11月18日、19日每天集中学习2小时",
    ["集中学习 | 11-18 | - | - | 120 | - | -", "集中学习 | 11-19 | - | - | 120 | - | -"],
  ],
  [
    "昨天上午下午各集中学习一次，15人",
    ["集中学习 | 11-22 | - | 15 | - | 次数1 | -", "集中学习 | 11-22 | - | 15 | - | 次数1 | -"],
  ],
  ["发展党员1名 转正2名", ["发展党员 | 11-23 | - | - | - | 名数1 | -", "转正 | 11-23 | - | - | - | 名数2 | -"]],
  ["支部党员大会，转正2名，20人", ["支部党员大会+转正 | 11-23 | - | 20 | - | 名数2 | -"]],
  ["上周每天早上集中学习半小时 12人", ["集中学习 | - | - | 12 | 30 | - | date:vague"]],
  ["10月1日到20日每天学习1小时", ["集中学习 | - | - | - | 60 | - | date:vague"]],
  ["上周集中学习 每日一学 12人", ["集中学习 | 11-16..11-22 | 每日一学 | 12 | - | - | -"]],
] as const)("%s", ([text, expected]) => {
  expect(lines(text)).toEqual(expected);
});

test.for([
  ["研讨交流 发言6人 参加15人", "研讨交流 | 11-23 | - | 15 | - | - | -"],
  ["集中学习 15人参加 4人发言", "集中学习 | 11-23 | - | 15 | - | - | -"],
  ["书记给我们上了一堂党课 20人", "党课 | 11-23 | - | 20 | - | - | -"],
  ["昨天党课 讲课人张书记 22人", "党课 | 11-22 | - | 22 | - | - | -"],
] as const)(
  "who spoke is counted among those present, and what was said of who spoke is no title: %s",
  ([text, expected]) => {
    expect(lines(text)).toEqual([expected]);
  },
);

test.for([
  [
    "三月、四月各集中学习2次",
    ["集中学习 | 03-01..03-31 | - | - | - | 次数2 | -", "集中学习 | 04-01..04-30 | - | - | - | 次数2 | -"],
  ],
  [
    "三月四月集中学习各2次",
    ["集中学习 | 03-01..03-31 | - | - | - | 次数2 | -", "集中学习 | 04-01..04-30 | - | - | - | 次数2 | -"],
  ],
  [
    "一季度、二季度各开党课1次",
    ["党课 | 01-01..03-31 | - | - | - | 次数1 | -", "党课 | 04-01..06-30 | - | - | - | 次数1 | -"],
  ],
  [
    "上周、本周各集中学习一次",
    ["集中学习 | 11-16..11-22 | - | - | - | 次数1 | -", "集中学习 | 11-23..11-29 | - | - | - | 次数1 | -"],
  ],
  ["11月6日至7日各集中学习1小时", ["集中学习 | 11-06 | - | - | 60 | - | -", "集中学习 | 11-07 | - | - | 60 | - | -"]],
  ["一至四季度各召开党员大会1次", ["支部党员大会 | 01-01..12-31 | - | - | - | - | quantity:unit"]],
  ["今年1-3季度党课3次", ["党课 | 01-01..09-30 | - | - | - | 次数3 | -"]],
  ["1至11月各开支委会", ["支委会 | - | - | - | - | - | date:vague"]],
  ["三月、四月集中学习3次", ["集中学习 | 03-01..04-30 | - | - | - | 次数3 | -"]],
] as const)("what is told of each of some periods is a record of each, or is asked about: %s", ([text, expected]) => {
  expect(lines(text)).toEqual(expected);
});

test.for([
  ["去年、今年各慰问12户", ["走访慰问 | 2025", "走访慰问 | 2026"]],
  ["学习2025年、2026年工作要点 各5人", ["集中学习 | 2026"]],
  ["研究一季度、二季度工作 支委会 均5人到会", ["支委会 | asked"]],
  ["昨天支委会 通报三月、四月各党支部情况 5人", ["支委会 | 2026"]],
  ["三月、四月各党小组集中学习2次", ["集中学习 | 2026"]],
] as const)("periods that were dealt with make no record more: %s", ([text, expected]) => {
  const told = read(text).records.map(({ kinds, start }) => `${kinds.join("+")} | ${start?.slice(0, 4) ?? "asked"}`);
  expect(told).toEqual(expected);
});

test.for([
  ["11.2、11.16 支委会", ["支委会 | 11-02 | - | - | - | - | -", "支委会 | 11-16 | - | - | - | - | -"]],
  ["11月2日 11月16日 支委会 5人", ["支委会 | 11-02 | - | 5 | - | - | -", "支委会 | 11-16 | - | 5 | - | - | -"]],
  ["上周一 上周三集中学习", ["集中学习 | 11-16 | - | - | - | - | -", "集中学习 | 11-18 | - | - | - | - | -"]],
  ["11.2 1.5 党课 20人", ["党课 | 11-02 | - | 20 | - | - | duration:unit"]],
] as const)("days that are only put side by side are a list: %s", ([text, expected]) => {
  expect(lines(text)).toEqual(expected);
});

test.for([
  ["集中学习x2 12人", "集中学习 | 11-23 | - | 12 | - | - | quantity:unit"],
  ["全年集中学习24次", "集中学习 | - | - | - | - | 次数24 | date:vague"],
  ["昨天支委会 研究全年工作 5人", "支委会 | 11-22 | 研究全年工作 | 5 | - | - | -"],
  ["学习2小时共15人", "集中学习 | 11-23 | - | 15 | 120 | - | -"],
] as const)("what counts several times is asked about, and a length before a sum is one: %s", ([text, expected]) => {
  expect(lines(text)).toEqual([expected]);
});

test("the day on which somebody was not there is not silently the day of making up for it", () => {
  const [record] = read("上周没来学习的3人昨天补学").records;
  expect(record?.start).toBeNull();
  expect(record?.doubts.map(({ about }) => about)).toContain("date");
});
