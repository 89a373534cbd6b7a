import { anyOf } from "../../any-of.ts";
import { isUnreadYear } from "./date-days.ts";
import {
  ANY_YEAR,
  EDGE_WORD,
  exec,
  type Matcher,
  MONTH_WORD,
  monthOf,
  N,
  SPACE,
  small,
  weekdayNumber,
  YEAR,
  YEAR_WORD,
  yearOf,
} from "./date-parts.ts";
import type { Part } from "./date-words.ts";

const Y_M = new RegExp(
  `(?:(${ANY_YEAR})年的?${SPACE}|(${YEAR_WORD})(?:度)?的?${SPACE})?(?:(${N})${SPACE}月份?|([元首]月)份?|(${MONTH_WORD})份?)的?(上旬|中旬|下旬|[上下]半月|最后[几数][天日]|月?${EDGE_WORD}|初[一二三四五六七八九十])?`,
  "y",
);

/** Feasts and solar terms whose day moves from year to year. */
const FEAST_OR_TERM =
  "(?:(?:感恩|母亲|父亲|泼水|火把|七夕|腊八|寒食|复活|中元|下元|小年|丰收)节|七夕|腊八|小年|雨水|惊蛰|谷雨|小满|芒种|[小大]暑|处暑|白露|寒露|霜降|[小大]雪|[小大]寒)";

const YEAR_MONTH_NUMERIC = /([12]\d{3})[-/.](\d{1,2})(?![\d.\-/])/y;

const QUARTER = new RegExp(
  `(?:(${YEAR})年的?${SPACE}|(${YEAR_WORD})(?:度)?的?)?(?:(?:第([一二三四1-4])个?|([一二三四1-4首]))季度|([本这上下])一?个?季度)(${EDGE_WORD})?`,
  "y",
);

const HALF_YEAR = new RegExp(`(?:(${YEAR})年的?${SPACE}|(${YEAR_WORD})(?:度)?的?)?([上下])半年(${EDGE_WORD})?`, "y");

const YEAR_ONLY = new RegExp(`(?:(${YEAR})年|((?!当)${YEAR_WORD}))(?!级|代|龄|轻|轮|限|来|货|会)度?`, "y");

/** 2025年底, 2026年感恩节: the words behind a year narrow it to days that nobody can tell from them. */
const WITHIN_YEAR = new RegExp(
  `的?(?:年?${EDGE_WORD}|[上中下]旬|前后|左右|(?:农历|阴历|旧历|闰|正月|腊月|冬月|末月|除夕|大年|立?[春夏秋冬][天季分至]?|${FEAST_OR_TERM})[^\\s,;。\\d]{0,4})`,
  "y",
);

const NTH = new RegExp(
  `(?:(${YEAR})年的?${SPACE}|(${YEAR_WORD})(?:度)?的?)?(?:(${N})月份?|(${MONTH_WORD}))里?的?(?:第([一二三四五1-5])个?|最后一个?)(?:周|星期|礼拜)([一二三四五六日天末1-7])?`,
  "y",
);

const FESTIVAL_YEAR = new RegExp(`(?:(${YEAR})年${SPACE}|(${YEAR_WORD})(?:的)?)?`, "y");

const FESTIVAL = new RegExp(
  `${anyOf`
  元旦节? 春节 大年初一 元宵(?:节|(?!节)) 清明(?:节|(?!节)) 劳动节 国际劳动节 五一(?:国际)?劳动节
  端午(?:节|(?!节)) 中秋(?:节|(?!节)) 重阳(?:节|(?!节)) 国庆(?:节|(?=$|[\s,]|当天|当日|那天)) 妇女节
  三八(?:国际)?(?:妇女)?节 圣诞节? 平安夜 情人节 愚人节 护士节 记者节 万圣节 光棍节 植树节 青年节 五四青年节
  儿童节 六一儿童节 建党节 七一建党节 建军节 八一建军节 教师节 建党日 除夕 新年 学雷锋(?:纪念)?日 国家公祭日 烈士纪念日
  (?:国家)?宪法日 (?:全民)?国家安全(?:教育)?日 世界读书日 (?:世界)?环境日 (?:国际)?禁毒日 (?:全国)?消防日 国际志愿者日
  抗(?:日战争|战)胜利纪念日
  (?:七一|八一|五一|十一|五四|三八|六一)(?=当[天日]|那天|这天)
`}(?:当天|当日|那天|这天|(?!当天|当日|那天|这天|期间|前夕|前后|前|后|活动|晚会|联欢|假|放假|将[至近临]|临近|快到|即将|来临|到来|主题|系列|精神|讲话|的))`,
  "y",
);

export const yearMonth: Matcher = (s, at) => {
  const found = exec(Y_M, s, at);
  if (found === null) return null;
  const [all, digits, word, month, yuan, monthWord, part] = found;
  const end = at + all.length;
  const year = yearOf(digits, word);
  if (isUnreadYear(s, at, year)) return { end, words: { form: "vague" } };
  const named = part === undefined ? null : PARTS.get(part);
  if (named === undefined) return { end, words: { form: "vague" } };
  return { end, words: { form: "month", year, month: monthOf(month, yuan, monthWord), part: named } };
};

const PARTS: ReadonlyMap<string, Part> = new Map([
  ["上旬", "early"],
  ["中旬", "middle"],
  ["下旬", "late"],
  ["上半月", "first half"],
  ["下半月", "second half"],
]);

export const yearMonthNumeric: Matcher = (s, at) => {
  const found = exec(YEAR_MONTH_NUMERIC, s, at);
  if (found === null) return null;
  return {
    end: at + found[0].length,
    words: { form: "month", year: { at: Number(found[1]) }, month: { at: Number(found[2]) }, part: null },
  };
};

export const nth: Matcher = (s, at) => {
  const found = exec(NTH, s, at);
  if (found === null) return null;
  const [all, digits, word, month, monthWord, count, day] = found;
  const end = at + all.length;
  // The last week of a month may go on into the next one.
  if (count === undefined && day === undefined) return { end, words: { form: "vague" } };
  return {
    end,
    words: {
      form: "nth",
      year: yearOf(digits, word),
      month: monthOf(month, undefined, monthWord),
      nth: count === undefined ? "last" : small(count),
      day: day === undefined ? null : day === "末" ? "weekend" : weekdayNumber(day),
    },
  };
};

const QUARTERS: Readonly<Record<string, "last" | "next">> = { 上: "last", 下: "next" };

export const quarter: Matcher = (s, at) => {
  const found = exec(QUARTER, s, at);
  if (found === null) return null;
  const [all, digits, word, ordinal, number = ordinal, relativeWord, edge] = found;
  if (edge !== undefined) return { end: at + all.length, words: { form: "vague" } };
  const value = number === undefined ? (QUARTERS[relativeWord ?? ""] ?? "this") : number === "首" ? 1 : small(number);
  return { end: at + all.length, words: { form: "quarter", year: yearOf(digits, word), quarter: value } };
};

export const halfYear: Matcher = (s, at) => {
  const found = exec(HALF_YEAR, s, at);
  if (found === null) return null;
  if (found[4] !== undefined) return { end: at + found[0].length, words: { form: "vague" } };
  const half = found[3] === "上" ? 1 : 2;
  return { end: at + found[0].length, words: { form: "half", year: yearOf(found[1], found[2]), half } };
};

export const yearOnly: Matcher = (s, at) => {
  const found = exec(YEAR_ONLY, s, at);
  if (found === null) return null;
  const [all, digits, word] = found;
  const year = yearOf(digits, word);
  if (year === null || (digits?.length === 2 && IN_WORD.test(s.charAt(at - 1)))) return null;
  const end = at + all.length;
  const narrow = exec(WITHIN_YEAR, s, end);
  return narrow === null
    ? { end, words: { form: "year", year } }
    : { end: end + narrow[0].length, words: { form: "vague" } };
};

/** 入党50年 and 工作25年 tell how long. */
const IN_WORD = /(?![在于从自到至即和及与是的度])[一-龥]/;

export const festival: Matcher = (s, at) => {
  const lead = exec(FESTIVAL_YEAR, s, at);
  const from = at + (lead?.[0].length ?? 0);
  const found = exec(FESTIVAL, s, from);
  if (found === null) return null;
  const name = found[0].replace(/(?:当天|当日|那天|这天)$/, "");
  const [said] = found;
  const year = yearOf(lead?.[1], lead?.[2]);
  return { end: from + said.length, words: { form: "festival", year, name, onDay: name !== said } };
};
