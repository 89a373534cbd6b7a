import type { Span } from "./reading.ts";
import { spelledCode, spelledOut } from "./spelling.ts";

/**
 * A message in one spelling: NFKC, lower case, simplified, one space for many. `start` and `end` lead
 * from each normalised code unit back to the code units received, so that titles keep their writing;
 * they are null where each code unit stands where it was received.
 */
export type Text = {
  readonly raw: string;
  readonly s: string;
  readonly start: readonly number[] | null;
  readonly end: readonly number[] | null;
  /** Where a letter was taken for a digit: 1O人, l5人. A person has to confirm what it gave. */
  readonly slips: readonly number[];
};

/** The 人 of 人数 and the 周 of 周三 are no units. */
const WORD_BEHIND =
  /^(?:人[数员均]|时[间长候]|日[期常]|名[单称]|位置|项目|条例|周[一二三四五六日末年]|点[评名]|个[人别]|分[别享组]|小[组结]|元旦|对[照口]|件事|千万|万众|号召|块状)/;

const SPACE = 0x20;
const NEWLINE = 0x0a;
const UNIT_AFTER_DIGIT = codesOf("年月日号曰人名位点时分小个元万千户篇次项件周天刻钟棵吨盏期份条对块秒星礼h%");
const BEFORE_DATE_DIGIT = codesOf("年月第");
const BEHIND_DATE_DIGIT = codesOf("月日号");
const SPELLED_DIGIT = codesOf("0123456789一二三四五六七八九十");
const BEHIND_LETTER_DIGIT = codesOf("0123456789人名月日号年个位户元次篇项件份条小分点.ol");
/** 曰, o and l may be slips of the pen for 日, 0 and 1. */
const SLIPS = codesOf("曰ol");

/** 三百 六十五, 二 千 5 百 and 二十 亿 are one number each. */
const NUMERAL = codesOf("0123456789一二两三四五六七八九十百千万亿点");
const DIGIT = codesOf("0123456789一二两三四五六七八九");
const SCALE = codesOf("百千万亿");
const TEN = "十".charCodeAt(0);
const GAP = "零".charCodeAt(0);
const POINT = "点".charCodeAt(0);
const BEHIND_SCALE = codesOf("元人户块多余个名次件 \n,;。0123456789一二三四五六七八九十零亿");

function codesOf(chars: string): ReadonlySet<number> {
  return new Set([...chars].map((char) => char.charCodeAt(0)));
}

/** Makes the one spelling that the grammar reads. Linear in the length of the message. */
export function normalise(raw: string): Text {
  const written = new Writer(raw);
  const tight = written.inner > 0 ? tightened(written) : written;
  const slips = tight.slips > 0 ? repair(tight.codes) : NO_SLIPS;
  return { raw, s: textOf(tight.codes), start: tight.start, end: tight.end, slips };
}

/** What a piece of the normalised text covers in the message as received. */
export function spanOf(text: Text, from: number, to: number): Span {
  const { start, end } = text;
  if (start === null || end === null) return [Math.min(from, text.raw.length), to <= from ? from : to];
  if (to <= from) return [start[from] ?? text.raw.length, start[from] ?? text.raw.length];
  return [start[from] ?? 0, end[to - 1] ?? text.raw.length];
}

/** The words as received behind a piece of the normalised text. */
export function wordsOf(text: Text, from: number, to: number): string {
  const [start, end] = spanOf(text, from, to);
  return text.raw.slice(start, end);
}

/** Most code units that one call of `fromCharCode` takes. */
const PIECE = 4096;

function textOf(codes: readonly number[]): string {
  if (codes.length <= PIECE) return String.fromCharCode.apply(null, codes as number[]);
  let text = "";
  for (let at = 0; at < codes.length; at += PIECE) text += String.fromCharCode(...codes.slice(at, at + PIECE));
  return text;
}

/** The spelled codes of a text; the offsets are kept only once one differs from its place. */
class Writer {
  readonly codes: number[] = [];
  start: number[] | null = null;
  end: number[] | null = null;
  /** How many spaces stand behind a digit, where they may be inside of a date or a count. */
  inner = 0;
  slips = 0;

  constructor(raw: string) {
    for (let at = 0; at < raw.length; at++) {
      const code = spelledCode(raw.charCodeAt(at));
      if (code > 0) this.#push(code, at, at + 1);
      else if (code < 0) at += this.#spell(raw, at) - 1;
    }
  }

  /** Characters that become several, or that are two code units. */
  #spell(raw: string, at: number): number {
    const char = String.fromCodePoint(raw.codePointAt(at) ?? 0);
    const text = spelledOut(char);
    for (let i = 0; i < text.length; i++) this.#push(text.charCodeAt(i), at, at + char.length);
    return char.length;
  }

  #push(code: number, from: number, to: number): void {
    const { codes } = this;
    const last = codes.length === 0 ? SPACE : codes[codes.length - 1];
    if (code === SPACE) {
      if (last === SPACE) return;
      if (last !== undefined && (isDigit(last) || BEFORE_DATE_DIGIT.has(last) || NUMERAL.has(last))) this.inner += 1;
    }
    if (SLIPS.has(code)) this.slips += 1;
    if (this.start === null && (from !== codes.length || to !== from + 1)) this.#track();
    codes.push(code);
    this.start?.push(from);
    this.end?.push(to);
  }

  /** Until now each code unit stood where it was received. */
  #track(): void {
    this.start = Array.from(this.codes, (_, i) => i);
    this.end = Array.from(this.codes, (_, i) => i + 1);
  }
}

type Written = {
  readonly codes: number[];
  readonly start: number[] | null;
  readonly end: number[] | null;
  readonly slips: number;
};

/** Takes out the spaces inside `2026 年 11 月 5 日`, `15 人`. */
function tightened({ codes, start, end, slips }: Written): Written {
  const kept: { codes: number[]; start: number[]; end: number[] } = { codes: [], start: [], end: [] };
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] ?? 0;
    if (code === SPACE && isInner(codes, i)) continue;
    kept.codes.push(code);
    kept.start.push(start === null ? i : (start[i] ?? 0));
    kept.end.push(end === null ? i + 1 : (end[i] ?? 0));
  }
  return { ...kept, slips };
}

function isInner(codes: readonly number[], at: number): boolean {
  const before = codes[at - 1] ?? 0;
  const after = codes[at + 1] ?? 0;
  if (isDigit(before) && UNIT_AFTER_DIGIT.has(after)) {
    return !WORD_BEHIND.test(String.fromCharCode(after, codes[at + 2] ?? NEWLINE));
  }
  if (BEFORE_DATE_DIGIT.has(before) && isDigit(after)) return isDateDigit(codes, at);
  return NUMERAL.has(before) && isOneNumeral(codes, at);
}

/** Whether the numeral goes on behind a space: 百 六十, 十 亿, 百 点 五. */
function isOneNumeral(codes: readonly number[], space: number): boolean {
  const [before, after, next] = [codeAt(codes, space - 1), codeAt(codes, space + 1), codeAt(codes, space + 2)];
  const second = codeAt(codes, space + 3);
  if (after === POINT) return next === SPACE && DIGIT.has(second);
  if (before === POINT) return codes[space - 2] === SPACE && DIGIT.has(after);
  if (SCALE.has(after)) return BEHIND_SCALE.has(next);
  return (
    SCALE.has(before) &&
    (after === TEN ||
      (after === GAP && DIGIT.has(next)) ||
      (DIGIT.has(after) && isScale(next === SPACE ? second : next)))
  );
}

function isScale(code: number): boolean {
  return code === TEN || SCALE.has(code);
}

function codeAt(codes: readonly number[], at: number): number {
  return codes[at] ?? NEWLINE;
}

/** `2026年 2月` and `11月 5日` are one date; `11月 15人` is not. */
function isDateDigit(codes: readonly number[], space: number): boolean {
  let i = space + 1;
  while (isDigit(codes[i] ?? 0) && i < space + 5) i++;
  if (codes[i] === SPACE) i++;
  return BEHIND_DATE_DIGIT.has(codes[i] ?? 0);
}

const FULL_STOP = ".".charCodeAt(0);
const DAY = "日".charCodeAt(0);
const SLIP_DAY = "曰".charCodeAt(0);
const [LETTER_O, LETTER_L, ZERO, ONE] = [0x6f, 0x6c, 0x30, 0x31];

const NO_SLIPS: readonly number[] = [];

/** `5曰` is 5日; `1O人`, `l5人` have a letter for a digit. Gives the places of such digits. */
function repair(codes: number[]): readonly number[] {
  const digits: number[] = [];
  for (let i = 0; i < codes.length; i++) {
    const meant = meantBy(codes, i);
    if (meant === null) continue;
    codes[i] = meant;
    if (meant !== DAY) digits.push(i);
  }
  return digits;
}

function meantBy(codes: readonly number[], i: number): number | null {
  const before = codes[i - 1] ?? 0;
  const after = codes[i + 1] ?? 0;
  if (codes[i] === SLIP_DAY) return SPELLED_DIGIT.has(before) ? DAY : null;
  if (codes[i] === LETTER_O) return isDigit(before) && BEHIND_LETTER_DIGIT.has(after) ? ZERO : null;
  return codes[i] === LETTER_L && isLoneOne(before, after) ? ONE : null;
}

function isLoneOne(before: number, after: number): boolean {
  if (isDigit(before)) return BEHIND_LETTER_DIGIT.has(after);
  return (isDigit(after) || after === FULL_STOP) && !(before >= 0x61 && before <= 0x7a);
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}
