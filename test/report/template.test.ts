import { describe, expect, test } from "vitest";
import { indexActivities, tally } from "../../src/ledger/measure.ts";
import { makeDraft } from "../../src/report/draft.ts";
import { resolve } from "../../src/report/expression.ts";
import { paragraphText } from "../../src/report/outline.ts";
import { readTemplate } from "../../src/report/template.ts";
import { catalogue, draftInput, fields, row, scope } from "../helpers/ledger.ts";

const vocabulary = { fields, catalogue };

/** The paragraphs that a template gives for these records. */
function lines(
  text: string,
  rows: Parameters<typeof draftInput>[0] = [],
  manual: Record<string, string> = {},
): string[] {
  const filled = new Map(
    Object.entries(manual).map(([id, words]) => [id, { text: words, by: "王五", on: "2023-12-01" }]),
  );
  const drafted = makeDraft(draftInput(rows, { template: { text, name: "模板.md" }, manual: filled }));
  if (!drafted.ok) throw new Error(drafted.faults.join("\n"));
  return drafted.draft.outline.paragraphs.map(paragraphText);
}

const studies = [row(1, ["集中学习"]), row(2, ["集中学习", "研讨交流"])];

describe("a template", () => {
  test.for<readonly [rule: string, text: string, expected: string[]]>([
    ["a field is filled in", "学习{{集中学习}}。", ["学习2次。"]],
    ["full-width braces are braces", "学习｛｛集中学习｝｝。", ["学习2次。"]],
    ["spaces around a name do not matter", "学习{{ 集中学习 }}。", ["学习2次。"]],
    ["a kind without records stays a visible blank", "党课{{党课}}。", ["党课【待填：党课（次）】。"]],
    ["a free measure counts a union", "共{{集中学习+研讨交流 次}}。", ["共2次。"]],
    ["an alias names its kind", "共{{研讨+集体学习 次}}。", ["共2次。"]],
    ["three kinds of year", "{{上年度}}、{{年度}}、{{下年度}}", ["2022、2023、2024"]],
    ["organisation and secretary", "{{组织}}{{书记}}", ["示范党总支王五"]],
    ["a clause without a value is left out", "学习{{集中学习}}[[，党课{{党课}}]]。", ["学习2次。"]],
    ["a clause with a value stays", "学习{{集中学习}}[[，研讨{{研讨交流}}]]。", ["学习2次，研讨1次。"]],
    [
      "a known number never vanishes with an unknown one",
      "学习[[{{集中学习}}、党课{{党课}}]]。",
      ["学习2次、党课【待填：党课（次）】。"],
    ],
    ["remarks are left out", "<!-- {{没有的}}\n -->学习{{集中学习}}。", ["学习2次。"]],
    [
      "a heading with text on the next line shares its paragraph",
      "### （一）抓学习。\n全年{{集中学习}}。\n\n后文",
      ["（一）抓学习。全年2次。", "后文"],
    ],
    ["a heading followed by a blank line stands alone", "### （一）抓学习\n\n全年", ["（一）抓学习", "全年"]],
    ["a lead runs in without a gap", "**一是抓学习。** 全年", ["一是抓学习。全年"]],
    [
      "an unknown list is repeated once, with blanks",
      "{{每项 上年度查摆问题}}{{序}}是{{本项}}。",
      ["一是【待填：第一个问题】。"],
    ],
  ])("%s", ([, text, expected]) => {
    expect(lines(text, studies)).toEqual(expected);
  });

  test("a list given in words is repeated item by item", () => {
    const text = "共{{上年度查摆问题}}。\n\n{{每项 上年度查摆问题}}**{{序}}是{{本项}}。** 整改情况：【待填：措施】。";
    expect(lines(text, [], { 上年度查摆问题: "学习不够系统；办法不多" })).toEqual([
      "共2个。",
      "一是学习不够系统。整改情况：【待填：措施】。",
      "二是办法不多。整改情况：【待填：措施】。",
    ]);
  });

  test("a blank with a unit is a number that people state, any other is left to be written", () => {
    const text = "献血【待填：党员献血（毫升）】，【待填：做法（可写多条）】。[[评优{{表彰}}【待填：获评（个）】。]]";
    expect(lines(text, [])).toEqual(["献血【待填：党员献血（毫升）】，【待填：做法（可写多条）】。"]);
    expect(lines(text, [], { "党员献血（毫升）": "3200", "获评（个）": "约2" })).toEqual([
      "献血3200毫升，【待填：做法（可写多条）】。评优【待填：表彰（次）】约2个。",
    ]);
  });

  test("a list of which only the length is known gives that many blanks", () => {
    expect(lines("{{每项 上年度查摆问题}}{{序}}是{{本项}}。", [], { 上年度查摆问题: "3" })).toHaveLength(3);
  });

  test.for<readonly [rule: string, text: string, fault: string]>([
    [
      "an unknown field is named with the nearest ones",
      "第一行\n{{集中学系}}",
      "模板.md 第 2 行：没有名为“集中学系”的字段或类别，最接近的是“集中学习”",
    ],
    [
      "an unknown kind of a free measure is named",
      "{{集中学习+志愿活懂 次}}",
      "模板.md 第 1 行：没有名为“志愿活懂”的字段或类别，最接近的是",
    ],
    [
      "a unit that a kind does not have",
      "{{集中学习 户}}",
      "模板.md 第 1 行：集中学习不能按“户”来数，可以用次、人次、人、小时、人时",
    ],
    ["braces that are not closed", "\n\n{{集中学习", "模板.md 第 3 行：“{{”和“}}”没有成对，字段应写成 {{名字}}"],
    ["a clause that is not closed", "[[学习{{集中学习}}\n\n后文", "模板.md 第 1 行：“[[”没有对应的“]]”"],
    ["a clause that was not opened", "学习]]", "模板.md 第 1 行：“]]”前面没有“[[”"],
    ["a lead that is not closed", "**一是", "模板.md 第 1 行：“**”没有成对"],
    ["a number that is no list", "{{每项 集中学习}}", "模板.md 第 1 行：“集中学习”不是清单，不能用“每项”"],
    ["an empty file", "  \n<!-- x -->", "模板.md 第 1 行：模板是空的，请至少写一行标题"],
    ["an item's word outside of a list", "{{本项}}", "模板.md 第 1 行：没有名为“本项”的字段或类别"],
  ])("%s", ([, text, fault]) => {
    const read = readTemplate({ text, name: "模板.md" }, vocabulary);
    expect(read.ok ? [] : read.faults).toEqual([expect.stringContaining(fault)]);
  });

  test("all faults are told at once", () => {
    const read = readTemplate({ text: "{{甲乙丙}}\n\n{{丁戊己}}", name: "模板.md" }, vocabulary);
    expect(read.ok ? [] : read.faults).toHaveLength(2);
  });
});

describe("the shipped template", () => {
  const drafted = makeDraft(draftInput([]));
  const paragraphs = drafted.ok ? drafted.draft.outline.paragraphs : [];

  test("names every numeric field of the report", () => {
    const named = readTemplate(draftInput([]).template, vocabulary);
    const ids = named.ok ? named.template.fields.map(({ id }) => id) : [];
    expect(ids).toEqual(expect.arrayContaining(REPORT_FIELDS));
  });

  test("follows the outline of the duty report", () => {
    const headings = paragraphs.filter(({ style }) => style === "title" || style === "heading1").map(paragraphText);
    expect(headings).toEqual([
      "2023年度党总支书记抓党建述职报告",
      "一、履职工作情况",
      "二、2022年度问题整改情况",
      "三、存在的问题不足",
      "四、下一步思路和改进措施",
    ]);
    const runIn = paragraphs
      .filter(({ runs }) => runs[0]?.face === "subheading")
      .map((one) => paragraphText(one).slice(0, 3));
    expect(runIn.join("")).toBe("（一）（二）（三）（四）（一）（二）（三）（一）（二）（三）（四）");
    const leads = paragraphs
      .filter(({ runs }) => runs[0]?.face === "lead")
      .map((one) => paragraphText(one).slice(0, 2));
    expect(leads.join("")).toBe(`${"一是二是三是".repeat(4)}一是`);
  });

  test.for([
    ["党委", "党委书记抓党建", "党委工作", "配齐配强党委委员", "召开党委（扩大）会议", "全年召开党委会议"],
    ["党总支", "党总支书记抓党建", "总支工作", "配齐配强总支委员", "召开党总支（扩大）会议"],
    ["党支部", "党支部书记抓党建", "支部工作", "配齐配强支委，"],
  ] as const)("speaks of a %s as one", ([level, ...said]) => {
    const told = makeDraft(draftInput([], { scope: { ...scope, levels: new Map([[scope.organisation, level]]) } }));
    const text = told.ok ? told.draft.outline.paragraphs.map(paragraphText).join("\n") : "";
    for (const words of said) expect(text).toContain(words);
    expect(text.includes("党支部书记")).toBe(level === "党支部");
  });

  test("has the length of a report to be read aloud", () => {
    const length = [...paragraphs.map(paragraphText).join("")].length;
    expect(length).toBeGreaterThan(1500);
    expect(length).toBeLessThan(2500);
  });
});

test("an expression is a field or a free measure over the records", () => {
  const index = indexActivities(
    [...studies, row(3, ["志愿服务"], { headcount: { value: 8, bound: "exact" } })],
    catalogue,
    scope,
  );
  const tallied = (expression: string) => {
    const resolved = resolve(expression, vocabulary);
    return resolved.ok ? { ...resolved, tally: tally(resolved.field, index) } : resolved;
  };
  expect(tallied("集中学习＋志愿服务　次")).toMatchObject({
    field: { id: "集中学习+志愿服务 次", unit: "次" },
    tally: { value: 3 },
  });
  expect(tallied("志愿服务 人次")).toMatchObject({ tally: { value: 8, records: [3] } });
  expect(resolve("走访慰问 金额", vocabulary)).toMatchObject({ ok: true, field: { unit: "元" } });
});

test("a free measure of the template stands among the values", () => {
  const template = { text: "{{集中学习+研讨交流 人次}}", name: "模板.md" };
  const drafted = makeDraft(draftInput(studies, { template }));
  expect(drafted.ok ? drafted.draft.values.at(-1)?.field : "").toBe("集中学习+研讨交流 人次");
});

const REPORT_FIELDS = [
  "党建工作会议",
  "党风廉政建设工作会议",
  "三重一大会议",
  "三重一大议定事项",
  "三重一大报备",
  "集中学习",
  "研讨交流",
  "心得体会",
  "总支扩大会议",
  "为群众办实事",
  "总支会议",
  "学习教育结对帮带志愿服务活动",
  "重点工作项数",
  "重点工作条数",
  "增加经营收入",
  "上年度查摆问题",
];
