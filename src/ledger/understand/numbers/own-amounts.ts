import type { Kind } from "../../kinds.ts";
import type { Text } from "../normalise.ts";
import { type CountToken, isWhen, type Token } from "../token.ts";

type Own = { readonly kind: number; readonly count: number };

const NO_CUTS: ReadonlyMap<number, number> = new Map();

/**
 * 党课1次 支委会3次: kinds that each bring their own number, one of them of times, are records of their own, and so
 * are 发展党员2名 转正1名 and 心得2篇 党课1篇. Gives, for the token of each such kind, the token with which its record begins.
 */
export function ownAmounts(
  text: Text,
  tokens: readonly Token[],
  kinds: ReadonlyMap<string, Kind>,
): ReadonlyMap<number, number> {
  const named: number[] = [];
  for (let i = 0; i < tokens.length; i++) if (tokens[i]?.type === "kind") named.push(i);
  const [first] = named;
  if (first === undefined || named.length < 2) return NO_CUTS;
  const cuts = new Map<number, number>();
  const before = first === 0 ? null : ownOf({ text, tokens, kinds }, first, first - 1);
  let last: Own | null = null;
  for (const kind of named) {
    const own: Own | null = ownOf({ text, tokens, kinds }, kind, before === null ? kind + 1 : kind - 1);
    if (own !== null && last !== null && isTwo({ tokens, kinds }, last, own))
      cuts.set(kind, startOf(text, tokens, last, own));
    last = own;
  }
  return cuts;
}

/** Where the second of two begins: with its own day, where it tells one. */
function startOf(text: Text, tokens: readonly Token[], last: Own, own: Own): number {
  const from = Math.max(last.kind, last.count) + 1;
  const to = Math.min(own.kind, own.count);
  const stop = tokens.slice(from, to).findLastIndex(({ type }) => type === "break");
  if (stop >= 0) return from + stop + 1;
  const closed = closeOf(text, tokens[from - 1]?.end ?? 0, tokens[to]?.start ?? 0);
  const when = tokens.slice(from, to).findIndex((token) => isWhen(token) && token.start >= closed);
  if (when < 0) return to;
  const between = text.s.slice(tokens[from - 1]?.end, tokens[from + when]?.start);
  return /[,;。\n]/.test(between) || tokens.slice(0, last.kind).some(isWhen) ? from + when : to;
}

/** The days of 党课1次（10月20日），支委会3次 are of what stands before the brackets. */
function closeOf({ s }: Text, from: number, to: number): number {
  return s.charAt(from) === "(" ? Math.max(from, s.lastIndexOf(")", to)) : from;
}

type Whole = { readonly text: Text; readonly tokens: readonly Token[]; readonly kinds: ReadonlyMap<string, Kind> };

/** The number at a place next to a kind, where it is the kind's own: 支委会3次, 3次支委会. */
function ownOf({ text, tokens }: Whole, kind: number, count: number): Own | null {
  const [first, second] = [tokens[Math.min(kind, count)], tokens[Math.max(kind, count)]];
  return isAmount(tokens, kind, count) && isBeside(text, first, second) ? { kind, count } : null;
}

/** Two different kinds in one unit, or each in its own: one of them in times, or both of what was done for the organisation. */
function isTwo({ tokens, kinds }: Omit<Whole, "text">, last: Own, own: Own): boolean {
  const [a, b] = [tokens[last.kind], tokens[own.kind]];
  if (a?.type !== "kind" || b?.type !== "kind" || a.kind === b.kind) return false;
  if (unitOf(tokens[last.count]) === unitOf(tokens[own.count])) return true;
  if (![last, own].every(({ kind, count }) => isOwn(tokens, kind, count, kinds))) return false;
  if ([a, b].every(({ kind }) => kinds.get(kind)?.family === "organisation")) return true;
  return isTimes(tokens[last.count]) || isTimes(tokens[own.count]);
}

function isTimes(token: Token | undefined): boolean {
  return token?.type === "count" && /^[次场]$/.test(token.count.unit);
}

function unitOf(token: Token | undefined): string {
  return token?.type === "count" ? token.count.unit : "";
}

/** A number of things, as against the people who came. */
function isAmount(tokens: readonly Token[], kind: number, count: number): boolean {
  return tokens[kind]?.type === "kind" && unitOf(tokens[count]) !== "" && unitOf(tokens[count]) !== "人";
}

/** 3次, or a number in a unit that the kind itself counts in: 心得5篇, 走访慰问6户. */
function isOwn(tokens: readonly Token[], kind: number, count: number, kinds: ReadonlyMap<string, Kind>): boolean {
  const [named, counted] = [tokens[kind], tokens[count]];
  if (named?.type !== "kind" || counted?.type !== "count") return false;
  return isTimes(counted) || isOwnUnit(counted, kinds.get(named.kind));
}

function isOwnUnit({ count }: CountToken, kind: Kind | undefined): boolean {
  return (
    kind !== undefined && (kind.unit === count.unit || kind.quantities.some(({ units }) => units.includes(count.unit)))
  );
}

/** Only words such as 共 and 了 stand between a kind and its number. */
function isBeside({ s }: Text, first: Token | undefined, second: Token | undefined): boolean {
  if (first === undefined || second === undefined) return false;
  return /^[ :的了]?(?:开展|召开|组织|举行|举办)?[了]?(?:共计|累计|总计|合计|共|计)?[ :]?$/.test(
    s.slice(first.end, second.start),
  );
}
