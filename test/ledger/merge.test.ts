import { describe, expect, test } from "vitest";
import type { Facts } from "../../src/ledger/activity.ts";
import { addsUp, withImplied } from "../../src/ledger/kinds.ts";
import { maySameEvent } from "../../src/ledger/merge.ts";
import { titlesAgree } from "../../src/ledger/title-sameness.ts";
import { readFiles } from "../../src/program.ts";

const { catalogue } = await readFiles("no-such-folder");

const session: Facts = {
  kinds: ["集中学习"],
  start: "2023-03-06",
  end: null,
  half: "morning",
  title: "二十大报告",
  place: null,
  headcount: { value: 15, bound: "exact" },
  minutes: null,
  quantities: [],
};

describe("somebody is asked whether it is the same event", () => {
  test.for<[rule: string, told: Partial<Facts>, known?: Partial<Facts>]>([
    ["the same in every word", {}],
    ["another headcount", { headcount: { value: 18, bound: "exact" } }],
    ["no headcount", { headcount: null }],
    ["another duration", { minutes: { value: 90, bound: "exact" } }],
    ["another place, which may be another word for it", { place: "三楼" }, { place: "会议室" }],
    ["no title", { title: null }],
    ["no title here, none there", { title: null }, { title: null }],
    ["a title within the other", { title: "学习二十大报告" }],
    ["a near title", { title: "二十大报吿" }],
    ["the same in another order", { title: "参观红色展馆" }, { title: "去红色展馆参观" }],
    [
      "a title with words between",
      { title: "中央纪委三次全会讲话精神" },
      { title: "在二十届中央纪委三次全会上的讲话" },
    ],
    [
      "a title with another common end",
      { title: "四中全会精神", headcount: { value: 18, bound: "exact" } },
      { title: "二十届四中全会" },
    ],
    ["a title in short, with the same headcount", { title: "清河道" }, { title: "清理河道垃圾" }],
    ["a title in short, without a headcount", { title: "清河道", headcount: null }, { title: "清理河道垃圾" }],
    ["most letters in another order", { title: "植树义务" }, { title: "义务植树造林" }],
    ["a short core, with the same headcount", { title: "二十大精神" }],
    ["no half of the day", { half: null }],
    ["a kind more", { kinds: ["集中学习", "研讨交流"] }],
    ["one shared kind of two and two", { kinds: ["主题党日", "党课"] }, { kinds: ["党课", "集中学习"] }],
    ["what the other one also is", { kinds: ["总支扩大会议"] }, { kinds: ["总支会议"] }],
    ["a shared kind beside one that adds", { kinds: ["集中学习", "心得体会"] }],
    ["a day of a range", {}, { start: "2023-03-05", end: "2023-03-07" }],
    ["the first day of a range", {}, { end: "2023-03-07" }],
    ["the last day of a range", {}, { start: "2023-03-01", end: "2023-03-06" }],
    ["ranges that overlap by a day", { end: "2023-03-09" }, { start: "2023-03-09", end: "2023-03-12" }],
    ["a range within a range over the new year", { start: "2022-12-31" }, { start: "2022-12-30", end: "2023-01-02" }],
  ])("%s", ([, told, known]) => {
    expectBoth({ ...session, ...told }, { ...session, ...known }, true);
  });
});

describe("two events, and nobody is asked", () => {
  test.for<[rule: string, told: Partial<Facts>, known?: Partial<Facts>]>([
    ["morning and afternoon", { half: "afternoon" }],
    ["afternoon and evening", { half: "afternoon" }, { half: "evening" }],
    ["plainly different titles", { title: "乡村振兴" }],
    ["the third and the fourth lecture", { title: "党史专题第三讲" }, { title: "党史专题第四讲" }],
    ["titles of different years", { title: "2022年工作总结会" }, { title: "2023年工作总结会" }],
    [
      "a title in short, with another headcount",
      { title: "清河道", headcount: { value: 18, bound: "exact" } },
      { title: "清理河道垃圾" },
    ],
    [
      "nothing shared but common words",
      { title: "学习贯彻安全生产重要讲话精神" },
      { title: "学习贯彻民法典重要讲话精神" },
    ],
    ["visits to others", { title: "看望老党员" }, { title: "慰问困难党员" }],
    ["visits to other people in need", { title: "困难党员" }, { title: "困难群众" }],
    ["one word of two", { title: "社区防疫" }, { title: "社区普法" }],
    ["another law", { title: "学习宪法" }, { title: "学习民法典" }],
    ["党章 and 党纪", { title: "学习党章" }, { title: "学习党纪处分条例" }],
    ["another plenary session", { title: "三中全会精神" }, { title: "四中全会公报" }],
    ["another kind", { kinds: ["党课"] }],
    ["the day before", { start: "2023-03-05" }],
    ["the day after a range", { start: "2023-03-08" }, { end: "2023-03-07" }],
    ["a day that is not known", { start: null }],
    ["kinds that are not known", { kinds: [] }],
    ["works of members", { kinds: ["心得体会"] }, { kinds: ["心得体会"] }],
    ["donations", { kinds: ["捐款捐物"] }, { kinds: ["捐款捐物"] }],
    ["talks", { kinds: ["谈心谈话"] }, { kinds: ["谈心谈话"] }],
    ["reading alone", { kinds: ["个人自学"] }, { kinds: ["个人自学"] }],
    ["help for people", { kinds: ["为群众办实事"] }, { kinds: ["为群众办实事"] }],
    ["nothing shared but a kind that adds", { kinds: ["心得体会", "党课"] }, { kinds: ["集中学习", "心得体会"] }],
  ])("%s", ([, told, known]) => {
    expectBoth({ ...session, ...told }, { ...session, ...known }, false);
  });
});

/** Whoever was first: the rule has no order. */
function expectBoth(a: Facts, b: Facts, asked: boolean): void {
  expect(maySameEvent(a, b, catalogue)).toBe(asked);
  expect(maySameEvent(b, a, catalogue)).toBe(asked);
}

describe("titles", () => {
  test.for<[rule: string, a: string | null, b: string | null, agree: boolean]>([
    ["equal", "党章", "党章", true],
    ["one missing", "党章", null, true],
    ["both missing", null, null, true],
    ["contained at the end", "学习党章", "党章", true],
    ["contained in the middle", "集中学习党章原文", "党章", true],
    ["marks and spaces do not count", "《二十大 报告》", "二十大报告", true],
    ["nor does width or case", "ＡＩ与党建", "ai与党建", true],
    ["a third of the letters may differ", "乡村振兴战略", "乡村振兴策略", true],
    ["two of six may", "乡村振兴战略", "乡村建设战略", true],
    ["three of six may not", "乡村振兴战略", "乡村治理方案", false],
    ["one of two may not", "党章", "党史", false],
    ["numerals decide", "第三讲", "第四讲", false],
    ["digits too", "第3季度讲评会", "第4季度讲评会", false],
    ["other numerals in one that contains the other do not", "二十大报告第三讲", "二十大报告", true],
    ["nothing but marks is no title", "——", "党章", true],
    ["only the beginning of endless ones is compared", `${"长".repeat(200)}甲`, `${"长".repeat(200)}乙`, true],
  ])("%s", ([, a, b, agree]) => {
    expect(titlesAgree(a, b)).toBe(agree);
    expect(titlesAgree(b, a)).toBe(agree);
  });
});

describe("entries add up and are never merged", () => {
  test.for<[kinds: readonly string[], adds: boolean]>([
    [["心得体会"], true],
    [["捐款捐物", "心得体会"], true],
    [["集中学习"], false],
    [["集中学习", "心得体会"], false],
    [["没有这一类"], false],
    [[], false],
  ])("%j: %s", ([kinds, adds]) => {
    expect(addsUp(kinds, catalogue)).toBe(adds);
  });
});

test("what a kind implies stands once", () => {
  expect(withImplied(["总支扩大会议", "总支会议"], catalogue)).toEqual(["总支扩大会议", "总支会议"]);
  expect(withImplied(["集中学习"], catalogue)).toEqual(["集中学习"]);
});
