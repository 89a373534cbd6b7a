import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import mammoth from "mammoth";
import PizZip from "pizzip";
import { describe, expect, test } from "vitest";
import { keepForm } from "../../src/bot/drafts/kept-forms.ts";
import { blanksIn, makeDraft } from "../../src/report/draft.ts";
import { readForm } from "../../src/report/form.ts";
import { makeDocuments } from "../../src/report/make.ts";
import { formOf, readTemplateFile } from "../../src/report/template-file.ts";
import { draftInput, row } from "../helpers/ledger.ts";
import { temporaryFolder } from "../helpers/temporary.ts";
import { box, p, r, type WordFileParts, wordFile } from "../helpers/word-file.ts";
import { zipFile } from "../helpers/zip-file.ts";
import { comments, partsOf, xmlOf } from "./read.ts";

const rows = [
  row(1, ["集中学习"], { title: "二十大报告", start: "2023-03-06" }),
  row(2, ["集中学习", "研讨交流"], { title: "党章", start: "2023-05-08" }),
  row(3, ["志愿服务"], { title: "清扫<街>&巷\uFFFE" }),
];

function read(parts: WordFileParts, name = "我的模板.docx") {
  return readForm({ name, bytes: wordFile(parts) });
}

function faults(parts: WordFileParts): readonly string[] {
  const form = read(parts);
  if (!form.ok) return form.faults;
  const drafted = makeDraft(draftInput(rows, { template: form.source }));
  return drafted.ok ? [] : drafted.faults;
}

async function filled(parts: WordFileParts, more: Parameters<typeof draftInput>[1] = {}): Promise<Uint8Array> {
  const form = read(parts);
  if (!form.ok) throw new Error(form.faults.join("\n"));
  const drafted = makeDraft(draftInput(rows, { ...more, template: form.source }));
  if (!drafted.ok) throw new Error(drafted.faults.join("\n"));
  return (await makeDocuments(drafted.draft, { form: form.source.word?.bytes })).word;
}

const text = async (parts: WordFileParts) => plain(xmlOf(await filled(parts), "word/document.xml"));

function plain(xml: string): string {
  return [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, words]) => words).join("");
}

describe("a branch's own Word file", () => {
  test.for<readonly [rule: string, body: string, expected: string]>([
    ["a field is filled in", p(r("全年学习{{集中学习}}。")), "全年学习2次。"],
    ["a free measure counts a union", p(r("{{集中学习+志愿服务 次}}")), "3次"],
    [
      "words of the draft",
      p(r("{{组织}}{{年度}}年，{{上年度}}、{{下年度}}，{{书记}}")),
      "示范党总支2023年，2022、2024，王五",
    ],
    ["spaces within braces do not matter", p(r("{{ 集中学习 }}")), "2次"],
    [
      "names that Word has split over runs",
      p(r("学习{"), r("{集中", "<w:rPr><w:b/></w:rPr>"), r("学习}"), r("}次数")),
      "学习2次次数",
    ],
    ["spelling marks within a name", p(r("{{集"), '<w:proofErr w:type="spellStart"/>', r("中学习}}")), "2次"],
    ["full-width braces", p(r("｛｛集中学习｝｝")), "2次"],
    ["full-width braces split over runs", p(r("｛"), r("｛集中学习"), r("｝｝")), "2次"],
    [
      "tables",
      `<w:tbl><w:tr><w:tc>${p(r("{{集中学习}}"))}</w:tc><w:tc>${p(r("{{研讨交流}}"))}</w:tc></w:tr></w:tbl>`,
      "2次1次",
    ],
    ["text boxes, their copy too", p(box(p(r("{{集中学习}}")))), "2次2次"],
    ["a blank stays visible", p(r("党课{{党课}}。")), "党课【待填：党课（次）】。"],
    [
      "a unit that the template says itself stands once",
      p(r("学{{集中学习}}次，讲{{党课}}次")),
      "学2次，讲【待填：党课（次）】次",
    ],
    ["so it does in a run of its own", p(r("{{集中学习}}", "<w:rPr><w:b/></w:rPr>"), r("次，好")), "2次，好"],
    [
      "words that begin like the unit stay",
      p(r("{{集中学习}}次数{{集中学习 人次}}")),
      "2次次数【待填：集中学习（人次）】",
    ],
    ["a clause without any number is left out", p(r("有{{集中学习}}[["), r("，党课{{党课}}次]]。")), "有2次。"],
    [
      "a clause with a number loses its brackets",
      p(r("[[研讨{{研讨交流}}，党课{{党课}}]]。")),
      "研讨1次，党课【待填：党课（次）】。",
    ],
    ["brackets around no field are text", p(r("[[注]]{{集中学习}}")), "[[注]]2次"],
    ["single braces are text", p(r("{年度}和}{")), "{年度}和}{"],
    ["titles as people typed them", p(r("{{志愿服务 题目}}")), "“清扫&lt;街&gt;&amp;巷”"],
  ])("%s", async ([, body, expected]) => {
    expect(await text({ body })).toBe(expected);
  });

  test("headers, footers and footnotes", async () => {
    const file = await filled({
      body: p(r("文")),
      header: p(r("{{组织}}")),
      footer: p(r("{{年度}}")),
      footnote: p(r("{{集中学习}}")),
    });
    expect(plain(xmlOf(file, "word/header1.xml"))).toBe("示范党总支");
    expect(plain(xmlOf(file, "word/footer1.xml"))).toBe("2023");
    expect(plain(xmlOf(file, "word/footnotes.xml"))).toBe("2次");
  });

  test("each number keeps the look of its place and opens its records in a comment", async () => {
    const look = '<w:rPr><w:b/><w:color w:val="FF0000"/></w:rPr>';
    const file = await filled({ body: p(r("共{{集中学习}}，{{研讨交流}}", look)) });
    const xml = xmlOf(file, "word/document.xml");
    expect(xml).toContain(
      `<w:commentRangeStart w:id="0"/><w:r>${look}<w:t xml:space="preserve">2次</w:t></w:r><w:commentRangeEnd w:id="0"/>`,
    );
    expect(comments(file)[0]).toEqual([
      "字段：集中学习",
      "口径：“集中学习”类活动，每次计 1 次，写明次数的按写明的计",
      "数值：2次（来自 2 条记录）",
      "#1 2023-03-06 集中学习 《二十大报告》",
      "#2 2023-05-08 集中学习、研讨交流 《党章》",
    ]);
    expect(xmlOf(file, "[Content_Types].xml")).toContain("comments+xml");
    expect(xmlOf(file, "word/_rels/document.xml.rels")).toContain('Target="comments.xml"');
  });

  test("comments of the branch stay, and new ones get numbers of their own", async () => {
    const own =
      '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="7" w:author="我"><w:p><w:r><w:t>核对</w:t></w:r></w:p></w:comment></w:comments>';
    const file = await filled({ body: p(r("{{集中学习}}")), more: { "word/comments.xml": own } });
    expect(comments(file).map(([first]) => first)).toEqual(["核对", "字段：集中学习"]);
    expect(xmlOf(file, "word/document.xml")).toContain('<w:commentRangeStart w:id="8"/>');
  });

  test("a blank is highlighted and nothing else is", async () => {
    const file = await filled({ body: p(r("课{{党课}}次", '<w:rPr><w:sz w:val="32"/><w:u w:val="single"/></w:rPr>')) });
    const xml = xmlOf(file, "word/document.xml");
    expect(xml).toContain(
      '<w:rPr><w:sz w:val="32"/><w:highlight w:val="yellow"/><w:u w:val="single"/></w:rPr><w:t xml:space="preserve">【待填：党课（次）】</w:t>',
    );
    expect(xml.match(/<w:highlight/g)).toHaveLength(1);
  });

  describe("a blank that names no known field", () => {
    const lit = '<w:rPr><w:b/><w:highlight w:val="yellow"/></w:rPr>';
    const body =
      p(r("献血"), r("【待填：党员", lit), r("献血（毫升）】", lit), r("，经验【待填：做法】。")) +
      `<w:tbl><w:tr><w:tc>${p(r("【待填：党员献血（毫升）】"))}</w:tc></w:tr></w:tbl>` +
      p(r("[[另有{{党课}}，【待填：党员获评（数字）】名党员获评]]"));
    const stated = new Map([
      ["党员献血（毫升）", { text: "3200毫升", by: "王五", on: "2023-12-01" }],
      ["党员获评（数字）", { text: "14人", by: "王五", on: "2023-12-01" }],
    ]);

    test("is filled in wherever it stands, without its highlight, and tells who filled it in", async () => {
      const file = await filled({ body, footnote: p(r("【待填：党员献血（毫升）】")) }, { manual: stated });
      const xml = xmlOf(file, "word/document.xml");
      expect(plain(xml)).toBe("献血3200毫升，经验【待填：做法】。3200毫升另有【待填：党课（次）】，14名党员获评");
      expect(xml).toContain('<w:rPr><w:b/></w:rPr><w:t xml:space="preserve">3200毫升</w:t>');
      expect(plain(xmlOf(file, "word/footnotes.xml"))).toBe("3200毫升");
      expect(comments(file)[0]).toEqual([
        "字段：党员献血（毫升）",
        "口径：由人填写",
        "数值：3200毫升（由王五于 2023-12-01 填写）",
      ]);
    });

    test("stays as it is until then, and is one of the blanks in the order of the text", async () => {
      const file = await filled({ body });
      const xml = xmlOf(file, "word/document.xml");
      expect(plain(xml)).toBe("献血【待填：党员献血（毫升）】，经验【待填：做法】。【待填：党员献血（毫升）】");
      expect(xml.match(/<w:highlight w:val="yellow"/g)?.length).toBeGreaterThanOrEqual(2);
      const form = read({ body });
      const drafted = makeDraft(draftInput(rows, form.ok ? { template: form.source } : {}));
      expect(drafted.ok && blanksIn(drafted.draft).map(({ field }) => field)).toEqual([
        "党员献血（毫升）",
        "党课",
        "党员获评（数字）",
      ]);
    });

    test("is a known field where one that only people know is named", async () => {
      const manual = new Map([["增加经营收入", { text: "126.6", by: "王五", on: "2023-12-01" }]]);
      const said = p(r("增收【待填：增加经营收入（万元）】，学习【待填：集中学习（次）】"));
      expect(plain(xmlOf(await filled({ body: said }, { manual }), "word/document.xml"))).toBe(
        "增收126.6万元，学习【待填：集中学习（次）】",
      );
    });
  });

  test("everything else stays as it was", async () => {
    const styles = `<w:styles xmlns:w="x">${"样".repeat(50)}</w:styles>`;
    const picture = new Uint8Array([1, 2, 3, 250]);
    const body =
      p(r("没有字段的一段")) +
      p(r("{{年度}}")) +
      p('<w:hyperlink r:id="rId3"><w:r><w:t>链接</w:t></w:r></w:hyperlink>');
    const parts = { body, more: { "word/styles.xml": styles, "word/media/image1.png": picture } };
    const file = await filled(parts);
    expect(xmlOf(file, "word/styles.xml")).toBe(styles);
    expect(new PizZip(file).file("word/media/image1.png")?.asUint8Array()).toEqual(picture);
    const before = xmlOf(wordFile(parts), "word/document.xml");
    expect(xmlOf(file, "word/document.xml")).toBe(before.replace("{{年度}}", "2023"));
  });

  test("what people typed cannot break the file", async () => {
    const nasty = "]]> <w:p> &amp; \u0000 \uFFFE \uD800 {{组织}} \uFDD0\uFDD3";
    const file = await filled({ body: p(r("{{书记}}{{志愿服务 题目}}")) }, { secretary: nasty });
    const xml = xmlOf(file, "word/document.xml");
    expect(xml).toContain("]]&gt; &lt;w:p&gt; &amp;amp;");
    for (const one of ["\u0000", "\uFFFE", "\uFDD0", "\uFDD3"]) expect(xml).not.toContain(one);
    const { value, messages } = await mammoth.extractRawText({ buffer: Buffer.from(file) });
    expect(value).toContain("<w:p>");
    expect(messages.filter(({ type }) => type === "error")).toEqual([]);
  });

  test("is the same file for the same draft", async () => {
    const parts = { body: p(r("{{集中学习}}{{党课}}")) };
    const [one, two] = [await filled(parts), await filled(parts)];
    for (const part of partsOf(one)) expect(xmlOf(two, part)).toBe(xmlOf(one, part));
  });
});

describe("mistakes in it are told in one sentence", () => {
  test.for<readonly [rule: string, body: string, fault: string]>([
    [
      "an unknown field, with the nearest ones",
      p(r("{{集中学系}}")),
      "我的模板.docx 里的“{{集中学系}}”：没有名为“集中学系”的字段或类别，最接近的是“集中学习”",
    ],
    ["a unit that does not fit", p(r("{{集中学习 户}}")), "集中学习不能按“户”来数"],
    ["braces that are not closed", p(r("今年{{集中学习，")), "“今年{{集中学习，”里的“{{”和“}}”没有成对"],
    ["a brace too many", p(r("共{{{集中学习}}}")), "“共{{{集中学习}}}”里的“{{”和“}}”没有成对"],
    ["a brace too many behind", p(r("{ {{集中学习}}}")), "没有成对"],
    ["a name over two paragraphs", p(r("{{集中")) + p(r("学习}}")), "中间不能换段"],
    ["a table of quarters", p(r("{{季度表}}")), "“季度表”只能用在文本模板里"],
    ["a table of quarters with its fields", p(r("{{季度表 集中学习}}")), "Word 模板里可以写“集中学习 一季度”"],
    ["template code", p(r("{{#集中学习}}{{/集中学习}}")), "没有名为“#集中学习”的字段或类别"],
    ["raw XML", p(r("{{@集中学习}}")), "没有名为“@集中学习”的字段或类别"],
  ])("%s", ([, body, fault]) => {
    expect(faults({ body })[0]).toContain(fault);
  });

  test("all unknown names at once", () => {
    expect(faults({ body: p(r("{{甲乙丙}}{{丁戊己}}")) })).toHaveLength(2);
  });
});

describe("files that are no Word template are refused in one sentence", () => {
  const good = () => wordFile({ body: p(r("文")) });
  const ole = (more = "") =>
    Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.alloc(600), Buffer.from(more, "utf16le")]);
  test.for<readonly [what: string, name: string, bytes: () => Uint8Array, sentence: string]>([
    ["protected by a password", "a.docx", () => ole("EncryptedPackage"), "设了打开密码"],
    ["old .doc", "a.doc", () => ole(), "旧的 .doc"],
    ["macros by name", "a.docm", good, "带有宏"],
    ["macros inside", "a.docx", () => wordFile({ body: p(r("文")), more: { "word/vbaProject.bin": "x" } }), "带有宏"],
    ["cut short", "a.docx", () => good().slice(0, 300), "已损坏"],
    ["bytes changed", "a.docx", () => changed(good()), "已损坏"],
    ["empty", "a.docx", () => new Uint8Array(), "是空的"],
    ["text called .docx", "a.docx", () => Buffer.from("一段文字"), "不是 Word 文档"],
    ["a zip of files", "a.docx", () => zipFile({ "a.txt": "x" }), "是一个压缩包"],
    ["a workbook", "a.docx", () => zipFile({ "xl/workbook.xml": "<x/>" }), "Excel"],
    ["200 MB", "a.docx", () => Buffer.alloc(200 << 20), "有 200.0 MB，超过 5 MB"],
    [
      "a bomb",
      "a.docx",
      () => wordFile({ body: p(r("文")), more: { "word/media/a.png": Buffer.alloc(60 << 20) } }),
      "为了安全没有打开",
    ],
    ["a bomb that lies about its size", "a.docx", () => lying(), "没有打开"],
    ["many bombs below the limit each", "a.docx", () => many(), "没有打开"],
    [
      "thousands of entries",
      "a.docx",
      () => zipFile(Object.fromEntries(Array.from({ length: 2100 }, (_, i) => [`word/${i}.xml`, ""]))),
      "超过 2000 项",
    ],
    [
      "a document type",
      "a.docx",
      () => wordFile({ body: p(r("文")), more: { "word/styles.xml": "<!DOCTYPE x>" } }),
      "已损坏",
    ],
  ])("%s", ([, name, bytes, sentence]) => {
    const form = readForm({ name, bytes: bytes() });
    expect(form.ok ? [] : form.faults).toEqual([expect.stringContaining(sentence)]);
    expect(form.ok ? "" : form.faults[0]).toMatch(/^a\.doc[xm]? ?.*。$/);
  });

  function changed(file: Uint8Array): Uint8Array {
    const copy = Buffer.from(file);
    copy.fill(0x55, 45, 400);
    return copy;
  }

  /** The directory says that a part is small when inflated. */
  function lying(): Uint8Array {
    const file = Buffer.from(wordFile({ body: p(r("文")), more: { "word/media/a.png": Buffer.alloc(40 << 20) } }));
    const name = Buffer.from("word/media/a.png");
    const central = file.lastIndexOf(name) - 46;
    file.writeUInt32LE(100, central + 24);
    return file;
  }

  /** Random bytes repeated within the window: each part stays below the ratio, all together above the limit. */
  function many(): Uint8Array {
    const block = Buffer.from(Array.from({ length: 700 }, (_, i) => (i * 7919) % 251));
    const part = Buffer.concat(Array.from({ length: 20_000 }, () => block)).subarray(0, 11 << 20);
    expect(deflateRawSync(part).length).toBeGreaterThan(0);
    return wordFile({
      body: p(r("文")),
      more: Object.fromEntries(Array.from({ length: 5 }, (_, i) => [`word/media/${i}.png`, part])),
    });
  }
});

test("a draft can be made again after its Word file was replaced", () => {
  const dataDir = temporaryFolder();
  const path = join(dataDir, "模板.docx");
  const sourceOf = (words: string) => {
    writeFileSync(path, wordFile({ body: p(r(words)) }));
    const found = readTemplateFile(path);
    if (!found.ok) throw new Error(found.faults.join("\n"));
    keepForm(dataDir, found.source);
    return found.source;
  };
  const first = sourceOf("甲{{集中学习}}");
  const drafted = makeDraft(draftInput(rows, { template: first }));
  const second = sourceOf("乙{{集中学习}}");
  if (!drafted.ok) throw new Error(drafted.faults.join("\n"));
  expect(formOf(dataDir, drafted.draft, second)).toEqual(first.word?.bytes);
  expect(formOf(dataDir, {}, second)).toBeUndefined();
});
