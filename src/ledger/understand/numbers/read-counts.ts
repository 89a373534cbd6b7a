import type { QuantityKind } from "../../kinds.ts";
import type { Chunk } from "../chunk.ts";
import { ofEachPeriod } from "../dates/periods.ts";
import { wordsOf } from "../normalise.ts";
import { countsNames, namedWith } from "../people/admitted.ts";
import { addedTo, countDoubt } from "../people/people-doubts.ts";
import { type ReadPeople, readPeople, withOpen } from "../people/read-people.ts";
import type { Doubt, Span } from "../reading.ts";
import type { CountToken, Token } from "../token.ts";
import type { Meaning, Named } from "./generic-counts.ts";
import { givenBehind, type OfAll, ofAll, talkedWith } from "./rates.ts";
import { meaningOf } from "./read-quantities.ts";
import { addUp, type Counted } from "./sums.ts";

/** People and named amounts of a record, with the words that gave them. */
export type ReadCounts = ReadPeople & { readonly quantities: readonly Counted[] };

/** Reads how many took part and every named amount; agenda contents, grades and rates are neither. */
export function readCounts(chunk: Chunk, kinds: readonly string[]): ReadCounts {
  const { people, open, rates, found } = sorted(chunk, kinds);
  readSign(chunk, found);
  countNamed(chunk, kinds, found);
  const heads = withOpen(chunk, readPeople(chunk, withoutGiven(chunk, { people, rates, found }, kinds), kinds), open);
  withoutDoubtful(found, heads.doubts);
  if (found.quantities.length === 0) addRate(found, { amount: talkedWith(chunk, kinds, heads), doubt: null });
  addRate(found, together(ratesOf(rates).map((rate) => ofAll(chunk, rate, kinds, heads))));
  const sums = addUp(chunk, found.quantities);
  return {
    headcount: heads.headcount,
    people: heads.people,
    quantities: sums.quantities,
    spans: both(heads.spans, found.spans),
    doubts: both(heads.doubts, both(found.doubts, sums.doubts)),
    used: both(found.used, heads.used),
  };
}

type Sorted = {
  readonly people: CountToken[];
  open: CountToken | null;
  readonly rates: CountToken[];
  readonly found: Found;
};

/** The counts of a record by what they mean. */
function sorted(chunk: Chunk, kinds: readonly string[]): Sorted {
  const by: Sorted = { people: [], open: null, rates: [], found: { quantities: [], spans: [], doubts: [], used: [] } };
  for (const token of chunk.tokens) {
    if (token.type !== "count") continue;
    const meaning = meaningOf(chunk, token, kinds);
    if (typeof meaning === "object") keep(chunk, token, meaning, by.found);
    else place(by, token, meaning);
  }
  return by;
}

function place(by: Sorted, token: CountToken, meaning: Exclude<Meaning, Named>): void {
  if (meaning === "people") by.people.push(token);
  else if (meaning === "open") by.open ??= token;
  else if (meaning !== "content") by.found.used.push(token);
  if (meaning === "rate") by.rates.push(token);
}

/** The 4人 of 送慰问金每人300元，共4人 were given it; of what members give themselves they came. */
function withoutGiven(
  chunk: Chunk,
  { people, rates, found }: Omit<Sorted, "open">,
  kinds: readonly string[],
): CountToken[] {
  if (rates.length === 0 || kinds.some((kind) => chunk.vocabulary.kinds.get(kind)?.adds)) return people;
  const given = rates.map((rate) => givenBehind(chunk, rate));
  const others = people.filter((token) => !given.includes(token));
  found.used.push(...people.filter((token) => given.includes(token)));
  return others;
}

/** Of 书记500 其他党员共3200元 no sum is kept: whether the 500 are of it, a person has to say. */
function withoutDoubtful(found: Found, doubts: readonly Doubt[]): void {
  for (const { quantity } of doubts) {
    if (quantity === undefined) continue;
    const kept = found.quantities.filter(({ name }) => name !== quantity.name);
    found.quantities.splice(0, found.quantities.length, ...kept);
  }
}

/** Money before goods: 每户送米1袋、现金300元. */
function ratesOf(rates: readonly CountToken[]): readonly CountToken[] {
  const money = rates.filter(({ count }) => count.unit === "元");
  return money.length > 0 ? money : rates.slice(0, 1);
}

/** 党员15人每人100元，群众8人每人50元: what each group gave is added, where it is known of all. */
function together(all: readonly OfAll[]): OfAll {
  const [first, ...others] = all;
  if (first === undefined || others.length === 0) return first ?? { amount: null, doubt: null };
  const amounts = all.flatMap(({ amount }) => amount ?? []);
  const [amount] = amounts;
  if (amount === undefined) return first;
  const { name, unit } = amount;
  const value = amounts.reduce((sum, one) => sum + one.value, 0);
  if (amounts.length === all.length) return { amount: { ...amount, value }, doubt: null };
  const words = amounts.map((one) => `${one.value}${unit}`).join(" ");
  return {
    amount: null,
    doubt: { about: "quantity", reason: "unit", words, options: [String(value)], quantity: { name, unit } },
  };
}

const SIGN = /^ ?[x×*] ?(\d{1,2})(?![\d.])/;

/** 集中学习x2 may tell of two times. */
function readSign({ text, tokens }: Chunk, found: Found): void {
  for (const { type, end } of tokens) {
    const [sign, times = ""] = (type === "kind" ? SIGN.exec(text.s.slice(end, end + 8)) : null) ?? [];
    if (sign === undefined) continue;
    const to = end + sign.length;
    found.spans.push([end, to]);
    const quantity = { name: "次数", unit: "次" };
    found.doubts.push({ about: "quantity", reason: "unit", words: wordsOf(text, end, to), options: [times], quantity });
    return;
  }
}

/** What each one gave counts where nothing tells what all gave. */
function addRate({ quantities, doubts }: Found, { amount, doubt }: OfAll): void {
  const isTold = (name: string | undefined): boolean =>
    quantities.some((one) => one.name === name) || doubts.some(({ quantity }) => quantity?.name === name);
  if (amount !== null && !isTold(amount.name)) quantities.push(amount);
  if (doubt !== null && !isTold(doubt.quantity?.name)) doubts.push(doubt);
}

/** 接收吴桐、李明为预备党员 are two, where no number says so. */
function countNamed(chunk: Chunk, kinds: readonly string[], found: Found): void {
  for (const token of chunk.tokens) {
    if (token.type !== "kind" || !kinds.includes(token.kind)) continue;
    const own = namedQuantity(chunk, token.kind);
    if (own === undefined || found.quantities.some(({ name }) => name === own.name)) continue;
    const value = namedWith(chunk, token);
    if (value > 0) found.quantities.push({ name: own.name, value, unit: own.units[0] ?? "", bound: "exact", token });
  }
}

function namedQuantity({ vocabulary }: Chunk, name: string): QuantityKind | undefined {
  const kind = vocabulary.kinds.get(name);
  return kind !== undefined && countsNames(kind) ? kind.quantities[0] : undefined;
}

type Found = {
  readonly quantities: Counted[];
  readonly spans: Span[];
  readonly doubts: Doubt[];
  readonly used: Token[];
};

function keep(chunk: Chunk, token: CountToken, meaning: Named, found: Found): void {
  const { value, unit, bound } = token.count;
  found.used.push(token);
  found.spans.push([token.start - (meaning.lead ?? 0), token.end + (meaning.tail ?? 0)]);
  const { name } = meaning;
  const sum = addedTo(chunk, token);
  if (sum !== null) found.doubts.push({ ...sum, about: "quantity", quantity: { name, unit } });
  else if (value === null || isRepeated(chunk, token))
    found.doubts.push({ ...countDoubt(chunk, token, "quantity"), quantity: { name, unit } });
  else found.quantities.push({ name, value, unit, bound, token });
}

const EVERY = /每(?:个?月|个?季度?|周|个?星期|个?礼拜|[天日年半])[^,;。]{0,12}$/;

/** 3月到5月每月党课1次, 1至11月各开支委会1次: how often it was in all, a person has to say. */
function isRepeated(chunk: Chunk, { start, count }: CountToken): boolean {
  const { text, from } = chunk;
  if (!/^[次场期]$/.test(count.unit)) return false;
  return EVERY.test(text.s.slice(Math.max(from, start - 16), start)) || ofEachPeriod(chunk) !== null;
}

function both<T>(first: readonly T[], second: readonly T[]): readonly T[] {
  if (first.length === 0) return second;
  return second.length === 0 ? first : [...first, ...second];
}
