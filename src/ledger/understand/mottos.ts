import { DAY_MINUTES } from "./numbers/measured-lengths.ts";
import { Chars } from "./spelling/chars.ts";
import type { Token } from "./token.ts";

const STOPS = new Chars(" \n,;。、!?:()");
/** A talk of some minutes or a saying of some days; what takes hours is the length of the event. */
const SHORT = 15;
/** What still speaks of the length itself. */
const REST = /^(?!左右|上下|以上|多|的|之?[后内]|[一-龥]$)[一-龥]{2}/;

/**
 * 集中学习 三天打鱼两天晒网 18人 一个半小时: behind the name of a kind, and where the length of the event stands by
 * itself, words that begin with another length are a saying. They become one protected stretch of the title.
 */
export function withMottos(s: string, tokens: readonly Token[]): readonly Token[] {
  const lengths = tokens.filter(({ type }) => type === "duration");
  if (lengths.length < 2 || !lengths.some((token) => phraseEnd(s, token.end) === token.end && isFirst(s, token)))
    return tokens;
  const kind = tokens.find(({ type }) => type === "kind" || type === "study");
  const kept: Token[] = [];
  for (const token of tokens) {
    const motto = kind === undefined || token.start < kind.end ? null : mottoAt(s, tokens, token);
    if (motto !== null) kept.push(motto);
    else if (token.start >= (kept.at(-1)?.end ?? 0)) kept.push(token);
  }
  return kept;
}

function mottoAt(s: string, tokens: readonly Token[], token: Token): Token | null {
  if (token.type !== "duration" || !isFirst(s, token) || !REST.test(s.slice(token.end, token.end + 3))) return null;
  const { minutes } = token.duration;
  if (minutes === null || (minutes > SHORT && minutes % DAY_MINUTES !== 0)) return null;
  const end = phraseEnd(s, token.end);
  const inside = tokens.filter((other) => other.start >= token.end && other.end <= end);
  const isSaid = inside.every(({ type, end: last }) =>
    type === "kind" ? minutes <= SHORT : type === "study" ? last < end : type === "duration" || type === "mask",
  );
  return isSaid ? { type: "mask", start: token.start, end } : null;
}

function isFirst(s: string, { start }: Token): boolean {
  return start === 0 || STOPS.at(s, start - 1);
}

function phraseEnd(s: string, from: number): number {
  let end = from;
  while (end < s.length && !STOPS.at(s, end)) end++;
  return end;
}
