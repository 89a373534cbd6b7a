import { describe, expect, test } from "vitest";
import { readDay } from "../../../src/ledger/understand/message.ts";
import { lines, NOW, read } from "./reader.ts";

/** A day, a range as `from..to`, or `?` and the reason why a person is asked. */
function day(text: string): string | null {
  const found = readDay(text, NOW);
  if (found === null) return null;
  if ("ask" in found) return `?${found.ask}`;
  return found.end === null ? found.start : `${found.start}..${found.end}`;
}

describe("digits directly behind a weekday are a time or a count", () => {
  test.for([
    ["上周四9:15", "2026-11-19"],
    ["周六30人", "2026-11-21"],
    ["礼拜二9点", "2026-11-17"],
    ["下周二10点", "?future"],
    ["上周5", "2026-11-20"],
    ["周2下午", "2026-11-17"],
    ["上周4次", "2026-11-16..2026-11-22"],
    ["上周两次", "2026-11-16..2026-11-22"],
    ["本周20人", "2026-11-23..2026-11-29"],
  ] as const)("%s", ([text, expected]) => {
    expect(day(text)).toBe(expected);
  });
});

describe("both ends of a range are kept, however short they are written", () => {
  test.for([
    ["2026.03-2026.05", "2026-03-01..2026-05-31"],
    ["2025/11-2026/2", "2025-11-01..2026-02-28"],
    ["2026.3-5月", "2026-03-01..2026-05-31"],
    ["2026.3-5", "2026-03-01..2026-05-31"],
    ["2025-11至2026-02", "2025-11-01..2026-02-28"],
    ["2026-03-2026-05", "2026-03-01..2026-05-31"],
    ["2024.10-2025", "2024-10-01..2025-12-31"],
    ["2026-03-05", "2026-03-05"],
    ["2026.03-25", "2026-03-25"],
    ["2026.9.1-30", "2026-09-01..2026-09-30"],
    ["2026.9.1-9.30", "2026-09-01..2026-09-30"],
    ["9-14~18", "2026-09-14..2026-09-18"],
    ["三月二到六", "2026-03-02..2026-03-06"],
    ["9月14到18", "2026-09-14..2026-09-18"],
    ["9月14日-18", "2026-09-14..2026-09-18"],
    ["9月14日-18人", "2026-09-14"],
    ["9月14日到三楼会议室", "2026-09-14"],
    ["9月14日9:00-11", "2026-09-14"],
    ["周二至四", "2026-11-17..2026-11-19"],
    ["周二到四楼", "2026-11-17"],
    ["2019到2021年3月", "2019-01-01..2021-03-31"],
    ["9月14日和16日之间", "2026-09-14..2026-09-16"],
    ["9月14日8:30时至9月16日17:00时", "2026-09-14..2026-09-16"],
    ["26.8-26.10", "?vague"],
  ] as const)("%s", ([text, expected]) => {
    expect(day(text)).toBe(expected);
  });
});

describe("every day of a list is kept", () => {
  test.for([
    ["周二、四", "2026-11-17..2026-11-19"],
    ["周二周四", "2026-11-17..2026-11-19"],
    ["周二四", "2026-11-17..2026-11-19"],
    ["周二、四人", "2026-11-17"],
    ["周二四点", "2026-11-17"],
    ["9月14、15、16", "2026-09-14..2026-09-16"],
    ["14、15号", "2026-11-14..2026-11-15"],
    ["1、15号", "2026-11-15"],
    ["前天昨天", "2026-11-21..2026-11-22"],
    ["昨今两天", "2026-11-22..2026-11-23"],
  ] as const)("%s", ([text, expected]) => {
    expect(day(text)).toBe(expected);
  });
});

describe("a range over the weekend goes on into the next week", () => {
  test.for([
    ["周六到周一", "2026-11-21..2026-11-23"],
    ["周日至周二", "2026-11-15..2026-11-17"],
    ["上周五到周一", "2026-11-20..2026-11-23"],
    ["周四到周二", "?reversed"],
  ] as const)("%s", ([text, expected]) => {
    expect(day(text)).toBe(expected);
  });
});

describe("a part of a month, a half and a quarter are read with 的 and without", () => {
  test.for([
    ["10月下半月", "2026-10-16..2026-10-31"],
    ["上个月的上半月", "2026-10-01..2026-10-15"],
    ["2月下半月", "2026-02-16..2026-02-28"],
    ["2025年的下半年", "2025-07-01..2025-12-31"],
    ["2024年的二季度", "2024-04-01..2024-06-30"],
    ["10月的第二个周末", "2026-10-10..2026-10-11"],
    ["上月最后一个周三", "2026-10-28"],
    ["今年五月的最后一周", "?vague"],
    ["2025年的4月最后一个周末", "2025-04-26..2025-04-27"],
    ["9月最后几天", "?vague"],
  ] as const)("%s", ([text, expected]) => {
    expect(day(text)).toBe(expected);
  });
});

describe("the beginning and the end of a period are asked about", () => {
  test.for([
    "2024年底",
    "24年末",
    "2024年年底",
    "2026年初",
    "2025年中",
    "2025年中旬",
    "上个月月底",
    "9月月底",
    "9月份底",
    "本季度末",
    "上半年末",
    "月尾",
    "年尾",
    "年中",
    "2030年前",
    "2024年母亲节",
    "2025年冬至",
    "2026年春天",
    "2025年农历八月",
    "去年六月初六",
    "今年前四个月",
    "三个季度",
    "本学期",
    "第二天是次日",
  ])("%s", (text) => {
    expect(day(text)).toBe("?vague");
  });
});

test.for([
  ["12月7日党课", "2026-11-23", null],
  ["12月8日党课", "2026-11-23", "2025-12-08"],
  ["4月3日党课", "2026-03-20", null],
  ["4月4日党课", "2026-03-20", "2025-04-04"],
  ["1月3日党课", "2026-12-20", null],
] as const)(
  "a day without its year is asked about where it comes within two weeks: %s on %s",
  ([text, today, start]) => {
    expect(read(text, { today, minute: 600 }).records[0]?.start).toBe(start);
  },
);

test.for([
  ["三季度支委会2次", "2026-05-20", null],
  ["二季度支委会2次", "2026-01-08", null],
  ["去年三季度支委会2次", "2026-05-20", "2025-07-01"],
  ["四季度支委会2次", "2026-01-08", "2025-10-01"],
  ["三季度支委会2次", "2026-01-08", "2025-07-01"],
  ["一季度支委会2次", "2026-11-20", "2026-01-01"],
] as const)(
  "a quarter still to come is asked about unless last year's has just ended: %s on %s",
  ([text, today, start]) => {
    expect(read(text, { today, minute: 600 }).records[0]?.start).toBe(start);
  },
);

describe("the days of home are said in many ways", () => {
  test.for([
    ["前个儿党课 18人", "党课 | 11-21 | - | 18 | - | - | -"],
    ["俺村昨个儿走访慰问 6户", "走访慰问 | 11-22 | - | - | - | 户数6 | -"],
    ["今个儿支委会 4人", "支委会 | 11-23 | - | 4 | - | - | -"],
    ["寻日党小组会 7个人", "党小组会 | 11-22 | - | 7 | - | - | -"],
    ["琴日集中学习《宪法》15人", "集中学习 | 11-22 | 宪法 | 15 | - | - | -"],
    ["夜来上午党课 18人", "党课 | - | - | 18 | - | - | date:vague"],
  ] as const)("%s", ([text, expected]) => {
    expect(lines(text)).toEqual([expected]);
  });
});

describe("what lies ahead is asked about", () => {
  test.for([
    ["未来10天", "?future"],
    ["在未来三周", "?future"],
    ["接下来半个月", "?future"],
    ["今后四天", "?future"],
    ["往后一年", "?future"],
    ["过五天", "?future"],
    ["再过两个月", "?future"],
    ["后3年", "?future"],
    ["明后两天", "?future"],
    ["来年", "?future"],
    ["下一季度", "?future"],
    ["下一年", "?future"],
    ["五星期过后", "?vague"],
    ["两个季度后", "?vague"],
    ["29年6月", "?future"],
    ["29年6月5日", "?future"],
    ["95年6月", "1995-06-01..1995-06-30"],
    ["2226-11-10", "?future"],
  ] as const)("%s", ([text, expected]) => {
    expect(day(text)).toBe(expected);
  });
});

describe("a year is read whole or asked about, and never dropped", () => {
  test.for([
    ["两千零二十六年三月五日", "2026-03-05"],
    ["二千零一十九年三月五日", "2019-03-05"],
    ["两千年三月五日", "2000-03-05"],
    ["2019年，3月5日", "2019-03-05"],
    ["202年3月5日", "?impossible"],
    ["20266年3月5日", "?future"],
    ["1656-03-05", "?impossible"],
    ["3/7/16", "?vague"],
    ["3/7/2016", "?vague"],
    ["3/27/2016", "2016-03-27"],
    ["27.3.2016", "2016-03-27"],
    ["19.3.27", "2019-03-27"],
    ["2026-03-0508:30", "2026-03-05"],
    ["入党50年", null],
  ] as const)("%s", ([text, expected]) => {
    expect(day(text)).toBe(expected);
  });
});

describe("more ways of naming a day or a period", () => {
  test.for([
    ["这一周", "2026-11-23..2026-11-29"],
    ["上一星期", "2026-11-16..2026-11-22"],
    ["上一个月", "2026-10-01..2026-10-31"],
    ["上一年", "2025-01-01..2025-12-31"],
    ["上一季度", "2026-07-01..2026-09-30"],
    ["12月的9号", "2025-12-09"],
    ["10月份的9号", "2026-10-09"],
    ["2025年首月", "2025-01-01..2025-01-31"],
    ["一日三餐", null],
    ["连续四天", "?vague"],
  ] as const)("%s", ([text, expected]) => {
    expect(day(text)).toBe(expected);
  });
});

describe("a message is never silently of today where it holds words of time", () => {
  test.for([
    ["上周四9:15集中学习12人", ["集中学习 | 11-19 | - | 12 | - | - | -"]],
    ["周二30人志愿服务", ["志愿服务 | 11-17 | - | 30 | - | - | -"]],
    ["11.12支部全体党员开展主题党日 28人", ["主题党日 | 11-12 | - | 28 | - | - | -"]],
    ["11.12 支部到敬老院志愿服务 28人", ["志愿服务 | 11-12 | - | 28 | - | - | -"]],
    ["支部11.12全体党员志愿服务 28人", ["志愿服务 | 11-12 | - | 28 | - | - | -"]],
    ["党课 4/4/18 20人", ["党课 | - | - | 20 | - | - | date:vague"]],
    ["接下来三天志愿服务 10人", ["志愿服务 | - | - | 10 | - | - | date:future"]],
    ["连续四天志愿服务 每天10人", ["志愿服务 | - | - | 10 | - | - | date:vague"]],
    [
      "11月5日党课20人，次日志愿服务10人",
      ["党课 | 11-05 | - | 20 | - | - | -", "志愿服务 | 11-06 | - | 10 | - | - | -"],
    ],
    ["次日党课 20人", ["党课 | - | - | 20 | - | - | date:vague"]],
    ["2025年底党课 20人", ["党课 | - | - | 20 | - | - | date:vague"]],
    ["每周三下午集中学习 15人", ["集中学习 | - | - | 15 | - | - | date:vague"]],
    ["每月5日主题党日 20人", ["主题党日 | - | - | 20 | - | - | date:vague"]],
    ["每周一学党课 12人", ["党课 | 11-23 | 每周一学 | 12 | - | - | -"]],
  ] as const)("%s", ([text, expected]) => {
    expect(lines(text)).toEqual(expected);
  });
});

describe("plans and lengths of service are no days of the record", () => {
  test.for([
    ["研究未来三年发展规划 支委会 5人", "支委会 | 11-23 | 研究未来三年发展规划 | 5 | - | - | -"],
    ["学习2025年底工作总结 15人", "集中学习 | 11-23 | 2025年底工作总结 | 15 | - | - | -"],
    ["走访慰问入党50年老党员 3户", "走访慰问 | 11-23 | 入党50年老党员 | - | - | 户数3 | -"],
  ] as const)("%s", ([text, expected]) => {
    expect(lines(text)).toEqual([expected]);
  });
});

describe("the day of a theme names a day only where the message comes on it", () => {
  test.for(["国家宪法日", "国际禁毒日", "全民国家安全教育日", "世界读书日", "抗战胜利纪念日"])("%s", (name) => {
    expect(read(`${name} 党课 20人`).records).toMatchObject([{ start: null, headcount: { value: 20 } }]);
  });

  test("it is asked about with that day, beside another day it is the title, and on it it is today", () => {
    const [asked] = read("国际禁毒日 党课 20人").records;
    expect(asked?.doubts).toMatchObject([{ about: "date", options: ["2026-06-26"] }]);
    expect(read("6月24日国际禁毒日 党课 20人").records).toMatchObject([{ start: "2026-06-24", title: "国际禁毒日" }]);
    const now = { ...NOW, today: "2026-06-26" as const };
    expect(read("国际禁毒日 党课 20人", now).records).toMatchObject([{ start: "2026-06-26", doubts: [] }]);
  });

  test("学雷锋日 and 建党日 are feasts as 学雷锋纪念日 and 建党节", () => {
    expect(read("学雷锋日 党课 20人；建党日 支委会 5人").records).toMatchObject([
      { start: "2026-03-05" },
      { start: "2026-07-01" },
    ]);
  });
});
