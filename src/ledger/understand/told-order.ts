import type { Text } from "./normalise.ts";
import { isValue, isWhen, type Token } from "./token.ts";

// In which order a message tells the pieces of its records.

/**
 * 捐款500元，8月15日，慰问19户，10月25日: where each kind is told before its day, the indices of the tokens
 * with which records begin; null where the days are told otherwise.
 */
export function daysLast({ s }: Text, tokens: readonly Token[], heads: readonly number[]): readonly number[] | null {
  if (heads.length < 2 || tokens.slice(0, heads[0]).some(isWhen)) return null;
  const starts = [0];
  for (const [i, head] of heads.entries()) {
    const own = tokens.slice(head + 1, heads[i + 1]);
    const [first, last] = [own.findIndex(isWhen), own.findLastIndex(isWhen)];
    if (first < 0 || !own.slice(first, last + 1).every(isWhen) || !ENDED.test(s.slice(own[last]?.end))) return null;
    starts.push(head + last + 2);
  }
  return starts.slice(0, -1);
}

const ENDED = /^ ?(?:[,;。\n]|$)/;

/** 支部党员大会 / 讨论预备党员转正 / 25人, a line each: the values behind both kinds are of one activity. */
export function isColumn(
  tokens: readonly Token[],
  [last, next, following]: readonly [number, number, number],
): boolean {
  const line = tokens[last + 1];
  if (following < tokens.length || line?.type !== "break" || line.start !== tokens[last]?.end) return false;
  if (tokens.slice(last, next).some((token) => isValue(token) || isWhen(token))) return false;
  const [end, ...behind] = tokens.slice(next + 1);
  return end?.type === "break" && behind.some(isValue);
}

/** The 地点： of a form; the 实到 of 应到46人实到44人 is none. */
export function isFormLabel({ s }: Text, token: Token): boolean {
  if (token.type !== "label" || token.field === "date" || token.field === "kind") return false;
  const isOfPeople = token.field === "headcount" || token.field === "absent";
  return !isOfPeople || s.charAt(token.end - 1) === ":" || s.charAt(token.start - 1) === "\n";
}
