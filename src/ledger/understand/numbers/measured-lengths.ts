import type { Bound } from "../../activity.ts";
import { exec } from "../dates/date-parts.ts";
import { type Numeral, numeralAt } from "../numerals.ts";
import type { Reason } from "../reading.ts";
import { Chars } from "../spelling/chars.ts";

/** A length of time found in normalised text. `minutes` is null where a person has to say it. */
export type Duration = {
  readonly end: number;
  readonly minutes: number | null;
  readonly bound: Bound;
  readonly vague: Reason | null;
  readonly choices: readonly number[];
};

/** A working day has 480 minutes and a half 240: what a log means by 一天 and 半天. */
export const DAY_MINUTES = 480;

/** What the unit of a length may begin with. */
const UNIT_FIRST = new Chars("个半多小钟h分刻m秒天整工余 ");
const MORE = / ?(多|余|来|几)? ?/y;
/** The half of 1个半小时 and, as a slip of the pen, of 1半小时; that of 人数36 半小时 begins a length of its own. */
const HOURS =
  /(?:(?:个|(?<=(?<![\d十])[123一二两三]))(半)|个?([多来余几])个?|个?) ?(?:小时|钟头|钟(?!头|情|爱|楼|声)|hours?(?![a-z])|hrs?(?![a-z])|h(?![a-z]))(半|多|余)?/y;
const MINUTES =
  /(?:个)?(?:(分半钟?|分钟半(?!天|小))|分(?:钟|(?=$|[\s,;。]))|mins?(?![a-z])|minutes?(?![a-z])|(刻钟))(?:多|余)?/y;
const MINUTE_TAIL = /(?: ?(?:分钟?|mins?(?![a-z])|minutes?(?![a-z])|m(?![a-z])|(刻钟?)))?/y;
const SECONDS = /分钟? ?零? ?(?=\d|[零一二三四五六七八九十])|秒钟?/y;
const DAYS = /(?:个)?(?:整)?(?:工作日|[天])(半)?/y;
/** The 时 of 8天20时; alone it is a time of day. */
const HOUR_OF_DAYS = /时(?!间|长|代|期|候|\d)/y;

/** The length behind a number: 小时, 分钟, 秒, 天; null where there is none. */
export function measured(s: string, number: Numeral): Duration | null {
  const more = exec(MORE, s, number.end);
  const from = number.end + (more?.[0].length ?? 0);
  if (!UNIT_FIRST.at(s, from)) return null;
  const fuzzy = more?.[1] !== undefined;
  return hours(s, number, from, fuzzy) ?? minutes(s, number, from, fuzzy) ?? dayLong(s, number, from, fuzzy);
}

/** A length of so many minutes, in doubt where its number is. */
export function made(number: Numeral, end: number, value: number, fuzzy: boolean): Duration {
  const vague: Reason | null = fuzzy ? "approximate" : number.vague;
  const scale = number.value === 0 ? 0 : value / number.value;
  return {
    end,
    minutes: vague === null ? round(value) : null,
    bound: "exact",
    vague,
    choices: number.choices.map((choice) => round(choice * scale)),
  };
}

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}

function hours(s: string, number: Numeral, from: number, fuzzy: boolean): Duration | null {
  const found = exec(HOURS, s, from);
  if (found === null) return null;
  const [all, inside, more, tail] = found;
  const half = inside === "半" || tail === "半" ? 30 : 0;
  const inexact = fuzzy || more !== undefined || tail === "多" || tail === "余";
  const end = from + all.length;
  const base = number.value * 60 + half;
  if (half > 0 || inexact) return made(number, end, base, inexact);
  const rest = minutesAfterHours(s, end);
  return made(number, rest?.end ?? end, base + (rest?.minutes ?? 0), false);
}

/** The 30分 of 1小时30分, the 一刻钟 of 一小时一刻钟; 1小时30 needs no unit where none other follows. */
function minutesAfterHours(s: string, at: number): { end: number; minutes: number } | null {
  const gap = exec(/ ?(?:零|又|加|,)? ?/y, s, at)?.[0].length ?? 0;
  const number = numeralAt(s, at + gap);
  if (number === null || number.vague !== null || number.value >= 60) return null;
  const unit = exec(MINUTE_TAIL, s, number.end);
  const word = unit?.[0] ?? "";
  if (word === "" && (gap > 0 || !/^(?:$|[\s,;。、)!])/.test(s.slice(number.end, number.end + 1)))) return null;
  const scale = unit?.[1] === undefined ? 1 : 15;
  return { end: number.end + word.length, minutes: number.value * scale };
}

function minutes(s: string, number: Numeral, from: number, fuzzy: boolean): Duration | null {
  const exact = seconds(s, number, from, fuzzy);
  const found = exact === null ? exec(MINUTES, s, from) : null;
  if (found === null) return exact;
  const scale = found[2] === undefined ? 1 : 15;
  const half = found[1] === undefined ? 0 : 0.5;
  return made(number, from + found[0].length, number.value * scale + half, fuzzy);
}

/** 五分三十秒, 四分钟零六秒, 90秒: rare, but never to be read as anything else. */
function seconds(s: string, number: Numeral, from: number, fuzzy: boolean): Duration | null {
  const found = exec(SECONDS, s, from)?.[0];
  if (found === undefined) return null;
  const end = from + found.length;
  if (found.startsWith("秒")) return made(number, end, number.value / 60, fuzzy);
  const rest = numeralAt(s, end);
  if (rest === null || s.charAt(rest.end) !== "秒") return null;
  const close = rest.end + (s.charAt(rest.end + 1) === "钟" ? 2 : 1);
  return made(number, close, number.value + rest.value / 60, fuzzy);
}

function dayLong(s: string, number: Numeral, from: number, fuzzy: boolean): Duration | null {
  const found = exec(DAYS, s, from);
  if (found === null || /^[前后内之以津]/.test(s.slice(from + found[0].length))) return null;
  const end = from + found[0].length;
  const base = (number.value + (found[1] === undefined ? 0 : 0.5)) * DAY_MINUTES;
  const tail = found[1] === undefined ? numeralAt(s, end) : null;
  const more = tail === null ? null : hoursOfDays(s, tail);
  if (more !== null && more.minutes !== null) return made(number, more.end, base + more.minutes, fuzzy);
  return made(number, end, base, fuzzy);
}

/** The 20小时 of 8天20小时, the 20时 of 8天20时. */
export function hoursOfDays(s: string, number: Numeral): Duration | null {
  const spoken = exec(HOUR_OF_DAYS, s, number.end);
  if (spoken !== null) return made(number, number.end + spoken[0].length, number.value * 60, false);
  return hours(s, number, number.end, false);
}
