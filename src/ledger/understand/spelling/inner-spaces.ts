import { codesOf, isDigit, NEWLINE, SPACE } from "./codes.ts";

/** The 人 of 人数, the 周 of 周三 and the h of html are no units. */
const WORD_BEHIND =
  /^(?:人[数员均]|时[间长候]|日[期常]|名[单称]|位置|项目|条例|周[一二三四五六日末年]|年[度终底]|点[评名]|个[人别]|分[^钟\n ,;。)左多]|小[组结]|元旦|对[照口]|件事|千万|万众|号召|块状|h[a-np-qs-z])/;

const UNIT_AFTER_DIGIT = codesOf("年月日号曰人名位点时分小个元万千户篇次项件周天刻钟棵吨盏期份条对块秒星礼h%");
const BEFORE_DATE_DIGIT = codesOf("年月第");
const BEHIND_DATE_DIGIT = codesOf("月日号");

/** 三百 六十五, 二 千 5 百 and 二十 亿 are one number each. */
const NUMERAL = codesOf("0123456789一二两三四五六七八九十百千万亿点");
const DIGIT = codesOf("0123456789一二两三四五六七八九");
const SCALE = codesOf("百千万亿");
const TEN = "十".charCodeAt(0);
const GAP = "零".charCodeAt(0);
const POINT = "点".charCodeAt(0);
const BEHIND_SCALE = codesOf("元人户块多余个名次件 \n,;。0123456789一二三四五六七八九十零亿");

/** Whether a space behind this character may be inside of a date or a count. */
export function mayHoldSpace(before: number): boolean {
  return isDigit(before) || BEFORE_DATE_DIGIT.has(before) || NUMERAL.has(before);
}

/** Whether a space stands inside of a date, a count or a numeral: `2026 年 11 月 5 日`, `15 人`. */
export function isInnerSpace(codes: readonly number[], at: number): boolean {
  const before = codes[at - 1] ?? 0;
  const after = codes[at + 1] ?? 0;
  if (isDigit(before) && UNIT_AFTER_DIGIT.has(after)) {
    return !WORD_BEHIND.test(String.fromCharCode(after, codes[at + 2] ?? NEWLINE));
  }
  if (BEFORE_DATE_DIGIT.has(before) && isDigit(after)) return isDateDigit(codes, at);
  return NUMERAL.has(before) && isOneNumeral(codes, at);
}

/** `2026年 2月` and `11月 5日` are one date; `11月 15人` is not. */
function isDateDigit(codes: readonly number[], space: number): boolean {
  let i = space + 1;
  while (isDigit(codes[i] ?? 0) && i < space + 5) i++;
  if (codes[i] === SPACE) i++;
  return BEHIND_DATE_DIGIT.has(codes[i] ?? 0);
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
