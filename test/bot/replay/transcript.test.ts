import { expect, test } from "vitest";
import { readTranscript, transcriptKey } from "../../../src/bot/replay/transcript.ts";

const head = "@org 示范党总支 > 第一党支部\n";

test("a line is its time, author and text, said to the organisation named before it", () => {
  expect(readTranscript(`${head}2023-03-06 09:12 张三: 今天上午集中学习 15人`).lines).toEqual([
    {
      line: 2,
      organisation: ["示范党总支", "第一党支部"],
      day: "2023-03-06",
      minute: 552,
      author: "张三",
      role: undefined,
      text: "今天上午集中学习 15人",
      earlier: 0,
    },
  ]);
});

test.for([
  ["2023-03-06 09:12 王五(secretary): 统计", { author: "王五", role: "secretary", text: "统计" }],
  ["2023-03-06 09:12 王五（secretary）：统计", { author: "王五", role: "secretary", text: "统计" }],
  ["2023-03-06 09:12 张三: 两行\\n第二行", { text: "两行\n第二行" }],
  ["2023-03-06 09:12 张三: #1 改 人数 16", { text: "#1 改 人数 16" }],
  ["2023-03-06 09:12 张三: 时间：昨天", { author: "张三", text: "时间：昨天" }],
] as const)("reads %j", ([line, expected]) => {
  expect(readTranscript(head + line).lines).toMatchObject([expected]);
});

test.for([
  ["2023-02-30 09:12 张三: 党课", "没有 2023-02-30 这一天"],
  ["2023-03-06 24:00 张三: 党课", "没有 24:00 这个时刻"],
  ["昨天 张三: 党课", "格式"],
  ["2023-03-06 09:12 张三(king): 党课", "(secretary)"],
  ["@org A > > B", "@org"],
] as const)("names what is wrong with %j and reads the rest", ([line, problem]) => {
  const { lines, faults } = readTranscript(`${head}${line}\n2023-03-06 09:13 李四: 党课`);
  expect(lines).toHaveLength(1);
  expect(faults).toMatchObject([{ line: 2 }]);
  expect(faults[0]?.problem).toContain(problem);
});

test("comments, blank lines, a byte order mark and Windows line ends are no matter", () => {
  const text = `\ufeff# 说明\r\n\r\n${head}2023-03-06 09:12 张三: 党课\r\n`;
  expect(readTranscript(text)).toMatchObject({ lines: [{ text: "党课" }], faults: [] });
});

test("the same line again is another message, and the same one in the next run", () => {
  const text = `${head}2023-03-06 09:12 张三: 党课\n2023-03-06 09:12 张三: 党课\n`;
  const keys = readTranscript(text).lines.map(transcriptKey);
  expect(new Set(keys).size).toBe(2);
  expect(readTranscript(`${text}2023-03-06 09:15 李四: 党课`).lines.map(transcriptKey).slice(0, 2)).toEqual(keys);
});
