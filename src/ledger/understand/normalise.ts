import type { Span } from "./reading.ts";
import { SPACE, textOf } from "./spelling/codes.ts";
import { isInnerSpace, mayHoldSpace } from "./spelling/inner-spaces.ts";
import { mayBeSlip, repair } from "./spelling/letter-digits.ts";
import { spelledCode, spelledOut } from "./spelling/spelling.ts";

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

const NO_SLIPS: readonly number[] = [];

/** Makes the one spelling that the grammar reads. Linear in the length of the message. */
export function normalise(raw: string): Text {
  const written = new Writer(raw);
  const tight = written.inner > 0 ? tightened(written) : written;
  const slips = tight.slips > 0 ? repair(tight.codes) : NO_SLIPS;
  closeSentence(tight.codes);
  return { raw, s: textOf(tight.codes), start: tight.start, end: tight.end, slips };
}

const [POINT, FULL_STOP] = [0x2e, 0x3002];

/** The point of 20人. and 人数82. at the very end is a full stop. */
function closeSentence(codes: number[]): void {
  const last = codes.length - 1;
  if (codes[last] === POINT && codes[last - 1] !== POINT) codes[last] = FULL_STOP;
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

/** The spelled codes of a text; the offsets are kept only once one differs from its place. */
class Writer {
  readonly codes: number[] = [];
  start: number[] | null = null;
  end: number[] | null = null;
  /** How many spaces may be inside of a date or a count. */
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
    if (code === SPACE) {
      const last = codes[codes.length - 1] ?? SPACE;
      if (last === SPACE) return;
      if (mayHoldSpace(last)) this.inner += 1;
    } else if (mayBeSlip(code)) this.slips += 1;
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

type Kept = Written & { readonly start: number[]; readonly end: number[] };

/** Takes out the spaces inside `2026 年 11 月 5 日`, `15 人`. */
function tightened({ codes, start, end, slips }: Written): Written {
  const kept: Kept = { codes: [], start: [], end: [], slips };
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] ?? 0;
    if (code === SPACE && isInnerSpace(codes, i)) continue;
    kept.codes.push(code);
    kept.start.push(start === null ? i : (start[i] ?? 0));
    kept.end.push(end === null ? i + 1 : (end[i] ?? 0));
  }
  return kept;
}
