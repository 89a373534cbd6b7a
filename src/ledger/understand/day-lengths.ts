import { Chars, LATIN_DIGITS } from "./chars.ts";
import { type Chunk, tokenAt } from "./chunk.ts";
import type { DateToken } from "./content-dates.ts";
import { isExact } from "./date-words.ts";
import { NUMERAL_FIRST, numeralAt } from "./numerals.ts";
import type { Token } from "./token.ts";

/** How many days pass from a day on, null where another day may be meant; the words that say so but are no duration. */
export type DaysLong = { readonly days: number | null; readonly used: readonly Token[] };

const FROM = /(起|开始)?[的,]? ?(?:为期|连续)?/y;
/** What such words and numbers begin with; dates are many. */
const FIRST = new Chars("起开的,为连 ", NUMERAL_FIRST);
const ENDED = /结束|结业|闭幕|收官/;
const STOPS = new Chars(" \n,;。、!)的");

/** The 五日 of 11月3日五日培训 and the 五天 of 11月3日起五天; null where none stand behind the day or that day was the last. */
export function daysBehind(chunk: Chunk, date: DateToken): DaysLong | null {
  const { s } = chunk.text;
  const joint = jointOf(s, date);
  const number = joint === null ? null : numeralAt(s, joint.end);
  if (joint === null || number === null || number.end >= chunk.to || !isSome(number.value)) return null;
  const unit = s.charAt(number.end);
  const isLong = unit === "日" ? isOfKind(chunk, number.end + 1) : unit === "天" && isClosed(chunk, number.end + 1);
  if (!isLong || ENDED.test(s.slice(chunk.from, chunk.to))) return null;
  const token = tokenAt(chunk, joint.end);
  if (token?.type !== "date") return { days: number.value, used: [joint] };
  return { days: isSecondDay(s, date, joint) ? null : number.value, used: [joint, token] };
}

/** The words between a day and how long it went on from it: 起, 开始的, 起为期. */
function jointOf(s: string, { end, phrase: { first, last, more } }: DateToken): Token | null {
  if (!FIRST.at(s, end)) return null;
  FROM.lastIndex = end;
  const found = FROM.exec(s);
  if (found === null || last !== null || more.length > 0) return null;
  const isDay = first.form === "day" || (found[1] !== undefined && isExact(first));
  return isDay ? { type: "other", start: end, end: end + found[0].length } : null;
}

/** The 5日 of 11月3日5日培训, in the same numerals as the day before it. */
function isSecondDay(s: string, date: DateToken, joint: Token): boolean {
  return joint.start === joint.end && LATIN_DIGITS.at(s, joint.end) && LATIN_DIGITS.at(s, date.end - 2);
}

/** A longer course is told by its two ends. */
const MOST_DAYS = 31;

function isSome(value: number | null): value is number {
  return value !== null && Number.isInteger(value) && value > 1 && value <= MOST_DAYS;
}

function isOfKind(chunk: Chunk, at: number): boolean {
  return tokenAt(chunk, /[的 ]/.test(chunk.text.s.charAt(at)) ? at + 1 : at)?.type === "kind";
}

function isClosed(chunk: Chunk, at: number): boolean {
  return at >= chunk.to || STOPS.at(chunk.text.s, at) || isOfKind(chunk, at);
}
