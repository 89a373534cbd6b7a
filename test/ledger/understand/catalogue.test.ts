import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readKinds } from "../../../src/config/catalogue.ts";
import { understand, vocabulary } from "../../../src/ledger/understand/message.ts";
import { NOW } from "./reader.ts";

const SHIPPED = readFileSync("catalogue/kinds.yaml", "utf8");
const WORDS = vocabulary(readKinds(SHIPPED, "kinds.yaml"));

describe("the shipped kinds", () => {
  const { kinds } = readKinds(SHIPPED, "kinds.yaml");

  test("mark what adds up and what is sensitive", () => {
    expect(kinds.filter((kind) => kind.adds).map((kind) => kind.name)).toEqual([
      "心得体会",
      "个人自学",
      "谈心谈话",
      "捐款捐物",
      "为群众办实事",
    ]);
    expect(kinds.filter((kind) => kind.sensitive).map((kind) => kind.name)).toEqual(["三重一大会议", "谈心谈话"]);
  });

  test.for(
    readKinds(SHIPPED, "kinds.yaml")
      .kinds.filter((kind) => kind.name !== "其他")
      .flatMap((kind) => [kind.name, ...kind.aliases, ...kind.slips].map((word) => [word, kind.name] as const)),
  )("%s is read as %s", ([word, name]) => {
    const { records } = understand(`昨天${word} 15人`, NOW, WORDS);
    expect(records.map((record) => record.kinds[0])).toEqual([name]);
  });
});

test("an organisation's own kind works at once", () => {
  const own = SHIPPED.replace(
    "phrases:",
    "  - name: 红色观影\n    family: activity\n    unit: 场\n    aliases: [看红色电影]\n    quantities: [{ name: 票数, units: [票], words: [] }]\n\nphrases:",
  );
  const words = vocabulary(readKinds(own, "kinds.yaml"));
  const [record] = understand("昨天看红色电影《长津湖》 20人 25票", NOW, words).records;
  expect(record).toMatchObject({ kinds: ["红色观影"], title: "长津湖", headcount: { value: 20 } });
  expect(record?.quantities).toEqual([{ name: "票数", value: 25, unit: "票", bound: "exact" }]);
});

describe("a faulty file is refused with its place and the remedy", () => {
  test.for([
    [
      "kinds:\n  - name: 党课\n    family: study",
      "kinds.yaml 第 2 行，kinds › 第 1 项 › unit：应当是文字，这里缺少或类型不对。",
    ],
    [
      "kinds:\n  - name: 党课\n    family: lesson\n    unit: 次",
      "kinds.yaml 第 3 行，kinds › 第 1 项 › family：只能是 study、meeting、occasion、service、activity、organisation、other 之一。",
    ],
    [
      "kinds:\n  - { name: 党课, family: study, unit: 次, alias: [课] }",
      "kinds.yaml 第 2 行，kinds › 第 1 项 › alias：不认识“alias”，请改成 aliases。",
    ],
    [
      "kinds:\n  - { name: 甲, family: study, unit: 次 }\n  - { name: 乙, family: study, unit: 次, aliases: [甲] }",
      "kinds.yaml 第 3 行，kinds › 第 2 项 › aliases：“甲”已经属于“甲”，请换一个叫法或从其中一处删掉。",
    ],
    [
      "kinds:\n  - { name: 甲, family: study, unit: 次, also: [丙] }",
      "kinds.yaml 第 2 行，kinds › 第 1 项 › also：没有名为“丙”的类别，请先添加它或改成已有的名称。",
    ],
    [
      "kinds:\n  - { name: 甲, family: study, unit: 次 }\nunclear:\n  - { words: [丙], kinds: [乙] }",
      "kinds.yaml 第 4 行，unclear › 第 1 项 › kinds：没有名为“乙”的类别，请先添加它或改成已有的名称。",
    ],
    [
      "kinds:\n  - { name: 甲, family: study, unit: 次 }\nunclear:\n  - { words: [甲], kinds: [甲] }",
      "kinds.yaml 第 4 行，unclear › 第 1 项 › words：“甲”已经属于“甲”，请从其中一处删掉。",
    ],
  ] as const)("%s", ([text, message]) => {
    expect(() => readKinds(text, "kinds.yaml")).toThrow(message);
  });

  test("broken YAML, and what is written wrong, without a word of English", () => {
    const ask = (text: string) => expect(() => readKinds(text, "kinds.yaml"));
    ask("kinds:\n\t- name: 党课").toThrow("kinds.yaml 第 2 行：缩进用了制表符，请改成空格。");
    ask("kinds:\n  - { name: 党课, name: 课 }").toThrow("同一项写了两次，请删去一个。");
    expect(() => readKinds("kinds:\n  - name: [", "kinds.yaml")).toThrow(
      /kinds\.yaml 第 \d+ 行：缩进不齐，或者括号没有成对，请和同一层的上一行对齐。$/,
    );
  });
});
