import { describe, expect, test } from "vitest";
import { readCorrection, readDescribed } from "../../../src/ledger/understand/message.ts";
import { NOW, WORDS } from "./reader.ts";

describe("a record is described in place of its number, with what is wished of it", () => {
  test.for([
    ["改一下前天党课的题目为 知敬畏守底线", "前天党课", "改 题目 知敬畏守底线"],
    ["修改11月3日集中学习人数为16人", "11月3日集中学习", "改 人数 16人"],
    ["把昨天的党课改成25人", "昨天的党课", "改成25人"],
    ["麻烦把3号那次支委会的日期改到4号", "3号支委会", "改 日期 4号"],
    ["11月3日的集中学习人数记错了，应该是16", "11月3日的集中学习", "改 人数 16"],
    ["11月3号那次学习应该是16人。", "11月3号学习", "改成16人"],
    ["更正：昨天主题党日实到21人", "昨天主题党日", "改成21人"],
    ["更正一下，昨天的主题党日是22人不是20人", "昨天的主题党日", "改成22人"],
    ["把上周五的党课删了吧", "上周五的党课", "撤销"],
    ["撤销11月3日的集中学习记录", "11月3日的集中学习", "撤销"],
    ["昨天那个党课作废", "昨天党课", "撤销"],
  ] as const)("%s", ([text, described, wish]) => {
    expect(readDescribed(text)).toEqual({ words: described, wish });
  });

  test.for(["昨天党课 15人", "今年开了几次党课", "改 人数 16", "撤销", "谢谢书记"])("%s describes none", (text) => {
    expect(readDescribed(text)).toBeNull();
  });
});

test.for([
  "改一下前天党课的题目为 知敬畏守底线",
  "改昨天党课人数25",
  "修改11月3日集中学习人数为16人",
  "改一下昨天党课 人数 25",
])("%s corrects no other record than the one that it describes", (text) => {
  expect(readCorrection(text, NOW, WORDS)).toBeNull();
});

test.for(["改成昨天", "改成昨天下午", "改 昨天开的", "改 11月20日下午3点"])("%s moves the newest record", (text) => {
  expect(readCorrection(text, NOW, WORDS)?.changes).toMatchObject([{ field: "date" }]);
});
