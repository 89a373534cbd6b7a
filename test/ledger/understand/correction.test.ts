import { describe, expect, test } from "vitest";
import { readCorrection, readWithdrawal } from "../../../src/ledger/understand/message.ts";
import { NOW, WORDS } from "./reader.ts";

const people = (value: number) => ({ field: "headcount", amount: { value, bound: "exact" } });
const day = (start: string) => ({ field: "date", start, end: null });
const minutes = (value: number) => ({ field: "minutes", amount: { value, bound: "exact" } });

describe("a correction in the member's own words", () => {
  test.for([
    ["改 人数 16", "newest", [people(16)]],
    ["改成16人", "newest", [people(16)]],
    ["上一条改为主题党日", "newest", [{ field: "kinds", kinds: ["主题党日"] }]],
    ["改 主题 党日活动安排", "newest", [{ field: "title", text: "党日活动安排" }]],
    ["改 题目 为人民服务", "newest", [{ field: "title", text: "为人民服务" }]],
    ["题目 改成 为人民服务", "newest", [{ field: "title", text: "为人民服务" }]],
    ["地点在三楼会议室", "newest", [{ field: "place", text: "三楼会议室" }]],
    ["#3 地点 在建工地", 3, [{ field: "place", text: "在建工地" }]],
    ["人数 16", "newest", [people(16)]],
    ["不是15人，是16人", "newest", [people(16)]],
    ["人数写错了，是20", "newest", [people(20)]],
    ["人数不对 应该是16", "newest", [people(16)]],
    ["不对，是18人", "newest", [people(18)]],
    ["#128 人数 16", 128, [people(16)]],
    ["/改 #3 人数 9", 3, [people(9)]],
    ["改 人数 20余", "newest", [{ field: "headcount", amount: { value: 20, bound: "least" } }]],
    ["改 人数 至少15人", "newest", [{ field: "headcount", amount: { value: 15, bound: "least" } }]],
    ["人数改成约30人", "newest", [{ field: "headcount", amount: { value: 30, bound: "approx" } }]],
    ["改 人数 一共16人", "newest", [people(16)]],
    ["改 日期 11-21", "newest", [day("2026-11-21")]],
    ["不是昨天，是前天", "newest", [day("2026-11-21")]],
    ["上一条改成前天", "newest", [day("2026-11-21")]],
    ["#128 改 日期 11-21", 128, [day("2026-11-21")]],
    ["改 时长 一个半小时", "newest", [minutes(90)]],
    ["改 时长 1.5", "newest", [minutes(90)]],
    ["时长 45", "newest", [minutes(45)]],
    ["改 时长 约2小时", "newest", [{ field: "minutes", amount: { value: 120, bound: "approx" } }]],
    ["时长 1.5左右", "newest", [{ field: "minutes", amount: { value: 90, bound: "approx" } }]],
    ["时间改为下午2点到4点", "newest", [minutes(120)]],
    ["地点 三楼会议室", "newest", [{ field: "place", text: "三楼会议室" }]],
    ["改标题 学习党章", "newest", [{ field: "title", text: "学习党章" }]],
    ["不对，20人", "newest", [{ field: "headcount", amount: { value: 20, bound: "exact" } }]],
    ["人数错了，应该是20", "newest", [{ field: "headcount", amount: { value: 20, bound: "exact" } }]],
    ["类别改成 为群众办实事", "newest", [{ field: "kinds", kinds: ["为群众办实事"] }]],
    ["类别改为党课", "newest", [{ field: "kinds", kinds: ["党课"] }]],
    ["改为研讨交流、集中学习", "newest", [{ field: "kinds", kinds: ["研讨交流", "集中学习"] }]],
    ["改 人数 16 日期 11-21", "newest", [people(16), day("2026-11-21")]],
    ["刚才那个不对，是来了16人", "newest", [people(16)]],
    ["刚才是16人", "newest", [people(16)]],
    ["不对，来了16人", "newest", [people(16)]],
    ["2号记录人数不对，是17", 2, [people(17)]],
    ["帮我把人数改成20", "newest", [people(20)]],
    ["人数20", "newest", [people(20)]],
    ["改 题目 清空", "newest", [{ field: "title", text: null }]],
    ["#9 人数 无", 9, [{ field: "headcount", amount: null }]],
    ["把地点去掉", "newest", [{ field: "place", text: null }]],
    ["改 人数 12 时长 清空", "newest", [people(12), { field: "minutes", amount: null }]],
    ["补充：学习2小时", "newest", [minutes(120)]],
    ["补充一下：20人参加", "newest", [people(20)]],
    ["补充：15人，2点到4点", "newest", [people(15), minutes(120)]],
    ["再补充：地点三楼会议室", "newest", [{ field: "place", text: "三楼会议室" }]],
    ["忘了说，一共20人", "newest", [people(20)]],
    ["对了，学习了2小时", "newest", [minutes(120)]],
    ["刚才那次还学了2小时", "newest", [minutes(120)]],
    [
      "补充：议定3项",
      "newest",
      [{ field: "quantity", quantity: { name: "议定事项", value: 3, unit: "项", bound: "exact" } }],
    ],
    [
      "改 议定事项 3项",
      "newest",
      [{ field: "quantity", quantity: { name: "议定事项", value: 3, unit: "项", bound: "exact" } }],
    ],
  ] as const)("%s", ([text, target, changes]) => {
    expect(readCorrection(text, NOW, WORDS)).toEqual({ target, changes, doubt: null });
  });

  test.for([
    ["改日期 明天", "date", "future"],
    ["改 人数 十几", "participants", "approximate"],
    ["改 人数 20多", "participants", "approximate"],
    ["改 日期 清空", "date", "vague"],
    ["改 类别 清空", "kind", "missing"],
    ["改 慰问金 -100", "quantity", "unit"],
  ] as const)("%s is asked about", ([text, about, reason]) => {
    expect(readCorrection(text, NOW, WORDS)?.doubt).toMatchObject({ about, reason });
  });

  test.for([
    "昨天集中学习 15人",
    "学习改革开放史 15人",
    "改",
    "错了",
    "昨天的党课人数改成20人",
    "收到",
    "刚才党课",
    "刚才支委会 新年 5人",
    "刚刚开了党课",
  ])("%s changes nothing by itself", (text) => {
    expect(readCorrection(text, NOW, WORDS)).toBeNull();
  });
});

describe("a withdrawal", () => {
  test.for([
    ["撤销", "newest"],
    ["把#12撤了", 12],
    ["删#12", 12],
    ["撤销上一条", "newest"],
    ["撤消", "newest"],
    ["把刚才那条删了", "newest"],
    ["刚才那个不算", "newest"],
    ["撤销 #12", 12],
    ["删掉 #12", 12],
    ["#12 删除", 12],
  ] as const)("%s", ([text, target]) => {
    expect(readWithdrawal(text)).toEqual({ target });
  });

  test.for(["上周五那条支委会删掉", "删除条例学习", "收到"])("%s names no record", (text) => {
    expect(readWithdrawal(text)).toBeNull();
  });
});
