import { distance } from "./distance.ts";

/** How far apart near titles may be, as a share of the longer one. */
const NEAR = 1 / 3;

/** How many pairs of letters of the shorter title the longer one has to hold, and what share of them. */
const FEWEST_PAIRS = 4;
const MOST_PAIRS = 0.7;

/** Words of titles that say what is done with a matter, and not which one it is. */
const COMMON =
  /学习|传达|贯彻|落实|宣讲|研讨|讨论|开展|组织|举行|召开|进行|关于|有关|重要|精神|讲话|报告|活动|会议|专题|主题|集中|原文|原著|[的了在去]/g;

/** A core of fewer letters is too common to make two titles of different headcounts one. */
const FEWEST_LETTERS = 4;

/** Cores of as many letters that share no two neighbouring ones name different things, whatever stands around them. */
const FEWEST_TELLING = 3;

/** The share of the shorter core's letters that the longer one of two titles that are alike has to hold. */
const MOST_LETTERS = 0.7;

/**
 * Equal, contained or near after dropping what is not a letter or a digit; or once what titles commonly begin and end
 * with is dropped too: 四中全会精神 and 二十届四中全会. A missing title agrees with all.
 */
export function titlesAgree(a: string | null, b: string | null): boolean {
  if (a === null || b === null) return true;
  const [short, long] = inOrder(bare(a), bare(b));
  if (short === "" || long.includes(short)) return true;
  const [core, other] = inOrder(coreOf(a), coreOf(b));
  if (core.length >= FEWEST_TELLING && !sharePair(core, other)) return false;
  if (isNear(short, long) || tellsMost(short, long)) return true;
  return core.length >= FEWEST_LETTERS && (other.includes(core) || tellsMost(core, other));
}

function isNear(short: string, long: string): boolean {
  return numerals(short) === numerals(long) && distance(short, long) <= Math.floor(long.length * NEAR);
}

/**
 * Whether titles may name one thing where the rest of two reports does not differ: the letters of one stand in the
 * other in their order (清河道 and 清理河道垃圾), or nearly all of them in any.
 */
export function titlesAlike(a: string | null, b: string | null): boolean {
  if (a === null || b === null) return true;
  const [short, long] = inOrder(coreOf(a), coreOf(b));
  if (short.length < 2 || !numerals(long).includes(numerals(short))) return false;
  if (long.includes(short)) return true;
  if (!sharePair(short, long)) return false;
  const shared = [...short].filter((letter) => long.includes(letter)).length;
  return standIn(short, long) || shared >= short.length * MOST_LETTERS;
}

function inOrder(a: string, b: string): readonly [short: string, long: string] {
  return a.length <= b.length ? [a, b] : [b, a];
}

/** Whether the letters of a title stand in another in their order. */
function standIn(short: string, long: string): boolean {
  let at = 0;
  for (const letter of long) if (letter === short.charAt(at)) at += 1;
  return at === short.length;
}

/** 去红色展馆参观 and 参观红色展馆: most pairs of neighbouring letters of the shorter one, in whatever order, and its numbers. */
function tellsMost(short: string, long: string): boolean {
  if (!numerals(long).includes(numerals(short))) return false;
  const pairs = pairsOf(short);
  const shared = pairs.filter((pair) => long.includes(pair)).length;
  return shared >= FEWEST_PAIRS && shared >= pairs.length * MOST_PAIRS;
}

function sharePair(short: string, long: string): boolean {
  return pairsOf(short).some((pair) => long.includes(pair));
}

function pairsOf(words: string): string[] {
  return Array.from({ length: Math.max(0, words.length - 1) }, (_, i) => words.slice(i, i + 2));
}

/** 第三讲 and 第四讲 differ by one letter and are two events. */
function numerals(words: string): string {
  return words.replace(/[^0-9一二三四五六七八九十百]/g, "");
}

function coreOf(title: string): string {
  return bare(title).replace(COMMON, "");
}

function bare(title: string): string {
  return title
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "")
    .slice(0, 200);
}
