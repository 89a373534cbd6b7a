import { describe, expect, test } from "vitest";
import { annexXml } from "../../src/report/annex.ts";
import { type LedgerRow, makeDraft } from "../../src/report/draft.ts";
import { makeDocuments } from "../../src/report/make.ts";
import { paragraphText } from "../../src/report/outline.ts";
import { fastestMs } from "../helpers/cpu.ts";
import { draftInput, row, sampleYear } from "../helpers/ledger.ts";
import { comments, paragraphs, xmlOf } from "./read.ts";

const rows = [
  row(1, ["集中学习"], { title: "二十大报告", start: "2023-03-06" }),
  row(2, ["集中学习", "研讨交流"], { title: "《党章》", start: "2023-05-08" }),
  row(3, ["集中学习"], { title: "党章\n修正案", start: "2023-11-20" }),
  row(4, ["为群众办实事"], { title: "修路灯", start: "2023-04-01" }),
  row(5, ["为群众办实事"], { start: "2023-06-02" }),
  row(6, ["党课"], { title: "不算", state: "held" }),
];
const before = {
  rows: [row(90, ["集中学习"], { start: "2022-02-02" }), row(91, ["党课"], { start: "2022-02-03" })],
  manual: new Map([["增加经营收入", { text: "126.6万元", by: "王五", on: "2022-12-01" }]]),
};

function draftOf(text: string, more: Parameters<typeof draftInput>[1] = {}) {
  const drafted = makeDraft(draftInput(rows, { before, template: { text, name: "模板.md" }, ...more }));
  if (!drafted.ok) throw new Error(drafted.faults.join("\n"));
  return drafted.draft;
}

describe("more of a field than its number", () => {
  test.for<readonly [text: string, expected: string]>([
    ["{{集中学习 题目}}", "“二十大报告”、《党章》、“党章 修正案”"],
    ["{{集中学习 题目 前2}}", "“二十大报告”、《党章》等"],
    ["{{集中学习 题目 后1}}", "“党章 修正案”"],
    ["{{ 集中学习　题目  前９ }}", "“二十大报告”、《党章》、“党章 修正案”"],
    ["{{为群众办实事 清单}}", "4月1日修路灯；6月2日为群众办实事"],
    ["{{集中学习 日期}}", "3月6日、5月8日、11月20日"],
    ["{{集中学习 首次日期}}", "3月6日"],
    ["{{集中学习 最近日期}}", "11月20日"],
    ["{{集中学习 上年}}", "1次"],
    ["{{集中学习 增减}}", "增加2次"],
    ["{{增加经营收入 上年}}", "126.6万元"],
    ["{{集中学习 一季度}}", "1次"],
    ["{{集中学习 三季度}}", "【待填：集中学习三季度（次）】"],
    ["{{集中学习 按季度}}", "一季度1次、二季度1次、四季度1次"],
    ["{{集中学习+为群众办实事 次 二季度}}", "3次"],
    ["{{党课 题目}}", "【待填：党课题目】"],
    ["{{党课 最近日期}}", "【待填：党课最近日期】"],
    ["{{党课 增减}}", "【待填：党课增减】"],
    ["{{支委会 上年}}", "【待填：支委会上年（次）】"],
    ["[[共{{党课}}，{{党课 题目}}]]完", "完"],
    ["{{日期}}", "2023年12月20日"],
  ])("%s is %s", ([text, expected]) => {
    expect(draftOf(text).outline.paragraphs.map(paragraphText)).toEqual([expected]);
  });

  test("a list given in words is the list", () => {
    const manual = new Map([["上年度查摆问题", { text: "学习不系统；办法不多", by: "王五", on: "2023-12-01" }]]);
    const { outline } = draftOf("{{上年度查摆问题 清单}}", { manual });
    expect(outline.paragraphs.map(paragraphText)).toEqual(["学习不系统；办法不多"]);
  });

  test("a mistyped request is told with the nearest one", () => {
    const drafted = makeDraft(draftInput(rows, { template: { text: "{{集中学习 最近曰期}}", name: "t" } }));
    expect(drafted.ok ? [] : drafted.faults).toEqual([expect.stringContaining("字段后面可以写“最近日期”")]);
  });

  test("last year's value opens last year's records", async () => {
    const { word } = await makeDocuments(draftOf("{{集中学习 上年}}，{{集中学习 题目}}"));
    const [last, now] = comments(word);
    expect(last).toEqual(
      expect.arrayContaining([
        "字段：集中学习 上年",
        "数值：1次（上一年度，来自 1 条记录）",
        "#90 2022-02-02 集中学习",
      ]),
    );
    expect(now?.[0]).toBe("字段：集中学习");
  });

  test("a number that a person stated leaves the records their titles and days, and opens them", async () => {
    const manual = new Map([["集中学习", { text: "约30次", by: "王五", on: "2023-12-01" }]]);
    const { word } = await makeDocuments(
      draftOf("{{集中学习}}：{{集中学习 题目 前1}}，{{集中学习 首次日期}}", { manual }),
    );
    expect(paragraphs(word)[0]?.text).toBe("约30次：“二十大报告”等，3月6日");
    expect(comments(word)[1]).toEqual(
      expect.arrayContaining([
        "字段：集中学习 记录",
        "数值：3次（来自 3 条记录）",
        "#1 2023-03-06 集中学习 《二十大报告》",
      ]),
    );
  });

  test("a quarter's number opens the records of the quarter alone", async () => {
    const [note = []] = comments((await makeDocuments(draftOf("{{集中学习 二季度}}"))).word);
    expect(note.slice(2)).toEqual(["数值：1次（来自 1 条记录）", "#2 2023-05-08 集中学习、研讨交流 《党章》"]);
  });

  test("a table has a row a field and a column a quarter", async () => {
    const { word } = await makeDocuments(draftOf("前\n\n{{季度表 集中学习、为群众办实事}}\n\n后"));
    const cells = [...xmlOf(word, "word/document.xml").matchAll(/<w:tr>.*?<\/w:tr>/gs)].map(([one]) =>
      [...one.matchAll(/<w:tc>.*?<\/w:tc>/gs)].map(([cell]) =>
        [...cell.matchAll(/<w:t(?: [^>]*)?>([^<]*)/g)].map(([, t]) => t).join(""),
      ),
    );
    expect(cells).toEqual([
      ["项目", "一季度", "二季度", "三季度", "四季度", "全年"],
      ["集中学习", "1次", "1次", "—", "1次", "3次"],
      ["为群众办实事", "—", "2件", "—", "—", "2件"],
    ]);
    expect(paragraphs(word).map(({ text }) => text)).toEqual(expect.arrayContaining(["前", "后"]));
  });
});

describe("the ledger as an annex", () => {
  test("has kinds by month and the records of each kind", async () => {
    const { word } = await makeDocuments(draftOf("正文"), { annex: true });
    const texts = paragraphs(word).map(({ text }) => text);
    expect(texts.slice(texts.indexOf("附表 2023年台账"))).toEqual(
      expect.arrayContaining([
        "一、各类活动分月次数",
        "二、活动明细",
        "集中学习（3 条）",
        "03.06",
        "二十大报告",
        "#1",
        "党章 修正案",
      ]),
    );
    expect(texts).not.toContain("不算");
    const xml = xmlOf(word, "word/document.xml");
    expect(xml.match(/<w:tblHeader\/>/g)).toHaveLength(4);
    expect(xml).toMatch(/<\/w:tbl>.*<w:sectPr[^>]*>(?:(?!<w:p>).)*<\/w:sectPr><\/w:body>/s);
  });

  test("tells every amount that the text sums up, and counts n times of one record as the text does", async () => {
    const quantity = (name: string, value: number, unit: string) => ({ name, value, unit, bound: "exact" as const });
    const told = makeDraft(
      draftInput([
        row(1, ["支委会"], { start: "2023-03-01", end: "2023-03-31", quantities: [quantity("次数", 3, "次")] }),
        row(2, ["心得体会"], { start: "2023-04-05", quantities: [quantity("心得", 2, "篇")] }),
        row(3, ["支委会", "三重一大会议"], { start: "2023-04-06", quantities: [quantity("议定事项", 4, "项")] }),
        row(4, ["志愿服务"], { start: "2023-05-06", minutes: { value: 90, bound: "approx" } }),
        row(5, ["党建工作会议", "三重一大会议"], {
          start: "2023-05-07",
          quantities: [quantity("议定事项", 2, "个"), quantity("三重一大议定事项", 2, "个"), quantity("报备", 1, "次")],
        }),
      ]),
    );
    if (!told.ok) throw new Error("no draft");
    const cells = [...annexXml(told.draft).matchAll(/<w:tr>.*?<\/w:tr>/gs)].map(([one]) =>
      [...one.matchAll(/<w:tc>.*?<\/w:tc>/gs)].map(([cell]) => /<w:t [^>]*>([^<]*)/.exec(cell)?.[1] ?? ""),
    );
    const held = told.draft.values.find(({ field }) => field === "支委会");
    expect(held?.value).toBe(4);
    expect(cells[1]).toEqual(["支委会", "", "", "3", "1", "", "", "", "", "", "", "", "", "4"]);
    const amounts = new Map(cells.filter((one) => one.length === 7).map((one) => [one[6], one[4]]));
    expect(amounts.get("#1")).toBe("3次");
    expect(amounts.get("#2")).toBe("2篇");
    expect(amounts.get("#3")).toBe("4项议定事项");
    expect(amounts.get("#4")).toBe("约1.5小时");
    expect(amounts.get("#5")).toBe("2个议定事项（其中三重一大2个）、1次报备");
  });

  test("says whose record each is where there are those of several organisations", () => {
    const own = row(1, ["走访慰问"], { place: "东站" });
    const other = row(2, ["走访慰问"], { organisation: 7, organisationName: "第二党支部", place: "东站" });
    const xmlFor = (rows: readonly LedgerRow[]) => annexXml({ rows, year: 2023, organisation: "示范党总支" });
    expect(xmlFor([own])).toMatch(/>地点<.*>东站</s);
    expect(xmlFor([own, other])).toMatch(/>组织<.*>示范党总支<.*>第二党支部</s);
    expect(xmlFor([own, other])).not.toContain(">东站<");
    const widths = [own, [own, other]].map((rows) =>
      [...xmlFor([rows].flat()).matchAll(/<w:tblW w:w="(\d+)"/g)].map(([, width]) => width),
    );
    expect(new Set(widths.flat())).toEqual(new Set(["8845"]));
  });

  test("tells half hours as hours and other times in minutes", () => {
    const told = [
      { minutes: { value: 120, bound: "exact" } as const, as: "2小时" },
      { minutes: { value: 50, bound: "exact" } as const, as: "50分钟" },
      { minutes: { value: 70, bound: "approx" } as const, as: "约70分钟" },
    ];
    const xml = annexXml({
      rows: told.map(({ minutes }, i) => row(i + 1, ["党课"], { minutes })),
      ...{ year: 2023, organisation: "示范党总支" },
    });
    for (const { as } of told) expect(xml).toContain(`>${as}<`);
  });

  test("of 5,000 rows is written in well under a second", () => {
    const write = () => annexXml({ rows: sampleYear(5000), year: 2023, organisation: "示范党总支" });
    expect(fastestMs(2, write)).toBeLessThan(1000);
  });
});
