import { exec } from "../dates/date-parts.ts";
import { type Numeral, numeralAt } from "../numerals.ts";
import { Chars } from "../spelling/chars.ts";
import { DAY_MINUTES, type Duration, made, measured } from "./measured-lengths.ts";

const FIXED: readonly (readonly [RegExp, number | null])[] = [
  [
    /[一两二三四\d]节课的?(?:时间|工夫)|个把(?:小时|钟头)|大半[天日]|好几个?(?:小时|钟头)|几个?(?:小时|钟头)|几十?分钟|半天多|好半天/y,
    null,
  ],
  [/(?<![a-z\d])个半(?:小时|钟头|钟(?!头))/y, 90],
  [/个半(?:小时|钟头|钟(?!头))/y, null],
  [/半个?(?:多)?(?:小时|钟头|钟(?!头))/y, 30],
  [/半天|半日(?![制游班闲谈])|(?:一|整|整整一|整个|一个|1个?|大?半)个?(?:上午|下午)/y, DAY_MINUTES / 2],
  [/(?:一整|整整一|整)[天日]|全天(?!候)/y, DAY_MINUTES],
  [/[一1]刻钟/y, 15],
  [/三刻钟|3刻钟/y, 45],
];
const RANGE = / ?(?:到|至|~|-{1,2}|或者?|、) ?/y;
const SUFFIX = / ?(左右|上下|以上|出头|开外)/y;
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
  // 同一天 says when.
  if (!FIRST.at(s, at) || s.startsWith("同一", at - 1)) return null;
  const fixed = fixedAt(s, at);
  if (fixed !== null) return withSuffix(s, at, fixed);
  const first = numeralAt(s, at);
  if (first === null || !BEHIND.at(s, first.end) || isScore(s, at, first.end)) return null;
  const one = measured(s, first) ?? halfOpen(s, first);
  const second = one === null ? behindNumber(s, first) : rangeAt(s, one.end);
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

const SCORED = new Chars("均得考满高国");

function fixedAt(s: string, at: number): Duration | null {
  if (!FIXED_FIRST.at(s, at) && s.charAt(at + 1) !== "节") return null;
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

/** The 一个半 of 一个半到两个小时. */
function halfOpen(s: string, number: Numeral): Duration | null {
  const end = number.end + 2;
  if (!s.startsWith("个半", number.end) || rangeAt(s, end) === null) return null;
  return made(number, end, number.value * 60 + 30, false);
}

/** The 两个小时 of 一、两个小时; that of 20、两个小时 is no end of a range. */
function behindNumber(s: string, first: Numeral): Duration | null {
  if (s.charAt(first.end) !== "、") return rangeAt(s, first.end);
  const number = numeralAt(s, first.end + 1);
  const isNext = number !== null && (number.value === first.value + 1 || isNextTen(first.value, number.value));
  return isNext ? measured(s, number) : null;
}

/** 30、40分钟 */
function isNextTen(value: number, next: number): boolean {
  return value % 10 === 0 && next === value + 10;
}

function rangeAt(s: string, at: number): Duration | null {
  const found = exec(RANGE, s, at);
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
  const suffix = exec(SUFFIX, s, duration.end);
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
