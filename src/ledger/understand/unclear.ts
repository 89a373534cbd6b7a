import { PEOPLE } from "./numbers/counts.ts";
import type { Token } from "./token.ts";

/** Beside the name of a kind 打扫卫生 only says what was done, unless a sentence of its own brings a day or people. */
export function withoutUnclear(tokens: readonly Token[]): readonly Token[] {
  if (!tokens.some(isUnclear)) return tokens;
  if (!tokens.some(namesKind)) return tokens;
  const sentences: Token[][] = [[]];
  for (const token of tokens) {
    sentences.at(-1)?.push(token);
    if (token.type === "break") sentences.push([]);
  }
  return sentences.flatMap((sentence) =>
    !sentence.some(namesKind) && sentence.some(isOwn) ? sentence : sentence.filter((token) => !isUnclear(token)),
  );
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
