import type { Facts } from "./activity.ts";
import { distance } from "./distance.ts";
import { type Catalogue, kindNamed, withImplied } from "./kinds.ts";

/** How far apart near titles may be, as a share of the longer one. */
const NEAR = 1 / 3;

/** How many pairs of letters of the shorter title the longer one has to hold, and what share of them. */
const FEWEST_PAIRS = 4;
const MOST_PAIRS = 0.7;

/**
 * Whether two reports may tell of one event, so that a person has to be asked:
 * a shared kind that does not add, overlapping days, halves of the day and titles
 * that do not contradict each other. It never decides that they are one.
 */
export function maySameEvent(a: Facts, b: Facts, catalogue: Catalogue): boolean {
  return overlap(a, b) && compatible(a.half, b.half) && titlesAgree(a.title, b.title) && shareKind(a, b, catalogue);
}

function shareKind(a: Facts, b: Facts, catalogue: Catalogue): boolean {
  const others = new Set(withImplied(b.kinds, catalogue));
  return withImplied(a.kinds, catalogue).some((kind) => others.has(kind) && !kindNamed(kind, catalogue)?.adds);
}

function overlap(a: Facts, b: Facts): boolean {
  if (a.start === null || b.start === null) return false;
  return a.start <= (b.end ?? b.start) && b.start <= (a.end ?? a.start);
}

function compatible<T>(a: T | null, b: T | null): boolean {
  return a === null || b === null || a === b;
}

/** Equal, contained or near after dropping what is not a letter or a digit; a missing title agrees with all. */
export function titlesAgree(a: string | null, b: string | null): boolean {
  if (a === null || b === null) return true;
  const [short, long] = [bare(a), bare(b)].sort((x, y) => x.length - y.length);
  if (!short || !long) return true;
  if (long.includes(short) || tellsMost(short, long)) return true;
  return numerals(a) === numerals(b) && distance(short, long) <= Math.floor(long.length * NEAR);
}

/** 去红色展馆参观 and 参观红色展馆: most pairs of neighbouring letters of the shorter one, in whatever order, and its numbers. */
function tellsMost(short: string, long: string): boolean {
  if (!numerals(long).includes(numerals(short))) return false;
  const pairs = Array.from({ length: Math.max(0, short.length - 1) }, (_, i) => short.slice(i, i + 2));
  const shared = pairs.filter((pair) => long.includes(pair)).length;
  return shared >= FEWEST_PAIRS && shared >= pairs.length * MOST_PAIRS;
}

/** 第三讲 and 第四讲 differ by one letter and are two events. */
function numerals(title: string): string {
  return bare(title).replace(/[^0-9一二三四五六七八九十百]/g, "");
}

function bare(title: string): string {
  return title
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "")
    .slice(0, 200);
}
