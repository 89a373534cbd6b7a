import { NEWLINE, SPACE } from "./codes.ts";
import { SIMPLIFIED, TRADITIONAL } from "./traditional.ts";

/** Marks that stand for another, each above it; a bar between fields is a space. */
const MARKS = "—–―−‐‑─〜•・‧「」『』〈〉＂﹣|｜丨︱";
const PLAIN = '-------~···“”“”《》"-    ';
/** Kept as they are, although NFKC would take them apart: ① is a list mark, “ a bracket. */
const KEPT = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳“”‘’…";

/** Smileys, flags and the like say nothing: they part words as a space does. */
const PICTURE = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}]/u;
const PICTURES = new RegExp(` ?${PICTURE.source}+[\u200d\ufe0f\u20e3]*`, "gu");
/** The frame of 1️⃣ makes the digit before it a list mark. */
const KEYCAP = 0x20e3;

/** The words without the pictures among them. */
export function withoutPictures(words: string): string {
  return PICTURE.test(words) ? words.replace(PICTURES, " ").replace(/ {2,}/g, " ").trim() : words;
}

/** Zero-width marks, variation selectors and the like, which phones slip into text. */
const INVISIBLE = [
  [0x200b, 0x200f],
  [0x2060, 0x2060],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
] as const;

const UNKNOWN = 0xffff;

/** The one character that each character of the plane becomes: 0 drops it, `UNKNOWN` is worked out when met. */
const TABLE = tableOf();

function tableOf(): Uint16Array {
  const table = new Uint16Array(0x10000).fill(UNKNOWN);
  for (let code = 0; code < 0x80; code++) table[code] = ascii(code);
  for (let code = 0x4e00; code <= 0x9fff; code++) table[code] = code;
  pair(table, TRADITIONAL, SIMPLIFIED);
  pair(table, MARKS, PLAIN);
  pair(table, KEPT, KEPT);
  for (const code of [0x2028, 0x2029, 0x85]) table[code] = NEWLINE;
  for (const [from, to] of INVISIBLE) table.fill(0, from, to + 1);
  table[KEYCAP] = "、".charCodeAt(0);
  return table;
}

function pair(table: Uint16Array, from: string, to: string): void {
  for (let i = 0; i < from.length; i++) table[from.charCodeAt(i)] = to.charCodeAt(i);
}

function ascii(code: number): number {
  if (code === NEWLINE) return NEWLINE;
  if (code === 0x0d) return 0;
  if (code <= SPACE) return SPACE;
  return code >= 0x41 && code <= 0x5a ? code + 0x20 : code;
}

/** The one character that a character becomes, 0 where it is dropped, -1 where it becomes several or none is known. */
export function spelledCode(code: number): number {
  const known = TABLE[code] ?? UNKNOWN;
  return known === UNKNOWN ? -1 : known;
}

/** Rare characters met before, such as ㍿ and smileys. */
const SPELLED_OUT = new Map<string, string>();
const MOST_KEPT = 4096;

/** What a rare character becomes: its compatible form in lower case, each part simplified. */
export function spelledOut(char: string): string {
  const known = SPELLED_OUT.get(char);
  if (known !== undefined) return known;
  const nfkc = PICTURE.test(char) ? " " : char.normalize("NFKC").toLowerCase();
  const out = nfkc.length > 4 ? char : /^\s$/u.test(nfkc) ? " " : simplified(nfkc);
  if (char.length === 1 && out.length === 1) TABLE[char.charCodeAt(0)] = out.charCodeAt(0);
  else if (SPELLED_OUT.size < MOST_KEPT) SPELLED_OUT.set(char, out);
  return out;
}

function simplified(text: string): string {
  return [...text]
    .map((char) => {
      const code = char.length === 1 ? (TABLE[char.charCodeAt(0)] ?? UNKNOWN) : UNKNOWN;
      return code === UNKNOWN || code === 0 ? char : String.fromCharCode(code);
    })
    .join("");
}
