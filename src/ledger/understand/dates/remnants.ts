import { anyOf } from "../../any-of.ts";
import { indexFrom } from "../chunk.ts";
import type { Span } from "../reading.ts";
import type { Token } from "../token.ts";

/** Words of time in a form that no rule reads: a person may have meant a day by them. */
const TIME = new RegExp(
  anyOf`
  (?<![\d.每第])(?:\d{3,5}年(?=\d)|[12]\d{3}年(?![级代来])|\d{1,2}月(?=$|[\s\d,;。到至~-])|\d{1,2}[日号](?=$|[\s,;。到至~-])|\d{4}([./-])\d{1,2}\1\d{1,2}|\d{1,2}([/-])\d{1,2}\2\d{1,4})
  (?<=^|[\s,;。:-])(?:0?[1-9]|1[0-2])-(?:0?[1-9]|[12]\d|3[01])(?=\x20?-\x20?\d)
  (?<=^|[\s,;。:])(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\x20?(?:-|~|到|至)\x20?(?:0[1-9]|1[0-2])?(?:0[1-9]|[12]\d|3[01])(?=$|[\s,;。]|[一-龥])
  (?<=^|[\s,;。:])(?:0?[1-9]|1[0-2])([.-])(?:0?[1-9]|[12]\d|3[01])\x20?\/\x20?(?:0?[1-9]|1[0-2])\3(?:0?[1-9]|[12]\d|3[01])(?=$|[\s,;。])
  (?<=^|[\s,;。])\d{1,2}\.\d{1,2}(?:-|~|到|至)\d{1,2}(?:\.\d{1,2})?(?=$|[\s,;。])
  (?<=^|[\s,;。])(?:1[3-9]|[2-9]\d)\.\d{1,2}(?=$|[\s,;。]|[一-龥](?<![个人名位户次元万千百小分吨篇件项天周米亩度级版]))
  (?:周|星期|礼拜)(?:[八九]|\d(?!\d*[%.个人名位次项]))
  (?:天|周|星期|礼拜|[个上]月|年)(?:之前|以前|前)(?!后|[一-龥]{0,2}[级任])
  (?<![一-龥])(?:节|入[春夏秋冬])[前后](?=$|[\s,;。]|[一-龥]) (?<![一-龥])[上那]次(?!全会|会议精神)
  (?<![一-龥])(?:大?年)?初[一二三四五六七八九十]{1,2}(?!年级|学生|班|中) [一二三四五六七八九十]{2,}个月
  每个?月(?![一二三四五六七八九十\d]*[日号]) (?:未来|今后|接下来|往后)(?=$|[\s,;。])
  (?<![一-龥])(?:全年|年内|一年来|一年以来)(?!级|度?(?:工作|任务|计划|目标|总结))
`,
  "g",
);

/** No message holds more of them in good faith. */
const MOST = 20;

/** The first words of time between the tokens of a stretch; a record that has them is not silently of today. */
export function unreadTime(s: string, tokens: readonly Token[], [from, to]: Span): Span | null {
  TIME.lastIndex = from;
  for (let i = 0; i < MOST; i++) {
    const found = TIME.exec(s);
    if (found === null || found.index >= to) return null;
    const [start, end] = [found.index, found.index + found[0].length];
    const before = tokens[indexFrom(tokens, start + 1) - 1];
    const behind = tokens[indexFrom(tokens, start + 1)];
    if ((before?.end ?? 0) <= start && (behind?.start ?? to) >= end) return [start, end];
  }
  return null;
}

/** Whether a text holds words of time at all. */
export function hasTime(s: string): boolean {
  TIME.lastIndex = 0;
  return TIME.test(s);
}
