import type { Facts } from "./activity.ts";
import { type Catalogue, kindNamed } from "./kinds.ts";

/** Of sensitive kinds only counts and dates are kept. */
export function discreet<F extends Facts>(facts: F, catalogue: Catalogue): F {
  return isSensitive(facts.kinds, catalogue) ? { ...facts, title: null, place: null } : facts;
}

/** Whether one of the kinds is to be kept without words and photos. */
export function isSensitive(kinds: readonly string[], catalogue: Catalogue): boolean {
  return kinds.some((kind) => kindNamed(kind, catalogue)?.sensitive);
}
