import { isPeriod } from "./dates/date-words.ts";
import type { Text } from "./normalise.ts";
import { isWhen, type Token } from "./token.ts";

/** Indices of the tokens that may begin a record: kinds, and 学习 or 开会 where a clause has no other. */
export function headsOf(text: Text, tokens: readonly Token[]): readonly number[] {
  const { s } = text;
  const heads: number[] = [];
  let from = 0;
  for (let i = 0; i <= tokens.length; i++) {
    if (i < tokens.length && tokens[i]?.type !== "break") continue;
    const isHead = heads.length > 0 ? !isOfLast(s, tokens, [from, i]) : from > 0 || !isHeading(s, tokens, i);
    if (isHead) heads.push(...headsIn(tokens, from, i));
    from = i + 1;
  }
  const paper = paperEnd(text, tokens);
  const behind = paper < 0 ? heads : heads.filter((head) => head > paper);
  if (behind.length === 0) return heads;
  return isOccasion(tokens, behind) ? behind.slice(1) : behind;
}

/** 国庆前夕慰问，9月28日走访…: the day behind says when in that time it was. */
function isOccasion(tokens: readonly Token[], [last = 0, next = 0]: readonly number[]): boolean {
  const [when, first, second] = [tokens[0], tokens[last], tokens[next]];
  if (last !== 1 || first?.type !== "kind" || second?.type !== "kind" || first.kind !== second.kind) return false;
  const isOpen = when?.type === "date" && (when.phrase.first.form === "vague" || when.phrase.first.form === "festival");
  return isOpen && tokens.slice(last + 1, next).every(isWhen);
}

/** 上午学习，下午志愿服务: with two halves of a day 学习 stands beside a kind; otherwise it is only its verb. */
function headsIn(tokens: readonly Token[], from: number, to: number): readonly number[] {
  const kinds: number[] = [];
  for (let i = from; i < to; i++) if (tokens[i]?.type === "kind") kinds.push(i);
  const study = firstOf(tokens, from, to, "study");
  if (kinds.length === 0) return study >= 0 ? allOf(tokens, from, to, "study") : weakHeads(weakOf(tokens, from, to));
  return study >= 0 && halvesIn(tokens, from, to) > 1 ? [...kinds, study].sort((a, b) => a - b) : kinds;
}

/** 活动历时3小时 and 会议研究了人事: a sentence that goes on with what was told before it. */
const GOES_ON = /^\s*(?:本次|此次|这次|整个|该)?(?:活动|会议|学习|大会)(?![:室])/;
/** 学了两小时 */
const LASTED = /^\s*(?:一?共|总共|大?约)?[学开讲]了?(?:大?约|整整)?[\d一二两三四五六半]/;

function isOfLast(s: string, tokens: readonly Token[], [from, to]: readonly [number, number]): boolean {
  const start = tokens[from - 1]?.end ?? 0;
  const words = s.slice(start, start + LONGEST_SUBJECT);
  const clause = tokens.slice(from, to);
  if (!GOES_ON.test(words) && !(LASTED.test(words) && clause.some(({ type }) => type === "duration"))) return false;
  return clause.every(({ type }) => type !== "kind" && type !== "date");
}

const LONGEST_SUBJECT = 8;

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

/** 党课简报 and 支委会会议记录 on a line of their own say of what the text behind them is, and tell nothing yet. */
const PAPER = /(?:简报|纪要|记录|报道|小结|总结|情况|通讯|新闻稿?|信息|汇报|日志|台账)[】\])]?:?\s*$/;
const UNTOLD = new Set<Token["type"]>(["kind", "mask", "generic", "study", "unclear"]);

/** Where the first line is only the heading of a paper that names a kind: the token that ends it. */
function paperEnd({ s }: Text, tokens: readonly Token[]): number {
  const end = tokens.findIndex(({ type }) => type === "break");
  const mark = tokens[end];
  if (mark === undefined || s.charAt(mark.start) !== "\n" || !PAPER.test(s.slice(0, mark.start))) return -1;
  return tokens.slice(0, end).every(({ type }) => UNTOLD.has(type)) ? end : -1;
}
