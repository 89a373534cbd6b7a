import { isPeriod } from "./date-words.ts";
import type { Text } from "./normalise.ts";
import type { Token } from "./token.ts";

/** Indices of the tokens that may begin a record: kinds, and 学习 or 开会 where a clause has no other. */
export function headsOf({ s }: Text, tokens: readonly Token[]): readonly number[] {
  const heads: number[] = [];
  let from = 0;
  for (let i = 0; i <= tokens.length; i++) {
    if (i < tokens.length && tokens[i]?.type !== "break") continue;
    if (from > 0 || !isHeading(s, tokens, i)) heads.push(...headsIn(tokens, from, i));
    from = i + 1;
  }
  return heads;
}

/** 上午学习，下午志愿服务: with two halves of a day 学习 stands beside a kind; otherwise it is only its verb. */
function headsIn(tokens: readonly Token[], from: number, to: number): readonly number[] {
  const kinds: number[] = [];
  for (let i = from; i < to; i++) if (tokens[i]?.type === "kind") kinds.push(i);
  const study = firstOf(tokens, from, to, "study");
  if (kinds.length === 0) return study >= 0 ? allOf(tokens, from, to, "study") : weakHeads(weakOf(tokens, from, to));
  return study >= 0 && halvesIn(tokens, from, to) > 1 ? [...kinds, study].sort((a, b) => a - b) : kinds;
}

const OVERVIEW = /(?:汇总|流水|台账|清单|小结|总结|补记|补录|补报|补登|记录|情况|周报|月报|活动|工作)(?:如下)?: *$/;
const KINDLESS = new Set<Token["type"]>(["date", "generic", "unclear", "mask"]);

/** 本月支部活动汇总： is the heading of the lines behind it, and no record. */
function isHeading(s: string, tokens: readonly Token[], to: number): boolean {
  const end = tokens[to];
  if (end === undefined || s.charAt(end.start) !== "\n" || !OVERVIEW.test(s.slice(0, end.start))) return false;
  return (
    tokens.every((token, i) => i >= to || isOfHeading(token)) &&
    tokens.some((token, i) => i > to && token.type === "kind")
  );
}

function isOfHeading(token: Token): boolean {
  return KINDLESS.has(token.type) && (token.type !== "date" || isPeriod(token.phrase.first));
}

function weakOf(tokens: readonly Token[], from: number, to: number): number {
  const unclear = firstOf(tokens, from, to, "unclear");
  return unclear >= 0 ? unclear : firstOf(tokens, from, to, "generic");
}

function weakHeads(index: number): readonly number[] {
  return index < 0 ? [] : [index];
}

function firstOf(tokens: readonly Token[], from: number, to: number, type: Token["type"]): number {
  for (let i = from; i < to; i++) if (tokens[i]?.type === type) return i;
  return -1;
}

function allOf(tokens: readonly Token[], from: number, to: number, type: Token["type"]): readonly number[] {
  const found: number[] = [];
  for (let i = from; i < to; i++) if (tokens[i]?.type === type) found.push(i);
  return found;
}

function halvesIn(tokens: readonly Token[], from: number, to: number): number {
  let halves = 0;
  for (let i = from; i < to; i++) if (isHalf(tokens[i])) halves += 1;
  return halves;
}

/** 6月补记：早班党小组会6月8日6人，中班…: the period of a heading is no day of the first record. */
export function headingHead({ s }: Text, tokens: readonly Token[], head: number): number {
  const [first] = tokens;
  const kind = tokens[head];
  if (head !== 1 || kind === undefined || first?.type !== "date" || !isPeriod(first.phrase.first)) return 0;
  return s.slice(first.end, kind.start).includes(":") ? head : 0;
}

function isHalf(token: Token | undefined): boolean {
  return token?.type === "half" || (token?.type === "clock" && token.clock.half !== null);
}
