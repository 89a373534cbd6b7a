import type { Catalogue, Kind, QuantityKind } from "../kinds.ts";
import { normalise } from "./normalise.ts";
import { type Units, unitsOf } from "./numbers/counts.ts";
import { Chars } from "./spelling/chars.ts";

/** What a word of the vocabulary stands for. */
export type Word =
  | { readonly type: "kind"; readonly kind: string; readonly slip: boolean }
  | { readonly type: "phrase" }
  /** No kind by itself: 打扫卫生 may be 志愿服务 or 为群众办实事. */
  | { readonly type: "unclear"; readonly kinds: readonly string[] }
  | { readonly type: "generic" };

/** A catalogue compiled for reading: made once, used for every message. */
export type Vocabulary = {
  readonly kinds: ReadonlyMap<string, Kind>;
  /** The characters that a word, a stem or 学习 may begin with. */
  readonly firsts: Chars;
  /** Words by their first two characters, the longest first; words of one character by that alone. */
  readonly words: ReadonlyMap<number, readonly (readonly [string, Word])[]>;
  /** The 党建 of 党建暨党风廉政建设工作会议 with the ending that it shares, by first character. */
  readonly stems: ReadonlyMap<
    string,
    readonly { readonly stem: string; readonly kind: string; readonly ending: string }[]
  >;
  /** Names and aliases of four characters and more, by each pair of neighbouring characters. */
  readonly pairs: ReadonlyMap<string, readonly { readonly word: string; readonly at: number; readonly kind: string }[]>;
  readonly units: Units;
  /** Words that announce a quantity: 议定, 报备, 撰写 … */
  readonly announcers: ReadonlyMap<string, readonly { readonly kind: string; readonly quantity: QuantityKind }[]>;
  readonly announcerFirsts: Chars;
  readonly announcerEnds: Chars;
};

const GENERIC = [
  "开会",
  "开了会",
  "开个会",
  "开了个会",
  "会议",
  "活动",
  "meeting",
  "开展活动",
  "搞活动",
  "开了一个会",
  "开了一次会",
];
const ENDINGS = ["工作会议", "会议", "活动", "会"];

/** Compiles a catalogue, an organisation's own kinds and aliases included. */
export function vocabulary(catalogue: Catalogue): Vocabulary {
  const words = wordsOf(catalogue);
  const stems = stemsOf(words);
  const announcers = announcersOf(catalogue);
  return {
    firsts: new Chars(
      [...words.keys()].map((word) => word.charAt(0)),
      stems.keys(),
      [...words.keys()].filter((word) => word.startsWith("办")).map((word) => word.charAt(1)),
      "学",
    ),
    kinds: new Map(catalogue.kinds.map((kind) => [kind.name, kind])),
    words: byFirst(words),
    stems,
    pairs: pairsOf(words),
    units: unitsOf(catalogue.kinds.flatMap((kind) => kind.quantities.flatMap((quantity) => quantity.units))),
    announcers,
    announcerEnds: new Chars([...announcers.keys()].map((word) => word.slice(-1))),
    announcerFirsts: new Chars([...announcers.keys()].map((word) => word.charAt(0))),
  };
}

/** What each word stands for; a name of a kind wins over a slip, and that over all others. */
function wordsOf({ kinds, phrases, unclear }: Catalogue): Map<string, Word> {
  const named = kinds.filter(({ name }) => name !== "其他");
  const entries = [
    ...GENERIC.map((word): Entry => [word, { type: "generic" }]),
    ...unclear.flatMap((one) => one.words.map((word): Entry => [word, { type: "unclear", kinds: one.kinds }])),
    ...phrases.map((word): Entry => [word, { type: "phrase" }]),
    ...kinds.flatMap(({ name, slips }) => slips.map((word): Entry => [word, { type: "kind", kind: name, slip: true }])),
    ...named.flatMap(({ name, aliases }) =>
      [name, ...aliases].map((word): Entry => [word, { type: "kind", kind: name, slip: false }]),
    ),
  ];
  return new Map(entries.map(([word, meaning]) => [spelled(word), meaning]));
}

type Entry = readonly [string, Word];

/** A word in the spelling of the normalised text. */
export function spelled(word: string): string {
  return normalise(word).s.trim();
}

/** The longest word of the vocabulary that begins at `at`. */
export function wordAt(s: string, at: number, vocabulary: Vocabulary): { end: number; word: Word } | null {
  const first = s.charCodeAt(at);
  const longer = vocabulary.words.get(pairOf(first, s.charCodeAt(at + 1)));
  const found = longer === undefined ? null : startAt(s, at, longer);
  return found ?? startAt(s, at, vocabulary.words.get(first) ?? NO_WORDS);
}

const NO_WORDS: readonly (readonly [string, Word])[] = [];

function startAt(
  s: string,
  at: number,
  words: readonly (readonly [string, Word])[],
): { end: number; word: Word } | null {
  for (const [word, meaning] of words) {
    if (!s.startsWith(word, at) || isCutShort(word, meaning, s.slice(at + word.length, at + word.length + 3))) continue;
    if (meaning.type === "kind" && meaning.slip && isDoubled(word) && /[一-龥]/.test(s.charAt(at + word.length)))
      continue;
    if (/[a-z]/.test(word.charAt(0)) && isLatinInside(s, at, at + word.length)) continue;
    return { end: at + word.length, word: meaning };
  }
  return null;
}

/** The 会议 of 会议题目, the 学习会 of 学习会议精神, the 支部会 of 支部会议室 and the 护学 of 耕地保护学习 are halves of other words. */
function isCutShort(word: string, { type }: Word, next: string): boolean {
  if (next.startsWith("题")) return word.endsWith("议");
  if (next.startsWith("习")) return type === "unclear" && word.endsWith("学");
  if (word.endsWith("学习会") && OF_MEETING.test(next)) return true;
  if (type === "unclear" && word.startsWith("支部会")) return /^(?:议|[室厅桌]|记录|纪要)/.test(next);
  return isVerbAhead(word, next);
}

/** What is studied is that of a meeting: 学习会议精神. */
export const MEETING_STUDIED = "议(?:精神|内容|要求|部署|讲话|文件|决[定议]|公报|材料)";
const OF_MEETING = new RegExp(`^${MEETING_STUDIED}`);

/** The 组织 of 组织学习教育活动 is the verb of 学习教育活动; that of 组织学习教育部文件 is not. */
export function isVerbAhead(word: string, next: string): boolean {
  return word === "组织学习" && /^教育(?![部局厅委工法方系])/.test(next);
}

/** 集中学习习 is a slip, in 集中学习习近平总书记讲话 it is none. */
function isDoubled(word: string): boolean {
  return word.charAt(word.length - 1) === word.charAt(word.length - 2);
}

function isLatinInside(s: string, from: number, to: number): boolean {
  return /[a-z]/.test(s.charAt(from - 1)) || /[a-z]/.test(s.charAt(to));
}

function byFirst(words: ReadonlyMap<string, Word>): Map<number, [string, Word][]> {
  const sorted = [...words].sort(([a], [b]) => b.length - a.length);
  const map = new Map<number, [string, Word][]>();
  for (const entry of sorted) push(map, keyOf(entry[0]), entry);
  return map;
}

function keyOf(word: string): number {
  return word.length === 1 ? word.charCodeAt(0) : pairOf(word.charCodeAt(0), word.charCodeAt(1));
}

/** One number for two characters, never that of one alone. */
function pairOf(first: number, second: number): number {
  return (first + 1) * 0x10000 + second;
}

/** What a word means by itself; undefined where the vocabulary does not have it. */
export function meaningOfWord(word: string, vocabulary: Vocabulary): Word | undefined {
  return vocabulary.words.get(keyOf(word))?.find(([candidate]) => candidate === word)?.[1];
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

function stemsOf(words: ReadonlyMap<string, Word>): Vocabulary["stems"] {
  const map = new Map<string, { stem: string; kind: string; ending: string }[]>();
  for (const [word, meaning] of words) {
    if (meaning.type !== "kind" || meaning.slip) continue;
    for (const ending of ENDINGS) {
      const stem = word.slice(0, -ending.length);
      if (word.endsWith(ending) && stem.length >= 2) push(map, stem.charAt(0), { stem, kind: meaning.kind, ending });
    }
  }
  return map;
}

function pairsOf(words: ReadonlyMap<string, Word>): Vocabulary["pairs"] {
  const map = new Map<string, { word: string; at: number; kind: string }[]>();
  for (const [word, meaning] of words) {
    if (meaning.type !== "kind" || meaning.slip || word.length < 4 || /[^一-龥]/.test(word)) continue;
    for (const at of [0, word.length - 2]) push(map, word.slice(at, at + 2), { word, at, kind: meaning.kind });
  }
  return map;
}

function announcersOf(catalogue: Catalogue): Vocabulary["announcers"] {
  const map = new Map<string, { kind: string; quantity: QuantityKind }[]>();
  for (const kind of catalogue.kinds) {
    for (const quantity of kind.quantities) {
      for (const word of new Set([quantity.name, ...quantity.words]))
        push(map, spelled(word), { kind: kind.name, quantity });
    }
  }
  return map;
}
