import type { Catalogue, Kind } from "./kinds.ts";
import { readNumber } from "./understand/message.ts";

/** An amount that is promised in place of a number of happenings: the 件 of 为群众办实事不少于15件. */
export type PromisedAmount = { readonly names: readonly string[]; readonly unit: string };

/** What happens once each time it is counted: only such numbers are a number of records. */
const HAPPENINGS: ReadonlySet<string> = new Set(["次", "场", "期", "回", "人次"]);

const DIGITS = "(?:[\\d.,]{1,9}万?|[一二两三四五六七八九十百千万]{1,6})";
/** Of 2至3名 the first is promised. */
const NUMBER = `(${DIGITS})(?:\\s*[-—–~至到]\\s*${DIGITS})?\\s*(?:余|多)?\\s*`;

type Said = { readonly text: string; readonly kind: string | null; readonly minimum: number };

/** The amount that a promise of a kind counts, by the unit behind its number; nothing where it counts happenings. */
export function amountPromised(
  { text, kind, minimum }: Said,
  { kinds }: Pick<Catalogue, "kinds">,
): PromisedAmount | null {
  const known = kinds.find(({ name }) => name === kind);
  const said = known === undefined ? undefined : numbersIn(text, known).find(({ value }) => value === minimum);
  return known === undefined || said === undefined ? null : amountOf(known, said.unit);
}

/** The amounts of a kind that are counted in a unit; nothing where it counts happenings or none of its amounts. */
export function amountOf(kind: Pick<Kind, "quantities">, unit: string): PromisedAmount | null {
  if (HAPPENINGS.has(unit)) return null;
  const names = kind.quantities.filter(({ units }) => units.includes(unit)).map(({ name }) => name);
  return names.length === 0 ? null : { names, unit };
}

/** The first number of a promise that counts what is promised; of no known kind any number with a unit. */
export function minimumIn(text: string, kind: Pick<Kind, "quantities"> | null): number | undefined {
  return numbersIn(text, kind)[0]?.value;
}

/** 3个社区 says where 志愿服务 is, and not how often. */
function numbersIn(text: string, kind: Pick<Kind, "quantities"> | null): { value: number; unit: string }[] {
  const own = kind?.quantities.flatMap(({ units }) => units) ?? ["篇", "件", "个"];
  const units = [...new Set(["次", "场", "期", "回", ...own])].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(`${NUMBER}(${units.join("|")})(?!月|星期|礼拜|人)`, "gu");
  return [...text.normalize("NFKC").matchAll(pattern)].flatMap(([, digits = "", unit = ""]) => {
    const value = readNumber(digits);
    return value === null ? [] : [{ value: Math.round(value), unit }];
  });
}
