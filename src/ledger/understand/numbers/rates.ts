import type { QuantityKind } from "../../kinds.ts";
import { type Chunk, indexFrom } from "../chunk.ts";
import { wordsOf } from "../normalise.ts";
import { isPersonName } from "../people/read-names.ts";
import type { ReadPeople } from "../people/read-people.ts";
import type { Doubt } from "../reading.ts";
import type { CountToken } from "../token.ts";
import { PEOPLE } from "./counts.ts";
import { countedBefore, eachBeside, isOfEach } from "./of-each.ts";
import type { Counted } from "./sums.ts";

/** What a number told of each one makes in all: an amount, or a doubt with what it may be. */
export type OfAll = { readonly amount: Counted | null; readonly doubt: Doubt | null };

const NONE: OfAll = { amount: null, doubt: null };
const NAMED = /^[ ,:;]*((?:[一-龥]{1,4}[、和跟与])+[一-龥]{1,4}?) ?每[人位名]/;

/**
 * 张三、李四每人1篇 are two. Of works that add up a number of each one, such as 心得 20人 每人1篇, is asked about:
 * alone it would count as one. 3户 每户500元 and 3户，各500元 are 1500元; without the 3户 it is no total, and nobody asks for one.
 */
export function ofAll(chunk: Chunk, token: CountToken, kinds: readonly string[], people: ReadPeople): OfAll {
  const { value, bound } = token.count;
  const own = quantityOf(chunk, token, kinds);
  if (own === null || value === null) return NONE;
  const { name } = own.quantity;
  const unit = own.quantity.units[0] ?? token.count.unit;
  const named = namesBefore(chunk, token);
  const many =
    named ||
    householdsOf(chunk, token) ||
    headsBefore(chunk, token) ||
    headsBehind(chunk, token) ||
    receiversOf(chunk, token, kinds) ||
    (countedBefore(chunk, token) ?? 0);
  if (many > 0) return { amount: { name, value: value * many, unit, bound, token }, doubt: null };
  if (!own.adds) return NONE;
  const came = people.headcount;
  const options = came === null || came.bound !== "exact" ? [] : [String(came.value * value)];
  const words = wordsOf(chunk.text, wordStart(chunk, token), token.end);
  return { amount: null, doubt: { about: "quantity", reason: "unit", words, options, quantity: { name, unit } } };
}

function quantityOf(
  { vocabulary }: Chunk,
  { count }: CountToken,
  kinds: readonly string[],
): { readonly quantity: QuantityKind; readonly adds: boolean } | null {
  for (const name of kinds) {
    const kind = vocabulary.kinds.get(name);
    const quantity = kind?.quantities.find(({ units }) => units.includes(count.unit));
    if (kind !== undefined && quantity !== undefined) return { quantity, adds: kind.adds };
  }
  return null;
}

/** How many persons are named before 每人; 0 where these are none. */
function namesBefore({ text: { s }, from, tokens }: Chunk, { start }: CountToken): number {
  const last = tokens.findLast(({ type, end }) => end <= start && type !== "names");
  const [, list = ""] = NAMED.exec(s.slice(last?.end ?? from, start)) ?? [];
  const persons = list.split(/[、和跟与]/);
  return persons.every((person) => person === "我" || isPersonName(person)) ? persons.length : 0;
}

/** The 12 of 12人每人50元, in one breath; 0 where they stand apart. */
function headsBefore(chunk: Chunk, token: CountToken): number {
  const each = wordStart(chunk, token);
  const people = chunk.tokens[indexFrom(chunk.tokens, each) - 1];
  if (people?.type !== "count" || !PEOPLE.has(people.count.unit) || people.count.bound !== "exact") return 0;
  return /^[一-龥]{0,4}每[人名位]/.test(chunk.text.s.slice(people.end, token.start)) && each > people.end - 1
    ? (people.count.value ?? 0)
    : 0;
}

/** The 4 of 每人300元，共4人. */
function headsBehind(chunk: Chunk, token: CountToken): number {
  const people = givenBehind(chunk, token);
  return people?.count.bound === "exact" ? (people.count.value ?? 0) : 0;
}

/** The count of those to whom, or by whom, each his sum was given: 每人300元，共4人. */
export function givenBehind(chunk: Chunk, token: CountToken): CountToken | null {
  const people = chunk.tokens[indexFrom(chunk.tokens, token.end)];
  const next = people?.type === "break" ? chunk.tokens[indexFrom(chunk.tokens, people.end)] : people;
  if (next?.type !== "count" || !PEOPLE.has(next.count.unit)) return null;
  if (!chunk.text.s.slice(wordStart(chunk, token), token.start).startsWith("每")) return null;
  return /^[,、 ]{0,2}(?:一共|总共|合计|共计?)(?:有|给了?)?$/.test(chunk.text.s.slice(token.end, next.start))
    ? next
    : null;
}

/** The 5 of 慰问5名困难党员，每人500元: of a visit, who did not come was given it. */
function receiversOf(chunk: Chunk, token: CountToken, kinds: readonly string[]): number {
  const each = chunk.text.s.slice(wordStart(chunk, token), token.start);
  if (!kinds.includes("走访慰问") || !(/^(?:每[人位名]|人均)/.test(each) || eachBeside(chunk, token) === "人"))
    return 0;
  const [one, ...others] = chunk.tokens.filter(
    (other): other is CountToken => other.type === "count" && PEOPLE.has(other.count.unit) && !isOfEach(chunk, other),
  );
  if (one === undefined || others.length > 0 || one.count.bound !== "exact") return 0;
  return CAME.test(chunk.text.s.slice(Math.max(chunk.from, one.start - 4), one.end + 6)) ? 0 : (one.count.value ?? 0);
}

/** How many households a number of each is for; 0 where it is of none, or nobody says how many. */
function householdsOf(chunk: Chunk, token: CountToken): number {
  const isEach =
    /^(?:每[户家]|户均)/.test(chunk.text.s.slice(wordStart(chunk, token))) ||
    /[户家]/.test(eachBeside(chunk, token) ?? "");
  const [many, ...others] = chunk.tokens.flatMap((one) =>
    one.type === "count" && one.count.unit === "户" && !isOfEach(chunk, one) ? [one.count] : [],
  );
  return isEach && others.length === 0 && many?.bound === "exact" ? (many.value ?? 0) : 0;
}

/** Where the 每人 begins that a number belongs to. */
function wordStart({ text: { s }, from }: Chunk, { start }: CountToken): number {
  const at = Math.max(s.lastIndexOf("每", start), s.lastIndexOf("人均", start), s.lastIndexOf("户均", start));
  return at >= from && (start - at <= 10 || /^[^,;。]{0,24}$/.test(s.slice(at, start))) ? at : start;
}

const TALKED = "人次";
const CAME = /实到|到会|参加|出席|参会|到场/;

/** 谈心谈话6人: whom was talked with counts, too, where no number of talks is told; who was there does not. */
export function talkedWith(chunk: Chunk, kinds: readonly string[], people: ReadPeople): Counted | null {
  const kind = kinds.find((name) => chunk.vocabulary.kinds.get(name)?.unit === TALKED);
  const [token, ...others] = people.people;
  if (kind === undefined || token?.type !== "count" || others.length > 0 || people.headcount?.bound !== "exact")
    return null;
  const { s } = chunk.text;
  const isBeside = chunk.tokens.some((named) => {
    if (named.type !== "kind" || named.kind !== kind) return false;
    return named.end <= token.start
      ? /^ ?$/.test(s.slice(named.end, token.start))
      : /^[一-龥]{0,6}$/.test(s.slice(token.end, named.start));
  });
  if (!isBeside || CAME.test(s.slice(Math.max(chunk.from, token.start - 4), token.end + 4))) return null;
  return { name: TALKED, value: people.headcount.value, unit: TALKED, bound: "exact", token };
}
