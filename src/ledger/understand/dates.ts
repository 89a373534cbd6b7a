import { Chars, runEnd } from "./chars.ts";
import { clockAt } from "./clock.ts";
import { dateAt } from "./date-at.ts";
import { yearOf } from "./date-parts.ts";
import { type DateWords, isPeriod, type PeriodWords } from "./date-words.ts";

/** A date as it stands in a message: one day, a range, a list, or a date with its weekday behind it. */
export type DatePhrase = {
  readonly end: number;
  readonly first: DateWords;
  /** The other end of a range. */
  readonly last: DateWords | null;
  /** Further days of a list: 11月6日、13日、20日. */
  readonly more: readonly DateWords[];
  /** The weekday written beside the date, which must agree with it. */
  readonly weekday: number | null;
  /** The other choice of 昨天或前天. */
  readonly either?: DateWords;
  /** The same day said in another way: 昨天（11月22日）. */
  readonly same?: DateWords;
  /** Where the first date ends, without range, list and weekday. */
  readonly firstEnd: number;
};

const N = "(?:\\d{1,2}|[一二三四五六七八九十廿卅]{1,3})";
const TO = "(?: ?(?:到|至|~|-{1,3}) ?)";
const UNTIL_NOW = / ?起?(?:直|一直)?(?:至今|到(?:现在|目前|今天|今日|如今)|至(?:现在|目前|今天|今日))/y;
const CONNECTOR = / ?起?(?:到|至|~|-{1,3}) ?/y;
const MONTHS = new RegExp(`(?:(\\d{4}|\\d{2})年|([今去前]年))?(${N})(?:月份?)?${TO}(${N})月份?(?! ?${N}[日号])`, "y");
const DAYS = new RegExp(`(${N})[日号]?${TO}(${N})[日号](?!楼|线|院|文|会议)`, "y");
const YEARS = new RegExp(`(\\d{4}|\\d{2})年?${TO}(\\d{4})年(?!\\d)`, "y");
const BESIDE = /[ ,是]?\(?[ ,]?/y;
const EITHER = / ?(?:或者|或是|或|还是|就是) ?/y;
const LIST = / ?[、,和及与] ?/y;
const LISTED_NUMBER = /(\d{1,2})(?= ?(?:[、,和及与] ?\d{1,2})* ?[日号])/y;

/** 15人 and 2项 cannot begin a date: a quick test before the grammar runs. */
const COUNTED = new Set("人名位户元次篇项件对盏吨%块万千");

/** What may stand between the first number and the second of 1-3月 and 9日至13日. */
const SPANNED = new Set("年月日号到至~- 份");

function behindDigits(s: string, at: number): string {
  const end = runEnd(s, at, DIGITS, 9);
  return end === at ? "" : s.charAt(end);
}

const DIGITS = new Chars("0123456789一二三四五六七八九十百");

/** Finds the longest date phrase that begins at `at`. */
export function datePhraseAt(s: string, at: number): DatePhrase | null {
  const next = behindDigits(s, at);
  if (COUNTED.has(next)) return null;
  const special = SPANNED.has(next)
    ? (monthRange(s, at) ?? dayRange(s, at) ?? yearRange(s, at))
    : dottedRange(s, at, next);
  const found = dateAt(s, at);
  if (found === null) return special;
  if (special !== null && special.end >= found.end) return special;
  const base: DatePhrase = {
    end: found.end,
    first: found.words,
    last: null,
    more: [],
    weekday: null,
    firstEnd: found.end,
  };
  if (found.words.form === "vague") return base;
  if (isPeriod(found.words)) {
    const edge = edgeOf(s, found.end, found.words);
    if (edge !== null) return edge;
  }
  const beside = withWeekday(s, base);
  return rangeFrom(s, beside) ?? listFrom(s, beside) ?? eitherFrom(s, beside);
}

function run(pattern: RegExp, s: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(s);
}

function numberOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const found = dateAt(`${text}日`, 0)?.words;
  return found?.form === "day" ? found.day : 0;
}

/** 2——4月, 1至10月, 今年1月到3月. */
function monthRange(s: string, at: number): DatePhrase | null {
  const found = run(MONTHS, s, at);
  if (found === null) return null;
  const [all, digits, word, from, to] = found;
  const year = yearOf(digits, word);
  const month = (text: string | undefined): DateWords => ({
    form: "month",
    year,
    month: { at: numberOf(text ?? "") },
    part: null,
  });
  const end = at + all.length;
  return { end, first: month(from), last: month(to), more: [], weekday: null, firstEnd: end };
}

const DOTTED =
  /(\d{1,2})([./])(\d{1,2}) ?(?:到|至|~|-{1,3}) ?(?:(\d{1,2})\2)?(\d{1,2})(?![\d./:]|[个人名位元万千百%h小分时点篇项件户])/y;

/** 5.20-6.1, 11.2-6: months and days of both ends. */
function dottedRange(s: string, at: number, next: string): DatePhrase | null {
  const found = next === "." || next === "/" ? run(DOTTED, s, at) : null;
  if (found === null || /[\d./]/.test(s.charAt(at - 1))) return null;
  const [all, month, , day, lastMonth = month, lastDay] = found;
  const [first, last] = [dayWords(month, day), dayWords(lastMonth, lastDay)];
  if (first === null || last === null) return null;
  return { ...NOTHING_ELSE, end: at + all.length, first, last, firstEnd: at + all.length };
}

function dayWords(month: string | undefined, day: string | undefined): DateWords | null {
  const [m, d] = [Number(month), Number(day)];
  return m >= 1 && m <= 12 && d >= 1 && d <= 31 ? { form: "day", year: null, month: { at: m }, day: d } : null;
}

/** 2018~2020年. */
function yearRange(s: string, at: number): DatePhrase | null {
  const found = run(YEARS, s, at);
  const [first, last] = [yearOf(found?.[1], undefined), yearOf(found?.[2], undefined)];
  if (found === null || first === null || last === null) return null;
  const end = at + found[0].length;
  return {
    ...NOTHING_ELSE,
    end,
    first: { form: "year", year: first },
    last: { form: "year", year: last },
    firstEnd: end,
  };
}

const NOTHING_ELSE = { last: null, more: [], weekday: null } as const;
const EDGE =
  /的?(?:()(?:今天|今日|同一天|这一天|同期|此时)|最后(?:[一1]?[天日]|()[一二两三四五六七八九十\d]{1,3}个?(?:天|日|周|星期|礼拜|月|季度))|第([一二三四五六七八九十\d]{1,3})天|()(?:前|头|第)[一二两三四五六七八九十\d]{1,3}个?(?:天|周|星期|礼拜|月|季度)(?!议题))/y;

/** 5月最后一天, 今年第一天; 上月最后五天 and 今年第3周 are asked about. */
function edgeOf(s: string, at: number, of: PeriodWords): DatePhrase | null {
  const found = run(EDGE, s, at);
  if (found === null) return null;
  const end = at + found[0].length;
  const isVague = found[1] !== undefined || found[2] !== undefined || found[4] !== undefined;
  const nth = found[3] === undefined ? -1 : numberOf(found[3]);
  return { ...NOTHING_ELSE, end, first: isVague ? { form: "vague" } : { form: "edge", of, nth }, firstEnd: end };
}

/** 9-13日, 9日至13日: days of one month. */
function dayRange(s: string, at: number): DatePhrase | null {
  const found = run(DAYS, s, at);
  if (found === null) return null;
  const day = (text: string | undefined): DateWords => ({
    form: "day",
    year: null,
    month: null,
    day: numberOf(text ?? ""),
  });
  const end = at + found[0].length;
  return { end, first: day(found[1]), last: day(found[2]), more: [], weekday: null, firstEnd: end };
}

/** 11月20日（周四）, 周五11月20日: one says the day, the other must agree. */
function withWeekday(s: string, phrase: DatePhrase): DatePhrase {
  const gap = run(BESIDE, s, phrase.end)?.[0] ?? "";
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
  const isDay = other.form === "day" && (other.month !== null || gap.startsWith("("));
  if (isDay) return first.form === "offset" || first.form === "weekday";
  return first.form === "day" && other.form === "weekday" && other.week !== null;
}

/** 10月27号到11月2号; a time of day may stand before the connector. */
function rangeFrom(s: string, phrase: DatePhrase): DatePhrase | null {
  const from = skipClock(s, phrase.end);
  const connector = run(CONNECTOR, s, from)?.[0];
  if (connector === undefined) return null;
  const now = run(UNTIL_NOW, s, from);
  if (now !== null) return { ...phrase, last: { form: "offset", days: 0 }, end: from + now[0].length };
  const second = dateAt(s, from + connector.length);
  if (second === null || second.words.form === "vague" || second.words.form === "ago") return null;
  const sameForm = second.words.form === phrase.first.form || isDayLike(second.words) === isDayLike(phrase.first);
  if (!sameForm) return null;
  const end = s.charAt(second.end) === "止" ? second.end + 1 : second.end;
  const ranged = withWeekday(s, { ...phrase, first: second.words, end });
  return { ...phrase, last: second.words, end: ranged.end };
}

function isDayLike(words: DateWords): boolean {
  return words.form === "day" || words.form === "offset" || words.form === "weekday" || words.form === "festival";
}

function skipClock(s: string, at: number): number {
  const gap = s.charAt(at) === " " ? 1 : 0;
  const clock = clockAt(s, at + gap);
  return clock === null ? at : clock.end;
}

/** 上周三或周四: one of them, and a person has to say which. */
function eitherFrom(s: string, phrase: DatePhrase): DatePhrase {
  const joint = run(EITHER, s, phrase.end)?.[0];
  const other = joint === undefined ? null : dateAt(s, phrase.end + joint.length);
  return other === null ? phrase : { ...phrase, either: other.words, end: other.end };
}

/** 11月6日、13日、20日; 11月6、13、20日; 周一、周三. */
function listFrom(s: string, phrase: DatePhrase): DatePhrase | null {
  const { form } = phrase.first;
  if (form !== "day" && form !== "weekday" && form !== "offset") return null;
  const more: DateWords[] = [];
  let { end } = phrase;
  for (;;) {
    const comma = run(LIST, s, end)?.[0];
    if (comma === undefined) break;
    const item = listed(s, end + comma.length, phrase.first);
    if (item === null) break;
    more.push(item.words);
    end = item.end;
  }
  return more.length === 0 ? null : { ...phrase, more, end };
}

function listed(s: string, at: number, first: DateWords): { words: DateWords; end: number } | null {
  const found = dateAt(s, at);
  if (found !== null && found.words.form === first.form && !hasOwnWeek(found.words)) {
    if (found.words.form === "day" && s.charAt(found.end - 1).match(/[日号]/) === null) return null;
    return found;
  }
  const number = first.form === "day" ? run(LISTED_NUMBER, s, at) : null;
  if (number === null) return null;
  const day = Number(number[1]);
  return { words: { form: "day", year: null, month: null, day }, end: at + number[0].length };
}

function hasOwnWeek(words: DateWords): boolean {
  return words.form === "weekday" && words.week !== null;
}
