import { before, type Chunk, indexFrom, isAlone, isFollowed } from "./chunk.ts";
import type { Token } from "./token.ts";

export type KindToken = Extract<Token, { type: "kind" }>;

/** 劳动竞赛 电工技能比武: where the kind is named already, its other word belongs to the words before it. */
export function isOfTitle({ text, tokens }: Chunk, token: KindToken, earlier: readonly KindToken[]): boolean {
  if (!earlier.some(({ kind }) => kind === token.kind) || !/[一-龥]/.test(text.s.charAt(token.start - 1))) return false;
  const word = text.s.slice(token.start, token.end);
  return word !== token.kind && tokens[indexFrom(tokens, token.start) - 1]?.end !== token.start;
}

/**
 * 第四届“匠心杯”技能比武（劳动竞赛）, 换届补选 补选支部委员1名: where the kind stands by itself, its other word belongs to
 * the name of what was held or to what was done.
 */
export function isRetold(chunk: Chunk, token: KindToken, named: readonly KindToken[]): boolean {
  if (named.length < 2) return false;
  const lead = nameAhead(chunk, token);
  const isPart = isFollowed(chunk, token) || (lead.length >= 2 && !HELD.test(lead));
  if (!isPart || VERB_AHEAD.test(chunk.text.s.charAt(token.start))) return false;
  return named.some((other) => other !== token && other.kind === token.kind && isAlone(chunk, other));
}

/** The plain text directly before a kind, quotations included. */
function nameAhead(chunk: Chunk, token: KindToken): string {
  const words = before(chunk, token);
  const last = chunk.tokens.findLast(({ type, end }) => type !== "mask" && end <= token.start);
  return words.slice(Math.max(0, words.length - (token.start - (last?.end ?? 0))));
}

const HELD = /(?:书记|支部|我们|咱们|党员|大家|组织|开展|召开|举行|举办|进行|参加|完成|[开搞办做上])了?$/;
/** 讲党课 and 交党费 are no name of an event. */
const VERB_AHEAD = /[讲听上交收签编刊]/;
