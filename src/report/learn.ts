import { type Claim, claimsIn } from "./learn/claims.ts";
import { clausesOf } from "./learn/clauses.ts";
import { type Clean, clean, spanOf } from "./learn/clean.ts";
import { lexicon, type Names } from "./learn/lexicon.ts";
import { type Found, type Meaning, readAmounts } from "./learn/read.ts";
import { scan } from "./learn/scan.ts";
import type { Reader } from "./learn/seat.ts";
import { tenseOf } from "./learn/tense.ts";

export type { Names } from "./learn/lexicon.ts";
export type { Role } from "./learn/role.ts";

/** A number or numeric blank of a past report, as `learn --json` prints it. */
export type Slot = Meaning & {
  /** The number or blank alone, as written. */
  readonly text: string;
  /** Unicode code points of the text as read. */
  readonly start: number;
  readonly end: number;
};

export type Learnt = { readonly text: string; readonly slots: readonly Slot[] };

/**
 * Finds what is numeric in a past report. `year` is the year it speaks of; without it the one that
 * its title or opening names. Never throws; takes time in proportion to the text.
 */
export function learn(text: string, names: Names, { year }: { readonly year?: number } = {}): Learnt {
  const cleaned = clean(text);
  const compiled = lexicon(names);
  const found = scan(cleaned, compiled);
  const tense = tenseOf(cleaned.s, year);
  const reader: Reader = { s: cleaned.s, lexicon: compiled };
  const points = Array.from(text);
  const slot = slotMaker(cleaned, points);
  const amounts = readAmounts(reader, clausesOf(found), tense).map(slot);
  const claims = claimsIn({ s: cleaned.s, kinds: found.kinds, isFuture: tense.isFuture, year: tense.year });
  return { text, slots: together(amounts, claims.map(claimed).map(slot), points) };
}

/** The year that a report speaks of, as its title or opening names it; null where nothing tells. */
export function reportYear(text: string): number | null {
  return tenseOf(clean(text).s, undefined).year;
}

function slotMaker(cleaned: Clean, points: readonly string[]): (found: Found) => Slot {
  return ({ from, to, ...rest }) => {
    const [start, end] = spanOf(cleaned, from, to);
    const { value, unit, kinds, field, role, approx } = rest;
    return { text: points.slice(start, end).join(""), start, end, value, unit, kinds, field, role, approx };
  };
}

function claimed({ start, end, unit, role, kinds, value }: Claim): Found {
  return { from: start, to: end, value, unit, kinds, field: null, role, approx: false };
}

/** In order; a weekday's claim gives way to the number of its sentence, a deadline wins over what it covers. */
function together(amounts: readonly Slot[], claims: readonly Slot[], points: readonly string[]): Slot[] {
  const kept = claims.filter(
    (claim) =>
      claim.role !== "quota" || !amounts.some((amount) => amount.role === "quota" && isStatedBy(claim, amount, points)),
  );
  const free = amounts
    .map((one) => (kept.some((claim) => isDue(one, claim, points)) ? promised(one) : one))
    .filter((one) => !kept.some((claim) => claim.start < one.end && one.start < claim.end));
  return [...free, ...kept].sort((a, b) => a.start - b.start);
}

/** 每周一安排1小时领学: the number says how much of it; 每周一领学。每月1次支委会 speaks of something else. */
function isStatedBy({ end, kinds }: Slot, { start, kinds: counted }: Slot, points: readonly string[]): boolean {
  if (start < end || start - end >= 40 || /[。；！？\n]/.test(points.slice(end, start).join(""))) return false;
  return counted.length === 0 || counted.some((kind) => kinds.includes(kind));
}

const MOST_BETWEEN = 24;

/** The 1 of 9月底前召开1次会议 is promised as its deadline is. */
function isDue({ start }: Slot, claim: Slot, points: readonly string[]): boolean {
  if (claim.role !== "plan" || start < claim.end || start - claim.end > MOST_BETWEEN) return false;
  return claim.unit.endsWith("前") && !/[，,。；！？\n]/.test(points.slice(claim.end, start).join(""));
}

function promised(slot: Slot): Slot {
  return slot.role === "tally" || slot.role === "manual" ? { ...slot, role: "plan", field: null } : slot;
}
