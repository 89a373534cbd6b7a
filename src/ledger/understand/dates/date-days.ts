import { NO_DAY } from "../numbered-places.ts";
import {
  ANY_YEAR,
  COUNTED,
  exec,
  type Matcher,
  MONTH_WORD,
  monthOf,
  N,
  NOT_UNIT,
  SPACE,
  small,
  YEAR_WORD,
  yearOf,
} from "./date-parts.ts";
import type { Year } from "./date-words.ts";

/** The 10:09 of 2021-09-0910:09. */
const TIME = "(?=\\d{1,2}:\\d{2})";

const YMD = new RegExp(
  `([12]\\d{3})(?:${SPACE}([-/.])${SPACE}(\\d{1,2})${SPACE}\\2${SPACE}|(?:${SPACE}年${SPACE}| )(\\d{1,2})(?:${SPACE}[-/.]${SPACE}|${SPACE}月${SPACE}| ))(\\d{1,2})(?!\\d*(?:[个名位元%]|人(?![数员])))(?:${SPACE}[日号]|(?!\\d)|(?<=\\d\\d)${TIME})`,
  "y",
);

/** 2026.08-20: no month is as late as that. */
const MIXED_YMD = /([12]\d{3})([-/.])(\d{1,2})()[-/.](1[3-9]|2\d|3[01])(?!\d)/y;

const SHORT_YMD = /([1-9]\d)([./-])(\d{1,2})\2(\d{1,2})(?![\d./-])/y;

const YEAR_LAST = /(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?![\d./-])/y;

const COMPACT = /((?:19|20)\d{2})()(\d{2})()(\d{2})(?!\d)/y;

const Y_M_D = new RegExp(
  `(?:(${ANY_YEAR})年的?,?${SPACE}|(${YEAR_WORD})(?:度)?的?,?${SPACE})?(?:(${N})${SPACE}月|(元月)|(${MONTH_WORD}))(?:(?:份?的|份)${SPACE}(${N})${SPACE}[日号]|${SPACE}(${N})(?:${SPACE}[日号]|(?<=\\d\\d)${TIME}|${NOT_UNIT}(?!重一大|会一课|个代表|严三实|学一做|岗双责|项规定|个维护|大[报精])))`,
  "y",
);

const DAY_ONLY = new RegExp(
  `(${N})${SPACE}[日号]${NO_DAY}(?!室|厅|栋|桌|机(?!关)|车(?!队)|井|之|内|间|均|游|三餐|煤|大街|店|门(?!诊)|公告|令|台(?!账)|矿|站|提案|议案|报(?![送告到])|志(?!愿)|用|常|记(?!录)|历|程|本(?![支党周月])|货|人|期(?!间))`,
  "y",
);

/** 9-11:30 is a time; 9-11:30人 is a day and how many came. */
const MONTH_DAY_NUMERIC = new RegExp(
  `(\\d{1,2})([-/.·])(\\d{1,2})(?:[日号](?![楼院线室厅栋桌机车井文令矿站门店路桥炉泵]))?(?![\\d./]|(?<=-\\d{1,2}):[0-5]\\d(?!\\d|${COUNTED})|-(?! ?[一-龥《“]| ?\\d{1,4} ?[人名位户])|${"分(?![别批头赴]|[两二三四五六七八九\\d]+[批次组场期班])|人(?![数员])|[元万千百%h个名位户次小吨篇件项天kmw倍米公斤亩日号月年点级度]|周(?![一二三四五六日天末])| ?[到至~] ?\\d| ?- \\d"})`,
  "y",
);

export const ymd: Matcher = (s, at) => {
  const found = exec(YMD, s, at) ?? exec(MIXED_YMD, s, at) ?? exec(COMPACT, s, at);
  if (found === null) return null;
  const [all, year, , numeric, spelled, day] = found;
  const month = Number(numeric ?? spelled);
  return {
    end: at + all.length,
    words: { form: "day", year: { at: Number(year) }, month: { at: month }, day: Number(day) },
  };
};

/** 26.11.8: two digits of the year come first. */
export const shortYmd: Matcher = (s, at) => {
  const found = exec(SHORT_YMD, s, at);
  if (found === null || isInside(s, at, found[2])) return null;
  const [all, year, , month, day] = found;
  if (Number(year) <= 12 || !isMonthDay(Number(month), Number(day))) return null;
  const words = { form: "day", year: { short: Number(year) }, month: { at: Number(month) }, day: Number(day) } as const;
  return { end: at + all.length, words };
};

/** 10/31/1974 and 13.5.2015 leave no choice; 3/5/2015 and 3/3/15 are asked about. */
export const yearLast: Matcher = (s, at) => {
  const found = exec(YEAR_LAST, s, at);
  if (found === null || isInside(s, at, found[2])) return null;
  const [all, first, mark, second, digits] = found;
  const [a, b, isShort] = [Number(first), Number(second), digits?.length === 2];
  const isChoice = a !== b && isMonthDay(a, b) && isMonthDay(b, a);
  const [month, day] = isMonthDay(a, b) ? [a, b] : [b, a];
  if (!isMonthDay(month, day) || (isShort && mark === ".")) return null;
  const end = at + all.length;
  if (isChoice || isShort) return { end, words: { form: "vague" } };
  return { end, words: { form: "day", year: { at: Number(digits) }, month: { at: month }, day } };
};

function isMonthDay(month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/** The 11-10 of 2126-11-10 is no date of its own; the 8.31 of 2026.8.1-8.31 and the 11-20 of 日期:11-20 are. */
function isInside(s: string, at: number, mark: string | undefined): boolean {
  const before = s.charAt(at - 1);
  if (before === ":" || before === mark) return /\d/.test(s.charAt(at - 2));
  return /[\d.a-z]/.test(before);
}

export const yearMonthDay: Matcher = (s, at) => {
  const found = exec(Y_M_D, s, at);
  if (found === null) return null;
  const [all, digits, word, month, yuan, monthWord, named = "", day = named] = found;
  const end = at + all.length;
  const year = yearOf(digits, word);
  if (isUnreadYear(s, at, year)) return { end, words: { form: "vague" } };
  return { end, words: { form: "day", year, month: monthOf(month, yuan, monthWord), day: small(day) } };
};

/** The 8月15日 behind a year that cannot be read is not one of the years around us. */
export function isUnreadYear(s: string, at: number, year: Year | null): boolean {
  return year === null && s.charAt(at - 1) === "年" && /[\d零〇一二三四五六七八九十百千]/.test(s.charAt(at - 2));
}

/** 一日捐, 三日行, 七日谈 and 一日一题 name something; 五日捐款 and 十日谈心谈话 begin with a day. */
const NAMED_DAYS =
  /[一二两三四五六七八九十]日(?:捐(?![款物赠献助了出\d])|谈(?![心话])|行(?![动程走政业军])|读|讲堂|[一二三][题歌课练语书得讲学测文事善句诗记])/y;

/** The 20 of 20、21号; 1、20号 is a list mark and a day. */
const HEAD_OF_LIST = /([12]\d|3[01])(?=(?:[、和][12]\d|[、和]3[01]){1,5}[日号](?![楼院线室厅栋桌机车]))/y;

export const dayOnly: Matcher = (s, at) => {
  const found =
    exec(DAY_ONLY, s, at) ?? (s.charAt(at - 1).match(/[\d.、月]/) === null ? exec(HEAD_OF_LIST, s, at) : null);
  if (found === null || small(found[1] ?? "") > 39 || exec(NAMED_DAYS, s, at) !== null) return null;
  return { end: at + found[0].length, words: { form: "day", year: null, month: null, day: small(found[1] ?? "") } };
};

export const monthDayNumeric: Matcher = (s, at) => {
  const found = exec(MONTH_DAY_NUMERIC, s, at);
  if (found === null || isInside(s, at, found[2])) return null;
  const [all, month, , day] = found;
  if (!isMonthDay(Number(month), Number(day))) return null;
  return { end: at + all.length, words: { form: "day", year: null, month: { at: Number(month) }, day: Number(day) } };
};

/** 1106集中学习: perhaps the sixth of November. */
const MONTH_DAY_COMPACT = /(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=$|[\s,;。]|[一-龥])/y;

export const monthDayCompact: Matcher = (s, at) => {
  if (at > 0 && !/[\s,;。:、(]/.test(s.charAt(at - 1))) return null;
  const found = exec(MONTH_DAY_COMPACT, s, at);
  if (found === null || COMPACT_UNIT.test(s.charAt(at + 4))) return null;
  const words = { form: "day", year: null, month: { at: Number(found[1]) }, day: Number(found[2]) } as const;
  return { end: at + 4, words };
};

const COMPACT_UNIT =
  /[个人名位户次小分元万千百项件篇条对盏吨份期周刻点年月日号块号文公斤亩棵株袋箱本册张台套场批只双页]/;
