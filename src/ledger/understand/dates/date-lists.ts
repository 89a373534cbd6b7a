import { anyOf } from "../../any-of.ts";
import { Chars } from "../spelling/chars.ts";
import { dateAt } from "./date-at.ts";
import { exec, small, weekdayNumber } from "./date-parts.ts";
import type { DatePhrase, DateWords, FoundDate } from "./date-words.ts";

const LIST = / ?(?:[、,和及与跟]|还有|以及) ?/y;
const LIST_FIRST = new Chars(" 、,和及与跟还以");
const LISTED_NUMBER = new RegExp(
  anyOf`
  (\d{1,2})(?=\x20?(?:[、,和及与]\x20?\d{1,2})*\x20?[日号])
  (?<=、)(\d{1,2})(?=(?:、\d{1,2})*(?:$|[\s,;。)]|[一二两三四五六七八九十]{1,2}[天日]))
  (?<=[、和及与])([一二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九])(?=(?:[、和及与][一二三四五六七八九十廿]{1,3})*(?:[日号]|[两三四五六七][天日]))
`,
  "y",
);

/** What a number without a unit must not be followed by to be a day. */
export const NOT_ENDED =
  "(?![\\d.:/%a-z-]|[个人名位户次多余来几小分元万千百项件篇条对盏吨份期周刻点时年月日号楼层室厅支车院班队届中大组处科局所村社区路栋])";

/** The 三 of 周一、三. */
export const LISTED_WEEKDAY = new RegExp(`([一二三四五六日天])(?![一二三四五六七八九十两日])${NOT_ENDED}`, "y");

/** 11月6日、13日、20日; 11月6、13、20日; 周一、周三; 周三周四, 周一三五. */
export function listFrom(s: string, phrase: DatePhrase): DatePhrase | null {
  const { form } = phrase.first;
  if (form !== "day" && form !== "weekday" && form !== "offset") return null;
  const more: DateWords[] = [];
  let { end } = phrase;
  for (;;) {
    const item = itemAt(s, end, phrase.first, more.at(-1));
    if (item === null) break;
    more.push(item.words);
    end = item.end;
  }
  const rising = more.length === 0 ? weekdayRun(s, phrase) : null;
  return rising ?? (more.length === 0 ? null : { ...phrase, more, end });
}

function itemAt(s: string, at: number, first: DateWords, last: DateWords = first): FoundDate | null {
  const comma = LIST_FIRST.at(s, at) ? exec(LIST, s, at)?.[0] : undefined;
  if (comma !== undefined) return listed(s, at + comma.length, first);
  const item = adjacent(s, at, first);
  return item !== null && goesOn(s, [last, item.words], at) ? item : null;
}

/** The 周四 of 周三周四, the 6日 of 11月5日6日. */
function adjacent(s: string, at: number, first: DateWords): FoundDate | null {
  const found = s.charAt(at) === "" ? null : dateAt(s, at);
  if (found === null || found.words.form !== first.form || isOfOtherWeek(found.words, first)) return null;
  if (found.words.form === "weekday") return found;
  if (found.words.form === "offset") return /[天日儿]/.test(s.charAt(found.end - 1)) ? found : null;
  const isBare = found.words.form === "day" && found.words.month === null && /[日号]/.test(s.charAt(at - 1));
  return isBare ? found : null;
}

/** 5日12日19日 */
const OF_THREE = /\d{1,2}日\d{1,2}日\d{1,2}日/;

/** 11月5日6日 goes on day by day in the same numerals, 5号12号 and three days by any; the 一日 of 14日一日捐 is no second day. */
function goesOn(s: string, [last, next]: readonly [DateWords, DateWords], at: number): boolean {
  if (last.form !== "day" || next.form !== "day") return true;
  const isLatin = (char: string): boolean => char >= "0" && char <= "9";
  const isAny = s.charAt(at - 1) === "号" || OF_THREE.test(s.slice(Math.max(0, at - 6), at + 6));
  const isNext = isAny ? next.day > last.day : next.day === last.day + 1;
  return isNext && isLatin(s.charAt(at)) === isLatin(s.charAt(at - 2));
}

/** 周一三五; 周二三会一课 begins a phrase, and a run stands before a break or an activity. */
const WEEKDAYS =
  /[一二三四五六日]{1,6}(?=$|[\s,;。()]|[上下]午|晚|[两三二]天|[各均都分集开召举组进参志走主党培读警调慰])(?!会一课)/y;

function weekdayRun(s: string, phrase: DatePhrase): DatePhrase | null {
  if (phrase.first.form !== "weekday") return null;
  const found = exec(WEEKDAYS, s, phrase.end)?.[0];
  if (found === undefined) return null;
  const days = [...found].map(weekdayNumber);
  const isRising = days.every((day, i) => day > (i === 0 ? dayOf(phrase.first) : (days[i - 1] ?? 0)));
  if (!isRising) return null;
  return { ...phrase, more: days.map((day) => ({ form: "weekday", week: null, day })), end: phrase.end + found.length };
}

function dayOf(words: DateWords): number {
  return words.form === "weekday" ? words.day : 0;
}

function listed(s: string, at: number, first: DateWords): FoundDate | null {
  const found = dateAt(s, at);
  if (found !== null && found.words.form === first.form && !isOfOtherWeek(found.words, first)) {
    if (found.words.form === "day" && s.charAt(found.end - 1).match(/[日号]/) === null) return null;
    return found;
  }
  if (first.form === "weekday" && s.charAt(at - 1) === "、") {
    const day = exec(LISTED_WEEKDAY, s, at)?.[0];
    return day === undefined
      ? null
      : { words: { form: "weekday", week: null, day: weekdayNumber(day) }, end: at + day.length };
  }
  const number = first.form === "day" ? exec(LISTED_NUMBER, s, at) : null;
  if (number === null) return null;
  const day = small(number[0]);
  return { words: { form: "day", year: null, month: null, day }, end: at + number[0].length };
}

/** The 上周日 of 上周六上周日 is of the week named before. */
function isOfOtherWeek(words: DateWords, first: DateWords): boolean {
  if (words.form !== "weekday" || first.form !== "weekday" || words.week === null) return false;
  return words.week !== first.week || words.day <= first.day;
}
