import { before, type Chunk, tokenAt } from "../chunk.ts";
import { DAY_MINUTES } from "../numbers/measured-lengths.ts";
import { NUMERAL_FIRST } from "../numbers/numeral-signs.ts";
import { numeralAt } from "../numerals.ts";
import { Chars, LATIN_DIGITS } from "../spelling/chars.ts";
import type { Token } from "../token.ts";
import type { DateToken } from "./content-dates.ts";
import { isExact } from "./date-words.ts";

/** How many days pass from a day on, null where another day may be meant; the words that say so but are no duration. */
export type DaysLong = { readonly days: number | null; readonly used: readonly Token[] };

const FROM = /(起|开始)?[的,]? ?(?:为期|连续)?/y;
/** What such words and numbers begin with; dates are many. */
const FIRST = new Chars("起开的,为连 ", NUMERAL_FIRST);
const ENDED = /结束|结业|闭幕|收官/;
const STOPS = new Chars(" \n,;。、!)的");

/** How long it went on from a day; null where no length says so or that day was the last. */
export function daysFrom(chunk: Chunk, date: DateToken): DaysLong | null {
  return daysBehind(chunk, date) ?? daysElsewhere(chunk, date);
}

/** The 五日 of 11月3日五日培训 and the 五天 of 11月3日起五天, directly behind the day. */
function daysBehind(chunk: Chunk, date: DateToken): DaysLong | null {
  const { s } = chunk.text;
  const joint = jointOf(s, date);
  const number = joint === null ? null : numeralAt(s, joint.end);
  if (joint === null || number === null || number.end >= chunk.to || !isSome(number.value)) return null;
  const unit = s.charAt(number.end);
  const isLong = unit === "日" ? isOfKind(chunk, number.end + 1) : unit === "天" && isClosed(chunk, number.end + 1);
  if (!isLong || ENDED.test(s.slice(chunk.from, chunk.to))) return null;
  const token = tokenAt(chunk, joint.end);
  if (token?.type !== "date")
    return {
      days: number.value,
      used: [joint, ...(token === undefined ? [lengthToken(joint.end, number.end + 1)] : [])],
    };
  return { days: isSecondDay(s, date, joint) ? null : number.value, used: [joint, token] };
}

function lengthToken(start: number, end: number): Token {
  return { type: "other", start, end };
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

const NOT_WHOLE = new RegExp(`${ENDED.source}|每[天日]`);
const BEGINS = /^ ?(?:起|开始的?|开班)/;
/** 上周一起培训: together last week, or from Monday on? */
const TOGETHER = /^一起/;
const WEEKS = /(?<![每上下本这\d])([一二两三四1-4])个?(?:周|星期|礼拜)(?![一二三四五六日天末\d])/;
const DAYS_A_WEEK = 7;

/** 培训3天 9月22日起, 9月22日起为期一周的培训: where the day is said to be the first, the length may stand anywhere. */
function daysElsewhere(chunk: Chunk, { end, phrase: { first, last, more } }: DateToken): DaysLong | null {
  const { s } = chunk.text;
  const begins = BEGINS.exec(s.slice(end, end + 4))?.[0];
  if (begins === undefined || TOGETHER.test(s.slice(end - 1, end + 1)) || !isExact(first)) return null;
  if (last !== null || more.length > 0 || NOT_WHOLE.test(s.slice(chunk.from, chunk.to))) return null;
  const used: Token[] = [{ type: "other", start: end, end: end + begins.length }];
  const days = wholeDays(chunk);
  if (days !== null) return { days, used };
  const weeks = WEEKS.exec(s.slice(chunk.from, chunk.to));
  if (weeks === null) return null;
  const start = chunk.from + weeks.index;
  used.push({ type: "other", start, end: start + weeks[0].length });
  return { days: (numeralAt(weeks[1] ?? "", 0)?.value ?? 1) * DAYS_A_WEEK, used };
}

/** The only length of a stretch in days: 培训3天. */
function wholeDays(chunk: Chunk): number | null {
  const [only, ...others] = chunk.tokens.filter(
    ({ type, end }) => type === "duration" && chunk.text.s.charAt(end - 1) === "天",
  );
  if (
    only?.type !== "duration" ||
    others.length > 0 ||
    only.duration.minutes === null ||
    /每[人天]?$/.test(before(chunk, only, 2))
  )
    return null;
  const days = only.duration.minutes / DAY_MINUTES;
  return isSome(days) ? days : null;
}
