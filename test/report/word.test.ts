import mammoth from "mammoth";
import { describe, expect, test } from "vitest";
import { makeDraft } from "../../src/report/draft.ts";
import { type Outline, paragraphText } from "../../src/report/outline.ts";
import { word } from "../../src/report/word.ts";
import { draftInput, row, sampleYear } from "../helpers/ledger.ts";
import { comments, invalidXml, paragraphs, partsOf, xmlOf } from "./read.ts";

const manual = new Map([["重点工作项数", { text: "6", by: "王五", on: "2023-12-01" }]]);
const rows = [
  ...sampleYear(60),
  row(301, ["为群众办实事"], { quantities: [{ name: "件数", value: 23, unit: "件", bound: "exact" }] }),
  row(302, ["党课"], { title: "《论<党>的&自我革命》", start: "2023-05-08", end: "2023-05-09" }),
];
const drafted = makeDraft(draftInput(rows, { manual }));
if (!drafted.ok) throw new Error(drafted.faults.join("\n"));
const { draft } = drafted;
const file = await word(draft);
const body = paragraphs(file);

describe("the Word draft", () => {
  test("says what the outline says, in order", () => {
    const said = draft.outline.paragraphs.map(paragraphText);
    expect(body.map(({ text }) => text).filter((text) => text !== "")).toEqual(said);
  });

  test("has a centred title followed by an empty line", () => {
    expect(body[0]).toMatchObject({ style: "ReportTitle", fonts: ["方正小标宋简体"] });
    expect(body[1]).toMatchObject({ style: "ReportBody", text: "" });
    expect(styleXml("ReportTitle")).toMatch(/<w:jc w:val="center"\/>/);
  });

  test("sets headings in 黑体, run-in headings in 楷体 and their text in 仿宋", () => {
    const of = (start: string) => body.find(({ text }) => text.startsWith(start));
    expect(of("一、")).toMatchObject({ style: "ReportHeading1", fonts: ["黑体"] });
    const runIn = of("（一）");
    expect(runIn?.fonts[0]).toBe("楷体");
    expect(new Set(runIn?.fonts.slice(1))).toEqual(new Set(["仿宋"]));
  });

  test("sets the East Asian font on every run", () => {
    expect(body.flatMap(({ fonts }) => fonts).filter((font) => font === "")).toEqual([]);
  });

  test("sets leads bold in the body's font", () => {
    expect(xmlOf(file, "word/document.xml")).toMatch(/<w:b\/>(?:(?!<\/w:r>).)*一是履行/s);
  });

  test("has the page, the lines and the characters of the standard", () => {
    const xml = xmlOf(file, "word/document.xml");
    expect(xml).toMatch(/<w:pgSz w:w="11906" w:h="16838"/);
    const margins = /<w:pgMar [^>]*>/.exec(xml)?.[0] ?? "";
    for (const margin of ['w:top="2098"', 'w:left="1587"', 'w:right="1474"', 'w:bottom="1984"']) {
      expect(margins).toContain(margin);
    }
    expect(xml).toMatch(/<w:docGrid w:type="lines" w:linePitch="579"\/>/);
    expect(xml).toContain('<w:spacing w:val="-5"/>');
    const style = styleXml("ReportBody");
    expect(style).toMatch(/w:line="579"[^>]*w:lineRule="exact"|w:lineRule="exact"[^>]*w:line="579"/);
    expect(style).toMatch(/w:firstLine="640"/);
    expect(style).toMatch(/w:firstLineChars="200"/);
  });

  test("numbers pages as — 1 —, odd ones right and even ones left", () => {
    const footers = ["word/footer1.xml", "word/footer2.xml"].map((part) => xmlOf(file, part));
    const sides = footers.map((xml) => /<w:jc w:val="(.*?)"/.exec(xml)?.[1]);
    expect(new Set(sides)).toEqual(new Set(["left", "right"]));
    for (const xml of footers) expect(xml).toMatch(/— .*PAGE.* —/s);
    expect(xmlOf(file, "word/settings.xml")).toContain("<w:evenAndOddHeaders/>");
  });

  test("names fonts that Word may take instead", () => {
    const table = xmlOf(file, "word/fontTable.xml");
    expect(table).toContain('<w:font w:name="仿宋"><w:altName w:val="仿宋_GB2312,');
    expect(table).toContain('<w:font w:name="方正小标宋简体"><w:altName w:val="华文中宋,宋体"/>');
  });

  test("highlights every blank and nothing else", () => {
    const runs = [...xmlOf(file, "word/document.xml").matchAll(/<w:r>.*?<\/w:r>/gs)].map(([run]) => run);
    const marked = runs.filter((run) => run.includes("<w:highlight"));
    expect(marked.length).toBeGreaterThan(20);
    expect(marked.every((run) => run.includes("【待填"))).toBe(true);
    expect(runs.filter((run) => run.includes("【待填") && !run.includes("<w:highlight"))).toEqual([]);
  });

  test("is read back by another reader", async () => {
    const { value, messages } = await mammoth.extractRawText({ buffer: Buffer.from(file) });
    expect(value).toContain("全年为职工办实事20余件");
    expect(messages.filter(({ type }) => type === "error")).toEqual([]);
  });
});

describe("a number's comment", () => {
  const notes = comments(file);
  const of = (field: string) => notes.find(([first]) => first === `字段：${field}`) ?? [];

  test("stands at every number", () => {
    const numbers = draft.outline.paragraphs.flatMap(({ runs }) => runs).filter(({ is }) => is === "value");
    expect(notes).toHaveLength(numbers.length);
    const xml = xmlOf(file, "word/document.xml");
    expect([...xml.matchAll(/<w:commentRangeStart /g)]).toHaveLength(numbers.length);
    expect([...xml.matchAll(/<w:commentReference /g)]).toHaveLength(numbers.length);
  });

  test("gives field, filter, value and the record with date, kind and title", () => {
    expect(of("党课")).toEqual([
      "字段：党课",
      "口径：“党课”类活动，每次计 1 次，写明次数的按写明的计",
      "数值：1次（来自 1 条记录）",
      "#302 2023-05-08至05-09 党课 《论<党>的&自我革命》",
    ]);
  });

  test("cuts a long list and points to the workbook", () => {
    const note = of("集中学习");
    expect(note).toHaveLength(3 + 12 + 1);
    expect(note.at(-1)).toBe("……共 20 条，其余 8 条见工作簿“溯源”表");
  });

  test("says who filled in a number", () => {
    expect(of("重点工作项数")).toContain("数值：6项（由王五于 2023-12-01 填写）");
  });
});

test("any text gives valid XML", async () => {
  const nasty = `${everyCharacter()}\uD800 \uDFFF ]]> <w:p> &amp; "'\n\r\t{rId1} \u{1F600} 𠮷`;
  const outline: Outline = {
    paragraphs: [
      { style: "title", runs: [{ is: "text", text: nasty, face: "title" }] },
      { style: "body", runs: [{ is: "value", text: nasty, face: "body", field: "集中学习" }] },
      { style: "body", runs: [{ is: "blank", text: nasty, face: "lead" }] },
    ],
  };
  const [trace] = makeDraftOf(nasty);
  const odd = await word({ outline, traces: trace ? [trace] : [], madeOn: "2023-12-20" });
  for (const part of partsOf(odd)) expect(invalidXml(xmlOf(odd, part)), part).toBeNull();
  expect(xmlOf(odd, "word/document.xml")).toContain("\u{1F600} 𠮷");
});

test("two drafts of the same data have the same parts", async () => {
  const again = await word(draft);
  for (const part of partsOf(file)) expect(xmlOf(again, part), part).toBe(xmlOf(file, part));
});

function makeDraftOf(title: string) {
  const made = makeDraft(
    draftInput([row(1, ["集中学习"], { title })], { template: { text: "{{集中学习}}", name: "t" } }),
  );
  return made.ok ? made.draft.traces.filter(({ value }) => value.field === "集中学习") : [];
}

/** Every character of the basic plane, surrogates alone included. */
function everyCharacter(): string {
  let text = "";
  for (let code = 0; code <= 0xffff; code++) text += String.fromCharCode(code);
  return text;
}

function styleXml(id: string): string {
  return (
    new RegExp(`<w:style [^>]*w:styleId="${id}".*?</w:style>`, "s").exec(xmlOf(file, "word/styles.xml"))?.[0] ?? ""
  );
}
