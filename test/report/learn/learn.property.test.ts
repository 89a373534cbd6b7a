import fc from "fast-check";
import { expect, test } from "vitest";
import { learnTemplate } from "../../../src/report/learn/template.ts";
import { learn } from "../../../src/report/learn.ts";
import { readTemplate } from "../../../src/report/template.ts";
import { anyText } from "../../helpers/any-text.ts";
import { fastestMs } from "../../helpers/cpu.ts";
import { catalogue, fields } from "../../helpers/ledger.ts";
import { REPORTS } from "./reports.ts";
import { TALLIES } from "./sentences.ts";

const names = { catalogue, fields };
const NUMBER =
  /^[\d,.\s０-９．零〇○一二两三四五六七八九十百千万亿廿卅余多xX×＿_▁□*Ｘｘ【】〔〕（）()[\]\u3000…至到~～—–-]+$|^每(?:周|星期)[一二三四五六日天]$|月|节$|^[五六七八][一四]$/u;

/** Text of the pieces that decide readings, with anything in between. */
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ..."每季至少不于，。、；：（）《》“”【】XX次余件万元名党员现有其中各共计年月底前第一二三十百𠮷👍\n 　##paidbegin##",
      ),
      fc.constantFrom(
        "集中学习",
        "志愿服务",
        "三重一大",
        "支委会",
        "12",
        "３０",
        "十二",
        "1,200",
        "3.5",
        "XXX",
        "＿＿",
        "【 】",
        "次",
        "余件",
        "万元",
        "人/次",
        "小时",
      ),
      anyText(6),
    ),
    { maxLength: 60 },
  )
  .map((pieces) => pieces.join(""));

test("never throws, and every span covers a number or a blank", () => {
  fc.assert(
    fc.property(text, (input) => {
      const points = Array.from(input);
      let last = 0;
      for (const slot of learn(input, names).slots) {
        expect(slot.start).toBeGreaterThanOrEqual(last);
        expect(slot.end).toBeGreaterThan(slot.start);
        expect(slot.text).toBe(points.slice(slot.start, slot.end).join(""));
        const plain = slot.text.replace(/##[A-Za-z]+##|[^\P{C}\n]/gu, "");
        expect(plain).toMatch(NUMBER);
        expect(slot.value === null || Number.isFinite(slot.value)).toBe(true);
        last = slot.end;
      }
    }),
    { numRuns: 500 },
  );
});

test("every template that is made can be read", () => {
  fc.assert(
    fc.property(text, (input) => {
      const title = `述职报告${input}`;
      const template = learnTemplate(learn(title, names), names, { year: 2023 });
      expect(readTemplate({ text: template, name: "模板" }, names)).toMatchObject({ ok: true });
    }),
    { numRuns: 300 },
  );
});

test("what stands before a sentence shifts its slots and changes nothing else", () => {
  const prefix = "𠮷👍字\n";
  fc.assert(
    fc.property(fc.constantFrom(...TALLIES), ([marked]) => {
      const sentence = marked.replace(/[«»]/g, "");
      const shifted = learn(prefix + sentence, names).slots.map(({ start, end, ...rest }) => ({
        ...rest,
        start: start - 4,
        end: end - 4,
      }));
      expect(shifted).toEqual(learn(sentence, names).slots);
    }),
  );
});

test("takes time in proportion to the text", () => {
  const report = REPORTS.map((one) => one.text).join("\n");
  const hostile = [
    "《",
    "“",
    "1次",
    "每",
    "学习教育、",
    "到在由",
    "力争",
    "_",
    "X",
    "一",
    "6月底前",
    "每周一",
    "2024年",
    "其中",
    "项目|计划|完成\n",
  ];
  for (const piece of [report, ...hostile]) {
    const small = piece.repeat(Math.ceil(3_000 / piece.length));
    const large = piece.repeat(Math.ceil(24_000 / piece.length));
    learn(small, names);
    const [one, eight] = [fastestMs(3, () => learn(small, names)), fastestMs(3, () => learn(large, names))];
    expect(eight, `${piece.slice(0, 4)}: ${one} ms, then ${eight} ms`).toBeLessThan(8 * 4 * Math.max(one, 4));
  }
});

test("reads a report of 5,000 characters within 20 ms", () => {
  const report = REPORTS.map((one) => one.text)
    .join("\n")
    .repeat(3)
    .slice(0, 5000);
  for (let i = 0; i < 20; i++) learn(report, names);
  expect(fastestMs(20, () => learn(report, names))).toBeLessThan(20);
});
