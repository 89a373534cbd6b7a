import { codesOf, isDigit } from "./codes.ts";

const DAY = "日".charCodeAt(0);
const SLIP_DAY = "曰".charCodeAt(0);
const FULL_STOP = ".".charCodeAt(0);
const [LETTER_O, LETTER_L, ZERO, ONE] = [0x6f, 0x6c, 0x30, 0x31];
const SPELLED_DIGIT = codesOf("0123456789一二三四五六七八九十");
const BEHIND_LETTER_DIGIT = codesOf("0123456789人名月日号年个位户元次篇项件份条小分点.ol");

/** 曰, o and l may be slips of the pen for 日, 0 and 1. */
export function mayBeSlip(code: number): boolean {
  return code === SLIP_DAY || code === LETTER_O || code === LETTER_L;
}

/** `5曰` is 5日; `1O人`, `l5人` have a letter for a digit. Writes what is meant; gives the places of such digits. */
export function repair(codes: number[]): readonly number[] {
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
