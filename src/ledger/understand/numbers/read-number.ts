import { normalise } from "../normalise.ts";
import { type Numeral, numeralAt } from "../numerals.ts";
import { Chars, LATIN_DIGITS } from "../spelling/chars.ts";
import { countAt, unitsOf } from "./counts.ts";
import { startsNumeral } from "./numeral-signs.ts";

const UNITS = unitsOf([]);
const MEASURE =
  /^ ?(?:元|块|圆|斤|两(?![个人年天])|公斤|克|千克|吨|双|打|注|对|[个名位人户篇项件次盏条份本张台套只头匹棵场期]|左右|上下|人民币|以上|[\s,;。、!?)])/;
const FORMAL = /^[拾佰仟陆伍零半两]$/;
const RANGE = /(?:\(含\)|含)? ?(?:到|至|~|-{1,3}|或者?) ?(?=[\d一二两三四五六七八九十百千])/y;
const MORE = / ?(多|来|几|余)(?: ?([万亿]))?/y;
const HALF = /半(百|个|斤|公斤|吨|元|块|箱|瓶|页|本|$)/y;
const SMALL_MONEY = /(?:([毛角])|分)钱?(?=$|[\s,;。])/y;
const MYRIADS: Readonly<Record<string, number>> = { 万: 1e4, 亿: 1e8 };
/** 斤半 and the like: half of the measure more. */
const AND_HALF = /[斤年月里米吨元]半/y;
const HAN = new Chars("一二三四五六七八九");

type Found = { readonly end: number; readonly value: number | null; readonly money: boolean };

/** Reads a number alone, as typed in answer to a question: 16, 16人, 十六, 1.2万元. A range is null. */
export function readNumber(text: string): number | null {
  const { s } = normalise(text.slice(0, LONGEST));
  let first: Found | null = null;
  for (let at = 0; at < s.length; ) {
    const found = foundAt(s, at);
    if (found?.money === true) return found.value;
    if (found !== null && first === null && found.value !== undefined) first = found;
    at = found?.end ?? numeralEnd(s, at);
  }
  return first?.value ?? null;
}

/** An answer is a word or a sentence; what comes behind is not read. */
export const LONGEST = 400;

function numeralEnd(s: string, at: number): number {
  return (startsNumeral(s.charAt(at)) ? numeralAt(s, at)?.end : undefined) ?? at + 1;
}

/** The number that begins here; null where none does, or only a word that looks like one. */
function foundAt(s: string, at: number): Found | null {
  const half = halfAt(s, at);
  if (half !== null) return half;
  if (!startsNumeral(s.charAt(at))) return null;
  const number = numeralAt(s, at);
  if (number === null) return null;
  const part = fragment(s, at, number);
  if (part !== null) return part;
  const sign = isNegative(s, at) ? -1 : 1;
  const count = countAt(s, at, UNITS);
  if (count !== null && count.end >= number.end) {
    const value = isRange(s, count.end) ? null : signed(count.value, sign);
    return { end: rangeEnd(s, count.end), value, money: count.unit === "元" };
  }
  return isCounted(s, at, number) ? plain(s, number, sign) : null;
}

/** 半百, 半斤. */
function halfAt(s: string, at: number): Found | null {
  const half = run(HALF, s, at);
  const isBare = half?.[1] === "";
  if (half === null || startsNumeral(s.charAt(at - 1)) || (isBare && /[一-龥]/.test(s.charAt(at - 1)))) return null;
  return { end: at + half[0].length, value: half[1] === "百" ? 50 : 0.5, money: false };
}

function isNegative(s: string, at: number): boolean {
  if (s.charAt(at - 1) === "负") return true;
  return s.charAt(at - 1) === "-" && (at === 1 || /[\s:=(,;是为]/.test(s.charAt(at - 2)));
}

const PART = / ?分之 ?/y;
const PERCENT = /(?:%|‰|个?百分点|成(?=$|[\s,;。]))/y;
const GROUPS = /(?<![\d.])\d{1,3}(?: \d{3})+(?! ?\d)(?= ?(?:元|块|人民币)|$)/y;
/** What goes on directly behind a numeral that was not read whole: 1e5, 15.5.3, 3/5, 15 20. */
const GOES_ON =
  /\.?\d|[./:]\d|,\d|(?!kg|km|m2|rmb|or)[a-z]|又| (?=[\d零一二三四五六七八九十百千万亿点])|[+×*x=、]\d|半(?<=[万千百亿]半)/y;

/** A number that is only a part of what stands here is never given for the whole; null where nothing is amiss. */
function fragment(s: string, at: number, number: Numeral): Found | null {
  const groups = run(GROUPS, s, at)?.[0];
  if (groups !== undefined) return { end: at + groups.length, value: Number(groups.replaceAll(" ", "")), money: true };
  const isFraction = s.charAt(at - 1) === "." && LATIN_DIGITS.at(s, at) && !LATIN_DIGITS.at(s, at - 2);
  if (isFraction && Number.isInteger(number.value))
    return { end: number.end, value: Number(`0.${s.slice(at, number.end)}`), money: false };
  const of = run(PART, s, number.end)?.[0];
  if (of !== undefined) return { end: numeralEnd(s, number.end + of.length), value: null, money: false };
  const percent = run(PERCENT, s, number.end)?.[0];
  if (percent !== undefined) return { end: number.end + percent.length, value: null, money: false };
  const isCut = run(GOES_ON, s, number.end) !== null && isCounted(s, at, number);
  return isCut ? { end: s.length, value: null, money: false } : null;
}

/** Behind both ends of a range. */
function rangeEnd(s: string, at: number): number {
  const found = run(RANGE, s, at)?.[0];
  return found === undefined ? at : numeralEnd(s, at + found.length);
}

function isRange(s: string, at: number): boolean {
  return run(RANGE, s, at) !== null;
}

function plain(s: string, number: Numeral, sign: number): Found {
  const small = run(SMALL_MONEY, s, number.end);
  if (small !== null) return smallMoney(number, small);
  const more = run(MORE, s, number.end);
  const end = number.end + (more?.[0].length ?? 0);
  const isOpen = number.vague !== null || (more !== null && more[1] !== "余") || isRange(s, end);
  const value = isOpen ? null : signed(scaled(s, end, number.value, more?.[2]), sign);
  return { end: rangeEnd(s, end), value, money: false };
}

/** 五毛, 三分钱. */
function smallMoney(number: Numeral, found: RegExpExecArray): Found {
  const value = Math.round(number.value * (found[1] === undefined ? 1 : 10)) / 100;
  return { end: number.end + found[0].length, value: number.vague === null ? value : null, money: true };
}

/** 五百余万, 十打, 十五斤半. */
function scaled(s: string, end: number, value: number, myriad: string | undefined): number {
  const scale = MYRIADS[myriad ?? ""] ?? (s.charAt(end) === "打" ? 12 : 1);
  return value * scale + (run(AND_HALF, s, end) === null ? 0 : 0.5);
}

/** 拾 in 拾取, 千万 in 千万别忘 and 一 in 万一 are words; digits, several characters or a measure make a number. */
function isCounted(s: string, at: number, number: Numeral): boolean {
  const { end } = number;
  if (end === s.length) return isWholeAnswer(s, at, end);
  if (s.startsWith("分之", end)) return false;
  const behind = s.slice(end, end + 4);
  const words = s.slice(at, end);
  if (run(RANGE, s, end) !== null) return true;
  if (FORMAL.test(words)) return /^[斤个名位人户篇项件次元块万千百]/.test(behind);
  if (/^[百千]+万?$/.test(words)) return MEASURE.test(behind);
  return (
    number.latin ||
    end - at > 1 ||
    MEASURE.test(behind) ||
    run(MORE, s, end) !== null ||
    run(SMALL_MONEY, s, end) !== null
  );
}

function isWholeAnswer(s: string, at: number, end: number): boolean {
  if (end - at > 1 || !HAN.at(s, at)) return true;
  return at === 0 || /[第负-]/.test(s.charAt(at - 1)) || !/[一-龥]/.test(s.charAt(at - 1));
}

function run(pattern: RegExp, s: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(s);
}

function signed(value: number | null, sign: number): number | null {
  return value === null || value === 0 ? value : value * sign;
}
