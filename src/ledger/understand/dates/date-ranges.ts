import { NO_DAY } from "../numbered-places.ts";
import { dateAt } from "./date-at.ts";
import { exec, small, YEAR, YEAR_WORD, yearOf } from "./date-parts.ts";
import { type DatePhrase, type DateWords, phraseOf, type Year } from "./date-words.ts";

const N = "(?:\\d{1,2}|[一二三四五六七八九十廿卅]{1,3})";
const TO = "(?: ?(?:到|至|~|-{1,3}) ?)";
const MONTHS = new RegExp(`(?:(${YEAR})年|(${YEAR_WORD}))?(${N})(?:月份?)?${TO}(${N})月份?(?! ?${N}[日号])`, "y");
const DAYS = new RegExp(`(${N})[日号]?${TO}(${N})[日号]${NO_DAY}`, "y");
const YEARS = new RegExp(`(\\d{4}|\\d{2})年?${TO}(\\d{4}|\\d{2})年(?:(\\d{1,2})月)?(?!\\d)`, "y");

const QUARTERS = new RegExp(
  `(?:(${YEAR})年|(${YEAR_WORD})(?:度)?的?)?第?([一二三四1-4])(?:季度?)?${TO}第?([一二三四1-4])个?季度`,
  "y",
);

/** Two ends said with one 月, 日 or 年: 2——4月, 9-13日, 2018~2020年. */
export function spelledRangeAt(s: string, at: number): DatePhrase | null {
  return monthRange(s, at) ?? quarterRange(s, at) ?? dayRange(s, at) ?? yearRange(s, at);
}

function ranged(first: DateWords, last: DateWords, end: number): DatePhrase {
  return { ...phraseOf(first, end), last };
}

export function numberOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const found = dateAt(`${text}日`, 0)?.words;
  return found?.form === "day" ? found.day : 0;
}

function month(year: Year | null, at: number): DateWords {
  return { form: "month", year, month: { at }, part: null };
}

/** 2——4月, 1至10月, 今年1月到3月. */
function monthRange(s: string, at: number): DatePhrase | null {
  const found = exec(MONTHS, s, at);
  if (found === null) return null;
  const [all, digits, word, from = "", to = ""] = found;
  const year = yearOf(digits, word);
  return ranged(month(year, numberOf(from)), month(year, numberOf(to)), at + all.length);
}

/** 一至四季度, 今年1-3季度. */
function quarterRange(s: string, at: number): DatePhrase | null {
  const found = exec(QUARTERS, s, at);
  if (found === null) return null;
  const [all, digits, word, from = "", to = ""] = found;
  const year = yearOf(digits, word);
  return ranged(quarter(year, numberOf(from)), quarter(year, numberOf(to)), at + all.length);
}

function quarter(year: Year | null, number: number): DateWords {
  return { form: "quarter", year, quarter: number };
}

/** 9-13日, 9日至13日: days of one month. */
function dayRange(s: string, at: number): DatePhrase | null {
  const found = exec(DAYS, s, at);
  if (found === null) return null;
  const [all, from = "", to = ""] = found;
  return ranged(day(numberOf(from)), day(numberOf(to)), at + all.length);
}

/** 2018~2020年, 1985到89年9月. */
function yearRange(s: string, at: number): DatePhrase | null {
  const found = exec(YEARS, s, at);
  const [first, last] = [yearOf(found?.[1], undefined), yearOf(found?.[2], undefined)];
  if (found === null || first === null || last === null) return null;
  const [all, from, , lastMonth] = found;
  if (from?.length === 2 && lastMonth !== undefined) return null;
  const end: DateWords = lastMonth === undefined ? { form: "year", year: last } : month(last, Number(lastMonth));
  return ranged({ form: "year", year: first }, end, at + all.length);
}

const DAY_LIST = new RegExp(`\\d{1,2}(?:、\\d{1,2}){1,9}(?=[日号]${NO_DAY})`, "y");

const TEENS = "(?:[一二]?十[一二三四五六七八九]?|三十一?|廿[一二三四五六七八九]?)";
const SPELLED_LIST = new RegExp(`${TEENS}(?:、${TEENS}){1,9}(?=[日号]${NO_DAY}|[两三四五六七][天日])`, "y");

/** 5、6号, 13、20、27日; the 1 of 1、5号支委会 is the mark of a list. */
export function dayListAt(s: string, at: number): DatePhrase | null {
  const found = (exec(DAY_LIST, s, at) ?? exec(SPELLED_LIST, s, at))?.[0];
  if (found === undefined) return null;
  const [first = 0, ...more] = found.split("、").map(small);
  const isRising = more.every((day, i) => day > (i === 0 ? first : (more[i - 1] ?? 0)));
  if (!isRising || (first === 1 && more.length === 1 && more[0] !== 2)) return null;
  const unit = /[日号]/.test(s.charAt(at + found.length)) ? 1 : 0;
  return { ...phraseOf(day(first), at + found.length + unit), more: more.map(day) };
}

function day(at: number): DateWords {
  return { form: "day", year: null, month: null, day: at };
}

const UNIT_BEHIND = "[个人名位元万千百%h小分时点篇项件户]";
const DOTTED = new RegExp(
  `(\\d{1,2})([./-])(\\d{1,2}) ?(到|至|~|-{1,3}) ?(?:(\\d{1,2})\\2)?(\\d{1,2})(?![\\d./:]|${UNIT_BEHIND})`,
  "y",
);
const YEAR_MONTHS = new RegExp(
  `([12]\\d{3})([./-])(\\d{1,2})月? ?(到|至|~|-{1,3}) ?(?:([12]\\d{3})(?:\\2(\\d{1,2}))?(?!\\d)|(\\d{1,2})(?!\\d))(月份?|年)?(?![./:-]|${UNIT_BEHIND})`,
  "y",
);

/** Ranges in digits alone: 5.20-6.1, 11.2-6, 2026.08-2026.10. */
export function numericRangeAt(s: string, at: number, next: string): DatePhrase | null {
  if (next !== "." && next !== "/" && next !== "-") return null;
  return yearMonths(s, at) ?? dottedRange(s, at);
}

/** 2026.08-2026.10, 2026/8-10, 2008.03-2009; 2026-08-10 is a day. */
function yearMonths(s: string, at: number): DatePhrase | null {
  const found = exec(YEAR_MONTHS, s, at);
  if (found === null) return null;
  const [all, year, mark, from, joint, lastYear, lastMonth, bare, unit] = found;
  if (mark === "-" && joint === "-" && lastYear === undefined && unit === undefined) return null;
  const to = Number(lastMonth ?? bare ?? 1);
  if (Number(from) < 1 || Number(from) > 12 || to < 1 || to > 12) return null;
  const end = { at: Number(lastYear ?? year) };
  const isYear = lastYear !== undefined && lastMonth === undefined;
  const last: DateWords = isYear ? { form: "year", year: end } : month(end, to);
  return ranged(month({ at: Number(year) }, Number(from)), last, at + all.length);
}

/** 5.20-6.1, 11.2-6, 11-13~15: months and days of both ends. */
function dottedRange(s: string, at: number): DatePhrase | null {
  const found = exec(DOTTED, s, at);
  if (found === null || /[\d./]/.test(s.charAt(at - 1))) return null;
  const [all, from, mark, day, joint, lastMonth = from, lastDay] = found;
  if (mark === "-" && joint === "-" && !all.includes(" - ")) return null;
  const [first, last] = [dayWords(from, day), dayWords(lastMonth, lastDay)];
  return first === null || last === null ? null : ranged(first, last, at + all.length);
}

function dayWords(month: string | undefined, day: string | undefined): DateWords | null {
  const [m, d] = [Number(month), Number(day)];
  return m >= 1 && m <= 12 && d >= 1 && d <= 31 ? { form: "day", year: null, month: { at: m }, day: d } : null;
}
