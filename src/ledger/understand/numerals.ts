import { Chars, LATIN_DIGITS, runEnd } from "./chars.ts";

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

const DIGITS: ReadonlyMap<string, number> = new Map([
  ..."零一二三四五六七八九".split("").map((char, value): [string, number] => [char, value]),
  ..."〇壹贰叁肆伍陆柒捌玖".split("").map((char, value): [string, number] => [char, value]),
  ["两", 2],
  ["幺", 1],
  ["俩", 2],
  ["仨", 3],
  ["貳", 2],
  ["陸", 6],
  ["叄", 3],
]);
const TENS: ReadonlyMap<string, number> = new Map([
  ["十", 10],
  ["拾", 10],
  ["百", 100],
  ["佰", 100],
  ["千", 1000],
  ["仟", 1000],
  ["廿", 20],
  ["卅", 30],
]);
const MYRIADS: ReadonlyMap<string, number> = new Map([
  ["万", 1e4],
  ["亿", 1e8],
  ["兆", 1e12],
  ["w", 1e4],
  ["k", 1e3],
]);
/** The characters that a numeral may begin with. */
export const NUMERAL_FIRST = `0123456789${[...DIGITS.keys(), ...TENS.keys()].join("")}几数`;
const FIRST = new Chars(NUMERAL_FIRST);
const LATIN = /\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d{1,15}(?:\.\d{1,9})?/y;
const LONGEST = 24;

type State = {
  /** The part counted in 亿. */
  high: number;
  total: number;
  section: number;
  /** A digit that waits for its 十, 百, 千; null when none does. */
  digit: number | null;
  run: number;
  unit: number;
  zero: boolean;
  latin: boolean;
  vague: Numeral["vague"];
  choices: number[];
};

/** Reads the longest numeral that begins at `at`: 15, 1.2万, 1万600, 十五, 两千六, 廿三, 十几, 一点五. */
export function numeralAt(s: string, at: number): Numeral | null {
  if (!FIRST.at(s, at)) return null;
  const slot = at & (SLOTS - 1);
  const known = recent[slot];
  if (known !== undefined && known.at === at && known.s === s) return known.numeral;
  const numeral = readAt(s, at);
  recent[slot] = { s, at, numeral };
  return numeral;
}

/** Several readers ask for the same numerals in a row; the answer depends on nothing but `s` and `at`. */
type Known = { readonly s: string; readonly at: number; readonly numeral: Numeral | null };
const SLOTS = 16;
const recent: (Known | undefined)[] = Array.from({ length: SLOTS }, () => undefined);

function readAt(s: string, at: number): Numeral | null {
  const state: State = {
    high: 0,
    total: 0,
    section: 0,
    digit: null,
    run: 0,
    unit: 0,
    zero: false,
    latin: false,
    vague: null,
    choices: [],
  };
  let i = at;
  const limit = Math.min(s.length, at + LONGEST);
  while (i < limit) {
    const next = step(s, i, state, i === at);
    if (next === i) break;
    i = next;
  }
  return i === at ? null : finish(s, i, state);
}

/** Whether a numeral may begin with this character. */
export function startsNumeral(char: string): boolean {
  return FIRST.at(char, 0);
}

function step(s: string, i: number, state: State, first: boolean): number {
  const char = s.charAt(i);
  if (char >= "0" && char <= "9") return latin(s, i, state, first);
  const digit = DIGITS.get(char);
  if (digit !== undefined) return isMeasure(s, i, state) ? i : chineseDigit(i, digit, state);
  const ten = TENS.get(char);
  if (ten !== undefined) return tens(i, ten, state, first);
  const myriad = MYRIADS.get(char);
  if (myriad !== undefined && !first) return myriads(s, i, myriad, state);
  if (char === "几" || (char === "数" && first)) return some(s, i, state, first);
  return i;
}

/** No digit but those of 一两个 and 三两个 stands before 两: 二两 is a weight. */
function isMeasure(s: string, i: number, state: State): boolean {
  return MEASURE.at(s, i) && state.digit !== null && state.digit !== 1 && state.digit !== 3;
}

const MEASURE = new Chars("两俩仨");

function latin(s: string, i: number, state: State, first: boolean): number {
  if (!first && state.run > 0) return i;
  if (!first && state.unit === 0) return i;
  const end = latinEnd(s, i);
  const value = Number(s.slice(i, end).replaceAll(",", ""));
  if (!first && end === i + 1) state.digit = value;
  else state.section += value;
  state.latin = first || state.latin;
  state.run = 1;
  return end;
}

/** Digits with thousands and a fraction; the grammar of those runs only where a comma or a point follows. */
function latinEnd(s: string, at: number): number {
  const end = runEnd(s, at, LATIN_DIGITS, 15);
  const next = s.charAt(end);
  if (next !== "," && next !== ".") return end;
  LATIN.lastIndex = at;
  return at + (LATIN.exec(s)?.[0].length ?? end - at);
}

function chineseDigit(i: number, digit: number, state: State): number {
  if (state.latin && state.unit === 0) return i;
  if (state.digit === null) return firstDigit(i, digit, state);
  if (state.run === 1 && isPair(state.digit, digit)) {
    state.vague = "either";
    state.choices = [state.digit, digit];
  } else if (state.run >= 2) {
    state.vague = null;
    state.choices = [];
  }
  state.digit = state.digit * 10 + digit;
  state.run += 1;
  return i + 1;
}

/** A 零 inside a number only marks a gap: 一百零二. */
function firstDigit(i: number, digit: number, state: State): number {
  const gap = digit === 0 && state.unit !== 0;
  if (digit === 0) state.zero = true;
  state.digit = gap ? null : digit;
  state.run = gap ? 0 : 1;
  return i + 1;
}

/** 五六, 两三, 三五: one or the other. */
function isPair(first: number, second: number): boolean {
  return (second - first === 1 && second > 1) || (first === 3 && (second === 5 || second === 2));
}

function tens(i: number, ten: number, state: State, first: boolean): number {
  if (ten === 20 || ten === 30) return score(i, ten, state, first);
  if (state.latin && state.unit === 0) return latinTens(i, ten, state);
  if (state.choices.length === 2) {
    const base = state.section;
    state.choices = state.choices.map((choice) => base + choice * ten);
    state.section = state.choices[0] ?? 0;
  } else {
    state.section += (state.digit ?? 1) * ten;
  }
  state.digit = null;
  state.run = 0;
  state.unit = ten;
  state.zero = false;
  return i + 1;
}

/** 廿三, 卅. */
function score(i: number, ten: number, state: State, first: boolean): number {
  if (!first && state.digit !== null) return i;
  state.section += ten;
  state.unit = 10;
  return i + 1;
}

/** 3千, 1百01; nobody writes 3十. */
function latinTens(i: number, ten: number, state: State): number {
  if (ten === 10) return i;
  state.section *= ten;
  state.unit = ten;
  state.run = 0;
  return i + 1;
}

function myriads(s: string, i: number, myriad: number, state: State): number {
  if ((s.charAt(i) === "k" || s.charAt(i) === "w") && /[a-z0-9]/.test(s.charAt(i + 1))) return i;
  scaleBy(myriad, state);
  state.digit = null;
  state.run = 0;
  state.unit = myriad;
  state.zero = false;
  return i + 1;
}

function scaleBy(myriad: number, state: State): void {
  const section = state.section + (state.digit ?? 0);
  if (state.choices.length === 2 && state.digit !== null) {
    const base = state.section;
    state.choices = state.choices.map((choice) => (base + choice) * myriad);
    state.total += state.choices[0] ?? 0;
  } else if (myriad >= 1e8) {
    state.high += (state.total + section) * myriad;
    state.total = 0;
  } else {
    state.total = section === 0 ? state.total * myriad : state.total + section * myriad;
    if (state.vague !== null) state.choices = [];
  }
  state.section = 0;
}

/** 几人, 十几人, 几十人, 数十人, 二十几万: nobody knows how many. */
function some(s: string, i: number, state: State, first: boolean): number {
  if (!first && state.unit === 0) return i;
  if (first && s.charAt(i) === "数" && !TENS.has(s.charAt(i + 1))) return i;
  if (state.digit !== null) return i;
  state.vague = "approximate";
  state.digit = first ? 1 : 0;
  state.run = 9;
  return i + 1;
}

function finish(s: string, end: number, state: State): Numeral {
  const { unit, zero } = state;
  let tail = state.digit ?? 0;
  let choices = state.choices;
  if (unit >= 100 && !zero && state.run === 1 && state.digit !== null && state.vague === null)
    tail = (tail * unit) / 10;
  const base = state.high + state.total + state.section;
  if (choices.length === 2 && state.digit !== null) {
    choices = choices.map((choice) => base + choice);
    tail = state.digit > 9 ? Math.floor(state.digit / 10) : state.digit;
  }
  if (state.vague === "approximate") choices = [];
  const value = base + tail;
  return fraction(s, end, {
    end,
    value,
    vague: state.vague,
    choices,
    latin: state.latin,
    isSpelledOut: !state.latin && unit === 0 && value >= 10,
  });
}

/** 一点五, 三百二十四点七五, 1点1. A clock time such as 三点五分 is told apart by what follows. */
function fraction(s: string, end: number, whole: Numeral): Numeral {
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
