import recognizers from "@microsoft/recognizers-text-date-time";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { readDay } from "../../../src/ledger/understand/message.ts";
import { NOW } from "./reader.ts";

const values = z.object({ values: z.array(z.object({ start: z.string().optional(), value: z.string().optional() })) });
const noon = new Date(2026, 10, 23, 10, 0, 0);

/** What the library offers as past or only value: the first day of its first answer. */
function library(text: string): string | null {
  const [found] = recognizers.recognizeDateTime(
    text,
    recognizers.Culture.Chinese,
    recognizers.DateTimeOptions.None,
    noon,
  );
  const resolved = values.safeParse(found?.resolution);
  const first = resolved.success ? resolved.data.values[0] : undefined;
  return (first?.start ?? first?.value ?? null)?.slice(0, 10) ?? null;
}

function ours(text: string): string | null {
  const found = readDay(text, NOW);
  if (found === null) return null;
  return "ask" in found ? found.ask : found.start;
}

const days = Array.from({ length: 12 }, (_, i) => i + 1);
const generated = [
  ...days.flatMap((month) =>
    [1, 15, 28].flatMap((day) => [`${month}月${day}日`, `2026年${month}月${day}日`, `2025-${month}-${day}`]),
  ),
  ...["一", "二", "三", "四", "五", "六", "日"].flatMap((day) => [`周${day}`, `上周${day}`, `星期${day}`]),
  ...["今天", "昨天", "前天", "大前天", "3天前", "两周前", "上个月", "上周", "本月"],
  ...["1号", "15号", "25号", "31号"],
];

/** Why an answer differs: the library looks for any time, we read a log of the past. */
const EXPLAINED: readonly (readonly [string, (text: string, theirs: string | null, mine: string | null) => boolean])[] =
  [
    [
      "an explicit day after today is asked about",
      (_text, theirs, mine) => mine === "future" && (theirs === null || theirs > NOW.today),
    ],
    [
      "its past value of a day that has no year is a year early when it is today's month",
      (text, theirs, mine) =>
        /^\d+月/.test(text) && theirs !== null && mine !== null && theirs < mine && mine <= NOW.today,
    ],
    [
      "a weekday is the latest that has passed, today included",
      (text, _theirs, mine) => /^(?:周|星期)/.test(text) && mine !== null && mine <= NOW.today && mine >= "2026-11-17",
    ],
    [
      "a bare day of the month is the nearest that has passed",
      (text, _theirs, mine) => /^\d+号$/.test(text) && mine !== null && mine <= NOW.today && mine >= "2026-10-24",
    ],
  ];

describe("against @microsoft/recognizers-text-date-time", () => {
  test.for(generated)("%s is the same day, or differs for a reason that is written down", (text) => {
    const [theirs, mine] = [library(text), ours(text)];
    const reason = theirs === mine ? "the same" : EXPLAINED.find(([, holds]) => holds(text, theirs, mine))?.[0];
    expect({ text, theirs, mine, reason }).toMatchObject({ reason: expect.any(String) });
  });

  test("most answers are the same", () => {
    const same = generated.filter((text) => library(text) === ours(text));
    expect(same.length / generated.length).toBeGreaterThan(0.6);
  });
});
