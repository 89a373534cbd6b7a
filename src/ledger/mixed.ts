import type { Facts, Quantity } from "./activity.ts";
import { type Catalogue, kindNamed } from "./kinds.ts";
import { readNumber } from "./understand/message.ts";
import type { Doubt } from "./understand/reading.ts";

/**
 * A property of a meeting rather than a meeting of its own: a 支委会 may carry it for some of its
 * items, and of its amounts only the stated part is the property's.
 */
export const PROPERTY = "三重一大会议";
const PREFIX = "三重一大";
const AMOUNTS: readonly string[] = ["议定事项", "报备"];

/** Whether a meeting carries 三重一大 beside another meeting kind, so that its amounts are of both. */
function isMixed(kinds: readonly string[], catalogue: Catalogue): boolean {
  const isMeeting = (name: string) => name !== PROPERTY && kindNamed(name, catalogue)?.family === "meeting";
  return kinds.includes(PROPERTY) && kinds.some(isMeeting);
}

/** The name under which a mixed meeting keeps how much of an amount was 三重一大. */
export function partName(name: string): string {
  return PREFIX + name;
}

/** One question for each amount of a mixed meeting whose 三重一大 part nobody has stated. */
export function mixedDoubts({ kinds, quantities }: Facts, catalogue: Catalogue): Doubt[] {
  if (!isMixed(kinds, catalogue)) return [];
  return quantities
    .filter((quantity) => AMOUNTS.includes(quantity.name) && !hasPart(quantities, quantity))
    .map(doubtOf);
}

/** 议定3项，其中三重一大1项: how much of a mixed meeting's items its words say was 三重一大, and not the 3 of 三重一大 议定3项. */
const STATED_PART =
  /其中,?(?:属于|涉及|有)?["“”']?三重一大["“”']?(?:的|类|事项|议题|决策){0,2}(?:有|是|为|共)?(\d{1,3}|[一二两三四五六七八九十]{1,3})[项个件]/u;

/** A mixed meeting with the part that its words state; one in doubt is left to be asked about. */
export function withStatedPart<F extends Facts>(facts: F, { words, catalogue }: Told): F {
  const { kinds, quantities } = facts;
  const whole = quantities.find(({ name }) => name === "议定事项");
  if (whole === undefined || hasPart(quantities, whole) || !isMixed(kinds, catalogue)) return facts;
  const stated = STATED_PART.exec(words.normalize("NFKC").replace(/\s+/g, ""))?.[1];
  const value = stated === undefined ? null : readNumber(stated);
  if (value === null || value > whole.value) return facts;
  const others = quantities.filter(({ name }) => name !== "项数");
  return {
    ...facts,
    quantities: [...others, { name: partName(whole.name), unit: whole.unit, value, bound: "exact" }],
  };
}

type Told = { readonly words: string; readonly catalogue: Catalogue };

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
