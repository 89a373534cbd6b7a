import type { Masks } from "./mask.ts";
import { isPlaceStart, placeAt } from "./places.ts";
import { Chars } from "./spelling/chars.ts";
import { isWhen, type Token } from "./token.ts";
import type { Vocabulary } from "./vocabulary.ts";
import { wordToken } from "./words.ts";

const BEHIND = new Chars(" \t\n,;。)、集召开学上举");
const BEFORE = new Chars(" \t\n,;。在到于(");

/** A protected stretch; one that names a room and stands by itself is the place. */
export function maskToken(masks: Masks, at: number, last: Token | undefined): Token | null {
  const { s } = masks;
  const mask = masks.at(at);
  if (mask === null) return null;
  const { end, place } = mask;
  const isAlone = place && (end === s.length || BEHIND.at(s, end)) && isLead(s, at, last);
  return { type: isAlone ? "place" : "mask", start: at, end };
}

function isLead(s: string, at: number, last: Token | undefined): boolean {
  return at === 0 || BEFORE.at(s, at - 1) || isBehindValue(s, at, last);
}

/** The 三楼会议室 of 15人2小时三楼会议室 and of 昨天、三楼会议室. */
function isBehindValue(s: string, at: number, last: Token | undefined): boolean {
  if (last === undefined) return false;
  if (last.end !== at) return s.charAt(at - 1) === "、" && last.end === at - 1 && isWhen(last);
  return isWhen(last) || last.type === "duration" || (last.type === "count" && last.count.unit === "人");
}

/** Whether a place may begin here: behind a break, a word for where, or a value. */
export function mayBePlace(s: string, at: number, last: Token | undefined): boolean {
  return isPlaceStart(s, at) || isBehindValue(s, at, last);
}

/** A place of words such as 在社区广场; 组织志愿服务进社区 is an activity, not a place. */
export function placeToken(s: string, at: number, vocabulary: Vocabulary): Token | null {
  const end = placeAt(s, at);
  return end === null || namesKind(s, [at, end], vocabulary) ? null : { type: "place", start: at, end };
}

function namesKind(s: string, [from, to]: readonly [number, number], vocabulary: Vocabulary): boolean {
  for (let at = from; at < to - 1; at++) {
    if (vocabulary.firsts.at(s, at) && wordToken(s, at, vocabulary)?.type === "kind") return true;
  }
  return false;
}
