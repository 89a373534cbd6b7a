import { readXlsx } from "hucre/xlsx";
import { describe, expect, test } from "vitest";
import { pngOf } from "../../src/report/chart.ts";
import { makeDraft } from "../../src/report/draft.ts";
import { draftPicture } from "../../src/report/draft-picture.ts";
import { monthSheet, peopleSheet } from "../../src/report/sheets-more.ts";
import { traceText } from "../../src/report/trace.ts";
import { draftWorkbook, ledgerWorkbook } from "../../src/report/workbook.ts";
import { catalogue, draftInput, row } from "../helpers/ledger.ts";
import { partsOf, xmlOf } from "./read.ts";

const rows = [
  row(3, ["集中学习"], {
    start: "2023-03-06",
    title: '=HYPERLINK("http://x")',
    headcount: { value: 15, bound: "approx" },
  }),
  row(1, ["集中学习", "研讨交流"], {
    start: "2023-05-01",
    end: "2023-05-03",
    half: "afternoon",
    people: ["张三", "李四"],
  }),
  row(2, ["集中学习"], { start: "2023-02-01", state: "void", title: "\u0000\uFFFE@x" }),
  row(4, ["志愿服务"], { start: null, state: "held", minutes: { value: 90, bound: "exact" } }),
];
const manual = new Map([["重点工作项数", { text: "6", by: "王五", on: "2023-12-01" }]]);
const drafted = makeDraft(draftInput(rows, { manual }));
if (!drafted.ok) throw new Error(drafted.faults.join("\n"));
const { draft } = drafted;
const file = await draftWorkbook(draft);
const { sheets } = await readXlsx(file);
const cells = (name: string) => sheets.find((sheet) => sheet.name === name)?.rows ?? [];

describe("the workbook", () => {
  test("holds ledger, fields, trace, months and participants under Chinese headings", () => {
    expect(sheets.map(({ name }) => name)).toEqual(["台账", "字段", "溯源", "分月", "参加情况"]);
    expect(cells("台账")[0]?.slice(0, 7)).toEqual(["编号", "状态", "类别", "开始日期", "结束日期", "时段", "题目"]);
  });

  test("has the year as a picture of its own size on a sheet of its own, where one is given", async () => {
    const picture = await draftPicture(draft, catalogue, (heat) => pngOf(heat, "no-such-folder"));
    const made = await readXlsx(await draftWorkbook(draft, picture), { readImages: true } as object);
    const sheet = made.sheets.find(({ name }) => name === "图");
    expect(sheet?.rows[0]?.[0]).toBe("示范党总支 2023 年各周活动");
    const [image] = sheet?.images ?? [];
    expect(image?.type).toBe("png");
    expect(Buffer.from(image?.data ?? []).equals(Buffer.from(picture.png))).toBe(true);
    expect([image?.width, image?.height]).toEqual([picture.width, picture.height]);
    // Office programs show a picture as large as the cells that it lies on, whatever size it tells.
    expect(image?.anchor).toEqual({ from: { row: 1, col: 0 }, to: { row: 2, col: 1 } });
    const xml = xmlOf(await draftWorkbook(draft, picture), "xl/worksheets/sheet6.xml");
    const [cellWidth, cellHeight] = [/<col [^>]*width="([\d.]+)"/, /<row r="2"[^>]* ht="([\d.]+)"/].map((part) =>
      Number(part.exec(xml)?.[1]),
    );
    expect([(cellWidth ?? 0) * 8, ((cellHeight ?? 0) * 4) / 3]).toEqual([picture.width, picture.height]);
  });

  test("is printed with all columns beside each other, pages numbered, in print that can be read", () => {
    for (const [i, { name }] of sheets.entries()) {
      const xml = xmlOf(file, `xl/worksheets/sheet${i + 1}.xml`);
      expect(xml, name).toContain("<oddFooter>&amp;C&amp;A　第 &amp;P 页，共 &amp;N 页</oddFooter>");
      const width = [...xml.matchAll(/<col [^>]*width="([\d.]+)"/g)].reduce((sum, [, one]) => sum + Number(one), 0);
      // 130 characters of 11 points stand side by side on A4 in landscape; at 200 they are of 7.
      expect(width, name).toBeLessThanOrEqual(200);
    }
  });

  test("gives a text of several lines a row that holds them", () => {
    const long = row(1, ["党课"], { title: "坚守初心，".repeat(10) });
    const heights = async (rows: Parameters<typeof ledgerWorkbook>[0]) =>
      [
        ...xmlOf(await ledgerWorkbook(rows), "xl/worksheets/sheet1.xml").matchAll(/<row r="(\d+)"[^>]* ht="(\d+)"/g),
      ].map(([, at, height]) => [at, height]);
    return expect(heights([row(2, ["支委会"]), long])).resolves.toEqual([["2", "60"]]);
  });

  test("counts works by month in their own unit, one that tells no number as one, as the report does", () => {
    const worked = makeDraft(
      draftInput([
        row(1, ["心得体会"], {
          start: "2023-04-03",
          quantities: [{ name: "心得", value: 6, unit: "篇", bound: "exact" }],
        }),
        row(2, ["为群众办实事", "走访慰问"], { start: "2023-04-09" }),
        row(3, ["心得体会"], { start: "2023-06-01" }),
      ]),
    );
    if (!worked.ok) throw new Error(worked.faults.join("\n"));
    const told = monthSheet(worked.draft).rows.map((cells) => [cells[0], cells[4], cells[6], cells[13]]);
    expect(told).toEqual([
      ["心得体会（篇）", 6, 1, 7],
      ["为群众办实事（件）", 1, null, 1],
      ["走访慰问", 1, null, 1],
    ]);
    expect(worked.draft.values.find(({ field }) => field === "心得体会")?.value).toBe(7);
  });

  test("lists participants as a dictionary has their names", () => {
    const people = ["周婷", "吴敏", "孙浩", "陈静", "王海"];
    const { rows: listed } = peopleSheet([row(1, ["党课"], { people }), row(2, ["支委会"], { people: ["王海"] })]);
    expect(listed.map(([name]) => name)).toEqual(["陈静", "孙浩", "王海", "王海", "吴敏", "周婷"]);
  });

  test("shows the kinds of a kept draft in its picture also where they are called otherwise by now", async () => {
    let drawn = "";
    await draftPicture(draft, { ...catalogue, kinds: [] }, ({ svg }) => {
      drawn = svg;
      return new Uint8Array();
    });
    expect(drawn).toContain("集中学习");
  });

  test("lists all records in order of time, with their state", () => {
    expect(
      cells("台账")
        .slice(1)
        .map(([id, state]) => [id, state]),
    ).toEqual([
      [2, "作废"],
      [3, "计入"],
      [1, "计入"],
      [4, "待定"],
    ]);
  });

  test("holds days as dates, not the day before", () => {
    const [, , , start, end, half] = cells("台账").find(([id]) => id === 1) ?? [];
    expect([start, end, half]).toEqual([new Date("2023-05-01T00:00:00Z"), new Date("2023-05-03T00:00:00Z"), "下午"]);
  });

  test("says hours, people, and what is approximate", () => {
    expect(cells("台账").find(([id]) => id === 4)?.[10]).toBe(1.5);
    expect(cells("台账").find(([id]) => id === 1)?.[9]).toBe("张三、李四");
    expect(cells("台账").find(([id]) => id === 3)?.[12]).toBe("人数为约数");
  });

  test("gives each field its value, unit, display, source and number of records", () => {
    expect(
      cells("字段")
        .find(([field]) => field === "集中学习")
        ?.slice(0, 6),
    ).toEqual(["集中学习", 2, "次", "2次", "记录", 2]);
    expect(
      cells("字段")
        .find(([field]) => field === "重点工作项数")
        ?.slice(0, 6),
    ).toEqual(["重点工作项数", 6, "项", "6项", "填写", 0]);
    expect(cells("字段").find(([field]) => field === "增加经营收入")?.[4]).toBe("待填");
  });

  test("traces each field to its records, with links to their rows in the ledger", () => {
    const trace = cells("溯源").filter(([field]) => field === "集中学习");
    expect(trace.map(([, , , record]) => record)).toEqual(["#3", "#1"]);
    const people = cells("溯源").filter(([field]) => field === "集中学习人次");
    expect(people.map(([, , , record, , , , , amount]) => [record, amount])).toEqual([["#3", 15]]);
    const xml = xmlOf(file, "xl/worksheets/sheet3.xml");
    expect(xml).toContain('location="&apos;台账&apos;!A3"');
    expect(xml).toContain('location="&apos;台账&apos;!A4"');
  });

  test("freezes and filters the headings", () => {
    for (const n of [1, 2, 3, 4, 5]) {
      const xml = xmlOf(file, `xl/worksheets/sheet${n}.xml`);
      expect(xml).toMatch(/<pane [^>]*ySplit="1"/);
      expect(xml).toMatch(/<autoFilter ref="A1:/);
    }
  });

  test("counts kinds by month and lists who took part in what", () => {
    expect(cells("分月").map((row) => [row[0], row[3], row[5], row[13]])).toEqual([
      ["类别", "3月", "5月", "合计"],
      ["集中学习", 1, 1, 2],
      ["研讨交流", null, 1, 1],
    ]);
    expect(cells("参加情况").slice(1)).toEqual([
      ["李四", "#1", new Date("2023-05-01T00:00:00Z"), "集中学习、研讨交流", null],
      ["张三", "#1", new Date("2023-05-01T00:00:00Z"), "集中学习、研讨交流", null],
    ]);
    expect(xmlOf(file, "xl/worksheets/sheet5.xml")).toContain("A4");
  });

  test.for([
    "#N/A",
    "#REF!",
    "=1+1",
    "+1",
    "-1",
    "@x",
    "＝1+1",
    "1e5",
    "TRUE",
    "2023-01-01",
    "007",
    "1/2",
    "'x",
    "http://a.b",
  ])("a title %s stays text", async (title) => {
    const made = await ledgerWorkbook([row(1, ["集中学习"], { title })]);
    expect((await readXlsx(made)).sheets[0]?.rows[1]?.[6]).toBe(title);
    const cell = /<c r="G2"[^>]*>/.exec(xmlOf(made, "xl/worksheets/sheet1.xml"))?.[0] ?? "";
    expect(cell).toMatch(/ t="(s|inlineStr|str)"/);
    for (const part of partsOf(made)) expect(xmlOf(made, part)).not.toMatch(/<f[ >]|<hyperlink /);
  });

  test("makes no formula of what a person typed", () => {
    for (const part of partsOf(file)) expect(xmlOf(file, part)).not.toMatch(/<f[ >]/);
    expect(cells("台账").find(([id]) => id === 3)?.[6]).toBe('=HYPERLINK("http://x")');
    expect(cells("台账").find(([id]) => id === 2)?.[6]).toBe("@x");
  });
});

test("text longer than a cell may hold is cut, never half a character", async () => {
  const title = `${"长".repeat(32_766)}𠮷的`;
  const [sheet] = (await readXlsx(await ledgerWorkbook([row(1, ["集中学习"], { title })]))).sheets;
  expect(sheet?.rows[1]?.[6]).toBe("长".repeat(32_766));
});

test("the ledger alone can be exported, an empty one too", async () => {
  expect((await readXlsx(await ledgerWorkbook(rows))).sheets.map(({ name }) => name)).toEqual(["台账"]);
  expect((await readXlsx(await ledgerWorkbook([]))).sheets[0]?.rows).toHaveLength(1);
});

test("the trace as text names every number with its records, and every blank", () => {
  const text = traceText("2023 年溯源", draft.traces);
  expect(text).toContain("## 集中学习：2次\n口径：“集中学习”类活动");
  expect(text).toContain("- #1 2023-05-01至05-03 集中学习、研讨交流\n");
  expect(text).toContain("## 集中学习人次：约15人次");
  expect(text).toContain("约15人 计 15人次");
  expect(text).toContain("由王五于 2023-12-01 填写");
  expect(text).toMatch(/## 没有数字的字段\n.*增加经营收入/);
});
