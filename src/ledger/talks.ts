import type { Facts } from "./activity.ts";

/** Between whom a talk is held: each kind of pair once a year (《中国共产党支部工作条例（试行）》第十九条). */
export const PAIRS = ["支委之间", "支委与党员", "党员之间"] as const;

const OFFICER = "(?:副?书记|(?:组织|宣传|纪检)?委员|支委|班子成员|支委会成员)";
const AND = "[与和同跟对找、]";

const PAIR_WORDS: readonly (readonly [(typeof PAIRS)[number], RegExp])[] = [
  ["支委之间", new RegExp(`${OFFICER}${AND}(?:支部)?${OFFICER}|${OFFICER}(?:之间|互相|相互)`)],
  ["支委与党员", new RegExp(`${OFFICER}${AND}.{0,4}党员|党员${AND}(?:支部)?${OFFICER}`)],
  ["党员之间", /(?<![与和同跟对])党员(?:之间|互相|相互)|党员[与和同跟](?:普通)?党员/],
];

const TALK = "谈心谈话";

/**
 * A talk with the kinds of pair that its words name, as amounts of their own: who talked with
 * whom is kept nowhere. Words that name none leave it as it is.
 */
export function withPairs<F extends Pick<Facts, "kinds" | "quantities">>(facts: F, words: string): F {
  if (!facts.kinds.includes(TALK)) return facts;
  const text = words.normalize("NFKC").replace(/\s+/g, "");
  const named = PAIR_WORDS.flatMap(([name, pattern]) => (pattern.test(text) ? [name] : []));
  const pairs = named.map((name) => ({ name, value: 1, unit: "次", bound: "exact" as const }));
  return pairs.length === 0 ? facts : { ...facts, quantities: [...facts.quantities, ...pairs] };
}
