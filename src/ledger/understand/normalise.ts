import type { Span } from "./reading.ts";

/**
 * A message in one spelling: NFKC, lower case, simplified, one space for many. `start` and `end` lead
 * from each normalised code unit back to the code units received, so that titles keep their writing.
 */
export type Text = {
  readonly raw: string;
  readonly s: string;
  readonly start: readonly number[];
  readonly end: readonly number[];
};

const SIMPLE: ReadonlyMap<string, string> = new Map(
  Object.entries({
    週: "周",
    點: "点",
    鐘: "钟",
    鍾: "钟",
    個: "个",
    黨: "党",
    學: "学",
    習: "习",
    會: "会",
    議: "议",
    員: "员",
    時: "时",
    間: "间",
    號: "号",
    兩: "两",
    萬: "万",
    億: "亿",
    參: "参",
    課: "课",
    總: "总",
    組: "组",
    織: "织",
    務: "务",
    訪: "访",
    問: "问",
    動: "动",
    場: "场",
    戶: "户",
    對: "对",
    項: "项",
    條: "条",
    這: "这",
    後: "后",
    從: "从",
    約: "约",
    題: "题",
    講: "讲",
    領: "领",
    讀: "读",
    體: "体",
    談: "谈",
    話: "话",
    為: "为",
    辦: "办",
    實: "实",
    願: "愿",
    導: "导",
    討: "讨",
    開: "开",
    禮: "礼",
    單: "单",
    擴: "扩",
    風: "风",
    設: "设",
    幾: "几",
    "—": "-",
    "–": "-",
    "―": "-",
    "−": "-",
    "‐": "-",
    "‑": "-",
    "─": "-",
    "〜": "~",
    "•": "·",
    "・": "·",
    "‧": "·",
    "「": "“",
    "」": "”",
    "『": "“",
    "』": "”",
    "〈": "《",
    "〉": "》",
    "＂": '"',
    "﹣": "-",
  }),
); // biome-ignore-end format: a table

const UNIT_AFTER_DIGIT = /[年月日号曰人名位点时分小个元万千户篇次项件周天刻钟棵吨盏期份条对块h%]/;

/** The 人 of 人数 and the 周 of 周三 are no units. */
const WORD_BEHIND =
  /^(?:人[数员均]|时[间长候]|日[期常]|名[单称]|位置|项目|条例|周[一二三四五六日末年]|点[评名]|个[人别]|分[别享组]|小[组结]|元旦|对[照口]|件事|千万|万众|号召|块状)/;

/** Makes the one spelling that the grammar reads. Linear in the length of the message. */
export function normalise(raw: string): Text {
  const out = new Writer();
  for (let at = 0; at < raw.length; ) {
    const code = raw.codePointAt(at) ?? 0;
    const length = code > 0xffff ? 2 : 1;
    out.write(spelling(raw, at, length), at, at + length);
    at += length;
  }
  const { chars, start, end } = tighten(out);
  return { raw, s: repair(chars).join(""), start, end };
}

/** What a piece of the normalised text covers in the message as received. */
export function spanOf(text: Text, from: number, to: number): Span {
  if (to <= from) return [text.start[from] ?? text.raw.length, text.start[from] ?? text.raw.length];
  return [text.start[from] ?? 0, text.end[to - 1] ?? text.raw.length];
}

/** The words as received behind a piece of the normalised text. */
export function wordsOf(text: Text, from: number, to: number): string {
  return text.raw.slice(...spanOf(text, from, to));
}

class Writer {
  readonly chars: string[] = [];
  readonly start: number[] = [];
  readonly end: number[] = [];

  write(text: string, from: number, to: number): void {
    for (let i = 0; i < text.length; i++) this.push(text.charAt(i), from, to);
  }

  push(char: string, from: number, to: number): void {
    if (char === " " && (this.chars.at(-1) ?? " ") === " ") return;
    this.chars.push(char);
    this.start.push(from);
    this.end.push(to);
  }
}

function spelling(raw: string, at: number, length: number): string {
  const char = raw.slice(at, at + length);
  const code = char.codePointAt(0) ?? 0;
  if (code < 0x80) return ascii(char, code);
  if (code >= 0x4e00 && code <= 0x9fff) return SIMPLE.get(char) ?? char;
  if (isInvisible(code)) return "";
  if (code === 0x2028 || code === 0x2029 || code === 0x85) return "\n";
  if (/[①-⑳“”‘’…]/u.test(char)) return char;
  const simple = SIMPLE.get(char);
  if (simple !== undefined) return simple;
  const nfkc = char.normalize("NFKC").toLowerCase();
  if (nfkc.length > 4) return char;
  return /^\s$/u.test(nfkc) ? " " : [...nfkc].map((c) => SIMPLE.get(c) ?? c).join("");
}

function ascii(char: string, code: number): string {
  if (code === 0x0a) return "\n";
  if (code === 0x0d) return "";
  if (code <= 0x20) return " ";
  return code >= 0x41 && code <= 0x5a ? char.toLowerCase() : char;
}

/** Zero-width marks, variation selectors and the like, which phones slip into text. */
function isInvisible(code: number): boolean {
  return (code >= 0x200b && code <= 0x200f) || code === 0xfeff || code === 0x2060 || (code >= 0xfe00 && code <= 0xfe0f);
}

/** Takes out the spaces inside `2026 年 11 月 5 日`, `15 人`. */
function tighten(out: Writer): Writer {
  const kept = new Writer();
  const { chars } = out;
  for (let i = 0; i < chars.length; i++) {
    const char = chars[i] ?? "";
    if (char === " " && isInner(chars, i)) continue;
    kept.push(char, out.start[i] ?? 0, out.end[i] ?? 0);
  }
  return kept;
}

function isInner(chars: readonly string[], at: number): boolean {
  const before = chars[at - 1] ?? "";
  const after = chars[at + 1] ?? "";
  if (isDigit(before) && UNIT_AFTER_DIGIT.test(after)) return !WORD_BEHIND.test(after + (chars[at + 2] ?? ""));
  return /[年月第]/.test(before) && isDigit(after) && isDateDigit(chars, at);
}

/** `2026年 2月` and `11月 5日` are one date; `11月 15人` is not. */
function isDateDigit(chars: readonly string[], space: number): boolean {
  let i = space + 1;
  while (isDigit(chars[i] ?? "")) i++;
  if (chars[i] === " ") i++;
  return /[月日号]/.test(chars[i] ?? "");
}

/** `5曰` is 5日; `1O人`, `l5人` have a letter for a digit. */
function repair(chars: string[]): string[] {
  for (let i = 0; i < chars.length; i++) {
    const before = chars[i - 1] ?? "";
    const after = chars[i + 1] ?? "";
    if (chars[i] === "曰" && /[0-9一二三四五六七八九十]/.test(before)) chars[i] = "日";
    else if (chars[i] === "o" && isDigit(before) && /[0-9人名月日号年个位户]/.test(after)) chars[i] = "0";
    else if (chars[i] === "l" && isLoneOne(before, after)) chars[i] = "1";
  }
  return chars;
}

function isLoneOne(before: string, after: string): boolean {
  if (isDigit(before)) return /[0-9人名月日号年个位户]/.test(after);
  return isDigit(after) && !/[a-z]/.test(before);
}

function isDigit(char: string): boolean {
  return char >= "0" && char <= "9" && char.length === 1;
}
