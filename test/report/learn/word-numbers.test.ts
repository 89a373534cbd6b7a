import { describe, expect, test } from "vitest";
import { makeDraft } from "../../../src/report/draft.ts";
import { readForm } from "../../../src/report/form.ts";
import { learnFile } from "../../../src/report/learn/file.ts";
import { learnWord } from "../../../src/report/learn/word.ts";
import { makeDocuments } from "../../../src/report/make.ts";
import { readDocument } from "../../../src/report/read-document.ts";
import { catalogue, draftInput, fields, row } from "../../helpers/ledger.ts";
import { r, wordFile } from "../../helpers/word-file.ts";
import { xmlOf } from "../read.ts";

const names = { catalogue, fields };

const level = (n: number, format: string, text: string, more = "") =>
  `<w:lvl w:ilvl="${n}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${text}"/></w:lvl>`;
const abstract = (id: number, ...levels: string[]) =>
  `<w:abstractNum w:abstractNumId="${id}">${levels.join("")}</w:abstractNum>`;
const list = (id: number, of: number, more = "") =>
  `<w:num w:numId="${id}"><w:abstractNumId w:val="${of}"/>${more}</w:num>`;
const HEADINGS = abstract(7, level(0, "chineseCounting", "%1、"), level(1, "chineseCountingThousand", "（%2）"));

/** A paragraph that stands in a list, by its own properties. */
const at = (id: number, n: number, ...runs: string[]) =>
  `<w:p><w:pPr><w:numPr><w:ilvl w:val="${n}"/><w:numId w:val="${id}"/></w:numPr></w:pPr>${runs.join("")}</w:p>`;
const styled = (style: string, ...runs: string[]) =>
  `<w:p><w:pPr><w:pStyle w:val="${style}"/></w:pPr>${runs.join("")}</w:p>`;

type Parts = { readonly body: string; readonly lists: string; readonly styles?: string };

function file({ body, lists, styles = "" }: Parts): Uint8Array {
  const more = { "word/numbering.xml": `<w:numbering>${lists}</w:numbering>`, "word/styles.xml": styles };
  return wordFile({ body, more });
}

function textOf(parts: Parts): string {
  const read = readDocument({ name: "a.docx", bytes: file(parts) });
  return read.ok ? read.text : read.problem;
}

const three = (id: number, n = 0) => [1, 2, 3].map(() => at(id, n, r("题"))).join("");

describe("the numbers that Word gives are read as a reader sees them", () => {
  test.for<readonly [rule: string, parts: Parts, text: string]>([
    [
      "一、 and （一） begin anew under each heading",
      {
        lists: HEADINGS + list(1, 7),
        body: [0, 1, 1, 0, 1].map((n) => at(1, n, r("题"))).join(""),
      },
      "一、题\n（一）题\n（二）题\n二、题\n（一）题",
    ],
    [
      "eleven and more",
      {
        lists:
          abstract(1, level(0, "chineseCounting", "%1、")) +
          list(1, 1, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="10"/></w:lvlOverride>'),
        body: three(1),
      },
      "十、题\n十一、题\n十二、题",
    ],
    [
      "digits with the number of the level above",
      {
        lists: abstract(1, level(0, "decimal", "%1."), level(1, "decimal", "%1.%2")) + list(1, 1),
        body: at(1, 0, r("题")) + at(1, 1, r("题")) + at(1, 1, r("题")),
      },
      "1.题\n1.1 题\n1.2 题",
    ],
    [
      "甲乙丙, circles, letters and full Roman numbers",
      {
        lists: ["ideographTraditional", "decimalEnclosedCircle", "upperLetter", "lowerRoman"]
          .map((format, i) => abstract(i, level(0, format, "%1）")) + list(i + 1, i))
          .join(""),
        body: [1, 2, 3, 4].map((id) => at(id, 0, r("题")) + at(id, 0, r("题"))).join(""),
      },
      "甲）题\n乙）题\n①）题\n②）题\nA）题\nB）题\ni）题\nii）题",
    ],
    [
      "a legal level in digits",
      {
        lists:
          abstract(1, level(0, "chineseCounting", "第%1章"), level(1, "decimal", "%1.%2", "<w:isLgl/>")) + list(1, 1),
        body: at(1, 0, r("题")) + at(1, 1, r("题")),
      },
      "第一章 题\n1.1 题",
    ],
    [
      "lists of one kind count on, one with its own beginning does not",
      {
        lists:
          HEADINGS +
          list(1, 7) +
          list(2, 7) +
          list(3, 7, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'),
        body: at(1, 0, r("题")) + at(2, 0, r("题")) + at(3, 0, r("题")) + at(3, 0, r("题")),
      },
      "一、题\n二、题\n一、题\n二、题",
    ],
    [
      "a level that never begins anew",
      {
        lists:
          abstract(1, level(0, "chineseCounting", "%1、"), level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>')) +
          list(1, 1),
        body: [0, 1, 0, 1].map((n) => at(1, n, r("题"))).join(""),
      },
      "一、题\n1.题\n二、题\n2.题",
    ],
    [
      "styles, and styles that are based on them",
      {
        lists:
          abstract(
            7,
            level(0, "chineseCounting", "%1、", '<w:pStyle w:val="1"/>'),
            level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="2"/>'),
          ) + list(1, 7),
        styles:
          '<w:styles><w:style w:styleId="1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:styleId="2"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:styleId="own"><w:basedOn w:val="2"/></w:style></w:styles>',
        body: styled("1", r("题")) + styled("2", r("题")) + styled("own", r("题")) + styled("1", r("题")),
      },
      "一、题\n（一）题\n（二）题\n二、题",
    ],
    [
      "a list that takes its levels from a style",
      {
        lists: `<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="题"/>${level(0, "chineseCounting", "%1、")}</w:abstractNum><w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="题"/></w:abstractNum>${list(1, 1)}${list(2, 2)}`,
        styles:
          '<w:styles><w:style w:styleId="题"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>',
        body: at(1, 0, r("题")) + at(2, 0, r("题")),
      },
      "一、题\n二、题",
    ],
    [
      "a paragraph taken out of its style's list",
      {
        lists: HEADINGS + list(1, 7),
        styles:
          '<w:styles><w:style w:styleId="1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>',
        body: `${styled("1", r("题"))}<w:p><w:pPr><w:pStyle w:val="1"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>${r("文")}</w:p>`,
      },
      "一、题\n文",
    ],
    [
      "what a paragraph was before a change does not count",
      {
        lists: HEADINGS + list(1, 7),
        body: `<w:p><w:pPr><w:pPrChange><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:pPrChange></w:pPr>${r("文")}</w:p>${at(1, 0, r("题"))}`,
      },
      "文\n一、题",
    ],
    [
      "bullets, lists and levels that are nowhere, circles of styles",
      {
        lists: abstract(1, level(0, "bullet", "")) + list(1, 1) + list(2, 99),
        styles:
          '<w:styles><w:style w:styleId="a"><w:basedOn w:val="b"/></w:style><w:style w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>',
        body: at(1, 0, r("甲")) + at(1, 8, r("乙")) + at(2, 0, r("丙")) + at(3, 0, r("丁")) + styled("a", r("戊")),
      },
      "甲\n乙\n丙\n丁\n戊",
    ],
  ])("%s", ([, parts, text]) => {
    expect(textOf(parts)).toBe(text);
  });
});

/** A report of 2025 all of whose headings Word numbers. */
const REPORT: Parts = {
  lists: HEADINGS + list(1, 7),
  body: [
    `<w:p>${r("第一党支部书记2025年度抓党建述职报告")}</w:p>`,
    at(1, 0, r("履职情况")),
    at(1, 1, r("抓学习。"), r("全年集中学习30次。")),
    at(1, 0, r("2024年度问题整改情况")),
    `<w:p>${r("2024年度查摆问题2个。")}</w:p>`,
    at(1, 1, r("阵地小。"), r("整改情况：扩建了。")),
    at(1, 1, r("人手少。"), r("整改情况：增加了。")),
    at(1, 0, r("存在的不足")),
    at(1, 1, r("学习不深。"), r("有的同志学得少。")),
    at(1, 1, r("办法不多。")),
    at(1, 0, r("下一步打算")),
    at(1, 1, r("加强学习。"), r("开展主题党日12次，6月底前完成支委补选。")),
  ].join(""),
};

describe("a report whose headings Word numbers", () => {
  test("hands its problems and promises on", () => {
    const learnt = learnFile({ file: { name: "a.docx", bytes: file(REPORT) }, names, decisions: [] });
    if (!learnt.ok) throw new Error(learnt.problem);
    expect(learnt.problems).toEqual(["学习不深", "办法不多"]);
    expect(learnt.promises.map(({ text, kind, deadline }) => [text, kind, deadline])).toEqual([
      ["开展主题党日12次", "主题党日", null],
      ["6月底前完成支委补选", "换届补选", "2026-06-30"],
    ]);
    expect(learnt.proposals.known).toEqual(["30次 → 集中学习", "2个 → 上年度查摆问题"]);
  });

  test("becomes a template in which Word numbers the items, and no number is written", async () => {
    const learnt = learnWord(file(REPORT), names);
    if (!learnt.ok) throw new Error(learnt.problem);
    const form = readForm({ name: "去年.docx", bytes: learnt.template });
    if (!form.ok) throw new Error(form.faults.join("\n"));
    const rows = [row(1, ["集中学习"], { start: "2026-03-06" })];
    const manual = new Map([
      ["上年度查摆问题", { text: "学习不深；办法不多；品牌不亮", by: "王五", on: "2026-12-01" }],
    ]);
    const made = makeDraft(draftInput(rows, { year: 2026, template: form.source, manual }));
    if (!made.ok) throw new Error(made.faults.join("\n"));
    const { word } = await makeDocuments(made.draft, { form: form.source.word?.bytes });
    expect(xmlOf(word, "word/numbering.xml")).toBe(xmlOf(file(REPORT), "word/numbering.xml"));
    const read = readDocument({ name: "a.docx", bytes: word });
    expect(read.ok && read.text.split("\n").slice(1)).toEqual([
      "一、履职情况",
      "（一）抓学习。全年集中学习1次。",
      "二、2025年度问题整改情况",
      "2025年度查摆问题3个。",
      "（一）学习不深。整改情况：【待填：采取的措施和取得的效果】。",
      "（二）办法不多。整改情况：【待填：采取的措施和取得的效果】。",
      "（三）品牌不亮。整改情况：【待填：采取的措施和取得的效果】。",
      "三、存在的不足",
      "（一）【待填：存在的问题和表现】。",
      "（二）【待填：存在的问题和表现】。",
      "四、下一步打算",
      "（一）加强学习。开展主题党日【待填：计划主题党日（次）】，【待填：月份】月底前完成支委补选。",
    ]);
  });
});
