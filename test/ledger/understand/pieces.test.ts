import fc from "fast-check";
import { expect, test } from "vitest";
import type { Reading } from "../../../src/ledger/understand/reading.ts";
import { read } from "./reader.ts";

// Messages put together from pieces whose values are known: in any order and with any marks between them they say the same.

const SEED = 20261127;

type Piece<T> = { readonly words: string; readonly value: T };

const day = fc
  .record({ month: fc.integer({ min: 1, max: 10 }), date: fc.integer({ min: 1, max: 28 }), form: fc.nat(6) })
  .map(({ month, date, form }): Piece<string> => {
    const two = (n: number): string => String(n).padStart(2, "0");
    const forms = [
      `${month}月${date}日`,
      `${month}月${date}号上午`,
      `${month}.${date}`,
      `${month}-${date}`,
      `${month}/${date}`,
      `2026年${month}月${date}日`,
      `2026-${two(month)}-${two(date)}`,
    ];
    // 1.5 may be hours.
    const safe = form === 2 && date === 5 ? 0 : form;
    return { words: forms[safe] ?? "", value: `2026-${two(month)}-${two(date)}` };
  });

const kind = fc.constantFrom<Piece<string>[]>(
  { words: "集中学习", value: "集中学习" },
  { words: "主题党日活动", value: "主题党日" },
  { words: "上党课", value: "党课" },
  { words: "支部委员会", value: "支委会" },
  { words: "支部党员大会", value: "支部党员大会" },
  { words: "党小组会", value: "党小组会" },
  { words: "志愿服务", value: "志愿服务" },
);

const people = fc
  .record({ came: fc.integer({ min: 3, max: 90 }), away: fc.integer({ min: 1, max: 6 }), form: fc.nat(11) })
  .map(({ came, away, form }): Piece<number> => {
    const forms = [
      `${came}人`,
      `参加${came}人`,
      `${came}名党员参加`,
      `到会${came}人`,
      `应到${came + away}人实到${came}人`,
      `应到${came + away}实到${came}`,
      `应到会${came + away}人实到会${came}人`,
      `人数${came}`,
      `参加人数：${came}`,
      `全体党员${came}人`,
      `来了${came}人`,
      `共有${came}名党员参加`,
    ];
    return { words: forms[form] ?? "", value: came };
  });

const length = fc.constantFrom<Piece<number>[]>(
  { words: "半小时", value: 30 },
  { words: "半个小时", value: 30 },
  { words: "1小时", value: 60 },
  { words: "一个半小时", value: 90 },
  { words: "90分钟", value: 90 },
  { words: "120分钟", value: 120 },
  { words: "两个小时", value: 120 },
  { words: "时长：2.5小时", value: 150 },
);

const title = fc.constantFrom("", "防汛常识", "《党章》导读", "三季度工作", "参观老街", "“五个起来”");
const mark = fc.constantFrom(" ", "，", ",", "、", "\n", "；");
const ORDERS = [
  ["day", "kind", "title", "people", "length"],
  ["day", "kind", "people", "length", "title"],
  ["day", "people", "kind", "title", "length"],
  ["day", "people", "length", "kind", "title"],
  ["kind", "day", "people", "length", "title"],
  ["day", "title", "kind", "people", "length"],
] as const;

test("a record's pieces are read in any order and with any mark between them", () => {
  fc.assert(
    fc.property(
      fc.record({ day, kind, people, length, title: title.map((words) => ({ words })), mark, order: fc.nat(5) }),
      ({ mark, order, ...pieces }) => {
        const words = (ORDERS[order] ?? []).map((name) => pieces[name].words).filter((one) => one !== "");
        const told = read(words.join(mark)).records.map(values);
        expect(told, words.join(mark)).toEqual([
          [pieces.kind.value, pieces.day.value, pieces.people.value, pieces.length.value, []],
        ]);
      },
    ),
    { numRuns: 2000, seed: SEED },
  );
});

test("records that each begin with their day are read apart, whatever parts them", () => {
  const record = fc.record({ day, kind, people });
  const pair = fc.tuple(record, record).filter(([a, b]) => a.kind.value !== b.kind.value);
  fc.assert(
    fc.property(
      pair,
      fc.constantFrom("：", " ", "，"),
      fc.constantFrom("\n", "；", "。"),
      (both, behindDay, between) => {
        const text = both
          .map((one) => `${one.day.words}${behindDay}${one.kind.words} ${one.people.words}`)
          .join(between);
        const expected = both.map((one) => [one.kind.value, one.day.value, one.people.value, undefined, []]);
        expect(read(text).records.map(values), text).toEqual(expected);
      },
    ),
    { numRuns: 1000, seed: SEED },
  );
});

function values({ kinds, start, headcount, minutes, doubts }: Reading): unknown[] {
  return [
    kinds.join("+"),
    start,
    headcount?.value,
    minutes?.value,
    doubts.map(({ about, words }) => `${about} ${words}`),
  ];
}
