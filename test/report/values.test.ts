import { describe, expect, test } from "vitest";
import { displayAmount, displayBlank, numeral } from "../../src/ledger/display.ts";
import type { LedgerRow } from "../../src/report/draft.ts";
import { type Manual, readManual } from "../../src/report/manual.ts";
import { fieldValues, type Value } from "../../src/report/values.ts";
import { catalogue, fields, row, scope } from "../helpers/ledger.ts";

function valueFor(field: string, rows: readonly LedgerRow[], manual: Record<string, string> = {}): Value | undefined {
  const filled = Object.entries(manual).map(([id, text]): [string, Manual] => [
    id,
    { text, by: "王五", on: "2023-12-01" },
  ]);
  const values = fieldValues({ fields, catalogue, scope, activities: rows, year: 2023, manual: new Map(filled) });
  return values.find((value) => value.field === field);
}

describe("a value", () => {
  test("from records has exactly the keys of the contract", () => {
    expect(valueFor("集中学习", [row(1, ["集中学习"]), row(2, ["集中学习"])])).toEqual({
      field: "集中学习",
      label: "集中学习",
      unit: "次",
      value: 2,
      display: "2次",
      source: "records",
      records: [1, 2],
      warnings: [],
    });
  });

  test("that nothing supports is a blank, never a zero", () => {
    expect(valueFor("增加经营收入", [])).toMatchObject({
      value: null,
      display: "【待填：增加经营收入（万元）】",
      source: "blank",
      records: [],
    });
    expect(valueFor("集中学习", [])).toMatchObject({ value: null, source: "blank" });
  });

  test("takes the year in which a range begins", () => {
    const rows = [
      row(1, ["集中学习"], { start: "2022-12-30", end: "2023-01-02" }),
      row(2, ["集中学习"], { start: "2023-12-31", end: "2024-01-02" }),
      row(3, ["集中学习"], { start: null }),
    ];
    expect(valueFor("集中学习", rows)?.records).toEqual([2]);
  });

  test("that a person filled in wins, and says where the records differ", () => {
    expect(valueFor("集中学习", [row(1, ["集中学习"])], { 集中学习: "30" })).toMatchObject({
      value: 30,
      display: "30次",
      source: "manual",
      records: [],
      warnings: ["填写的是 30次，记录合计是 1次：#1"],
    });
  });

  test("that a person filled in as the records say warns of nothing", () => {
    expect(valueFor("集中学习", [row(1, ["集中学习"])], { 集中学习: "1次" })?.warnings).toEqual([]);
  });

  test("is zero where a person says zero", () => {
    expect(valueFor("巡察反馈问题", [], { 巡察反馈问题: "0" })).toMatchObject({
      value: 0,
      display: "0个",
      source: "manual",
    });
  });

  test("of a list is its length", () => {
    expect(
      valueFor("上年度查摆问题", [], { 上年度查摆问题: "学习不够系统；阵地建设有短板；\n办法不多。" }),
    ).toMatchObject({
      value: 3,
      display: "3个",
      source: "manual",
    });
  });

  test("that cannot be read is left to the records, with a warning", () => {
    expect(valueFor("集中学习", [row(1, ["集中学习"])], { 集中学习: "很多" })).toMatchObject({
      value: 1,
      source: "records",
      warnings: ["填写的值没有采用：“很多”不是确定的数字，请写成 6 或 6次 这样"],
    });
  });
});

test.for<readonly [field: string, text: string, value: number | null, bound: string]>([
  ["重点工作项数", "6", 6, "exact"],
  ["重点工作项数", "６项", 6, "exact"],
  ["重点工作项数", "6 个", 6, "exact"],
  ["增加经营收入", "126.6", 126.6, "exact"],
  ["增加经营收入", "126.6万", 126.6, "exact"],
  ["增加经营收入", "126.6万元", 126.6, "exact"],
  ["增加经营收入", "1,266,000元", 126.6, "exact"],
  ["捐款金额", "1.5万元", 15000, "exact"],
  ["为群众办实事", "20余件", 20, "least"],
  ["为群众办实事", "至少20", 20, "least"],
  ["集中学习", "约15次", 15, "approx"],
  ["集中学习", "15人", null, ""],
  ["集中学习", "", null, ""],
  ["集中学习", "六次学习", null, ""],
  ["集中学习", "十二场", 12, "exact"],
  ["集中学习", "三十余次", 30, "least"],
  ["集中学习", "15次左右", 15, "approx"],
  ["集中学习", "十几次", null, ""],
  ["集中学习", "30或31", null, ""],
  ["集中学习", "-3", null, ""],
  ["集中学习", "25.5", null, ""],
  ["增加经营收入", "126.6", 126.6, "exact"],
  ["增加经营收入", "0.004万元", null, ""],
  ["集中学习", "没有", 0, "exact"],
  ["上年度查摆问题", "没有", 0, "exact"],
  ["增加经营收入", "20余万元", 20, "least"],
  ["捐款金额", "20余万元", 200000, "least"],
  ["捐款金额", "3万", 30000, "exact"],
  ["上年度查摆问题", "3", 3, "exact"],
  ["上年度查摆问题", "一是学习不够；二是办法不多", 2, "exact"],
  ["上年度查摆问题", "三会一课坚持不够好", 1, "exact"],
])("%s filled in as “%s” is %s", ([id, text, value, bound]) => {
  const field = fields.find((one) => one.id === id);
  if (!field) throw new Error(id);
  const read = readManual(field, text);
  expect(read.ok ? read.amount : null).toEqual(value === null ? null : { value, bound });
});

test.for<
  readonly [value: number, bound: "exact" | "least" | "approx", form: "exact" | "over" | "numeral", shown: string]
>([
  [30, "exact", "exact", "30次"],
  [23, "exact", "over", "20余次"],
  [20, "exact", "over", "20次"],
  [7, "exact", "over", "7次"],
  [10, "exact", "over", "10次"],
  [11, "exact", "over", "10余次"],
  [128, "exact", "over", "120余次"],
  [1234, "exact", "over", "1200余次"],
  [0, "exact", "over", "0次"],
  [15, "approx", "exact", "约15次"],
  [20, "least", "exact", "20余次"],
  [23, "least", "exact", "至少23次"],
  [23, "least", "over", "20余次"],
  [7, "least", "over", "至少7次"],
  [12, "exact", "numeral", "十二次"],
  [2, "exact", "numeral", "两次"],
  [126.6, "exact", "exact", "126.6次"],
])("%d %s is shown as %s: %s", ([value, bound, form, shown]) => {
  expect(displayAmount({ value, bound }, "次", form)).toBe(shown);
});

test.for([
  [0, "零"],
  [10, "十"],
  [11, "十一"],
  [20, "二十"],
  [105, "一百零五"],
  [110, "一百一十"],
  [1001, "一千零一"],
  [9999, "九千九百九十九"],
] as const)("%d is written %s", ([value, text]) => {
  expect(numeral(value)).toBe(text);
});

test("a blank names the unit unless its label ends with it", () => {
  expect(displayBlank({ label: "集中学习", unit: "次" })).toBe("【待填：集中学习（次）】");
  expect(displayBlank({ label: "志愿服务人次", unit: "人次" })).toBe("【待填：志愿服务人次】");
});
