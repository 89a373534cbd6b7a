import { anyOf, listed } from "../../any-of.ts";
import { numeralAt } from "../numerals.ts";
import { EDGE_WORD, exec, type Matcher, shift, weekdayNumber } from "./date-parts.ts";
import { AGO_MINUTES, type AgoUnit, type DateWords, type FoundDate } from "./date-words.ts";

/** How many days from the day it is said each word means. */
const RELATIVE: ReadonlyMap<string, number> = new Map(
  (
    [
      [-4, listed`大大前天`],
      [-3, listed`大前天 大前日`],
      [-2, listed`前天 前日 前儿 前晚 前夜 前儿个 前个儿`],
      [-1, listed`昨天 昨日 昨儿 昨晚 昨夜 昨早 昨晨 昨 昨儿个 昨个儿 琴日 寻日 昨上午 昨下午`],
      [0, listed`今天 今日 今儿 今晚 今早 今晨 今夜 刚才 刚刚 现在 此刻 今上午 今下午 今儿个 今个儿`],
      [1, listed`明天 明日 明儿 明晚 明早 明晨 明上午 明下午`],
      [2, listed`后天 后日`],
      [3, listed`大后天 大后日`],
      [4, listed`大大后天`],
    ] as const
  ).flatMap(([days, words]) => words.map((word) => [word, days] as const)),
);

/** The part of the day inside the word is left to be read as such: 昨晚 = 昨 + 晚. */
const RELATIVE_WORD = new RegExp(
  anyOf`
  大大前天 大前[天日] 前(?:儿个?|个儿|[天日]) 前(?=[晚夜]) 昨(?:儿个?|个儿?|[天日])
  昨(?=[晚夜早晨]|[上下]午|晌午|[后头]晌) 今(?:儿个?|个儿|[天日]) 今(?=[晚夜早晨]|[上下]午|晌午|[后头]晌)
  [琴寻]日(?![一-龥]{0,2}[路店站村]) 刚[才刚] 现在 此刻 明[天日儿] 明(?=[晚早晨]|[上下]午) 大大后天 大后[天日]
  后[天日]
`,
  "y",
);

const WEEKDAY =
  /(上{1,4}|本|这|下下|下|今|当)?个?(?:周|星期|礼拜)(?:([一二三四五六日天七末])(?!周[年岁]|[年个岁次项篇户件]|名(?!单)|场(?!地|所))|([1-7])(?![\d.:%周年月个岁次人名位项篇户件场分元天小]))/y;

/** The 3次 of 本周3次 and the 三名 of 上周三名党员 are counts, and the week alone is the date. */
const WEEK = new RegExp(
  `(上{1,4}|本|这|下下|下|前一)一?个?(?:周|星期|礼拜)(?![末刊报边围]|[日天](?:报|常|志))(${EDGE_WORD})?`,
  "y",
);

const AGO =
  /(约|大约|大概)?((?:\d{1,4}|[一二两三四五六七八九十百]{1,5}|半))(个半|个)?(小时|钟头|分钟|秒钟?|刻钟|天|日|周|星期|礼拜|月|年)(半)?(?:之前|以前|前)(?!后|夕)/y;

const LATER =
  /(?:\d{1,3}|[一二两三四五六七八九十百]{1,3}|半)(?:个?(?:小时|天|日|周|星期|礼拜|月|年)|个季度)(?:之后|以后|过后|后)(?!勤|续|面|备)|(?:\d{1,2}|[一二两三四五六七八九十]{1,3})个季度/y;

const COUNT = "(?:\\d{1,3}|[一二两三四五六七八九十百几数半]{1,4})个?多?";
const SPAN_UNIT = "(?:工作日|天|日|周|星期|礼拜|月|季度|年|小时)";

/** 未来7天, 接下来三天, 过十周, 后1年. */
const FUTURE = new RegExp(
  `(?:未来|接下来|今后|往后|此后|之后|以后|后面)的?(?:这|那)?(?:${COUNT}${SPAN_UNIT}|一段时[间期])(?!前)|[过后]${COUNT}${SPAN_UNIT}(?:之后|以后|后)?(?!前)`,
  "y",
);

/** 开展过三天 and 会后三天 count from something else. */
const BEFORE_FUTURE = /[\s,;。:、再等在]/;

const PAIR = /(?:前昨|昨前|昨今|今昨|今明|明后)(?:[两二2]天|[两二2]日)|明后天/y;

const BESIDE = /次日|翌日|隔天|前一[天日](?!晚?上?学)|后一[天日]/y;

export const weekdayWord: Matcher = (s, at) => {
  const found = exec(WEEKDAY, s, at);
  if (found === null) return null;
  const [all, prefix, spelled, digit] = found;
  const day = spelled ?? digit;
  if (prefix === undefined && /[每逢第]/.test(s.charAt(at - 1))) return null;
  // 本周三会一课 is of the whole week.
  if (s.startsWith("会一课", at + all.length)) return null;
  const week = prefix === undefined ? (all.startsWith("个") ? 0 : null) : shift(prefix);
  const words: DateWords =
    day === "末" ? { form: "weekend", week } : { form: "weekday", week, day: weekdayNumber(day ?? "") };
  return { end: at + all.length, words };
};

export const weekWord: Matcher = (s, at) => {
  const found = exec(WEEK, s, at);
  if (found === null) return null;
  const words: DateWords = found[2] === undefined ? { form: "week", week: shift(found[1] ?? "") } : { form: "vague" };
  return { end: at + found[0].length, words };
};

const AGO_UNITS: ReadonlyMap<string, AgoUnit> = new Map<string, AgoUnit>([
  ["分钟", "minute"],
  ["刻钟", "quarter"],
  ["秒钟", "second"],
  ["秒", "second"],
  ["小时", "hour"],
  ["钟头", "hour"],
  ["天", "day"],
  ["日", "day"],
  ["周", "week"],
  ["星期", "week"],
  ["礼拜", "week"],
  ["月", "month"],
  ["年", "year"],
]);

export const ago: Matcher = (s, at) => {
  const found = exec(AGO, s, at);
  if (found === null) return null;
  const [all, , count = "", article, unitWord = "", half] = found;
  const end = at + all.length;
  const unit = AGO_UNITS.get(unitWord) ?? "day";
  if (unit === "month" && article === undefined) return null;
  const whole = count === "半" ? 0.5 : (numeralAt(count, 0)?.value ?? 0);
  if (unit === "year" && whole >= FIRST_YEAR) return beforeYear(s, end);
  const value = whole + (half !== undefined || article === "个半" ? 0.5 : 0);
  const isExact = Number.isInteger(value) || AGO_MINUTES.has(unit);
  return { end, words: isExact ? { form: "ago", unit, count: value } : { form: "vague" } };
};

/** 2025年前 is no stretch of two thousand years; 2026年前三季度 is a part of that year. */
function beforeYear(s: string, end: number): FoundDate | null {
  return exec(FIRST_PARTS, s, end) === null ? { end, words: { form: "vague" } } : null;
}

const FIRST_YEAR = 1000;
const FIRST_PARTS = /[一二两三四五六七八九十\d]{1,3}个?(?:季度|月|天|日|周)/y;

export const later: Matcher = (s, at) => {
  const found = exec(LATER, s, at);
  return found === null ? null : { end: at + found[0].length, words: { form: "vague" } };
};

export const future: Matcher = (s, at) => {
  const found = exec(FUTURE, s, at);
  if (found === null || (/^[过后]/.test(found[0]) && at > 0 && !BEFORE_FUTURE.test(s.charAt(at - 1)))) return null;
  return { end: at + found[0].length, words: { form: "future" } };
};

const PAIR_DAYS: Readonly<Record<string, number>> = { 前: -2, 昨: -1, 今: 0, 明: 1, 后: 2 };

/** 今明两天: both days. */
export const pair: Matcher = (s, at) => {
  const found = exec(PAIR, s, at)?.[0];
  if (found === undefined) return null;
  const days = [...found.slice(0, 2)].map((char) => PAIR_DAYS[char] ?? 0);
  return {
    end: at + found.length,
    words: { form: "pair", from: Math.min(...days), to: Math.max(...days) },
  };
};

export const beside: Matcher = (s, at) => {
  const found = exec(BESIDE, s, at)?.[0];
  if (found === undefined) return null;
  return { end: at + found.length, words: { form: "beside", days: found.startsWith("前") ? -1 : 1 } };
};

export const relative: Matcher = (s, at) => {
  const found = exec(RELATIVE_WORD, s, at)?.[0];
  if (found === undefined) return null;
  const days = RELATIVE.get(found) ?? RELATIVE.get(found.slice(0, 1)) ?? RELATIVE.get(`${found.charAt(0)}天`);
  return days === undefined ? null : { end: at + found.length, words: { form: "offset", days } };
};
