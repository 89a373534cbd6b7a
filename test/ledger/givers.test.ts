import { expect, test } from "vitest";
import { giversIn, wordsOfReading } from "../../src/ledger/givers.ts";

const MEMBERS = ["张三", "李四", "王五", "张三丰"];

test.for([
  ["昨天张三交心得1篇", ["张三"]],
  ["20. 2月27日 李四写了2篇心得", ["李四"]],
  ["李四、张三交心得各1篇", ["张三", "李四"]],
  ["捐款 王五 100元", ["王五"]],
  ["张三丰同志捐款100元", ["张三丰"]],
  ["收到王五的学习心得1篇", ["王五"]],
  ["写了1篇心得", []],
  ["为张三捐款100元", []],
  ["给王五家捐款100元", []],
  ["张三家失火，捐款100元", []],
  ["撰写心得《向李四学习》1篇", []],
] as const)("%s", ([words, names]) => {
  expect(giversIn(words, MEMBERS)).toEqual(names);
});

test("the words of a record are none of the one before it", () => {
  const text = "总支会议 参加人：赵六、钱七；1月2日写了3篇心得";
  const from = text.indexOf("1月2日");
  const trace = [
    { field: "date", span: [from, from + 4] as const },
    { field: "kinds", span: [text.length - 2, text.length] as const },
  ];
  expect(wordsOfReading(text, { trace })).toBe("1月2日写了3篇心得");
  expect(wordsOfReading("党课 参加人：赵六，张三写了3篇心得", { trace: [{ field: "kinds", span: [16, 18] }] })).toBe(
    "张三写了3篇心得",
  );
});
