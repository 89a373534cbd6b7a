import { describe, expect, test } from "vitest";
import { readDay, readKind, readMinutes, readNumber } from "../../../src/ledger/understand/message.ts";
import { NOW, WORDS } from "./reader.ts";

describe("a date typed in answer to a question", () => {
  test.for([
    ["11-21", { start: "2026-11-21", end: null }],
    ["前天", { start: "2026-11-21", end: null }],
    ["10月27日到11月2日", { start: "2026-10-27", end: "2026-11-02" }],
    ["2月29日", { start: "2024-02-29", end: null }],
    ["明天", { ask: "future", options: [] }],
    ["今年12月9日", { ask: "future", options: ["2025-12-09"] }],
    ["10月32日", { ask: "impossible", options: [] }],
    ["9月31日", { ask: "impossible", options: ["2026-09-30", "2026-10-01"] }],
    ["2026年2月29日", { ask: "impossible", options: ["2026-02-28", "2026-03-01"] }],
    ["11月20日（周四）", { ask: "conflict", options: ["2026-11-20", "2026-11-19"] }],
    ["前几天", { ask: "vague", options: [] }],
    ["无", null],
  ] as const)("%s", ([text, expected]) => {
    expect(readDay(text, NOW)).toEqual(expected);
  });
});

describe("a number typed in answer to a question", () => {
  test.for([
    ["16", 16],
    ["16人", 16],
    ["十六", 16],
    ["1.2万", 12000],
    ["十几", null],
    ["30或31", null],
    ["不知道", null],
  ] as const)("%s", ([text, expected]) => {
    expect(readNumber(text)).toBe(expected);
  });
});

describe("a duration typed in answer to a question", () => {
  test.for([
    ["一个半小时", 90],
    ["1:30", 90],
    ["下午2点到4点半", 150],
    ["下午3点", null],
    ["一两个小时", null],
  ] as const)("%s", ([text, expected]) => {
    expect(readMinutes(text)).toBe(expected);
  });
});

describe("a kind typed in answer to a question", () => {
  test.for([
    ["党课", "党课"],
    ["支委回", "支委会"],
    ["记成党课", "党课"],
    ["Study", "集中学习"],
    ["其他", "其他"],
    ["党课和支委会", null],
    ["constructor", null],
  ] as const)("%s", ([text, expected]) => {
    expect(readKind(text, WORDS)).toBe(expected);
  });
});
