import { clockAt } from "./clock.ts";
import { datePhraseAt } from "./dates.ts";
import { durationAt } from "./durations.ts";
import { normalise } from "./normalise.ts";
import { numeralAt, startsNumeral } from "./numerals.ts";
import { LONGEST } from "./read-number.ts";

const SPOKEN = /^(\d{1,2}):([0-5]\d)$/;

/** Reads how long an activity took: 一个半小时, 90分钟, 下午2点到4点半, 1:30; a day is 480. A range is null. */
export function readMinutes(text: string): number | null {
  const { s } = normalise(text.slice(0, LONGEST));
  const spoken = SPOKEN.exec(s.trim());
  if (spoken !== null) return Number(spoken[1]) * 60 + Number(spoken[2]);
  for (let at = 0; at < s.length; ) {
    const duration = durationAt(s, at);
    const clock = clockAt(s, at);
    if (clock?.minutes != null && clock.end > (duration?.end ?? 0)) return clock.minutes;
    if (duration !== null && duration.end >= (clock?.end ?? 0)) return duration.minutes;
    at = clock?.end ?? next(s, at);
  }
  return null;
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
  for (let at = 0; at < s.length; at++) {
    const number = s.charAt(at - 1) === "第" ? null : numeralAt(s, at);
    if (number === null) continue;
    if (durationAt(s, at)?.minutes === null || isRange(s, at)) return null;
    const part = partAt(s, at);
    if (part !== null) return wholeOf(s, part);
    at = number.end - 1;
  }
  return undefined;
}

function wholeOf(s: string, part: Part): number | null | undefined {
  return part.isWorkingDay ? undefined : total(s, part);
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
  const more = startsNumeral(s.charAt(from)) ? (partAt(s, from) ?? durationAt(s, from)) : null;
  if (more === null) return part.minutes;
  return more.minutes === null ? null : part.minutes + more.minutes;
}

function run(pattern: RegExp, s: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(s);
}
