import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ConfigError } from "../../src/config/environment.ts";
import { readFields } from "../../src/config/fields.ts";
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

describe("mistakes in fields.yaml are told with file, line, place and what instead, all at once", () => {
  test.for<readonly [rule: string, text: string, ...sentences: string[]]>([
    ["broken YAML", "fields:\n  - { id: a", " 第 2 行：缩进不齐，或者括号没有成对，请和同一层的上一行对齐。"],
    [
      "a key beside the list",
      "fields: []\nunits:\n  - 1",
      " 第 2 行，units：不认识“units”，请删掉，或改成 fields 之一。",
    ],
    [
      "no list",
      "feilds: []",
      " 第 1 行，fields：应当是列表（[…] 或每行一个 -），这里缺少或类型不对。",
      " 第 1 行，feilds：不认识“feilds”，请改成 fields。",
    ],
    [
      "an unknown key",
      "fields:\n  - id: a\n    unit: 次\n    measure: 次\n    kinds: [党课]\n    labl: b",
      " 第 6 行，fields › 第 1 项 › labl：不认识“labl”，请改成 label。",
    ],
    [
      "an unknown measure",
      "fields:\n  - id: a\n    unit: 次\n    measure: 回\n    kinds: [党课]",
      " 第 4 行，fields › 第 1 项 › measure：只能是 次、人次、人、小时、人时、数量、清单、手填 之一。",
    ],
    [
      "a missing unit, and an empty name of another",
      "fields:\n  - { id: a, measure: 次, kinds: [党课] }\n  - { id: '', unit: 次, measure: 次 }",
      " 第 2 行，fields › 第 1 项 › unit：应当是文字，这里缺少或类型不对。",
      " 第 3 行，fields › 第 2 项 › id：不能为空，请至少写一个。",
    ],
    [
      "unknown kinds",
      "fields:\n\n  - { id: a, unit: 次, measure: 次, kinds: [集中学系, 天] }",
      " 第 3 行，fields › 第 1 项 › kinds：没有名为“集中学系”的类别，是不是“集中学习”？",
      " 第 3 行，fields › 第 1 项 › kinds：没有名为“天”的类别，请改成 kinds.yaml 里有的名称。",
    ],
    [
      "no kinds",
      "fields:\n  - { id: a, unit: 次, measure: 次 }",
      " 第 2 行，fields › 第 1 项 › kinds：没有写类别，请加上 kinds: [类别]。",
    ],
    [
      "kinds of what people state",
      "fields:\n  - { id: a, unit: 次, measure: 手填, kinds: [党课] }",
      " 第 2 行，fields › 第 1 项 › kinds：这个字段由人填写，不从类别数出来，请去掉 kinds。",
    ],
    [
      "an amount that the kinds do not have",
      "fields:\n  - { id: a, unit: 篇, measure: 数量, quantity: 稿子, kinds: [心得体会] }",
      " 第 2 行，fields › 第 1 项 › quantity：没有可数的数量“稿子”，这些类别带有“心得”。",
    ],
    [
      "a field written twice",
      "fields:\n  - { id: a, unit: 次, measure: 手填 }\n  - { id: a, unit: 次, measure: 手填 }",
      " 第 3 行，fields › 第 2 项 › id：字段“a”写了两次，请删去一个，或换一个名字。",
    ],
    [
      "an entry that is no field",
      "fields:\n  - 集中学习",
      " 第 2 行，fields › 第 1 项：应当是一组“名称: 内容”，这里缺少或类型不对。",
    ],
    ["another encoding", "fields:\n  - id: \uFFFD\uFFFD", " 的编码不是 UTF-8，请另存为 UTF-8。"],
    ["an alias of nothing", "fields: *none", "：& 和 * 用得不对或太多，请把内容直接写出来。"],
    [
      "aliases that would fill the memory",
      `a: &a [x]\n${"bcdefgh".replace(/./g, (name, n) => `${name}: &${name} [${`*${"abcdefg"[n]},`.repeat(9)}]\n`)}fields: *h`,
      "：& 和 * 用得不对或太多，请把内容直接写出来。",
    ],
  ])("%s", ([, text, ...sentences]) => {
    const told = new ConfigError(sentences.map((sentence) => `字段.yaml${sentence}`).join("\n"));
    expect(() => readFields(text, "字段.yaml", catalogue)).toThrow(told);
  });
});
