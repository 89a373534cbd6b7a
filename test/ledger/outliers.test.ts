import { describe, expect, test } from "vitest";
import type { Facts } from "../../src/ledger/activity.ts";
import { lateness, outliers, sizeOf } from "../../src/ledger/outliers.ts";

const facts = (headcount: number, start: Facts["start"] = "2026-03-02"): Facts => ({
  ...{ kinds: ["党课"], start, end: null, half: null, title: null, place: null, minutes: null, quantities: [] },
  headcount: { value: headcount, bound: "exact" },
});

describe("the size of a branch is the largest of what is known of it", () => {
  test.for([
    [4, undefined, [], { people: 4, by: "registered" }],
    [4, 30, [28, 28, 28, 28, 28], { people: 30, by: "stated" }],
    [4, undefined, [28, 300, 26, 29, 27], { people: 28, by: "usual" }],
    [4, undefined, [28, 28, 28, 28], { people: 4, by: "registered" }],
    [40, undefined, [28, 28, 28, 28, 28], { people: 40, by: "registered" }],
    [0, undefined, [], { people: 0, by: "registered" }],
  ] as const)("%j members, stated %j, with %j", ([registered, stated, headcounts, size]) => {
    expect(sizeOf({ registered, stated, headcounts })).toEqual(size);
  });
});

test.for([
  [28, { people: 4, by: "registered" }, ["人数 28，支部登记的党员只有 4 人"]],
  [28, { people: 1, by: "registered" }, []],
  [28, { people: 30, by: "stated" }, []],
  [280, { people: 30, by: "stated" }, ["人数 280，填写的党员人数是 30"]],
  [280, { people: 28, by: "usual" }, ["人数 280，平时多在 28 人左右"]],
] as const)("%j beside %j", ([headcount, size, told]) => {
  expect(outliers(facts(headcount), size)).toEqual(told);
});

test("what was logged long afterwards is asked about", () => {
  expect(lateness(facts(20), "2026-11-02")).toEqual(["日期在半年以前，年份对吗"]);
  expect(lateness(facts(20), "2026-04-11")).toEqual(["过了 40 天才登记"]);
  expect(lateness(facts(20), "2026-04-01")).toEqual([]);
});
