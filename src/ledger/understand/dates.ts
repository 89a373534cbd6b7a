import { CLOCK_FIRST, clockAt, HALF_FIRST, halfAt } from "./dates/clock.ts";
import { withCount } from "./dates/counted-days.ts";
import { dateAt } from "./dates/date-at.ts";
import { LISTED_WEEKDAY, listFrom, NOT_ENDED } from "./dates/date-lists.ts";
import { exec, weekdayNumber } from "./dates/date-parts.ts";
import { dayListAt, numberOf, numericRangeAt, spelledRangeAt } from "./dates/date-ranges.ts";
import { type DatePhrase, type DateWords, isPeriod, type PeriodWords, phraseOf } from "./dates/date-words.ts";
import { overnight } from "./dates/overnight.ts";
import { Chars, runEnd } from "./spelling/chars.ts";

/** What a time of day behind a date begins with. */
const AT_HOUR = new Chars(" ", CLOCK_FIRST, HALF_FIRST);
const CONNECTS = new Chars(" 起开,就一直连续持干忙进做搞学办了到至~-");
const UNTIL_NOW = / ?起?(?:直|一直)?(?:至今|到(?:现在|目前|今天|今日|如今)|至(?:现在|目前|今天|今日))/y;
const CONNECTOR =
  / ?起?(?:(?:开始)?,?(?:就|一?直|连续|持续)?(?:干|忙|忙活|持续|进行|[开做搞学办])?了?(?:到|至)|~|-{1,3}) ?/y;
const BESIDE = /(?:也就是|也就|就是|即)|[ ,是]?\(?[ ,]?/y;
/** 上周五就是13号 says one day in two ways. */
const THAT_IS = /就是|即/;
const BESIDE_FIRST = new Chars("也就即 ,是(");
const EITHER_FIRST = new Chars(" 或还就");
const EITHER = / ?(?:或者|或是|或|还是|就是) ?/y;

/** 15人 and 2项 cannot begin a date: a quick test before the grammar runs. */
const COUNTED = new Set("人名位户元次篇项件对盏吨%块万");

/** What may stand between the first number and the second of 1-3月 and 9日至13日. */
const SPANNED = new Set("年月日号到至~- 份");

/** Phrases that no single date begins: 9-13日, 2026.08-2026.10. */
function specialAt(s: string, at: number, next: string): DatePhrase | null {
  if (next === "") return null;
  if (next === "、") return dayListAt(s, at);
  return (SPANNED.has(next) && isSpanned(s, at) ? spelledRangeAt(s, at) : null) ?? numericRangeAt(s, at, next);
}

/** Whether a word of spans stands behind what may be the first end of one. */
function isSpanned(s: string, at: number): boolean {
  let end = at;
  while (IN_END.at(s, end)) end++;
  return JOINTS.at(s, end);
}

const JOINTS = new Chars("到至~-");
const IN_END = new Chars(
  "0123456789零〇一二三四五六七八九十廿卅百千两 年月日号份季度的第个今去前明后本当上下这来次翌大",
);

function behindDigits(s: string, at: number): string {
  const end = runEnd(s, at, DIGITS, 9);
  return end === at ? "" : s.charAt(end);
}

const DIGITS = new Chars("0123456789一二三四五六七八九十百");

/** Finds the longest date phrase that begins at `at`, the number of the days that it names included. */
export function datePhraseAt(s: string, at: number): DatePhrase | null {
  const phrase = phraseAt(s, at);
  return phrase === null || (phrase.last === null && phrase.more.length === 0) ? phrase : withCount(s, phrase);
}

function phraseAt(s: string, at: number): DatePhrase | null {
  const next = behindDigits(s, at);
  if (COUNTED.has(next)) return null;
  const special = specialAt(s, at, next);
  const found = dateAt(s, at);
  if (found === null || (special !== null && special.end >= found.end)) return special;
  const base = phraseOf(found.words, found.end);
  if (found.words.form === "vague" || found.words.form === "future") return base;
  if (isPeriod(found.words)) {
    const edge = edgeOf(s, found.end, found.words);
    if (edge !== null) return edge;
  }
  const beside = withWeekday(s, base);
  return rangeFrom(s, beside) ?? listFrom(s, beside) ?? loosely(s, eitherFrom(s, beside));
}

const LOOSE =
  /(?:之前|以前|前(?![一-龥]?[级任]|[后夕往去来赴期进沿提面半者言线方台])|左右|上下(?!午)|前后|附近|那几天|那一?周|那个?(?:星期|礼拜)|当周|所在的?周)/y;

const LOOSE_FIRST = new Chars("之以前左上附那当所");

/** 11月20号前, 11月3日左右: a day is named, but it is not the day. */
function loosely(s: string, phrase: DatePhrase): DatePhrase {
  const { form } = phrase.first;
  if (form !== "day" && form !== "offset" && form !== "weekday") return phrase;
  const found = LOOSE_FIRST.at(s, phrase.end) ? exec(LOOSE, s, phrase.end)?.[0] : undefined;
  return found === undefined ? phrase : { ...phrase, loose: true, end: phrase.end + found.length };
}

const EDGE =
  /的?(?:()(?:今天|今日|同一天|这一天|同期|此时)|最后(?:[一1]?[天日]|()[一二两三四五六七八九十\d]{1,3}个?(?:天|日|周|星期|礼拜|月|季度))|第([一二三四五六七八九十\d]{1,3})天|()(?:前|头|第)[一二两三四五六七八九十\d]{1,3}个?(?:天|周|星期|礼拜|月|季度)(?!议题))/y;

/** 5月最后一天, 今年第一天; 上月最后五天 and 今年第3周 are asked about. */
function edgeOf(s: string, at: number, of: PeriodWords): DatePhrase | null {
  const found = exec(EDGE, s, at);
  if (found === null) return null;
  const end = at + found[0].length;
  const isVague = found[1] !== undefined || found[2] !== undefined || found[4] !== undefined;
  const nth = found[3] === undefined ? -1 : numberOf(found[3]);
  return phraseOf(isVague ? { form: "vague" } : { form: "edge", of, nth }, end);
}

/** 11月20日（周四）, 周五11月20日: one says the day, the other must agree. */
function withWeekday(s: string, phrase: DatePhrase): DatePhrase {
  const gap = BESIDE_FIRST.at(s, phrase.end) ? (exec(BESIDE, s, phrase.end)?.[0] ?? "") : "";
  const other = dateAt(s, phrase.end + gap.length);
  if (other === null) return phrase;
  const end = gap.includes("(") && s.charAt(other.end) === ")" ? other.end + 1 : other.end;
  const { first } = phrase;
  const isPlain = first.form === "day" || first.form === "offset";
  if (isPlain && other.words.form === "weekday" && other.words.week === null) {
    return { ...phrase, end, weekday: other.words.day };
  }
  if (first.form === "weekday" && first.week === null && other.words.form === "day") {
    return { ...phrase, end, first: other.words, weekday: first.day };
  }
  return isSameDay(first, other.words, gap) ? { ...phrase, end, same: other.words } : phrase;
}

/** 昨天（22日）, 上周五11月20日, 11月20日（上周五）: the same day in other words, or a contradiction. */
function isSameDay(first: DateWords, other: DateWords, gap: string): boolean {
  const isDay = other.form === "day" && (other.month !== null || gap.startsWith("(") || THAT_IS.test(gap));
  if (isDay) return first.form === "offset" || first.form === "weekday";
  return first.form === "day" && other.form === "weekday" && other.week !== null;
}

/** 10月27号到11月2号, 11月8号以来; a time of day may stand before the connector. */
function rangeFrom(s: string, phrase: DatePhrase): DatePhrase | null {
  if (phrase.first.form === "day" && s.startsWith("以来", phrase.end))
    return { ...phrase, last: { form: "offset", days: 0 }, end: phrase.end + 2 };
  const from = AT_HOUR.at(s, phrase.end) ? skipClock(s, phrase.end) : phrase.end;
  const connector = CONNECTS.at(s, from) ? exec(CONNECTOR, s, from)?.[0] : undefined;
  if (connector === undefined) return betweenFrom(s, phrase, from);
  return rangeTo(s, phrase, [from, from + connector.length]);
}

function rangeTo(s: string, phrase: DatePhrase, [from, at]: readonly [number, number]): DatePhrase | null {
  const second = dateAt(s, at);
  const night = second === null || from === phrase.end ? null : overnight(s, phrase, second);
  if (night !== null) return night;
  const now = exec(UNTIL_NOW, s, from);
  if (now !== null) return { ...phrase, last: { form: "offset", days: 0 }, end: from + now[0].length };
  if (second === null || !isOtherEnd(phrase.first, second.words))
    return from === phrase.end ? bareEnd(s, at, phrase) : null;
  const end = s.charAt(second.end) === "止" ? second.end + 1 : second.end;
  const ranged = withWeekday(s, { ...phrase, first: second.words, end });
  return { ...phrase, last: second.words, end: ranged.end };
}

function isOtherEnd(first: DateWords, last: DateWords): boolean {
  if (last.form === "vague" || last.form === "ago") return false;
  return last.form === first.form || isDayLike(last) === isDayLike(first);
}

const AND_FIRST = new Chars(" 和与及");
const AND = / ?[和与及] ?/y;

/** 1月15号和2月3号之间. */
function betweenFrom(s: string, phrase: DatePhrase, from: number): DatePhrase | null {
  const joint = AND_FIRST.at(s, from) ? exec(AND, s, from)?.[0] : undefined;
  const second = joint === undefined ? null : dateAt(s, from + joint.length);
  if (second === null || !isOtherEnd(phrase.first, second.words)) return null;
  const end = skipClock(s, second.end);
  return s.startsWith("之间", end) ? { ...phrase, last: second.words, end: end + 2 } : null;
}

const BARE_DAY = new RegExp(
  `(\\d{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九](?=$|[\\s,;。)]))${NOT_ENDED}`,
  "y",
);
const BARE_WEEKDAY = new RegExp(`${LISTED_WEEKDAY.source}(?!、[一二三四五六七八九十])`, "y");

/** 11月13到15, 周三至四: the other end is named by its number alone. */
function bareEnd(s: string, at: number, phrase: DatePhrase): DatePhrase | null {
  const { first } = phrase;
  if (first.form !== "day" && first.form !== "weekday") return null;
  const found = exec(first.form === "day" ? BARE_DAY : BARE_WEEKDAY, s, at);
  if (found === null) return null;
  const last: DateWords =
    first.form === "day"
      ? { form: "day", year: null, month: null, day: numberOf(found[0]) }
      : { form: "weekday", week: null, day: weekdayNumber(found[0]) };
  return { ...phrase, last, end: at + found[0].length };
}

function isDayLike(words: DateWords): boolean {
  return words.form === "day" || words.form === "offset" || words.form === "weekday" || words.form === "festival";
}

function skipClock(s: string, at: number): number {
  const gap = s.charAt(at) === " " ? 1 : 0;
  const time = clockAt(s, at + gap) ?? halfAt(s, at + gap);
  return time === null ? at : time.end;
}

/** 上周三或周四: one of them, and a person has to say which. */
function eitherFrom(s: string, phrase: DatePhrase): DatePhrase {
  const joint = EITHER_FIRST.at(s, phrase.end) ? exec(EITHER, s, phrase.end)?.[0] : undefined;
  const other = joint === undefined ? null : dateAt(s, phrase.end + joint.length);
  return other === null ? phrase : { ...phrase, either: other.words, end: other.end };
}
