import { expect, test } from "vitest";
import { giversIn } from "../../src/ledger/givers.ts";

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
