import PizZip from "pizzip";
import { describe, expect, test } from "vitest";
import { makeDraft } from "../../../src/report/draft.ts";
import { readForm } from "../../../src/report/form.ts";
import { problemsIn } from "../../../src/report/learn/carried.ts";
import { learnWord } from "../../../src/report/learn/word.ts";
import { makeDocuments } from "../../../src/report/make.ts";
import { catalogue, draftInput, fields, row } from "../../helpers/ledger.ts";
import { box, p, r, type WordFileParts, wordFile } from "../../helpers/word-file.ts";
import { xmlOf } from "../read.ts";
import { REPORTS } from "./reports.ts";

const names = { catalogue, fields };
const BODY = "word/document.xml";

function templateOf(parts: WordFileParts, year = 2023): Uint8Array {
  const learnt = learnWord(wordFile(parts), names, { year });
  if (!learnt.ok) throw new Error(learnt.problem);
  return learnt.template;
}

/** What changed in the body: the XML between the tags of the body. */
function bodyOf(file: Uint8Array): string {
  return /<w:body>(.*)<w:sectPr>/s.exec(xmlOf(file, BODY))?.[1] ?? "";
}

function lines(xml: string): string[] {
  return xml
    .split("</w:p>")
    .map((one) => [...one.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text]) => text).join(""))
    .filter((line) => line !== "");
}

const BOLD = '<w:rPr><w:b/><w:sz w:val="32"/></w:rPr>';
const BLANK = '<w:rPr><w:rFonts w:eastAsia="仿宋"/><w:sz w:val="32"/><w:highlight w:val="yellow"/></w:rPr>';

describe("last year's Word file as a template", () => {
  test.for<readonly [rule: string, body: string, template: string]>([
    [
      "a number becomes its field and keeps the look of its run",
      p(r("集中学习", BOLD), r("30余次。")),
      p(r("集中学习", BOLD), r("{{集中学习}}。")),
    ],
    [
      "a number that Word split over runs is one field, and no run goes",
      p(r("集中学习3", BOLD), r("0"), r("次，很好")),
      p(r("集中学习{{集中学习}}", BOLD), r(""), r("，很好")),
    ],
    [
      "a blank of what only people know is highlighted",
      p(r("改造设备12台。")),
      p(r("改造设备"), r("【待填：改造设备（台）】", BLANK), r("。")),
    ],
    [
      "text without its spaces mark gets one",
      "<w:p><w:r><w:t>党课 2 次 好</w:t></w:r></w:p>",
      '<w:p><w:r><w:t xml:space="preserve">党课 {{党课}} 好</w:t></w:r></w:p>',
    ],
    ["what stands for itself in XML stays so", p(r("A&amp;B&lt;党课2次")), p(r("A&amp;B&lt;党课{{党课}}"))],
    ["braces of the report are no fields", p(r("甲{{乙}}丙")), p(r("甲{ {乙} }丙"))],
    [
      "underlined spaces are a blank",
      p(r("党课"), r("   ", '<w:rPr><w:u w:val="single"/></w:rPr>'), r("次")),
      p(r("党课"), r("{{党课}}", '<w:rPr><w:u w:val="single"/></w:rPr>'), r("")),
    ],
    [
      "cells of tables",
      `<w:tbl><w:tr><w:tc>${p(r("党课4次"))}</w:tc></w:tr></w:tbl>`,
      `<w:tbl><w:tr><w:tc>${p(r("党课{{党课}}"))}</w:tc></w:tr></w:tbl>`,
    ],
    ["a text box and its second copy", p(box(p(r("党课4次")))), p(box(p(r("党课{{党课}}"))))],
    [
      "deleted text stays deleted",
      `<w:p><w:del>${r("党课9次")}</w:del>${r("党课8次")}</w:p>`,
      `<w:p><w:del>${r("党课9次")}</w:del>${r("党课{{党课}}")}</w:p>`,
    ],
    ["a report without numbers", p(r("没有数字")), p(r("没有数字"))],
  ])("%s", ([, body, template]) => {
    expect(bodyOf(templateOf({ body }))).toBe(template);
  }); // biome-ignore-end format: a table

  test("blanks without a unit are highlighted as they are written, also where Word split them over runs", () => {
    const body = p(r("经验：____。做法【待填：做法"), r("】。", BOLD), r("XX同志主讲，领导（　　），型号XXL2。"));
    const made = bodyOf(templateOf({ body }));
    const lit = [...made.matchAll(/<w:highlight w:val="yellow"\/><\/w:rPr><w:t[^>]*>([^<]*)/g)].map(([, text]) => text);
    expect(lit).toEqual(["____", "【待填：做法", "】", "XX", "（　　）"]);
    expect(lines(made)).toEqual(lines(body));
  });

  test("what stays of last year is highlighted as it is written", () => {
    const body = p(
      r("2023年度，按《关于2023年述职的通知》（党发〔2023〕8号），3月组织春游，1月至12月党课2次，"),
      r("5月9日参观，2023年6月换届，"),
      r("满意率９8.5％，辖6个片区，60岁以上的多，拨打12345热线，截至11月底，每月5日。", BOLD),
    );
    const made = bodyOf(templateOf({ body }));
    const lit = [...made.matchAll(/<w:highlight w:val="yellow"\/><\/w:rPr><w:t[^>]*>([^<]*)/g)].map(([, text]) => text);
    expect(lit).toEqual(["2023", "〔2023〕8号", "3月", "5月9日", "2023年6月", "９8.5％", "6"]);
  });

  test("problems told in one paragraph become a paragraph of the list, in the look of their own", () => {
    const body = [
      p(r("二、2022年度问题整改情况")),
      p(r("查摆问题2个，均已整改。"), r("一是学得少的问题。", BOLD), r("已增加。二是记录不全的问题，已补齐。")),
      p(r("三、今后")),
    ].join("");
    const made = bodyOf(templateOf({ body }));
    expect(lines(made)).toEqual([
      "二、{{上年度}}年度问题整改情况",
      "查摆问题{{上年度查摆问题}}，均已整改。",
      "{{每项 上年度查摆问题}}{{序}}是{{本项}}。整改情况：【待填：采取的措施和取得的效果】。",
      "三、今后",
    ]);
    expect(made).toContain(BOLD);
  });

  test("headers and notes roll their years, other parts stay to the byte", () => {
    const styles = `<w:styles xmlns:w="x">${"样".repeat(50)}</w:styles>`;
    const picture = new Uint8Array([1, 2, 3, 250]);
    const file = templateOf({
      body: p(r("2023年")),
      header: p(r("2023年度述职报告")),
      footnote: p(r("见2022年度报告，党课2次")),
      more: { "word/styles.xml": styles, "word/media/image1.png": picture },
    });
    expect(lines(xmlOf(file, "word/header1.xml"))).toEqual(["{{年度}}年度述职报告"]);
    expect(lines(xmlOf(file, "word/footnotes.xml"))).toEqual(["见{{上年度}}年度报告，党课2次"]);
    expect(xmlOf(file, "word/styles.xml")).toBe(styles);
    expect(new PizZip(file).file("word/media/image1.png")?.asUint8Array()).toEqual(picture);
  });

  test("the year is the one that the report names", () => {
    const learnt = learnWord(wordFile({ body: p(r("2022年度述职报告")) + p(r("2021年度问题、2023年计划")) }), names);
    if (!learnt.ok) throw new Error(learnt.problem);
    expect(lines(bodyOf(learnt.template))).toEqual(["{{年度}}年度述职报告", "{{上年度}}年度问题、{{下年度}}年计划"]);
  });

  test("a section break at the end of a list that goes stays", () => {
    const section = "<w:sectPr><w:cols/></w:sectPr>";
    const body = [
      p(r("二、2022年度问题整改情况")),
      p(r("一是甲。", BOLD), r("整改情况：好。")),
      `<w:p><w:pPr>${section}</w:pPr>${r("二是乙。整改情况：好。")}</w:p>`,
      p(r("三、今后")),
    ].join("");
    const made = bodyOf(templateOf({ body }));
    expect(made).toContain(section);
    expect(made).not.toContain("乙");
    expect(made).toContain(r("{{每项 上年度查摆问题}}{{序}}是{{本项}}。", BOLD));
  });
});

describe("a draft from the learnt file", () => {
  const report = REPORTS[0];
  const body = (report?.text ?? "")
    .split("\n")
    .map((line) => p(r(line.slice(0, 3), BOLD), r(line.slice(3))))
    .join("");
  const rows = [1, 2, 3].map((id) => row(id, ["集中学习"], { start: "2024-03-06" }));

  async function drafted(manual: readonly (readonly [string, string])[]): Promise<string[]> {
    const form = readForm({ name: "去年.docx", bytes: templateOf({ body }) });
    if (!form.ok) throw new Error(form.faults.join("\n"));
    const told = new Map(manual.map(([field, text]) => [field, { text, by: "王五", on: "2024-12-01" }]));
    const made = makeDraft(draftInput(rows, { year: 2024, template: form.source, manual: told }));
    if (!made.ok) throw new Error(made.faults.join("\n"));
    return lines(xmlOf((await makeDocuments(made.draft, { form: form.source.word?.bytes })).word, BODY));
  }

  test("speaks of the next year and counts its records", async () => {
    const made = await drafted([]);
    expect(made[0]).toBe("机修车间党总支书记2024年度抓基层党建工作述职报告");
    expect(made.join("\n")).toContain("全年集中学习3次，组织研讨交流【待填：研讨交流（次）】");
    expect(made.join("\n")).toContain("《关于做好2023年度述职评议考核工作的通知》（党组〔2023〕41号）");
    expect(made.join("\n")).toContain("召开2025年党建暨党风廉政会议");
    expect(made).toContain("（一）【待填：存在的问题和表现】。");
  });

  test("answers for the problems that last year's report named", async () => {
    const problems = problemsIn(report?.text ?? "");
    const made = await drafted([["上年度查摆问题", problems.join("；")]]);
    const from = made.indexOf("二、2023年度问题整改情况");
    expect(made.slice(from + 1, from + 6)).toEqual([
      "2023年度述职评议共查摆问题3个，目前已全部完成整改。",
      "一是理论学习的深度还不够。整改情况：【待填：采取的措施和取得的效果】。",
      "二是支部班子力量有待加强。整改情况：【待填：采取的措施和取得的效果】。",
      "三是党建与生产融合还不紧。整改情况：【待填：采取的措施和取得的效果】。",
      "三、存在的主要问题",
    ]);
  });

  test("what a person writes into the list is text and nothing else", async () => {
    const made = await drafted([["上年度查摆问题", "{{组织}}；<w:p>&}}{{"]]);
    expect(made.join("\n")).toContain("一是{{组织}}。");
    expect(made.join("\n")).toContain("二是&lt;w:p&gt;&amp;}}{{。");
  });
});
