import type { Facts, Quantity } from "./activity.ts";
import type { Catalogue, Kind } from "./kinds.ts";
import { kindNamed } from "./kinds.ts";
import type { Doubt } from "./understand/reading.ts";

/** A property of a meeting rather than a meeting of its own: a 支委会 may carry it for some of its items. */
const PROPERTY = "三重一大会议";
const PREFIX = "三重一大";
const AMOUNTS: readonly string[] = ["议定事项", "报备"];

/** Whether a meeting carries 三重一大 beside another meeting kind, so that its amounts are of both. */
function isMixed(kinds: readonly string[], kindOf: (name: string) => Kind | undefined): boolean {
  return kinds.includes(PROPERTY) && kinds.some((name) => name !== PROPERTY && kindOf(name)?.family === "meeting");
}

/** The name under which a mixed meeting keeps how much of an amount was 三重一大. */
export function partName(name: string): string {
  return PREFIX + name;
}

/** One question for each amount of a mixed meeting whose 三重一大 part nobody has stated. */
export function mixedDoubts({ kinds, quantities }: Facts, catalogue: Catalogue): Doubt[] {
  if (!isMixed(kinds, (name) => kindNamed(name, catalogue))) return [];
  return quantities
    .filter((quantity) => AMOUNTS.includes(quantity.name) && !hasPart(quantities, quantity))
    .map(doubtOf);
}

/** Without a 三重一大 part that is more than its whole, which nobody can have meant. */
export function withoutExcess<F extends Facts>(facts: F): F {
  const { quantities } = facts;
  const isExcess = (part: Quantity) =>
    quantities.some(
      (whole) => partName(whole.name) === part.name && AMOUNTS.includes(whole.name) && part.value > whole.value,
    );
  return { ...facts, quantities: quantities.filter((quantity) => !isExcess(quantity)) };
}

function hasPart(quantities: readonly Quantity[], { name }: Quantity): boolean {
  return quantities.some((one) => one.name === partName(name));
}

function doubtOf({ name, value, unit }: Quantity): Doubt {
  return {
    about: "quantity",
    reason: "part",
    words: `${name}${value}${unit}`,
    options: [],
    quantity: { name: partName(name), unit },
  };
}
