import { isPeriod } from "./dates/date-words.ts";
import { PEOPLE } from "./numbers/counts.ts";
import type { Token } from "./token.ts";

/**
 * Beside the name of a kind 打扫卫生 only says what was done, unless a sentence of its own brings a day or people. Below a
 * line that only names a kind it is always what was done.
 */
export function withoutUnclear(s: string, tokens: readonly Token[]): readonly Token[] {
  if (!tokens.some(isUnclear)) return tokens;
  if (!tokens.some(namesKind)) return tokens;
  if (isHeaded(s, tokens)) return tokens.filter((token) => !isUnclear(token));
  const sentences: Token[][] = [[]];
  for (const token of tokens) {
    sentences.at(-1)?.push(token);
    if (token.type === "break") sentences.push([]);
  }
  return sentences.flatMap((sentence) =>
    !sentence.some(namesKind) && sentence.some(isOwn) ? sentence : sentence.filter((token) => !isUnclear(token)),
  );
}

/** 11月志愿服务汇总 and a line break name the kind of the days below. */
function isHeaded(s: string, tokens: readonly Token[]): boolean {
  const end = tokens.findIndex(({ type }) => type === "break");
  const [head, rows] = [tokens.slice(0, end), tokens.slice(end + 1)];
  if (end < 1 || !/^[\s:]*\n/.test(s.slice(tokens[end]?.start)) || !head.some(namesKind)) return false;
  return head.every(isOfHeading) && rows.some(isDay) && !rows.some(namesKind);
}

const UNTOLD = new Set<Token["type"]>(["kind", "study", "generic", "mask"]);

function isOfHeading(token: Token): boolean {
  return UNTOLD.has(token.type) || (token.type === "date" && isPeriod(token.phrase.first));
}

function isDay(token: Token): boolean {
  return token.type === "date" && !isPeriod(token.phrase.first);
}

function isUnclear({ type }: Token): boolean {
  return type === "unclear";
}

function namesKind({ type }: Token): boolean {
  return type === "kind" || type === "study";
}

function isOwn(token: Token): boolean {
  return token.type === "date" || (token.type === "count" && PEOPLE.has(token.count.unit));
}
