import { type Chunk, isAlone, isFollowed } from "../chunk.ts";
import { datePhraseAt } from "../dates.ts";
import { wordsOf } from "../normalise.ts";
import { PERHAPS_VENUE } from "../numbered-places.ts";
import type { ReadCounts } from "../numbers/read-counts.ts";
import type { ReadDuration } from "../numbers/read-durations.ts";
import type { Doubt } from "../reading.ts";
import type { Token } from "../token.ts";
import type { Moment } from "./moment.ts";
import { resolve, written } from "./resolve-date.ts";

/** The 4/5 of 10号支委会4/5: beside another day it may be four of five people. */
export function withPair(chunk: Chunk, counts: ReadCounts, used: readonly Token[]): ReadCounts {
  if (counts.people.length > 0 || counts.doubts.length > 0 || used.length === 0) return counts;
  const pair = chunk.tokens.find((token) => token.type === "date" && !used.includes(token) && isPair(chunk, token));
  if (pair === undefined) return counts;
  const words = wordsOf(chunk.text, pair.start, pair.end);
  const doubt: Doubt = { about: "participants", reason: "either", words, options: words.split("/") };
  return { ...counts, doubts: [doubt], used: [...counts.used, pair] };
}

function isPair(chunk: Chunk, token: Token): boolean {
  return /^\d{1,2}\/\d{1,2}$/.test(wordsOf(chunk.text, token.start, token.end)) && !isFollowed(chunk, token);
}

/** The 1.5 of 昨天党课 1.5 20人: beside another day it may be hours. */
export function withHours(chunk: Chunk, duration: ReadDuration, used: readonly Token[]): ReadDuration {
  if (duration.from.length > 0) return duration;
  const token = chunk.tokens.find((other) => other.type === "date" && !used.includes(other) && isHours(chunk, other));
  if (token === undefined) return duration;
  const words = wordsOf(chunk.text, token.start, token.end);
  const doubt: Doubt = { about: "duration", reason: "unit", words, options: [String(Number(words) * 60)] };
  return { ...duration, doubt, from: [token] };
}

function isHours(chunk: Chunk, token: Token): boolean {
  return /^[1-9]\.5$/.test(wordsOf(chunk.text, token.start, token.end)) && isAlone(chunk, token);
}

/** 6号驿站送水 in front of all may be of the 6th. */
export function venueDoubt({ text, tokens, from }: Chunk, moment: Moment): Doubt | null {
  const [first] = tokens;
  if (first === undefined || first.type !== "mask" || text.s.slice(from, first.start).trim() !== "") return null;
  const day = PERHAPS_VENUE.exec(text.s.slice(first.start, first.end))?.[1];
  const phrase = day === undefined ? null : datePhraseAt(`${day}号`, 0);
  if (phrase === null) return null;
  const found = resolve(phrase, moment);
  const options = "ask" in found ? [] : written([found.start]);
  return { about: "date", reason: "unit", words: wordsOf(text, first.start, first.end), options };
}
