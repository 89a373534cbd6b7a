import { describe, expect, test } from "vitest";
import { cleanName, lookOf } from "../../src/ledger/names.ts";

describe("a name is kept without what hides or turns it", () => {
  test.for([
    ["张三", "张三"],
    ["  张   三 ", "张 三"],
    ["张\u202e三", "张三"],
    ["张\u200b三\ufeff", "张三"],
    ["张\u2066三\u2069", "张三"],
    ["张\u00ad\u061c\u180e三", "张三"],
    ["张三\u{e0041}\ufe0f", "张三"],
    ["Ｚｈａｎｇ", "Zhang"],
    ["买买提・吐尔逊", "买买提·吐尔逊"],
    ["=cmd|'/c calc'!A0", "cmd ' c calc' A0"],
    ["<张三>", "张三"],
    ["李𠮷", "李𠮷"],
  ] as const)("%s", ([text, name]) => {
    expect(cleanName(text)).toBe(name);
  });

  test.for(["", "  ", "123", "\u200b\u202e", "！！", "😀", "张三今天集中学习", "Anna".repeat(8)])(
    "%j is no name",
    (text) => {
      expect(cleanName(text)).toBeUndefined();
    },
  );
});

describe("names that look alike have one look", () => {
  test.for([
    ["Anna", "Аnnа"],
    ["Pavel", "Раvеl"],
    ["Nikos", "Nікоѕ"],
    ["张三O", "张三0"],
    ["王lei", "王Iei"],
    ["张三", "张 三"],
    ["张三", "张\u200b三"],
    ["买买提·吐尔逊", "买买提吐尔逊"],
    ["Ａｎｎａ", "Anna"],
    ["Zoé", "Zoe"],
    ["李一", "李⼀"],
  ] as const)("%s and %s", ([one, other]) => {
    expect(lookOf(one)).toBe(lookOf(other));
  });

  test.for([
    ["张三", "张四"],
    ["Anna", "Anne"],
    ["王磊", "王蕾"],
  ] as const)("%s and %s do not", ([one, other]) => {
    expect(lookOf(one)).not.toBe(lookOf(other));
  });
});
