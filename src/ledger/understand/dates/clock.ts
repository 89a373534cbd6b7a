import type { Half } from "../../activity.ts";
import { Chars, runEnd, SMALL_NUMERALS } from "../spelling/chars.ts";
import { COUNTED, exec } from "./date-parts.ts";

/** A time of day, or the span between two. A bare time is no duration. */
export type Clock = {
  readonly end: number;
  readonly half: Half | null;
  /** Minutes after midnight at which it begins; a small hour without 上午 or 凌晨 is of the afternoon. */
  readonly from: number;
  /** Length of a span in minutes; null for a bare time. */
  readonly minutes: number | null;
  /** Why a person has to say how long a span was. */
  readonly vague?: "reversed" | "either";
};

type Point = {
  readonly end: number;
  readonly period: string | null;
  readonly hour: number;
  readonly minute: number;
  /** 05:40 is of the morning. */
  readonly padded: boolean;
};

const PERIOD =
  "上午|下午|晚上|晚间|夜里|夜间|半夜|深夜|中午|正午|早上|早晨|早间|清晨|凌晨|傍晚|午后|午间|晚|早|午|am|pm";
const N = "(?:\\d{1,2}|[零〇一二两三四五六七八九十]{1,3})";
const POINT = new RegExp(
  `(${PERIOD})? ?(?:(\\d{1,2}):([0-5]\\d)(?::[0-5]\\d)?(?!\\d|${COUNTED})时?(?!间|长|代|期)|(${N})(?:点(?:钟|多钟?|来钟)?|时(?!间|长|代|期)| ?(?=am|pm))(?: ?(半|整|一刻|三刻|[13]刻)(?!天|小|个|年|月)|过?(零?${N}) ?分?(?!钟|小|个|人|名|位|户|篇|项|件|元|月|日|号|次|\\d))?)(am|pm)?`,
  "y",
);
const LOOSE = new RegExp(`(${PERIOD})? ?(${N})(?!\\d|月|日|号|人|个|名|位)`, "y");
const TO = / ?(?:(?:一直|讲|开|学|干|忙|持续|上|听|做)?(?:到|至)了?|~|-{1,3}|直到) ?(?:第二天|次日|翌日)? ?/y;
const HALF =
  /上午|下午|晚上|晚间|夜里|中午|晌午|早上|早晨|清晨|凌晨|傍晚|午后|午间|当晚|晚|早(?!日|期|点|已|餐|安)|夜(?!校|班|间|市)|晨(?!会|练|检)/y;

/** The characters that a time may begin with: a quick test before the grammar runs. */
export const CLOCK_FIRST = "0123456789零〇一二两三四五六七八九十上下晚夜半深中正早清凌傍午ap";
export const HALF_FIRST = "上下晚夜半深中早清凌傍午当晨晌";
const FIRST = new Chars(CLOCK_FIRST);
/** The 半 of 半夜, not of 半小时. */
const ONLY_NIGHT = new Chars("半深");
const FIRST_OF_HALF = new Chars(HALF_FIRST);

const HOUR_ENDS = new Chars("点时到至~- 直:ap");

/** Finds a time or a span of times that begins at `at`, such as 下午2点到4点半, 14:00-16:30, 9~11点. */
export function clockAt(s: string, at: number): Clock | null {
  if (!FIRST.at(s, at) || (ONLY_NIGHT.at(s, at) && s.charAt(at + 1) !== "夜")) return null;
  const digits = runEnd(s, at, SMALL_NUMERALS, 4);
  if (digits > at && !HOUR_ENDS.at(s, digits)) return null;
  const first = pointAt(s, at);
  if (first !== null) {
    const second = secondPoint(s, first.end);
    if (second === null) return { end: first.end, half: halfOf(first), from: beginOf(first), minutes: null };
    return span(s, first, second);
  }
  return digits - at === 4 ? compactSpan(s, at) : looseSpan(s, at);
}

const COMPACT = /([01]\d|2[0-3])([0-5]\d) ?(?:到|至|~|-{1,3}) ?([01]\d|2[0-3])([0-5]\d)(?![\d年人元.])/y;

/** 0900至1030; 0618-0620 are days, and 2021-2025 years. */
function compactSpan(s: string, at: number): Clock | null {
  const [all = "", ...parts] = exec(COMPACT, s, at) ?? [];
  const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = parts.map(Number);
  if (all === "" || (isDayLike(fromHour, fromMinute) && isDayLike(toHour, toMinute))) return null;
  const minutes = (toHour - fromHour) * 60 + toMinute - fromMinute;
  const isRound = fromMinute % 30 === 0 && toMinute % 30 === 0;
  if (minutes <= 0 || (!isRound && isOfYear(fromHour) && isOfYear(toHour))) return null;
  const first: Point = { end: at + 4, period: null, hour: fromHour, minute: fromMinute, padded: true };
  return { end: at + all.length, half: halfOf(first), from: clockMinutes(first), minutes };
}

function isDayLike(month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

function isOfYear(century: number): boolean {
  return century === 19 || century === 20;
}

/** Finds a bare part of the day: 上午, 下午, 晚上, the 晚 of 昨晚. */
export function halfAt(s: string, at: number): { end: number; half: Half | null } | null {
  if (!FIRST_OF_HALF.at(s, at) || (ONLY_NIGHT.at(s, at) && s.charAt(at + 1) !== "夜")) return null;
  HALF.lastIndex = at;
  const found = HALF.exec(s)?.[0];
  if (found === undefined) return null;
  if (found.length === 1 && !OF_DAY.test(s.slice(Math.max(0, at - 5), at))) return null;
  return { end: at + found.length, half: halfOfPeriod(found) };
}

/** Behind which a single character is a part of the day: 昨晚, 20号晚, 11.19晚. */
const OF_DAY = /(?:[昨今前明天日号]|\d[./-]\d{1,2})$/;

function pointAt(s: string, at: number): Point | null {
  POINT.lastIndex = at;
  const found = POINT.exec(s);
  if (found === null) return null;
  const [all, before, colonHour, colonMinute, hour, part, minute, after] = found;
  const h = numeral(colonHour ?? hour ?? "");
  const m = colonMinute !== undefined ? Number(colonMinute) : partMinutes(part, minute);
  if (h > 24 || m > 59) return null;
  return {
    end: at + all.length,
    period: before ?? after ?? null,
    hour: h,
    minute: m,
    padded: colonHour?.startsWith("0") === true,
  };
}

function partMinutes(part: string | undefined, minute: string | undefined): number {
  if (part === "半") return 30;
  if (part === "整" || (part === undefined && minute === undefined)) return 0;
  if (part !== undefined) return part.startsWith("三") || part.startsWith("3") ? 45 : 15;
  return numeral((minute ?? "").replace(/^零(?=.)/, ""));
}

/** The other end of a span; `nextDay` where 次日 says so. */
function secondPoint(s: string, at: number): (Point & { readonly nextDay: boolean }) | null {
  TO.lastIndex = at;
  const connector = TO.exec(s)?.[0];
  if (connector === undefined) return null;
  const from = at + connector.length;
  const point = pointAt(s, from);
  return point === null ? null : { ...point, nextDay: /[二次翌]/.test(connector) };
}

/** 下午2点到4点; of 8点到7点 and 2点到3点或4点 nobody knows how long it was. */
function span(s: string, first: Point, second: Point & { readonly nextDay: boolean }): Clock {
  const known = { half: halfOf(first), from: beginOf(first, second) };
  const other = exec(OR, s, second.end);
  const third = other === null ? null : pointAt(s, second.end + other[0].length);
  if (third !== null) return { end: third.end, ...known, minutes: null, vague: "either" };
  const minutes = minutesBetween(first, second);
  if (isReversed(first, second, minutes)) return { end: second.end, ...known, minutes: null, vague: "reversed" };
  return { end: second.end, ...known, minutes };
}

const OR = / ?(?:或者?是?|还是) ?/y;
/** Nobody sits longer without saying that the end was of another part of the day. */
const LONGEST = 10 * 60;

function isReversed(first: Point, second: Point & { readonly nextDay: boolean }, minutes: number): boolean {
  if (second.nextDay || second.period !== null || minutes < LONGEST) return false;
  return first.hour <= 12 && second.hour * 60 + second.minute < first.hour * 60 + first.minute;
}

/** 9~11点, 下午2到4点: the first half of the span has no 点 of its own. */
function looseSpan(s: string, at: number): Clock | null {
  LOOSE.lastIndex = at;
  const found = LOOSE.exec(s);
  if (found === null) return null;
  const second = secondPoint(s, at + found[0].length);
  if (second === null || numeral(found[2] ?? "") > 24 || s.charAt(second.end).match(/\d/) !== null) return null;
  const first: Point = {
    end: at + found[0].length,
    period: found[1] ?? null,
    hour: numeral(found[2] ?? ""),
    minute: 0,
    padded: false,
  };
  return { end: second.end, half: halfOf(first), from: beginOf(first, second), minutes: minutesBetween(first, second) };
}

const SMALL = "零一二三四五六七八九";

function numeral(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const spelled = text.replaceAll("〇", "零").replaceAll("两", "二");
  const ten = spelled.indexOf("十");
  if (ten < 0) return [...spelled].reduce((value, char) => value * 10 + SMALL.indexOf(char), 0);
  const tens = ten === 0 ? 1 : SMALL.indexOf(spelled.charAt(0));
  return tens * 10 + (ten === spelled.length - 1 ? 0 : SMALL.indexOf(spelled.charAt(ten + 1)));
}

/** End minus start; a part of the day named once holds for both. */
function minutesBetween(first: Point, second: Point & { readonly nextDay: boolean }): number {
  let from = clockMinutes(first);
  let to = clockMinutes(second);
  if (second.nextDay || (second.padded && first.hour > 12 && to < from)) return to + 1440 - from;
  if (isLateToo(first, second) && from + 720 < to) from += 720;
  if (second.period === null && first.period !== null && isLate(first.period) && second.hour < 12) to += 720;
  if (isNoonPassed(from, to, second)) to += 720;
  if (to - from > 720 && second.period === null && second.hour <= 12) to -= 720;
  if (to <= from) to += 1440;
  return to > from + 1440 ? to - 1440 : to - from;
}

/** 2点到晚上4点: a part of the day at the end holds for the beginning. */
function isLateToo(first: Point, second: Point): boolean {
  return first.period === null && second.period !== null && isLate(second.period) && first.hour <= 12;
}

/** 11点到1点 ends after noon; 22:00到6:00 ends on the next day. */
function isNoonPassed(from: number, to: number, second: Point): boolean {
  return to <= from && to + 720 > from && second.hour <= 12 && !isEarly(second.period);
}

/** 凌晨1点 behind 晚上11点 is of the next day. */
function isEarly(period: string | null): boolean {
  return period !== null && /^(?:凌晨|早|清晨|上午|晨|am)/.test(period);
}

function clockMinutes(point: Point): number {
  const { hour, minute, period } = point;
  const isNight = period !== null && /夜/.test(period);
  if (isNight && hour === 12) return 24 * 60 + minute;
  const late = period !== null && isLate(period) && hour < 12 && !(isNight && hour < 6);
  const noon = (period === "中午" || period === "正午" || period === "午间") && hour < 6;
  return (hour + (late || noon ? 12 : 0)) * 60 + minute;
}

/** 3点 is of the afternoon, 03:00 is not; 2点到晚上4点 begins late as well. */
function beginOf(first: Point, second: Point = first): number {
  const isSmall = first.period === null && !first.padded && first.hour < 7;
  return clockMinutes(first) + (isSmall || (isLateToo(first, second) && first.hour < 12) ? 720 : 0);
}

function isLate(period: string): boolean {
  return /^(?:下午|晚上|晚间|夜里|夜间|半夜|深夜|傍晚|午后|晚|pm)$/.test(period);
}

function halfOf(point: Point): Half | null {
  if (point.period !== null) return halfOfPeriod(point.period);
  if (point.hour >= 18) return "evening";
  if (point.hour >= 13) return "afternoon";
  return point.hour >= 8 && point.hour < 12 ? "morning" : null;
}

function halfOfPeriod(period: string): Half | null {
  if (/^(?:上午|早|清晨|凌晨|晨|am)/.test(period)) return "morning";
  if (/^(?:下午|午后|pm)/.test(period)) return "afternoon";
  return /^(?:晚|夜|半夜|深夜|傍晚|当晚)/.test(period) ? "evening" : null;
}
