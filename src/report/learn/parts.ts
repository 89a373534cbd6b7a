import { isMissed, isOther } from "./missed.ts";
import { isDoing } from "./predicates.ts";
import type { Role, Situation } from "./role.ts";
import { type Seat, textAfter, textBefore } from "./seat.ts";
import type { UnitClass } from "./units.ts";

/** A number that others are parts of: what it was for, and what it counted. */
export type Whole = { readonly role: Role | null; readonly counts: UnitClass };

/** The number that this one is a part of: 其中 divides the one before, and 村级7个，乡级2个 go on with that. */
export function wholeOf(seat: Seat, { before, whole }: { before: Whole | null; whole: Whole | null }): Whole | null {
  const words = textBefore(seat);
  const of = /^\(?其中/.test(words) ? before : isNamed(words) ? whole : null;
  return of !== null && isAlike(of.counts, seat.amount.counts) ? of : null;
}

/** 158人次参赛，其中党员28人. */
function isAlike(whole: UnitClass, part: UnitClass): boolean {
  return whole === part || (whole === "times" && part === "person");
}

/** 、乡级2个 has no verb, nor has 二班有14人. */
function isNamed(words: string): boolean {
  return /^[^，。；]{0,12}$/.test(words) && !isDoing(words);
}

/** A part is what its whole is, unless a verb says more of it; `own` is what it would be alone. */
export function partRole(situation: Situation, whole: Whole | null, own: Role | null): Role | null {
  if (whole === null || own === "plan" || own === "quota") return own;
  const { near, kinds } = situation.counted;
  if (whole.role === null) return own === "tally" && near ? own : null;
  if (saysMore(situation.seat)) return own;
  if (whole.role === "roster") return "roster";
  if (own !== null && own !== "roster") return own;
  return whole.role === "tally" && kinds.length === 0 ? "manual" : whole.role;
}

/** 其中3个教工支部书记. */
function isNoun(seat: Seat): boolean {
  return /^[一-龥]{2,10}$/.test(textAfter(seat)) && !isDoing(textAfter(seat));
}

/** 其中2名转正, 其中未参加3人. */
function saysMore(seat: Seat): boolean {
  const words = textBefore(seat);
  return (!seat.last && !words.endsWith("有") && !isNoun(seat)) || isDoing(words) || isMissed(seat) || isOther(seat);
}
