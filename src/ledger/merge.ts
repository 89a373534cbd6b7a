import type { Facts } from "./activity.ts";
import { type Catalogue, kindNamed, withImplied } from "./kinds.ts";
import { titlesAgree, titlesAlike } from "./title-sameness.ts";

/**
 * Whether two reports may tell of one event, so that a person has to be asked:
 * a shared kind that does not add, overlapping days, halves of the day and titles
 * that do not contradict each other. It never decides that they are one.
 */
export function maySameEvent(a: Facts, b: Facts, catalogue: Catalogue): boolean {
  return overlap(a, b) && compatible(a.half, b.half) && tellOneThing(a, b) && shareKind(a, b, catalogue);
}

/** Looser words do where the headcounts do not differ. */
function tellOneThing(a: Facts, b: Facts): boolean {
  if (titlesAgree(a.title, b.title)) return true;
  return compatible(a.headcount?.value ?? null, b.headcount?.value ?? null) && titlesAlike(a.title, b.title);
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
