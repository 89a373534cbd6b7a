import { numeral } from "../../ledger/display.ts";
import type { Level, Numbered, NumberedList, Numbering } from "./numbering.ts";

/** What stands before the next paragraph of a list, such as `（三）`; "" where Word numbers nothing. */
export type Counter = (paragraph: Numbered) => string;

type Counting = {
  readonly numbering: Numbering;
  /** The numbers reached, by list and level. */
  readonly reached: Map<string, Map<number, number>>;
  /** Lists that began at a number of their own. */
  readonly begun: Set<NumberedList>;
};

/** Counts the paragraphs of a document from its beginning, as Word does; bullets are no numbers. */
export function counterOf(numbering: Numbering): Counter {
  const counting: Counting = { numbering, reached: new Map(), begun: new Set() };
  return (paragraph) => {
    const list = numbering.lists.get(inherited(paragraph, numbering, "list") ?? "");
    return list === undefined ? "" : numbered(list, levelOf(paragraph, list, numbering), counting);
  };
}

const MOST_STYLES = 12;

/** What a paragraph says itself, or the nearest style that it is based on. */
function inherited<Key extends "list" | "level">(
  paragraph: Numbered,
  { styles }: Numbering,
  key: Key,
): Numbered[Key] | undefined {
  let one: Numbered | undefined = paragraph;
  for (let n = 0; n < MOST_STYLES && one !== undefined; n++) {
    if (one[key] !== undefined) return one[key];
    one = styles.get(one.style ?? "");
  }
  return undefined;
}

/** A style's level is the one that names it. */
function levelOf(paragraph: Numbered, { levels }: NumberedList, numbering: Numbering): number {
  if (paragraph.level !== undefined) return paragraph.level;
  let { style } = paragraph;
  for (let n = 0; n < MOST_STYLES && style !== undefined; n++) {
    const named = style;
    const found = [...levels].find(([, level]) => level.style === named)?.[0];
    if (found !== undefined) return found;
    style = numbering.styles.get(style)?.style;
  }
  return inherited(paragraph, numbering, "level") ?? 0;
}

function numbered(list: NumberedList, at: number, { reached, begun }: Counting): string {
  const level = list.levels.get(at);
  if (level === undefined) return "";
  const counts = reached.get(list.counter) ?? new Map<number, number>();
  reached.set(list.counter, counts);
  if (!begun.has(list)) for (const one of list.starts.keys()) counts.delete(one);
  begun.add(list);
  counts.set(at, (counts.get(at) ?? startOf(list, at) - 1) + 1);
  for (const [deeper, { restart }] of list.levels) {
    if (deeper > at && (restart === null || at < restart)) counts.delete(deeper);
  }
  return shown(level, { list, counts });
}

function startOf({ levels, starts }: NumberedList, at: number): number {
  return starts.get(at) ?? levels.get(at)?.start ?? 1;
}

type Reached = { readonly list: NumberedList; readonly counts: ReadonlyMap<number, number> };

function shown({ text, format, isLegal }: Level, { list, counts }: Reached): string {
  if (format === "bullet") return "";
  const label = text.replace(/%([1-9])/g, (_, digit) => {
    const at = Number(digit) - 1;
    const own = isLegal ? "decimal" : (list.levels.get(at)?.format ?? "decimal");
    return written(counts.get(at) ?? startOf(list, at), own);
  });
  return /[\p{L}\p{N}]$/u.test(label) ? `${label} ` : label;
}

const SIGNS: ReadonlyMap<string, string> = new Map([
  ["ideographTraditional", "甲乙丙丁戊己庚辛壬癸"],
  ["ideographZodiac", "子丑寅卯辰巳午未申酉戌亥"],
  ["upperLetter", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"],
  ["lowerLetter", "abcdefghijklmnopqrstuvwxyz"],
  ["decimalEnclosedCircle", "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"],
  ["decimalEnclosedCircleChinese", "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"],
  ["decimalEnclosedParen", "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"],
  ["decimalEnclosedFullstop", "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"],
]);

const CHINESE =
  /^(?:chineseCounting|chineseCountingThousand|japaneseCounting|taiwaneseCounting|taiwaneseCountingThousand|ideographDigital)$/;

/** A number as a list's format writes it; digits where the format has no sign for it. */
function written(value: number, format: string): string {
  if (format === "none") return "";
  if (CHINESE.test(format) && value > 0 && value < 10_000) return numeral(value);
  if (format === "decimalZero" && value < 10) return `0${value}`;
  if (/^(?:upper|lower)Roman$/.test(format)) return roman(value, format === "upperRoman");
  return SIGNS.get(format)?.charAt(value - 1) || String(value);
}

const ROMAN = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];

function roman(value: number, isUpper: boolean): string {
  if (value < 1 || value > 39) return String(value);
  const small = "x".repeat(Math.floor(value / 10)) + (ROMAN[value % 10] ?? "");
  return isUpper ? small.toUpperCase() : small;
}
