import type { Amount } from "../../activity.ts";
import { clockAt } from "../dates/clock.ts";
import { datePhraseAt } from "../dates.ts";
import { normalise } from "../normalise.ts";
import { numeralAt } from "../numerals.ts";
import { durationAt } from "./durations.ts";
import { type Duration, hoursOfDays } from "./measured-lengths.ts";
import { startsNumeral } from "./numeral-signs.ts";
import { LONGEST, readNumber } from "./read-number.ts";

const SPOKEN = /^(\d{1,2}):([0-5]\d)$/;

/** No activity of more hours is told like a clock: 1:30 is a length, and 15:37 a time of day. */
const MOST_SPOKEN = 4;

/** Reads how long an activity took: 一个半小时, 90分钟, 下午2点到4点半, 1:30; a day is 480. A range is null. */
export function readMinutes(text: string): number | null {
  const { s } = normalise(text.slice(0, LONGEST));
  const spoken = SPOKEN.exec(s.trim());
  if (spoken !== null) return spokenMinutes(Number(spoken[1]), Number(spoken[2]));
  for (let at = 0; at < s.length; ) {
    const duration = durationAt(s, at);
    const clock = clockAt(s, at);
    if (clock?.minutes != null && clock.end > (duration?.end ?? 0)) return clock.minutes;
    if (duration !== null && duration.end >= (clock?.end ?? 0)) return duration.minutes;
    at = clock?.end ?? next(s, at);
  }
  return null;
}

function spokenMinutes(hours: number, minutes: number): number | null {
  return hours > MOST_SPOKEN ? null : hours * 60 + minutes;
}

/** The most hours that a number without a unit may mean; what is more are minutes. */
const MOST_HOURS = 12;

/** The minutes that a number without a unit says: 2 and 1.5 are hours, 90 minutes. */
export function minutesMeant(value: number): number {
  return Math.round(value <= MOST_HOURS ? value * 60 : value);
}

const NEAR = /^(?:大约|大概|差不多|约)|(?:左右|上下)$/;

/** Minutes as {@link readMinutes} reads them, or of a number alone; approximate where the words say so. */
export function readDuration(text: string): Amount | null {
  const words = text.normalize("NFKC").trim();
  const bare = words.replace(NEAR, "").trim();
  const number = readMinutes(words) === null ? readNumber(bare) : null;
  const value = number === null ? readMinutes(words) : minutesMeant(number);
  return value === null || value <= 0 ? null : { value, bound: bare === words ? "exact" : "approx" };
}

/** A date is passed over as a whole: the 三 of 周三 begins no length. */
function next(s: string, at: number): number {
  const phrase = datePhraseAt(s, at);
  if (phrase !== null) return phrase.end;
  return (startsNumeral(s.charAt(at)) ? numeralAt(s, at)?.end : undefined) ?? at + 1;
}

/** 30m */
const SHORT = /^(\d{1,3}) ?m$/;
const UNIT = / ?(?:个 ?)?(天|昼夜|周|星期|礼拜)(半)?(?![前后内])/y;
const NIGHTS = /[一二两三四五六七八九十\d]+[夜晚]/y;
const JOINT = / ?(?:零|又|加|,|、|外加)? ?/y;
const LONG = / ?(?:个 ?)?(?:(?<=个 ?)月|年|季度|世纪|载)(?!\d|[一二三四五六七八九十]+月)/y;
const RANGE = / ?(?:到|至|~|-|或者?) ?/y;
const DAY = 1440;
const UNITS: Readonly<Record<string, number>> = { 周: 7 * DAY, 星期: 7 * DAY, 礼拜: 7 * DAY };

/**
 * Reads a length of time for its own sake: less than two days are working time, as in a log; several days
 * and weeks pass in full, and months and years, which differ, are null.
 */
export function readLength(text: string): number | null {
  const { s } = normalise(text.slice(0, LONGEST));
  const short = SHORT.exec(s.trim());
  if (short !== null) return Number(short[1]);
  const days = daysIn(s);
  return days === undefined ? readMinutes(text) : days;
}

/** The first length of two days or more; undefined where none stands. */
function daysIn(s: string): number | null | undefined {
  let at = 0;
  while (at < s.length) {
    const past = passedOver(s, at);
    const found = past === null ? lengthAt(s, at) : undefined;
    if (found !== undefined) return found === "working day" ? undefined : found;
    at = past ?? numeralAt(s, at)?.end ?? at + 1;
  }
  return undefined;
}

/** Behind what holds no length: plain text, an ordinal, or a day; null where a numeral is to be read. */
function passedOver(s: string, at: number): number | null {
  if (s.charAt(at - 1) === "第" || numeralAt(s, at) === null) return at + 1;
  return dateEnd(s, at);
}

/** Behind a day such as 2026年3月5日, whose year is no length. */
function dateEnd(s: string, at: number): number | null {
  const date = datePhraseAt(s, at);
  return date?.first.form === "day" && date.first.month !== null ? date.end : null;
}

/** The length that begins here, null for one that cannot be told, undefined for none. */
function lengthAt(s: string, at: number): number | null | "working day" | undefined {
  if (durationAt(s, at)?.minutes === null || isRange(s, at)) return null;
  const part = partAt(s, at);
  if (part === null) return undefined;
  return part.isWorkingDay ? "working day" : total(s, part);
}

type Part = { readonly end: number; readonly minutes: number | null; readonly isWorkingDay: boolean };

/** 8天, 三天三夜, 7周, 一个月; null where no such length stands. */
function partAt(s: string, at: number): Part | null {
  const number = numeralAt(s, at);
  if (number === null) return null;
  if (run(LONG, s, number.end) !== null) return { end: number.end, minutes: null, isWorkingDay: false };
  const unit = run(UNIT, s, number.end);
  if (unit === null) return null;
  const days = number.value + (unit[2] === undefined ? 0 : 0.5);
  const open = number.vague !== null || durationAt(s, at)?.minutes === null;
  const end = number.end + unit[0].length;
  return {
    end: end + (run(NIGHTS, s, end)?.[0].length ?? 0),
    minutes: open ? null : days * (UNITS[unit[1] ?? ""] ?? DAY),
    isWorkingDay: days < 2 && unit[1] === "天",
  };
}

/** With the 20小时 of 8天20小时; 两天又一个月 cannot be told. */
/** 1~2周 */
function isRange(s: string, at: number): boolean {
  const number = numeralAt(s, at);
  const joint = number === null ? null : run(RANGE, s, number.end);
  return number !== null && joint !== null && partAt(s, number.end + joint[0].length) !== null;
}

function total(s: string, part: Part): number | null {
  if (part.minutes === null || run(RANGE, s, part.end) !== null) return null;
  const from = part.end + (run(JOINT, s, part.end)?.[0].length ?? 0);
  const more = startsNumeral(s.charAt(from)) ? (partAt(s, from) ?? moreAt(s, from)) : null;
  if (more === null) return part.minutes;
  return more.minutes === null ? null : part.minutes + more.minutes;
}

function moreAt(s: string, at: number): Duration | null {
  const number = numeralAt(s, at);
  return durationAt(s, at) ?? (number === null ? null : hoursOfDays(s, number));
}

function run(pattern: RegExp, s: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(s);
}
