import { describe, expect, test } from "vitest";
import { addDays, daysBetween, yearOf } from "../../src/ledger/calendar.ts";
import { type Duty, standings } from "../../src/ledger/duties.ts";
import { dutyDays, periodsOf } from "../../src/ledger/duty-periods.ts";
import { type Kept, readPromise, withPromises } from "../../src/ledger/promises.ts";
import type { Tallied } from "../../src/ledger/share.ts";
import { catalogue } from "../helpers/ledger.ts";

const kindIn = (words: string) => catalogue.kinds.find(({ name }) => words.includes(name)) ?? null;
const read = (words: string) => readPromise(words, "2026-03-02", kindIn);
const kept = (n: number, words: string, state = "open"): Kept => {
  const vow = read(words);
  if (typeof vow === "string") throw new Error(vow);
  return { ...vow.promised, n, state };
};
const held = (id: number, kind: string, start: Tallied["start"]): Tallied => ({
  ...{ id, organisation: 1, state: "counted", kinds: [kind], start, end: null, half: null, title: null, place: null },
  ...{ headcount: null, minutes: null, quantities: [], participants: [] },
});
const stand = (duties: readonly Duty[], activities: readonly Tallied[], today: `${number}-${number}-${number}`) =>
  standings(duties, activities, { catalogue, organisation: 1, year: 2026, today }).map(({ standing }) => standing);

describe("a promise is read from its words", () => {
  test.for([
    ["每季度至少1次理论中心组学习", { kind: "理论中心组学习", minimum: 1, per: "quarter", deadline: null }],
    ["每月两次集中学习", { kind: "集中学习", minimum: 2, per: "month", deadline: null }],
    ["每周一次领学", { kind: "领学", minimum: 1, per: "week", deadline: null }],
    ["全年党课不少于4次", { kind: "党课", minimum: 4, per: "year", deadline: null }],
    ["6月底前 换届补选", { kind: "换届补选", minimum: 1, per: "year", deadline: "2026-06-30" }],
    ["2月底前 党课", "今年2月28日已经过了，明年的请发“承诺 明年2月底前 党课”"],
    ["9月15日前 走访慰问3次", { kind: "走访慰问", minimum: 3, per: "year", deadline: "2026-09-15" }],
    ["年底前 改造活动室", { kind: null, minimum: 1, per: "year", deadline: "2026-12-31" }],
    ["每季度读一本书", "没有读懂"],
    ["13月底前 党课", "没有这一天"],
    ["6月31日前 党课", "没有这一天"],
    ["每月0次党课", "至少 1 次"],
  ] as const)("%s", ([words, expected]) => {
    if (typeof expected === "string") expect(read(words)).toContain(expected);
    else expect(read(words)).toMatchObject({ year: 2026, promised: { text: words, ...expected } });
  });

  test.for([
    ["2027年2月底前 换届补选", "2027-02-28", "2月底前 换届补选"],
    ["2027 2月底前 换届补选", "2027-02-28", "2月底前 换届补选"],
    ["明年3月31日前 党课", "2027-03-31", "3月31日前 党课"],
    ["在明年的6月底前完成换届补选", "2027-06-30", "6月底前完成换届补选"],
    ["改造活动室 2027年9月底前", "2027-09-30", "改造活动室 9月底前"],
    ["换届补选要在明年年底前完成", "2027-12-31", "换届补选要在年底前完成"],
    ["2028年底前 换届补选", "2028-12-31", "年底前 换届补选"],
    ["后年底前 换届补选", "2028-12-31", "年底前 换届补选"],
    ["今后年底前都上党课", "2026-12-31", "今后年底前都上党课"],
    ["2028年2月29日前 党课", "2028-02-29", "2月29日前 党课"],
    ["明年2月29日前 党课", "没有这一天"],
    ["2026年2月底前 党课", "2026年2月28日已经过了"],
    ["2025年6月底前 党课", "2025 年已经过去了"],
    ["明年每季度1次党课", null, "每季度1次党课"],
    ["2027年全年党课不少于4次", null, "全年党课不少于4次"],
    ["下一年 每周一次领学", null, "每周一次领学"],
  ] as const)("%s is of the year that it names", ([words, deadline, text]) => {
    if (text === undefined) expect(read(words)).toContain(deadline);
    else {
      const year = Number(deadline?.slice(0, 4) ?? 2027);
      expect(read(words)).toMatchObject({ year, promised: { text, deadline } });
    }
  });
});

test.for([
  ["2026-10-31", "每季度1次党课", { year: 2026, assumed: true }],
  ["2026-11-01", "每季度1次党课", { year: 2027, assumed: true }],
  ["2026-12-31", "今年党课不少于4次", { year: 2026, assumed: false }],
  ["2026-12-31", "明年党课不少于4次", { year: 2027, assumed: false }],
  ["2026-12-20", "年底前 改造活动室", { year: 2026, assumed: false }],
  ["2026-12-20", "6月底前 党课", { year: 2027, assumed: false }],
] as const)("on %s %s is of a year", ([today, words, expected]) => {
  expect(readPromise(words, today, kindIn)).toMatchObject(expected);
});

test.for([
  ["为群众办实事不少于15件", { kind: "为群众办实事", minimum: 15, per: "year" }],
  ["每季度走访慰问5户", { kind: "走访慰问", minimum: 5, per: "quarter" }],
  ["全年走访慰问8至10户", { kind: "走访慰问", minimum: 8, per: "year" }],
  ["每月到3个社区志愿服务", { kind: "志愿服务", minimum: 1, per: "month" }],
  ["坚持每月第一个星期一集中学习", { kind: "集中学习", minimum: 1, per: "month" }],
] as const)("%s promises as many of its own unit", ([words, promised]) => {
  expect(read(words)).toMatchObject({ promised });
});

test("what is promised in 件 counts 件, and not the records that tell of them", () => {
  const duties = withPromises([], [kept(1, "为群众办实事不少于3件")], catalogue);
  const deed = (id: number, value: number) => ({
    ...held(id, "为群众办实事", "2026-03-01"),
    quantities: [{ name: "件数", value, unit: "件", bound: "exact" as const }],
  });
  expect(stand(duties, [deed(1, 1), deed(2, 1)], "2026-08-01")).toEqual(["due"]);
  expect(stand(duties, [deed(1, 3)], "2026-08-01")).toEqual(["done"]);
  expect(
    stand(
      duties,
      [1, 2, 3].map((id) => held(id, "为群众办实事", "2026-03-01")),
      "2026-08-01",
    ),
  ).toEqual(["done"]);
  const often = withPromises([], [kept(1, "全年党课不少于4次")], catalogue);
  expect(often).toMatchObject([{ minimum: 4 }]);
  expect(often[0]?.amount).toBeUndefined();
});

test("what is promised until a day is due until then, missing after it, and done where it was done late", () => {
  const duties = withPromises([], [kept(1, "6月底前 换届补选")]);
  expect(stand(duties, [], "2026-06-30")).toEqual(["due"]);
  expect(stand(duties, [], "2026-07-01")).toEqual(["missing"]);
  expect(stand(duties, [held(1, "换届补选", "2026-07-20")], "2026-08-01")).toEqual(["done"]);
  expect(stand(duties, [held(1, "党课", "2026-05-20")], "2026-08-01")).toEqual(["missing"]);
});

test("what no kind counts is done when somebody says so", () => {
  expect(stand(withPromises([], [kept(1, "年底前 改造活动室")]), [], "2026-08-01")).toEqual(["due"]);
  expect(stand(withPromises([], [kept(1, "年底前 改造活动室", "done")]), [], "2026-08-01")).toEqual(["done"]);
});

test("a quota that was called done before words stopped closing it is counted by its records", () => {
  const duties = withPromises([], [kept(1, "每季度1次党课", "done")]);
  expect(stand(duties, [held(1, "党课", "2026-05-20")], "2026-08-01")).toEqual(["missing", "done", "due", "later"]);
});

test("a promise takes the place of a rule that asks for no more, and leaves others alone", () => {
  const rule = (period: Duty["period"], kinds: string[]): Duty => ({
    ...{ id: "规定", kinds, period, minimum: 1, when: [], usual: false, wording: "", source: "" },
  });
  const own = [kept(1, "每季度至少2次党课")];
  const ids = (duties: readonly Duty[]) => withPromises(duties, own).map(({ id }) => id);
  expect(ids([rule("quarter", ["党课"])])).toEqual(["承诺1 党课"]);
  expect(ids([rule("month", ["党课"]), rule("quarter", ["党课", "警示教育"])])).toHaveLength(3);
});

test("every week of ten years belongs to the year of its Monday, and reaches into January where the year does not end on Sunday", () => {
  const mondays: string[] = [];
  for (let year = 2020; year <= 2030; year++) {
    const periods = periodsOf({ period: "week" }, year);
    expect(periods).toHaveLength([2024, 2029].includes(year) ? 53 : 52);
    for (const { first, last } of periods) {
      expect(yearOf(first)).toBe(year);
      expect(daysBetween(first, last)).toBe(6);
      mondays.push(first);
    }
    expect(dutyDays(year).last).toBe(periods.at(-1)?.last);
  }
  const all = Array.from({ length: mondays.length }, (_, n) => addDays("2020-01-06", 7 * n));
  expect(mondays).toEqual(all);
});

test("weekly study that was promised is done by any kind of study, in each week that begins in the year", () => {
  const duties = withPromises([], [kept(1, "每周一次领学")]);
  const done = (activities: readonly Tallied[]) =>
    stand(duties, activities, "2027-02-01").filter((standing) => standing === "done").length;
  expect(done([held(1, "集中学习", "2026-01-05"), held(2, "领学", "2026-01-12"), held(3, "党课", "2026-01-19")])).toBe(
    2,
  );
  // The week of 28 December ends in January; 1 to 4 January belong to the last week of 2025.
  expect(done([held(1, "领学", "2027-01-01"), held(2, "领学", "2026-01-02")])).toBe(1);
});
