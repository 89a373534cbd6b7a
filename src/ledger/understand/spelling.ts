import { NEWLINE, SPACE } from "./codes.ts";

/** Traditional characters of the vocabulary and of dates, each above its simplified form. */
const TRADITIONAL =
  "週點鐘鍾個黨學習會議員時間號兩萬億參課總組織務訪問動場戶對項條這後從約題講領讀體談話為辦實願導討開禮單擴風設幾節國慶兒婦樹聖誕勞軍師現過農曆際陽親愛晝貳陸叄數無報訊記錄銷刪歲舊當達傳聽觀誰麼嗎樣統計費繳";
const SIMPLIFIED =
  "周点钟钟个党学习会议员时间号两万亿参课总组织务访问动场户对项条这后从约题讲领读体谈话为办实愿导讨开礼单扩风设几节国庆儿妇树圣诞劳军师现过农历际阳亲爱昼贰陆叁数无报讯记录销删岁旧当达传听观谁么吗样统计费缴";
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
