import { describe, expect, test } from "vitest";
import { readLength, readMinutes, readNumber } from "../../../src/ledger/understand/message.ts";
import { lines } from "./reader.ts";

describe("a number is read whole", () => {
  test.for([
    ["叁元贰角", 3.2],
    ["伍拾元零捌分", 50.08],
    ["零元零角叁分", 0.03],
    ["二十元零五分", 20.05],
    ["二百 四十一人", 241],
    ["五千 三百 二十", 5320],
    ["六千 零八", 6008],
    ["3 千 2 百元", 3200],
    ["四十 亿", 4e9],
    ["六百 点 七", 600.7],
    ["2 450元", 2450],
    ["二十 余 万", 2e5],
    ["6万万", 6e8],
    [".25", 0.25],
    ["三两", null],
    ["二两", 2],
    ["七斤半", 7.5],
    ["六亩半", 6.5],
    ["十二公里半", 12.5],
    ["三十余人", 30],
  ] as const)("%s", ([text, expected]) => {
    expect(readNumber(text)).toBe(expected);
  });
});

describe("a part of a number is never given for the whole", () => {
  test.for([
    "百分之四十",
    "两个百分点",
    "40%",
    "三成",
    "2.5M",
    "1e6",
    "3/4",
    "四分之三",
    "12.5.7",
    "12 15",
    "七十 二",
    "12+3",
    "三万半",
    "三到五万",
    "三至五万港元",
    "2万(含)-6万元",
    "一天半",
    "12345678901234567",
  ])("%s", (text) => {
    expect(readNumber(text)).toBeNull();
  });
});

describe("余 is kept as a bound, and halves of a measure count", () => {
  test.for([
    ["昨天党课 三十余人", "党课 | 11-22 | - | >=30 | - | - | -"],
    ["昨天志愿服务 清雪 二百 四十一人", "志愿服务 | 11-22 | 清雪 | 241 | - | - | -"],
    ["昨天开了仨小时的组织生活会 15人", "组织生活会 | 11-22 | - | 15 | 180 | - | -"],
  ] as const)("%s", ([text, expected]) => {
    expect(lines(text)).toEqual([expected]);
  });
});

describe("a span of times that passes midnight", () => {
  test.for([
    ["21:30~次日06:10", 520],
    ["晚上9点到次日5点", 480],
    ["23:30-00:45", 75],
    ["22:15-5:15", 420],
    ["15:00~03:30", 750],
    ["14:00-5:00", 180],
    ["10点到2点", 240],
  ] as const)("%s", ([text, expected]) => {
    expect(readMinutes(text)).toBe(expected);
  });
});

describe("more ways of saying a length", () => {
  test.for([
    ["个半钟头", 90],
    ["仨个半小时", 210],
    ["仨钟头", 180],
    ["x个半小时", null],
    ["两分零六秒", 2.1],
    ["三分钟半", 3.5],
    ["6天10时", 9240],
    ["2019年, 3月5日下午 2 点至 4 点", 120],
    ["16:20", null],
    ["连续四天", 5760],
  ] as const)("%s", ([text, expected]) => {
    expect(readLength(text)).toBe(expected);
  });

  test("a clock time typed as an answer is a length up to four hours only", () => {
    expect(["1:45", "4:00", "9:30", "16:20"].map(readMinutes)).toEqual([105, 240, null, null]);
  });
});
