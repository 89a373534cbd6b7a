import { describe, expect, test } from "vitest";
import { answerLine } from "../../../src/understand-jsonl.ts";
import { WORDS } from "./reader.ts";

const ask = (request: unknown) => JSON.parse(answerLine(JSON.stringify(request), WORDS));
const now = "2026-11-23T10:00";

test("a message gives its intent and records", () => {
  expect(ask({ as: "message", text: "上周五支委会 议定3项 5人", now })).toEqual({
    intent: "log",
    records: [
      {
        kind: "支委会",
        kinds: ["支委会"],
        date: { start: "2026-11-20", end: null },
        title: null,
        participants: 5,
        durationMinutes: null,
        quantity: { name: "议定事项", value: 3, unit: "项", bound: "exact" },
        quantities: [{ name: "议定事项", value: 3, unit: "项", bound: "exact" }],
        place: null,
        ask: [],
      },
    ],
  });
});

test.for([
  ["date", "昨天", { start: "2026-11-22", end: null }],
  ["date", "明天", { ask: "future" }],
  ["date", "党课", null],
  ["number", "十六人", 16],
  ["number", "十几人", null],
  ["duration", "一个半小时", 90],
  ["duration", "1-2小时", null],
] as const)("%s %s", ([as, text, expected]) => {
  expect(ask({ as, text, now: `${now}:30` })).toEqual(expected);
});

describe("a broken line tells what is wrong", () => {
  test.for([
    ["{", "这一行不是有效的 JSON。"],
    ['{"as":"time","text":"昨天","now":"2026-11-23T10:00"}', "as 只能是 message、date、number、duration 之一。"],
    ['{"as":"date","now":"2026-11-23T10:00"}', "缺少 text，应当是一段文字。"],
    ['{"as":"date","text":"昨天","now":"2026-02-30T10:00"}', "now 应当写成 2026-11-23T10:00 或 2026-11-23T10:00:00。"],
    ["[]", '每行应当是 {"as":…,"text":…,"now":…}。'],
  ] as const)("%s", ([line, error]) => {
    expect(JSON.parse(answerLine(line, WORDS))).toEqual({ error });
  });
});
