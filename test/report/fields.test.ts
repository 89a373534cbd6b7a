import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { faultSentence, parseFields } from "../../src/config/fields.ts";
import { allFields } from "../../src/ledger/fields.ts";
import { catalogue, fields } from "../helpers/ledger.ts";

const docs = readFileSync("docs/fields.md", "utf8");

test("docs/fields.md names every field with its unit", () => {
  const cells = new Set(docs.split(/[|、\n]/).map((cell) => cell.trim().replace(/（.*）$/, "")));
  expect(fields.map(({ id }) => id).filter((id) => !cells.has(id))).toEqual([]);
});

test("field ids are unique", () => {
  expect(new Set(fields.map(({ id }) => id)).size).toBe(fields.length);
});

test.for([
  "志愿服务人次",
  "志愿服务小时",
  "走访慰问户数",
  "走访慰问金额",
  "捐款金额",
  "谈心谈话人次",
  "个人自学学时",
  "培训期数",
  "责任书份数",
  "发展党员人数",
  "支委会议定事项",
  "支委会报备",
  "调研报告",
  "表彰个数",
  "表彰人数",
])("%s is a field", (id) => {
  expect(fields.map((field) => field.id)).toContain(id);
});

test("every kind gives a field of its name", () => {
  const ids = new Set(fields.map(({ id }) => id));
  expect(catalogue.kinds.map(({ name }) => name).filter((name) => !ids.has(name))).toEqual([]);
});

test("a kind that an organisation adds is a field at once", () => {
  const kind = {
    name: "升旗仪式",
    aliases: [],
    slips: [],
    family: "activity",
    unit: "次",
    quantities: [],
    adds: false,
    also: [],
    sensitive: false,
  } as const;
  const ids = allFields([], { kinds: [kind], phrases: [], unclear: [] }).map(({ id }) => id);
  expect(ids).toEqual(["升旗仪式", "升旗仪式人次", "升旗仪式小时"]);
});

describe("a mistake in fields.yaml is told with file, line, what and what instead", () => {
  test.for<readonly [rule: string, text: string, sentence: string]>([
    ["broken YAML", "fields:\n  - { id: a", "字段.yaml 第 2 行：这个文件读不了。"],
    [
      "a key beside the list",
      "fields: []\nfeilds: 1",
      "字段.yaml 第 2 行：不认识“feilds”。请删掉，或写到 fields: 下面",
    ],
    ["no list", "field: []", "字段.yaml 第 1 行：没有字段表。请以 fields: 开头"],
    [
      "an unknown key",
      "fields:\n  - id: a\n    unit: 次\n    measure: 次\n    kinds: [党课]\n    labl: b",
      "字段.yaml 第 6 行：不认识“labl”。请用 label",
    ],
    [
      "an unknown measure",
      "fields:\n  - id: a\n    unit: 次\n    measure: 回\n    kinds: [党课]",
      "字段.yaml 第 4 行：“measure”的值不对。请写 次、人次、人、小时、人时、数量、清单、手填 之一",
    ],
    [
      "a missing unit",
      "fields:\n  - { id: a, measure: 次, kinds: [党课] }",
      "字段.yaml 第 2 行：“unit”没有写或写得不对。请给出 unit",
    ],
    [
      "an unknown kind",
      "fields:\n\n  - { id: a, unit: 次, measure: 次, kinds: [集中学系] }",
      "字段.yaml 第 3 行：字段“a”里没有类别“集中学系”。最接近的是“集中学习”",
    ],
    [
      "no kinds",
      "fields:\n  - { id: a, unit: 次, measure: 次 }",
      "字段.yaml 第 2 行：字段“a”没有写类别。请加上 kinds: [类别]",
    ],
    [
      "an amount that the kinds do not have",
      "fields:\n  - { id: a, unit: 篇, measure: 数量, quantity: 稿子, kinds: [心得体会] }",
      "字段.yaml 第 2 行：字段“a”没有可数的数量“稿子”。这些类别带有“心得”",
    ],
    [
      "a field written twice",
      "fields:\n  - { id: a, unit: 次, measure: 手填 }\n  - { id: a, unit: 次, measure: 手填 }",
      "字段.yaml 第 3 行：字段“a”写了两次",
    ],
    ["an entry that is no field", "fields:\n  - 集中学习", "这里不是一个字段。请写成 - id: 名字 开头的一段"],
  ])("%s", ([, text, sentence]) => {
    const read = parseFields({ text, file: "字段.yaml" }, catalogue);
    expect(read.ok ? [] : read.faults.map(faultSentence)).toEqual([expect.stringContaining(sentence)]);
  });
});
