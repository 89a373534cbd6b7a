import { describe, expect, test } from "vitest";
import { line, lines, read } from "./reader.ts";

const SEPARATORS = [" ", "  ", ",", "，", ", ", "；", ";", "\n", "、", "｜", " | ", "\t", "/", "。"];
const LABELS: Record<string, (word: string) => string> = {
  ":": (word) => `${word}:`,
  "：": (word) => `${word}：`,
  "=": (word) => `${word}=`,
  " : ": (word) => `${word} : `,
  "【】": (word) => `【${word}】`,
  "【】：": (word) => `【${word}】：`,
};
const DAYS = [
  ["11-20", "11-20"],
  ["11.20", "11-20"],
  ["11/20", "11-20"],
  ["20号", "11-20"],
  ["昨天", "11-22"],
  ["周三", "11-18"],
  ["2026年11月20日下午", "11-20"],
] as const;

type Field = readonly [label: string, value: string];
const FORMS: readonly (readonly [name: string, form: (day: string) => readonly Field[], expected: string])[] = [
  [
    "the kind first",
    (day) => [
      ["类别", "志愿服务"],
      ["日期", day],
      ["人数", "12"],
    ],
    "志愿服务 | - | 12",
  ],
  [
    "the day first",
    (day) => [
      ["日期", day],
      ["类别", "志愿服务"],
      ["人数", "12人"],
    ],
    "志愿服务 | - | 12",
  ],
  [
    "the kind in the content",
    (day) => [
      ["时间", day],
      ["内容", "主题党日"],
      ["参加人数", "12人"],
      ["地点", "活动室"],
    ],
    "主题党日 | - | 12",
  ],
  [
    "the kind and a title in the content",
    (day) => [
      ["时间", day],
      ["地点", "活动室"],
      ["人数", "12人"],
      ["内容", "集中学习《宪法》"],
    ],
    "集中学习 | 宪法 | 12",
  ],
  [
    "the day last",
    (day) => [
      ["人数", "12"],
      ["活动", "党课"],
      ["时间", day],
    ],
    "党课 | - | 12",
  ],
  [
    "a title beside the kind",
    (day) => [
      ["主题", "做合格党员"],
      ["类别", "党课"],
      ["人数", "12人"],
      ["时间", day],
    ],
    "党课 | 做合格党员 | 12",
  ],
];

describe("a form reads alike, however its labels are written and parted", () => {
  describe.for(FORMS)("%s", ([, form, expected]) => {
    test.for(Object.keys(LABELS))("labels as %s", (mark) => {
      for (const separator of SEPARATORS) {
        for (const [day, start] of DAYS) {
          const fields = [...form(day), ["时长", "3小时"] as const];
          const text = fields.map(([label, value]) => `${LABELS[mark]?.(label)}${value}`).join(separator);
          const [kind, title, people] = expected.split(" | ");
          expect([text, lines(text)]).toEqual([text, [`${kind} | ${start} | ${title} | ${people} | 180 | - | -`]]);
        }
      }
    });
  });
});

describe("a labelled day that cannot be read is asked about, never today", () => {
  test.for([
    ["类别：党课 日期：待定 人数：12", "vague", "待定"],
    ["类别：党课 日期：13.5 人数：12", "vague", "13.5"],
    ["类别：党课 日期： 人数：12", "vague", "日期："],
    ["类别：党课 日期：11-31 人数：12", "impossible", "11-31"],
    ["类别：党课 日期：前些天 人数：12", "vague", "前些天"],
    ["类别：党课 日期：明天 人数：12", "future", "明天"],
    ["【类别】党课 【日期】另行补充 【人数】12", "vague", "另行补充"],
  ] as const)("%s", ([text, reason, words]) => {
    expect(read(text).records).toMatchObject([
      { start: null, title: null, doubts: [{ about: "date", reason, words }] },
    ]);
  });

  test.for([
    "类别：党课 时间：上午 人数：12",
    "类别：党课 时间：8:00-9:30 人数：12",
    "类别：党课 时间：2小时 人数：12",
  ])("a time or a length says no day: %s", (text) => {
    expect(read(text).records).toMatchObject([{ start: "2026-11-23", doubts: [] }]);
  });
});

describe("the value of 内容 or 主题 may name the kind, where nothing else does", () => {
  test.for([
    ["时间：11月20日 内容：学习二十大精神 人数：20", "集中学习 | 11-20 | 二十大精神 | 20 | - | - | -"],
    ["时间：11月20日\n主题：社区清雪志愿服务\n人数：20", "志愿服务 | 11-20 | 社区清雪 | 20 | - | - | -"],
    ["时间：11月20日\n内容：召开支委会，研究党费使用\n人数：5", "支委会 | 11-20 | 研究党费使用 | 5 | - | - | -"],
    ["时间：11月20日\n内容：集中学习、研讨交流\n人数：5", "集中学习+研讨交流 | 11-20 | - | 5 | - | - | -"],
    ["时间：11月20日\n内容：第一支部主题党日活动\n人数：5", "主题党日 | 11-20 | - | 5 | - | - | -"],
    ["时间：11月20日\n内容：组织生活会\n人数：5", "组织生活会 | 11-20 | - | 5 | - | - | -"],
    ["时间：11月20日\n内容：全体党员大会\n人数：5", "支部党员大会 | 11-20 | - | 5 | - | - | -"],
    ["时间：11月20日\n内容：组织党员集中学习\n人数：5", "集中学习 | 11-20 | - | 5 | - | - | -"],
    ["时间：11月20日\n内容：观看警示教育片\n人数：5", "- | 11-20 | 观看警示教育片 | 5 | - | - | kind:missing"],
    ["类别：支委会 时间：11月20日 内容：集中学习 人数：5", "支委会 | 11-20 | 集中学习 | 5 | - | - | -"],
    ["时间：11月20日\n地点：活动室\n人数：20\n主题：重温誓词", "- | 11-20 | 重温誓词 | 20 | - | - | kind:missing"],
  ] as const)("%s", ([text, expected]) => {
    expect(lines(text)).toEqual([expected]);
  });
});

describe("forms one below the other are records of their own", () => {
  const expected = ["党课 | 11-20 | - | 20 | - | - | -", "支委会 | 11-21 | - | 5 | - | - | -"];
  test.for([
    "日期：11-20 类别：党课 人数：20\n日期：11-21 类别：支委会 人数：5",
    "类别：党课 日期：11-20 人数：20\n类别：支委会 日期：11-21 人数：5",
    "时间：11-20\n内容：党课\n人数：20\n\n时间：11-21\n内容：支委会\n人数：5",
    "【类别】党课【日期】11-20【人数】20\n【类别】支委会【日期】11-21【人数】5",
  ])("%s", (text) => {
    expect(read(text).records.map(line)).toEqual(expected);
  });
});

describe("one or two labels without a kind change a record, and more make a form", () => {
  test.for([
    ["日期：11-20", "edit"],
    ["题目：党课", "edit"],
    ["人数：16 地点：活动室", "edit"],
    ["时间：11-20 地点：活动室 人数：16人", "log"],
    ["【通知】明天党课", "notice"],
  ] as const)("%s", ([text, intent]) => {
    expect(read(text).intent).toBe(intent);
  });
});

describe("the line that names the columns of a pasted table is no record", () => {
  test.for([
    [
      "时间\t类型\t题目\t人数\n11月2日\t党课\t党章\t21人\n11月9日\t警示教育\t酒驾案例\t19人",
      ["党课 | 11-02 | 党章 | 21 | - | - | -", "警示教育 | 11-09 | 酒驾案例 | 19 | - | - | -"],
    ],
    [
      "序号 日期 活动 人数\n1 11月2日 支委会 5人\n2 11月9日 党小组会 8人",
      ["支委会 | 11-02 | - | 5 | - | - | -", "党小组会 | 11-09 | - | 8 | - | - | -"],
    ],
    ["主题党日 参与人数:35 日期:11月2日", ["主题党日 | 11-02 | - | 35 | - | - | -"]],
    ["党课 人数：21 日期：11月9日 时长：1小时", ["党课 | 11-09 | - | 21 | 60 | - | -"]],
  ] as const)("%s", ([text, expected]) => {
    expect(lines(text)).toEqual(expected);
  });
});
