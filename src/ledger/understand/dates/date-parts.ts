import { numeralAt } from "../numerals.ts";
import type { FoundDate, Month, Year } from "./date-words.ts";

export const N = "(?:\\d{1,2}|[零〇一二三四五六七八九十廿卅]{1,3})";

const YEAR_SPELLED =
  "[一二][零〇一二三四五六七八九]{3}|[零〇一二三四五六七八九]{2}|[一二两]千[零〇一二三四五六七八九十百]{0,6}";

/** A year before its 年. */
export const YEAR = `(?:[12]\\d{3}|\\d{2}|${YEAR_SPELLED})`;

/** Before a month any run of digits is the year; one that nobody means, such as 226年, is asked about. */
export const ANY_YEAR = `(?:\\d{2,5}|${YEAR_SPELLED})`;

export const YEAR_WORD = "(?:[今去前明后本当]年|[上下这]一?年|[来次翌]年|大前年)";

export const MONTH_WORD = "(?:[上本这当下]一?个?月|上上个?月|下下个?月|次月)";

/** The 底 of 月底; the 初 of 初心 and the 中 of 中央 are none. */
export const EDGE_WORD =
  "(?:初(?!心|步|级|中|衷|任|选|稿|审|评|核|始|次|[一二三四五六七八九十])|中(?!旬|下旬|上旬|心|央|国|组|华|共|期|学|层|小|秋|支|队)|底(?!层|线|气|蕴|数)|末(?!位|端|梢|节)尾?|尾(?!声|款|气|矿)|头上)";

export const SPACE = " ?";

export const NOT_UNIT =
  "(?![\\d.]*(?:个|人|名|位|户|次|多|余|来|几|小时|分|元|万|千|百|项|件|篇|条|%|h|对|盏|吨|份|期|周|月|刻|点\\d*[分到至]|:\\d))";

/** What makes the two digits behind a colon a number of something: 7-15：12人, 11/15：13篇. */
export const COUNTED = " ?(?:[名位篇份户件项条元]|人(?![员数都齐多少到太]))";

export type Matcher = (s: string, at: number) => FoundDate | null;

export function exec(pattern: RegExp, s: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(s);
}

const SMALL: ReadonlyMap<string, number> = new Map(
  [..."零一二三四五六七八九"].map((char, value): [string, number] => [char, value]),
);

/** Each at the place of its value. */
const ONE = "零一二三四五六七八九十";

/** 5, 05, 五, 十五, 二十五, 廿五, 三十. */
export function small(text: string): number {
  const one = text.length === 1 ? ONE.indexOf(text) : -1;
  if (one >= 0) return one;
  if (/^\d+$/.test(text)) return Number(text);
  const spelled = text.replace("廿", "二十").replace("卅", "三十").replaceAll("〇", "零").replaceAll("两", "二");
  const ten = spelled.indexOf("十");
  if (ten < 0) return [...spelled].reduce((value, char) => value * 10 + (SMALL.get(char) ?? 0), 0);
  const before = ten === 0 ? 1 : small(spelled.slice(0, ten));
  return before * 10 + (ten === spelled.length - 1 ? 0 : small(spelled.slice(ten + 1)));
}

const YEAR_SHIFT: Readonly<Record<string, number>> = {
  去: -1,
  上: -1,
  前: -2,
  大: -3,
  明: 1,
  下: 1,
  来: 1,
  次: 1,
  翌: 1,
  后: 2,
};

/** The year that digits or a word such as 去年 name; null for neither. */
export function yearOf(digits: string | undefined, word: string | undefined): Year | null {
  if (word !== undefined) {
    return { of: YEAR_SHIFT[word.charAt(0)] ?? 0 };
  }
  if (digits === undefined) return null;
  if (digits.includes("千")) return { at: numeralAt(digits, 0)?.value ?? 0 };
  const value = small(digits);
  return digits.length === 2 ? { short: value } : { at: value };
}

export function monthOf(digits: string | undefined, yuan: string | undefined, word: string | undefined): Month {
  if (digits !== undefined) return { at: small(digits) };
  if (yuan !== undefined) return { at: 1 };
  return { of: shift(word ?? "") };
}

/** 上上 → -2, 上 → -1, 本 → 0, 下 → 1. */
export function shift(word: string): number {
  if (word.startsWith("上")) return -(/^上+/.exec(word)?.[0].length ?? 1);
  if (word.startsWith("前")) return -1;
  if (word.startsWith("下下")) return 2;
  return word.startsWith("下") || word.startsWith("次") ? 1 : 0;
}

export function weekdayNumber(char: string): number {
  return char === "日" || char === "天" ? 7 : small(char);
}
