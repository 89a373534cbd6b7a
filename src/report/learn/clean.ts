import { SIMPLIFIED, TRADITIONAL } from "../../ledger/understand/spelling/traditional.ts";

/**
 * A report as the rules read it: one spelling, no spaces, one UTF-16 unit a character. `at` leads from
 * each character of `s` to its code point in the text as read.
 */
export type Clean = { readonly s: string; readonly at: readonly number[] };

const CRAWLER_MARK = /##[A-Za-z]{2,24}##/y;

const TRADITIONAL_FORMS: ReadonlyMap<string, string> = new Map(
  Array.from(TRADITIONAL, (char, i) => [char, SIMPLIFIED.charAt(i)]),
);

const SPELLINGS: ReadonlyMap<string, string> = new Map([
  ...TRADITIONAL_FORMS,
  ["○", "〇"],
  ["◯", "〇"],
  ["〝", "“"],
  ["〞", "”"],
  ["「", "“"],
  ["」", "”"],
  ["『", "“"],
  ["』", "”"],
  ["✕", "×"],
  ["✖", "×"],
  ["╳", "×"],
  ["〔", "["],
  ["〕", "]"],
  ["▁", "_"],
  ["﹍", "_"],
  ["﹎", "_"],
  ["﹏", "_"],
  ["–", "-"],
  ["—", "-"],
  ["−", "-"],
  ["～", "~"],
  ["〜", "~"],
  ["〈", "《"],
  ["〉", "》"],
  // A table as text: a cell a line, as a table of Word is read.
  ["\t", "\n"],
  ["\r", ""],
  ["\u2028", "\n"],
  ["\u2029", "\n"],
  ["\v", "\n"],
  ["\f", "\n"],
]);

/** A text in simplified characters, each at the place of its own. */
export function simplified(text: string): string {
  return Array.from(text, (char) => TRADITIONAL_FORMS.get(char) ?? char).join("");
}

/** Marks that crawlers leave inside words are dropped and the word rejoined; positions stay those of the text. */
export function clean(text: string): Clean {
  const chars: string[] = [];
  const at: number[] = [];
  let point = 0;
  for (let i = 0; i < text.length; ) {
    const room = roomAt(text, i);
    for (let n = 0; n < room; n++) {
      chars.push("_");
      at.push(point + n);
    }
    i += room;
    point += room;
    const mark = markAt(text, i);
    const code = text.codePointAt(i) ?? 0;
    const char = mark > 0 ? "" : spelt(text, i, code);
    if (char !== "" && !(char === " " && chars.at(-1) === " ")) {
      chars.push(char);
      at.push(point);
    }
    i += mark || units(code);
    point += mark || 1;
  }
  return withoutSpaces(chars, at);
}

/** The code points of the text as read that a stretch of the cleaned text covers. */
export function spanOf({ at }: Clean, from: number, to: number): readonly [start: number, end: number] {
  return [at[from] ?? 0, (at[to - 1] ?? 0) + 1];
}

const BAR = 0x7c;

function spelt(text: string, at: number, code: number): string {
  return code === BAR ? cellEnd(text, at) : spelling(code);
}

/** The bar between two cells of a Markdown table ends one; those around a row end nothing. */
function cellEnd(text: string, at: number): string {
  const isBefore = /(?:^|\n)[^\S\n]*$/.test(text.slice(Math.max(0, at - 8), at));
  return isBefore || /^[^\S\n]*(?:$|[\r\n])/.test(text.slice(at + 1, at + 9)) ? "" : "\n";
}

/** 召开党员大会    次，: room left to write a number in, where its unit and the end of its phrase stand behind it. */
const ROOM =
  /(?<=[一-龥”）)])[ \u3000\u00a0]{2,40}(?=[余多]?(?:万?元|人次|小时|[次人名篇件个户场条项期份对支批家])(?:[，。；、,;）)\r\n]|$))/y;

function roomAt(text: string, i: number): number {
  if (!/[ \u3000\u00a0]/.test(text.charAt(i))) return 0;
  ROOM.lastIndex = i;
  return ROOM.exec(text)?.[0].length ?? 0;
}

function markAt(text: string, i: number): number {
  if (text.charCodeAt(i) !== 0x23) return 0;
  CRAWLER_MARK.lastIndex = i;
  return CRAWLER_MARK.exec(text)?.[0].length ?? 0;
}

function units(code: number): number {
  return code > 0xffff ? 2 : 1;
}

/** One unit for every character; "" for what nobody sees. */
function spelling(code: number): string {
  if (code > 0xffff) return "\uFFFD";
  const char = String.fromCharCode(code);
  const known = SPELLINGS.get(char);
  if (known !== undefined) return known;
  return isPlain(code) ? char : visible(char, code);
}

function isPlain(code: number): boolean {
  return (code > 0x20 && code < 0x7f) || (code >= 0x4e00 && code <= 0x9fff);
}

function visible(char: string, code: number): string {
  if (isInvisible(code)) return "";
  if (char !== "\n" && /\s/.test(char)) return " ";
  if (code >= 0xd800 && code <= 0xdfff) return "\uFFFD";
  return isWide(code) ? String.fromCharCode(code - 0xfee0) : char;
}

function isInvisible(code: number): boolean {
  return (
    (code >= 0x200b && code <= 0x200f) ||
    (code >= 0x202a && code <= 0x202e) ||
    code === 0x2060 ||
    code === 0xfeff ||
    code === 0xad
  );
}

/** Full-width digits, letters, brackets and signs; the marks that end clauses stay. */
function isWide(code: number): boolean {
  return code >= 0xff01 && code <= 0xff5e && !"，；：？！".includes(String.fromCharCode(code));
}

/** A space counts only between letters and digits: `召开 12 次` is read as `召开12次`. */
function withoutSpaces(chars: readonly string[], at: readonly number[]): Clean {
  const kept: string[] = [];
  const positions: number[] = [];
  for (const [i, char] of chars.entries()) {
    if (char === " " && !(isWord(chars[i - 1]) && isWord(chars[i + 1]))) continue;
    kept.push(char);
    positions.push(at[i] ?? 0);
  }
  return { s: kept.map(widened).join(""), at: positions };
}

const NARROW: ReadonlyMap<string, string> = new Map([
  [",", "，"],
  [";", "；"],
  [":", "："],
]);

/** Commas and colons as Chinese writes them, but those of 1,200 and 10:30. */
function widened(char: string, i: number, all: readonly string[]): string {
  const wide = NARROW.get(char);
  if (wide === undefined) return char;
  return /\d/.test(all[i - 1] ?? "") && /\d/.test(all[i + 1] ?? "") ? char : wide;
}

function isWord(char: string | undefined): boolean {
  return char !== undefined && /[0-9A-Za-z]/.test(char);
}
