import { isDoing, THERE_ARE, THERE_IS } from "./predicates.ts";
import type { Situation } from "./role.ts";
import { clauseText, textBefore } from "./seat.ts";

/** 支部现有…, 下设…, or a part of such a figure. */
export function isDescribed({ seat, rosterBefore }: Situation): boolean {
  if (THERE_ARE.test(textBefore(seat).slice(-14))) return true;
  const opening = seat.reader.s.slice(seat.clause.start, seat.amount.start).slice(-24);
  if (!THERE_IS.test(opening) && !rosterBefore) return false;
  return !isDoing(clauseText(seat));
}
