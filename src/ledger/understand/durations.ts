import type { Bound } from "../activity.ts";
import { Chars } from "./chars.ts";
import { type Numeral, numeralAt } from "./numerals.ts";
import type { Reason } from "./reading.ts";

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

const FIXED: readonly (readonly [RegExp, number | null])[] = [
  [/大半[天日]|好几个?(?:小时|钟头)|几个?(?:小时|钟头)|几十?分钟|半天多|好半天/y, null],
  [/(?<![a-z\d])个半(?:小时|钟头|钟(?!头))/y, 90],
  [/个半(?:小时|钟头|钟(?!头))/y, null],
  [/半个?(?:多)?(?:小时|钟头|钟(?!头))/y, 30],
  [/半天|(?:一|整|整整一|整个|一个|1个?|大?半)个?(?:上午|下午)/y, DAY_MINUTES / 2],
  [/(?:一整|整整一|整)[天日]|全天(?!候)/y, DAY_MINUTES],
  [/[一1]刻钟/y, 15],
  [/三刻钟|3刻钟/y, 45],
];
/** What the unit of a length may begin with. */
const UNIT_FIRST = new Chars("个半多小钟h分刻m秒天整工余 ");
const RANGE = / ?(?:到|至|~|-{1,2}|或者?|、) ?/y;
const MORE = / ?(多|余|来|几)? ?/y;
const HOURS =
  /(?:个)?(半|[多来余几])?个? ?(小时|钟头|钟(?!头|情|爱|楼|声)|hours?(?![a-z])|hrs?(?![a-z])|h(?![a-z]))(半|多|余)?/y;
const MINUTES =
  /(?:个)?(?:(分半钟?|分钟半(?!天|小))|分(?:钟|(?=$|[\s,;。]))|mins?(?![a-z])|minutes?(?![a-z])|(刻钟))(?:多|余)?/y;
const MINUTE_TAIL = /(?: ?(?:分钟?|mins?(?![a-z])|minutes?(?![a-z])|m(?![a-z])|(刻钟?)))?/y;
const SECONDS = /分钟? ?零? ?(?=\d|[零一二三四五六七八九十])|秒钟?/y;
const DAYS = /(?:个)?(?:整)?(?:工作日|[天])(半)?/y;
/** The 时 of 8天20时; alone it is a time of day. */
const HOUR_OF_DAYS = /时(?!间|长|代|期|候|\d)/y;
const SUFFIX = / ?(左右|上下|以上)/y;
const NEAR =
  /(?:大约|大概|(?<![节公民条合签制预违规契守履相邀])约|将近|接近|差不多|(?<![附最亲远临就贴新靠])近|上下|大致) ?$/;
const LESS = /(?:不到|不足|少于|低于) ?$/;
const LEAST = /(?:至少|不少于|超过|不低于) ?$/;

/** The characters that a duration may begin with: a quick test before the grammar runs. */
export const DURATION_FIRST = "0123456789零〇一二两俩仨三四五六七八九十百千廿卅壹贰叁肆伍陆柒捌玖拾几数大好半整个全";
const FIRST = new Chars(DURATION_FIRST);
const FIXED_FIRST = new Chars("13一三几大好半整个全");
/** What may stand behind the number of a duration. */
const BEHIND = new Chars(" 多余来几个半小钟h分刻m秒天整工到至~-或、");

/** Finds the longest duration that begins at `at`: 一个半小时, 1小时30分, 三刻钟, 1.5h, 半天. Clock spans are `clockAt`'s. */
export function durationAt(s: string, at: number): Duration | null {
  if (!FIRST.at(s, at)) return null;
  const fixed = fixedAt(s, at);
  if (fixed !== null) return withSuffix(s, at, fixed);
  const first = numeralAt(s, at);
  if (first === null || !BEHIND.at(s, first.end) || isScore(s, at, first.end)) return null;
  const one = measured(s, first) ?? halfOpen(s, first);
  const second = rangeAt(s, one?.end ?? first.end);
  if (second !== null) return ranged(first, one, second);
  return one === null ? null : withSuffix(s, at, one);
}

/** 平均92分 is no length. */
function isScore(s: string, from: number, to: number): boolean {
  return (
    s.charAt(to) === "分" &&
    s.charAt(to + 1) !== "钟" &&
    SCORED.at(s, s.charAt(from - 1) === "了" ? from - 2 : from - 1)
  );
}

const SCORED = new Chars("均得考满高");

function fixedAt(s: string, at: number): Duration | null {
  if (!FIXED_FIRST.at(s, at)) return null;
  for (const [pattern, minutes] of FIXED) {
    pattern.lastIndex = at;
    const found = pattern.exec(s)?.[0];
    if (found === undefined) continue;
    const vague = minutes === null || found.includes("多");
    return {
      end: at + found.length,
      minutes: vague ? null : minutes,
      bound: "exact",
      vague: vague ? "approximate" : null,
      choices: [],
    };
  }
  return null;
}

function take(pattern: RegExp, s: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(s);
}

/** The 一个半 of 一个半到两个小时. */
function halfOpen(s: string, number: Numeral): Duration | null {
  const end = number.end + 2;
  if (!s.startsWith("个半", number.end) || rangeAt(s, end) === null) return null;
  return made(number, end, number.value * 60 + 30, false);
}

function measured(s: string, number: Numeral): Duration | null {
  const more = take(MORE, s, number.end);
  const from = number.end + (more?.[0].length ?? 0);
  if (!UNIT_FIRST.at(s, from)) return null;
  const fuzzy = more?.[1] !== undefined;
  return hours(s, number, from, fuzzy) ?? minutes(s, number, from, fuzzy) ?? dayLong(s, number, from, fuzzy);
}

function made(number: Numeral, end: number, value: number, fuzzy: boolean): Duration {
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
  const found = take(HOURS, s, from);
  if (found === null) return null;
  const [all, before, , after] = found;
  const half = before === "半" || after === "半" ? 30 : 0;
  const inexact = fuzzy || /[多来余几]/.test(before ?? "") || after === "多" || after === "余";
  const end = from + all.length;
  const base = number.value * 60 + half;
  if (half > 0 || inexact) return made(number, end, base, inexact);
  const tail = minutesAfterHours(s, end);
  return made(number, tail?.end ?? end, base + (tail?.minutes ?? 0), false);
}

/** The 30分 of 1小时30分, the 一刻钟 of 一小时一刻钟; 1小时30 needs no unit where none other follows. */
function minutesAfterHours(s: string, at: number): { end: number; minutes: number } | null {
  const gap = take(/ ?(?:零|又|加|,)? ?/y, s, at)?.[0].length ?? 0;
  const number = numeralAt(s, at + gap);
  if (number === null || number.vague !== null || number.value >= 60) return null;
  const unit = take(MINUTE_TAIL, s, number.end);
  const word = unit?.[0] ?? "";
  if (word === "" && (gap > 0 || !/^(?:$|[\s,;。、)!])/.test(s.slice(number.end, number.end + 1)))) return null;
  const scale = unit?.[1] === undefined ? 1 : 15;
  return { end: number.end + word.length, minutes: number.value * scale };
}

function minutes(s: string, number: Numeral, from: number, fuzzy: boolean): Duration | null {
  const exact = seconds(s, number, from, fuzzy);
  const found = exact === null ? take(MINUTES, s, from) : null;
  if (found === null) return exact;
  const scale = found[2] === undefined ? 1 : 15;
  const half = found[1] === undefined ? 0 : 0.5;
  return made(number, from + found[0].length, number.value * scale + half, fuzzy);
}

/** 五分三十秒, 四分钟零六秒, 90秒: rare, but never to be read as anything else. */
function seconds(s: string, number: Numeral, from: number, fuzzy: boolean): Duration | null {
  const found = take(SECONDS, s, from)?.[0];
  if (found === undefined) return null;
  const end = from + found.length;
  if (found.startsWith("秒")) return made(number, end, number.value / 60, fuzzy);
  const rest = numeralAt(s, end);
  if (rest === null || s.charAt(rest.end) !== "秒") return null;
  const close = rest.end + (s.charAt(rest.end + 1) === "钟" ? 2 : 1);
  return made(number, close, number.value + rest.value / 60, fuzzy);
}

function dayLong(s: string, number: Numeral, from: number, fuzzy: boolean): Duration | null {
  const found = take(DAYS, s, from);
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
  const spoken = take(HOUR_OF_DAYS, s, number.end);
  if (spoken !== null) return made(number, number.end + spoken[0].length, number.value * 60, false);
  return hours(s, number, number.end, false);
}

function rangeAt(s: string, at: number): Duration | null {
  const found = take(RANGE, s, at);
  if (found === null) return null;
  const from = at + found[0].length;
  const half = fixedAt(s, from);
  if (half !== null) return half;
  const number = numeralAt(s, from);
  return number === null ? null : measured(s, number);
}

/** 1-2小时, 一个小时到一个半小时: a range is asked about. */
function ranged(first: Numeral, one: Duration | null, second: Duration): Duration {
  const to = second.minutes;
  const scale = to === null || second.choices.length > 0 ? null : unitMinutes(to);
  const from = one?.minutes ?? (scale === null ? null : first.value * scale);
  const choices = from === null || to === null ? [] : [from, to];
  return { end: second.end, minutes: null, bound: "exact", vague: "either", choices };
}

function unitMinutes(total: number): number {
  return total >= 60 ? 60 : 1;
}

function withSuffix(s: string, at: number, duration: Duration): Duration {
  const suffix = take(SUFFIX, s, duration.end);
  const before = s.slice(Math.max(0, at - 4), at);
  const end = duration.end + (suffix?.[0].length ?? 0);
  if (LESS.test(before))
    return {
      ...duration,
      end,
      minutes: null,
      vague: "approximate",
      choices: duration.minutes === null ? [] : [duration.minutes],
    };
  if (suffix?.[1] === "以上" || LEAST.test(before)) return { ...duration, end, bound: "least" };
  const near = suffix !== null || NEAR.test(before);
  return near ? { ...duration, end, bound: "approx" } : duration;
}
