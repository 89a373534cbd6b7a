import { expect, test } from "vitest";
import { addDays } from "../../src/ledger/calendar.ts";
import { makeDraft } from "../../src/report/draft.ts";
import { draftInput, row } from "../helpers/ledger.ts";

type More = Parameters<typeof draftInput>[1] & { readonly says?: string };

function told(rows: Parameters<typeof draftInput>[0], { says = "{{集中学习}}", ...more }: More = {}): string[] {
  const drafted = makeDraft(draftInput(rows, { template: { text: says, name: "t" }, ...more }));
  if (!drafted.ok) throw new Error(drafted.faults.join("\n"));
  return drafted.draft.checks.map(({ text }) => text);
}

const stated = (field: string, text: string) => new Map([[field, { text, by: "王五", on: "2023-12-01" }]]);
const weeks = (n: number) =>
  Array.from({ length: n }, (_, i) => {
    const start = new Date(Date.UTC(2023, 0, 2 + 7 * i)).toISOString().slice(0, 10) as "2023-01-02";
    return row(i + 1, ["集中学习"], { start });
  });
const many = (n: number, year: number) =>
  Array.from({ length: n }, (_, i) =>
    row(i + 1, ["集中学习"], { start: `${year}-0${1 + (i % 9)}-03` as "2023-01-03" }),
  );

test("a claim of weekly study is held against the weeks with records", () => {
  const says = "坚持每周一集中领学一小时。";
  expect(told(weeks(30), { says, madeOn: "2024-01-15" })).toEqual([
    "文中写“每周一集中领学”，52 周里有记录的是 30 周，请核对或补记。",
  ]);
  expect(told(weeks(52), { says, madeOn: "2024-01-15" })).toEqual([]);
  expect(told(weeks(10), { says, madeOn: "2023-03-12" })).toEqual([]);
  expect(told(weeks(10), { says: "集中学习{{集中学习}}。" })).toEqual([]);
});

test("the weeks are those of the calendar of duties: begun in the year, over by now, be the study on their Friday in January", () => {
  const says = "坚持每周一集中领学。";
  const friday = row(99, ["领学"], { start: "2024-01-05" });
  const year2024 = weeks(52).map((one) => ({ ...one, start: addDays(one.start ?? "2023-01-02", 364) }));
  // 2024 has 53 Mondays; 1 January is one of them, and 30 December begins a week that ends on 5 January.
  const late = row(98, ["领学"], { start: "2025-01-03" });
  const more = { says, year: 2024, madeOn: "2025-01-20" } as const;
  expect(told([...year2024, friday], more)).toEqual([
    "文中写“每周一集中领学”，53 周里有记录的是 52 周，请核对或补记。",
  ]);
  expect(told([...year2024, late], more)).toEqual([]);
  expect(told(year2024.slice(0, 10), { ...more, madeOn: "2024-03-12" })).toEqual([]);
});

test("so is weekly study that was promised, also where the text says nothing of it", () => {
  const promise = { text: "坚持每周一领学1小时", minimum: 1, deadline: null } as const;
  const weekly = [{ ...promise, kind: "领学", per: "week" } as const];
  expect(told(weeks(30), { promises: weekly, madeOn: "2024-01-15" })).toEqual([
    "2023 年承诺“坚持每周一领学1小时”，52 周里有记录的是 30 周，请核对或补记。",
  ]);
  expect(told(weeks(52), { promises: weekly, madeOn: "2024-01-15" })).toEqual([]);
  const others = [
    { ...promise, kind: "党课", per: "week" } as const,
    { ...promise, kind: "领学", per: "month" } as const,
  ];
  expect(told(weeks(30), { promises: others, madeOn: "2024-01-15" })).toEqual([]);
});

test("a value far off last year's is shown, a fall only when the year is nearly over", () => {
  const before = (n: number) => ({ before: { rows: many(n, 2022), manual: new Map() } });
  expect(told(many(12, 2023), before(5))).toEqual(["集中学习 12次，上一年是 5次，相差较大。"]);
  expect(told(many(4, 2023), { ...before(10), madeOn: "2023-12-20" })).toEqual([
    "集中学习 4次，上一年是 10次，相差较大。",
  ]);
  expect(told(many(4, 2023), { ...before(10), madeOn: "2023-06-20" })).toEqual([]);
  expect(told(many(9, 2023), before(7))).toEqual([]);
  expect(told(many(3, 2023), before(1))).toEqual([]);
  expect(told(many(12, 2023))).toEqual([]);
});

test("a year whose ledger began after its first half is no measure of the next", () => {
  const december = Array.from({ length: 5 }, (_, i) => row(i + 1, ["集中学习"], { start: "2022-12-03" }));
  expect(told(many(12, 2023), { before: { rows: december, manual: new Map() } })).toEqual([]);
});

test("人次 is not less than the people or the times", () => {
  const rows = [1, 2, 3].map((id) =>
    row(id, ["志愿服务"], { participants: [1, 2, 3, 4], headcount: { value: 4, bound: "exact" } }),
  );
  const says = "{{志愿服务人次}}";
  expect(told(rows, { says })).toEqual([]);
  expect(told(rows, { says, manual: stated("志愿服务人次", "3") })).toContain(
    "志愿服务人次 是 3人次，但参加过的人就有 4 人。",
  );
  const alone = [1, 2, 3].map((id) => row(id, ["志愿服务"]));
  expect(told(alone, { says, manual: stated("志愿服务人次", "2") })).toContain(
    "志愿服务人次 是 2人次，但活动就有 3 次。",
  );
});

test("the number of last year's problems is held against its list", () => {
  const says = "{{上年度查摆问题}}{{每项 上年度查摆问题}}{{本项}}";
  expect(told([], { says, manual: stated("上年度查摆问题", "学习不系统；办法不多") })).toEqual([]);
  expect(told([], { says, manual: stated("上年度查摆问题", "3个：学习不系统；办法不多") })).toEqual([
    "上年度查摆问题写的是 3个，列出的是 2个。",
  ]);
  expect(told([], { says, manual: stated("上年度查摆问题", "3") })).toEqual([
    "上年度查摆问题只写了 3个，没有逐条写内容，整改情况会留空。",
  ]);
});
