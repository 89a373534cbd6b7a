import type { Text } from "./normalise.ts";
import { Chars } from "./spelling/chars.ts";
import type { Token } from "./token.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** A stretch of a message that tells one record, with the tokens in it. */
export type Chunk = {
  readonly text: Text;
  readonly vocabulary: Vocabulary;
  readonly from: number;
  readonly to: number;
  readonly tokens: readonly Token[];
};

const STOPS = new Chars(" \n,;。!?:()【】/");

/** The index of the first token that begins at or behind a place; tokens stand in the order of the text. */
export function indexFrom(tokens: readonly Token[], start: number): number {
  let [low, high] = [0, tokens.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens[middle]?.start ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The token directly before another one, breaks included. */
export function previous(chunk: Chunk, token: Token): Token | undefined {
  const index = indexFrom(chunk.tokens, token.start);
  return index === 0 ? undefined : chunk.tokens[index - 1];
}

/** The token that begins exactly at a place. */
export function tokenAt(chunk: Chunk, start: number): Token | undefined {
  const token = chunk.tokens[indexFrom(chunk.tokens, start)];
  return token?.start === start ? token : undefined;
}

/** Whether plain text stands directly behind a token: the 精神 of 11月15日集团党委会精神. */
export function isFollowed(chunk: Chunk, token: Token): boolean {
  if (token.end >= chunk.to || STOPS.at(chunk.text.s, token.end) || chunk.text.s.charAt(token.end) === "、")
    return false;
  const next = tokenAt(chunk, token.end);
  return next === undefined || next.type === "mask" || next.type === "bare";
}

/** Whether no plain text touches a token. */
export function isAlone(chunk: Chunk, token: Token): boolean {
  return before(chunk, token, 1) === "" && behind(chunk, token, 1) === "";
}

/** The plain text directly before a token, back to a break or another value. */
export function before(chunk: Chunk, token: Token, longest = 14): string {
  const { s } = chunk.text;
  let from = token.start;
  while (from > chunk.from && token.start - from < longest && !STOPS.at(s, from - 1)) from--;
  return s.slice(from, token.start);
}

/** The plain text directly behind a token, up to a break. */
export function behind(chunk: Chunk, token: Token, longest = 20): string {
  const { s } = chunk.text;
  let to = token.end;
  while (to < chunk.to && to - token.end < longest && !STOPS.at(s, to)) to++;
  return s.slice(token.end, to);
}

/** The token that ends where this one begins, a space between them allowed. */
export function neighbour(chunk: Chunk, token: Token): Token | null {
  const last = previous(chunk, token);
  if (last === undefined) return null;
  const gap = token.start - last.end;
  return gap === 0 || (gap === 1 && chunk.text.s.charAt(last.end) === " ") ? last : null;
}

const READ = new Set<Token["type"]>(["date", "half", "clock", "kind", "study", "break"]);
const QUOTED = new Set<Token["type"]>(["mask", "title"]);

/** The words of a place without days, names of activities and blanks; quotations become a sign. */
export function plainWords(chunk: Chunk, from: number, to: number): string {
  let words = "";
  let at = from;
  for (const { type, start, end } of chunk.tokens) {
    if (start < at || end > to || !(READ.has(type) || QUOTED.has(type))) continue;
    words += chunk.text.s.slice(at, start);
    if (QUOTED.has(type)) words += "□";
    at = end;
  }
  return (words + chunk.text.s.slice(at, to)).replace(/[ 、]/g, "");
}
