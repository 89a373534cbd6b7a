import { exec, type Matcher, monthOf, N, NOT_UNIT, SPACE, small, YEAR, yearOf } from "./date-parts.ts";

const YMD = new RegExp(
  `((?:19|20)\\d{2})(?:${SPACE}[-/.]${SPACE}|${SPACE}年${SPACE}| )(\\d{1,2})(?:${SPACE}[-/.]${SPACE}|${SPACE}月${SPACE}| )(\\d{1,2})(?![\\d]*[个人名位元%])(?:${SPACE}[日号])?(?!\\d{3})`,
  "y",
);

const SHORT_YMD = /(2\d)[./-](\d{1,2})[./-](\d{1,2})(?![\d./-])/y;

const COMPACT = /((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)/y;

const Y_M_D = new RegExp(
  `(?:(${YEAR})年${SPACE}|([今去前明后本当]年|上年|大前年)(?:度)?的?${SPACE})?(?:(${N})${SPACE}月${SPACE}?|(元月)|([上本这当下]个?月|上上个?月|下下个?月|次月)(?:份)?的?${SPACE})(?:(${N})(?:${SPACE}[日号]|${NOT_UNIT}))`,
  "y",
);

const DAY_ONLY = new RegExp(
  `(${N})${SPACE}[日号](?!楼|线|院|文|会议|室|厅|栋|桌|机|车|井|煤|店|门|公告|令|台|矿|站|提案|议案|报|志|用|常|记|历|程|本|货|人)`,
  "y",
);

const MONTH_DAY_NUMERIC = new RegExp(
  `(\\d{1,2})([-/.·])(\\d{1,2})(?![\\d.:\\-/]|${"[元万千百%h个人名位户次小分吨篇件项天周kmw倍米公斤亩日号月年点级度]| ?[到至~-] ?\\d"})`,
  "y",
);

export const ymd: Matcher = (s, at) => {
  const found = exec(YMD, s, at) ?? exec(COMPACT, s, at);
  if (found === null) return null;
  const [all, year, month, day] = found;
  return {
    end: at + all.length,
    words: { form: "day", year: { at: Number(year) }, month: { at: Number(month) }, day: Number(day) },
  };
};

/** 26.11.8: two digits of the year come first. */
export const shortYmd: Matcher = (s, at) => {
  const found = exec(SHORT_YMD, s, at);
  if (found === null || /[\d./-]/.test(s.charAt(at - 1))) return null;
  const [all, year, month, day] = found;
  if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > 31) return null;
  const words = { form: "day", year: { short: Number(year) }, month: { at: Number(month) }, day: Number(day) } as const;
  return { end: at + all.length, words };
};

export const yearMonthDay: Matcher = (s, at) => {
  const found = exec(Y_M_D, s, at);
  if (found === null) return null;
  const [all, digits, word, month, yuan, monthWord, day] = found;
  return {
    end: at + all.length,
    words: { form: "day", year: yearOf(digits, word), month: monthOf(month, yuan, monthWord), day: small(day ?? "") },
  };
};

export const dayOnly: Matcher = (s, at) => {
  const found = exec(DAY_ONLY, s, at);
  if (found === null || small(found[1] ?? "") > 39) return null;
  return { end: at + found[0].length, words: { form: "day", year: null, month: null, day: small(found[1] ?? "") } };
};

export const monthDayNumeric: Matcher = (s, at) => {
  const found = exec(MONTH_DAY_NUMERIC, s, at);
  if (found === null || /[\d.:a-z]/.test(s.charAt(at - 1))) return null;
  const [all, month, , day] = found;
  if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > 31) return null;
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
