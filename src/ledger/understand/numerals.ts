import { DIGITS, GOES_ON, MYRIADS, NUMERAL_STARTS, TENS } from "./numbers/numeral-signs.ts";
import {
  addDigit,
  addLatin,
  addMyriad,
  addScore,
  addTens,
  addUnknown,
  newSum,
  resultOf,
  type Sum,
  scaleLatin,
} from "./numbers/numeral-sum.ts";
import { Chars, LATIN_DIGITS, runEnd } from "./spelling/chars.ts";

/** A numeral found in normalised text. `vague` means that a person has to say the number. */
export type Numeral = {
  readonly end: number;
  readonly value: number;
  readonly vague: "approximate" | "either" | null;
  /** What it may be, best first, where the words leave a choice: 十五六 → 15, 16. */
  readonly choices: readonly number[];
  /** Digits such as 15, as against 十五. */
  readonly latin: boolean;
  /** Digits without 十 or 百, such as 六四: a year or a code, and rarely a count. */
  readonly isSpelledOut: boolean;
};

/** 6,120分钟 are six of something and two hours: nobody tells thousands of minutes. */
const LATIN = /\d{1,3}(?:,\d{3})+(?!\d| ?(?:个?半?小时|分(?!之)|min|h))(?:\.\d+)?|\d{1,15}(?:\.\d{1,9})?/y;
const MOST_DIGITS = 15;
const LONGEST = 24;
const NONE: readonly number[] = [];

/** Several readers ask for the same numerals in a row; the answer depends on nothing but `s` and `at`. */
type Known = { readonly s: string; readonly at: number; readonly numeral: Numeral | null };
const SLOTS = 16;
const recent: (Known | undefined)[] = Array.from({ length: SLOTS }, () => undefined);

/** Reads the longest numeral that begins at `at`: 15, 1.2万, 1万600, 十五, 两千六, 廿三, 十几, 一点五. */
export function numeralAt(s: string, at: number): Numeral | null {
  if (!NUMERAL_STARTS.at(s, at)) return null;
  const slot = at & (SLOTS - 1);
  const known = recent[slot];
  if (known !== undefined && known.at === at && known.s === s) return known.numeral;
  const numeral = plainAt(s, at) ?? composedAt(s, at);
  recent[slot] = { s, at, numeral };
  return numeral;
}

/** 15 and 三 with nothing behind that may belong to them: most numerals are such. */
function plainAt(s: string, at: number): Numeral | null {
  const latin = LATIN_DIGITS.at(s, at);
  const end = latin ? runEnd(s, at, LATIN_DIGITS, MOST_DIGITS) : at + 1;
  if (GOES_ON.at(s, end)) return null;
  const value = latin ? Number(s.slice(at, end)) : DIGITS.get(s.charAt(at));
  return value === undefined ? null : { end, value, vague: null, choices: NONE, latin, isSpelledOut: false };
}

function composedAt(s: string, at: number): Numeral | null {
  const sum = newSum();
  let i = at;
  const limit = Math.min(s.length, at + LONGEST);
  while (i < limit) {
    const next = step(s, i, sum, i === at);
    if (next === i) break;
    i = next;
  }
  return i === at ? null : finish(s, i, sum);
}

/** Takes one sign, or a run of Latin digits, into the sum; gives where it ends, or `i` where it is no part of it. */
function step(s: string, i: number, sum: Sum, first: boolean): number {
  const char = s.charAt(i);
  if (char >= "0" && char <= "9") return latin(s, i, sum, first);
  const digit = DIGITS.get(char);
  if (digit !== undefined) return chineseDigit(s, i, digit, sum);
  const ten = TENS.get(char);
  if (ten !== undefined) return tens(i, ten, sum, first);
  const myriad = MYRIADS.get(char);
  if (myriad !== undefined && !first) return myriads(s, i, myriad, sum);
  if (char === "几" || (char === "数" && first)) return some(s, i, sum, first);
  return i;
}

function latin(s: string, i: number, sum: Sum, first: boolean): number {
  if (!first && (sum.run > 0 || sum.unit === 0)) return i;
  const end = latinEnd(s, i);
  addLatin(sum, Number(s.slice(i, end).replaceAll(",", "")), !first && end === i + 1);
  sum.latin = first || sum.latin;
  return end;
}

/** Digits with thousands and a fraction; the grammar of those runs only where a comma or a point follows. */
function latinEnd(s: string, at: number): number {
  const end = runEnd(s, at, LATIN_DIGITS, MOST_DIGITS);
  const next = s.charAt(end);
  if (next !== "," && next !== ".") return end;
  LATIN.lastIndex = at;
  return at + (LATIN.exec(s)?.[0].length ?? end - at);
}

function chineseDigit(s: string, i: number, digit: number, sum: Sum): number {
  if (isMeasure(s, i, sum) || isWhole(sum)) return i;
  addDigit(sum, digit);
  return i + 1;
}

const MEASURE = new Chars("两俩仨");

/** No digit but those of 一两个 and 三两个 stands before 两: 二两 is a weight. */
function isMeasure(s: string, i: number, { digit }: Sum): boolean {
  return MEASURE.at(s, i) && digit !== null && digit !== 1 && digit !== 3;
}

/** Latin digits that no unit has followed take neither a Chinese digit nor 十. */
function isWhole({ latin: isLatin, unit }: Sum): boolean {
  return isLatin && unit === 0;
}

function tens(i: number, ten: number, sum: Sum, first: boolean): number {
  if (ten === 20 || ten === 30) {
    if (!first && sum.digit !== null) return i;
    addScore(sum, ten);
  } else if (!isWhole(sum)) addTens(sum, ten);
  else if (ten === 10) return i;
  else scaleLatin(sum, ten);
  return i + 1;
}

function myriads(s: string, i: number, myriad: number, sum: Sum): number {
  if ((s.charAt(i) === "k" || s.charAt(i) === "w") && /[a-z0-9]/.test(s.charAt(i + 1))) return i;
  addMyriad(sum, myriad);
  return i + 1;
}

/** 几人, 十几人, 几十人, 数十人, 二十几万: nobody knows how many. */
function some(s: string, i: number, sum: Sum, first: boolean): number {
  if (!first && sum.unit === 0) return i;
  if (first && s.charAt(i) === "数" && !TENS.has(s.charAt(i + 1))) return i;
  if (sum.digit !== null) return i;
  addUnknown(sum, first);
  return i + 1;
}

function finish(s: string, end: number, sum: Sum): Numeral {
  const { vague, latin: isLatin } = sum;
  const { value, choices } = resultOf(sum);
  const isSpelledOut = !isLatin && sum.unit === 0 && value >= 10;
  return fraction(s, { end, value, vague, choices, latin: isLatin, isSpelledOut });
}

/** 一点五, 三百二十四点七五, 1点1. A clock time such as 三点五分 is told apart by what follows. */
function fraction(s: string, whole: Numeral): Numeral {
  const { end } = whole;
  if (s.charAt(end) !== "点" || whole.vague !== null) return whole;
  const digits = digitsAt(s, end + 1);
  const next = end + 1 + digits.length;
  if (digits === "" || TENS.has(s.charAt(next))) return whole;
  const value = Number(`${whole.value}.${digits}`);
  const myriad = /[万亿]/.test(s.charAt(next)) ? MYRIADS.get(s.charAt(next)) : undefined;
  return myriad === undefined ? { ...whole, end: next, value } : { ...whole, end: next + 1, value: value * myriad };
}

function digitsAt(s: string, at: number): string {
  let digits = "";
  for (let i = at; i < s.length && digits.length < 12; i++) {
    const char = s.charAt(i);
    const digit = char >= "0" && char <= "9" ? Number(char) : DIGITS.get(char);
    if (digit === undefined || char === "两") break;
    digits += digit;
  }
  return digits;
}
