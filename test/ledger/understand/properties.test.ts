import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import {
  readCorrection,
  readDay,
  readKind,
  readLength,
  readMinutes,
  readNumber,
  readWithdrawal,
} from "../../../src/ledger/understand/message.ts";
import type { Reading } from "../../../src/ledger/understand/reading.ts";
import { anyText } from "../../helpers/any-text.ts";
import { NOW, read, WORDS } from "./reader.ts";

const KINDS = [...WORDS.kinds.keys()].filter((kind) => kind !== "其他");
const PIECES = [
  ...KINDS,
  "昨天",
  "前天",
  "上周五",
  "11月5日",
  "11月31日",
  "2025年前",
  "20266年",
  "周三",
  "14:30",
  "未来",
  "底",
  "次日",
  "3/4/15",
  "2026.08",
  "十",
  "明天",
  "2026-11-05",
  "11.5",
  "15人",
  "十几人",
  "30或31人",
  "2小时",
  "一个半小时",
  "下午2点到4点",
  "议定2项",
  "报备1次",
  "捐款200元",
  "《二十大报告》",
  "“三重一大”",
  "第3讲",
  "三会一课",
  "1、",
  "①",
  "；",
  "，",
  " ",
  "\n",
  "各",
  "地点：三楼会议室",
  "参加人员：张三、李四",
  "请大家准时参加",
  "应到30人",
  "实到27人",
  "和",
  "学习",
  "开会",
  "改成",
  "不是",
  "#12",
  "每人",
  "约",
  "左右",
  "至少",
  "(",
  "（周五）",
  "到",
  "-",
  "、",
  "几",
  "万",
  "１５",
  "零",
  "\u{1F600}",
  "ﷺ",
];
const message = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 25 }).map((pieces) => pieces.join("")),
  anyText(200),
);

function given(reading: Reading): string[] {
  const { headcount, minutes, quantities, names, place, title, kinds } = reading;
  return [
    ...(headcount !== null && names.length === 0 ? ["headcount"] : []),
    ...(minutes !== null ? ["minutes"] : []),
    ...(title !== null ? ["title"] : []),
    ...(place !== null ? ["place"] : []),
    ...(kinds.length > 0 ? ["kinds"] : []),
    ...quantities.map((quantity) => quantity.name),
  ];
}

describe("whatever is written", () => {
  test("nothing throws", () => {
    fc.assert(
      fc.property(message, (text) => {
        read(text);
        readCorrection(text, NOW, WORDS);
        readWithdrawal(text);
        readDay(text, NOW);
        readNumber(text);
        readMinutes(text);
        readLength(text);
        readKind(text, WORDS);
      }),
      { numRuns: 2000 },
    );
  });

  test("no activity begins after today, and none ends before it begins", () => {
    fc.assert(
      fc.property(message, (text) => {
        for (const { start, end } of read(text).records) {
          if (start !== null) expect(start <= NOW.today).toBe(true);
          if (start !== null && end !== null) expect(end > start).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test("every value names the words that gave it, unless 各 hands it on", () => {
    fc.assert(
      fc.property(message, (text) => {
        if (/各|均|都/.test(text)) return;
        for (const reading of read(text).records) expectTraced(reading, text);
      }),
      { numRuns: 2000 },
    );
  });

  test("only a log has records, and a log has at least one", () => {
    fc.assert(
      fc.property(message, (text) => {
        const { intent, records } = read(text);
        expect(records.length > 0).toBe(intent === "log");
      }),
    );
  });
});

function expectTraced(reading: Reading, text: string): void {
  const fields = reading.trace.map((trace) => trace.field);
  expect(fields).toEqual(expect.arrayContaining(given(reading)));
  for (const { span } of reading.trace) {
    expect(span[0] >= 0 && span[1] <= text.length && span[0] <= span[1]).toBe(true);
  }
}

const record = fc.record({
  kind: fc.constantFrom(
    ...KINDS.filter((kind) => WORDS.kinds.get(kind)?.family !== "organisation" && kind !== "走访慰问"),
  ),
  month: fc.integer({ min: 1, max: 11 }),
  day: fc.integer({ min: 1, max: 23 }),
  title: fc.constantFrom("《二十大报告》", "二十届四中全会精神", "十五五规划", "七一讲话", "《论党的自我革命》第3讲"),
  people: fc.integer({ min: 2, max: 400 }),
  hours: fc.integer({ min: 1, max: 8 }),
});

describe("a record written as a line", () => {
  test("is read back as it was", () => {
    fc.assert(
      fc.property(record, ({ kind, month, day, title, people, hours }) => {
        const { records } = read(`${month}月${day}日${kind} ${title} ${people}人 ${hours}小时`);
        expect(records).toHaveLength(1);
        const start = `2026-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
        expect(records[0]).toMatchObject({
          kinds: [kind],
          start,
          headcount: { value: people },
          minutes: { value: hours * 60 },
          doubts: [],
        });
      }),
    );
  });

  test("means the same in full-width characters and with more spaces", () => {
    const wide = (text: string) =>
      text.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0)).replaceAll(" ", "　 ");
    const plain = (text: string) =>
      read(text).records.map(({ trace: _trace, title, ...rest }) => ({ ...rest, title: title?.normalize("NFKC") }));
    fc.assert(
      fc.property(record, ({ kind, month, day, people, hours }) => {
        const text = `${month}月${day}日 ${kind} ${people}人 ${hours}小时`;
        expect(plain(wide(text))).toEqual(plain(text));
      }),
    );
  });
});

test("the time zone of the machine has no influence", () => {
  const answers = ["UTC", "Asia/Shanghai", "America/Los_Angeles"].map((name) => {
    vi.stubEnv("TZ", name);
    return ["昨天党课 20人", "上周五支委会", "10小时前集中学习", "12月31日党课 30人"].map((text) =>
      read(text, { today: "2026-01-01", minute: 5 }),
    );
  });
  vi.unstubAllEnvs();
  expect(answers[1]).toEqual(answers[0]);
  expect(answers[2]).toEqual(answers[0]);
});
