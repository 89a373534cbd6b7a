import { type Chunk, isFollowed, tokenAt } from "../chunk.ts";
import { PEOPLE } from "../numbers/counts.ts";
import type { Span } from "../reading.ts";
import { isCrowd } from "./title-who.ts";

/**
 * 发折页400份, 接待顾客95人次: behind what was done, the words of an amount tell what came of it. Where what was done is
 * counted itself, as in 老党员3户 困难群众5户, only those of a sum do. 村组干部党员 20人 tells who came.
 */
export function isMore(chunk: Chunk, [from, to]: Span, parts: readonly Span[]): boolean {
  const [first, last] = [parts[0], parts.at(-1)];
  if (first === undefined || last?.[1] === from) return false;
  const unit = countedUnit(chunk, to);
  if (unit === null) return isCrowd(chunk, [from, to]);
  return unit === "元" || countedUnit(chunk, first[1]) === null;
}

/** In what the words before a place are counted; null where they are not, or are counted as people. */
export function countedUnit(chunk: Chunk, to: number): string | null {
  const token = tokenAt(chunk, to);
  if (token?.type !== "count" || PEOPLE.has(token.count.unit) || isFollowed(chunk, token)) return null;
  return token.count.unit;
}

/** The second 表彰 of 表彰大会 表彰优秀党员6名. */
export function isKindAgain({ tokens }: Chunk, [from, to]: Span): boolean {
  const own = tokens.find(({ start, end, type }) => start === from && end === to && type === "kind");
  return own?.type === "kind" && tokens.some((one) => one !== own && one.type === "kind" && one.kind === own.kind);
}
