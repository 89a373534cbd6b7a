import { Chars, runEnd } from "./chars.ts";
import { numeralAt } from "./numerals.ts";

/**
 * What the words of a date say, before anybody asks what today is. Each form is one way of naming days;
 * a year that the words leave out is null.
 */
export type DateWords =
  | { readonly form: "day"; readonly year: Year | null; readonly month: Month | null; readonly day: number }
  | { readonly form: "offset"; readonly days: number }
  | { readonly form: "ago"; readonly unit: AgoUnit; readonly count: number }
  | { readonly form: "weekday"; readonly week: number | null; readonly day: number }
  | { readonly form: "weekend"; readonly week: number | null }
  | { readonly form: "week"; readonly week: number }
  | { readonly form: "month"; readonly year: Year | null; readonly month: Month; readonly part: Part | null }
  | {
      readonly form: "nth";
      readonly year: Year | null;
      readonly month: Month;
      readonly nth: number;
      readonly day: number | null;
    }
  | { readonly form: "quarter"; readonly year: Year | null; readonly quarter: number | "this" | "last" | "next" }
  | { readonly form: "half"; readonly year: Year | null; readonly half: 1 | 2 }
  | { readonly form: "year"; readonly year: Year }
  | { readonly form: "festival"; readonly year: Year | null; readonly name: string }
  | { readonly form: "edge"; readonly of: PeriodWords; readonly nth: number }
  | { readonly form: "vague" };

/** The forms that name a stretch of time. */
export type PeriodWords = Extract<DateWords, { form: "week" | "month" | "quarter" | "half" | "year" }>;

export function isPeriod(words: DateWords): words is PeriodWords {
  const { form } = words;
  return form === "week" || form === "month" || form === "quarter" || form === "half" || form === "year";
}

export type AgoUnit = "second" | "minute" | "quarter" | "hour" | "day" | "week" | "month" | "year";

/** `of` counts from this year: 去年 is -1. Two digits are kept as written: 98年. */
export type Year = { readonly of: number } | { readonly at: number } | { readonly short: number };
export type Month = { readonly of: number } | { readonly at: number };
export type Part = "early" | "middle" | "late";

export type FoundDate = { readonly end: number; readonly words: DateWords };

const N = "(?:\\d{1,2}|[零〇一二三四五六七八九十廿卅]{1,3})";
const YEAR = "(?:(?:19|20)\\d{2}|\\d{2}|[一二][零〇一二三四五六七八九]{3}|[零〇一二三四五六七八九]{2})";
const SPACE = " ?";
const NOT_UNIT =
  "(?![\\d.]*(?:个|人|名|位|户|次|小时|分|元|万|千|百|项|件|篇|条|%|h|对|盏|吨|份|期|周|刻|点\\d*[分到至]|:\\d))";

const RELATIVE: ReadonlyMap<string, number> = new Map([
  ["大大前天", -4],
  ["大前天", -3],
  ["大前日", -3],
  ["前天", -2],
  ["前日", -2],
  ["前儿", -2],
  ["前晚", -2],
  ["前夜", -2],
  ["昨天", -1],
  ["昨日", -1],
  ["昨儿", -1],
  ["昨晚", -1],
  ["昨夜", -1],
  ["昨早", -1],
  ["昨晨", -1],
  ["昨", -1],
  ["今天", 0],
  ["今日", 0],
  ["今儿", 0],
  ["今晚", 0],
  ["今早", 0],
  ["今晨", 0],
  ["今夜", 0],
  ["刚才", 0],
  ["刚刚", 0],
  ["现在", 0],
  ["此刻", 0],
  ["今上午", 0],
  ["今下午", 0],
  ["今儿个", 0],
  ["昨儿个", -1],
  ["前儿个", -2],
  ["昨上午", -1],
  ["昨下午", -1],
  ["明天", 1],
  ["明日", 1],
  ["明儿", 1],
  ["明晚", 1],
  ["明早", 1],
  ["明晨", 1],
  ["明上午", 1],
  ["明下午", 1],
  ["后天", 2],
  ["后日", 2],
  ["大后天", 3],
  ["大大后天", 4],
  ["大后日", 3],
]); // biome-ignore-end format: a table
/** The part of the day inside the word is left to be read as such: 昨晚 = 昨 + 晚. */
const RELATIVE_WORD =
  /大大前天|大前[天日]|前(?:儿个?|[天日])|前(?=[晚夜])|昨(?:儿个?|[天日])|昨(?=[晚夜早晨]|[上下]午)|今(?:儿个?|[天日])|今(?=[晚夜早晨]|[上下]午)|刚[才刚]|现在|此刻|明[天日儿]|明(?=[晚早晨]|[上下]午)|大大后天|大后[天日]|后[天日]/y;

const VAGUE =
  /(?:(?:农历|阴历|旧历)(?:[一二三四五六七八九十\d]{1,3}月)?|(?:农历|阴历|旧历)?(?:腊月|正月|冬月))初?(?:[一二三四五六七八九十廿]{1,3}|\d{1,2})?[日号]?|(?:大年|年)(?:初[一二三四五六七八九十]|三十)|(?:过去|近|最近|之前|前)的?(?:\d{1,3}|[一二两三四五六七八九十几]{1,3})个?(?:天|日|周|星期|礼拜|月|季度|年)(?![前级])|前几[天日周]|前些(?:天|日子|时候)|前[两二三][天日](?!前)|前(?:阵子|段时间|一阵|段日子|阵)|最近(?:[一二两三几]?(?:周|个?月|天))?|近[日期来]|近几天|日前|[一二两]?几天前|几[天周]前|几个月前|不久前|这几天|这[两二]天|这阵子|这段时间|那天|有一天|某天|改天|过几天|过[两二]天|[上本这]个?(?:周|星期|礼拜|月)(?:初|中|末尾|底)(?!旬)|年[初底末]|年(?:中)(?=[^央国共华])|月[初底末中](?!旬)|[上本这]个?月(?:某天|几号|里)|[今去前]年(?:[年]?[初底末]|春天|夏天|秋天|冬天)|周[初中](?!学)|一?季度[初末]|(?:忘了|记不清|不记得)(?:是)?(?:哪|几)[天号日]?|哪天(?!学)/y;

const BARE_VAGUE =
  /(?:七一|八一|五一|十一|五四|三八|六一)(?=主题党日|党日|党课|走访|慰问|志愿|表彰|集中|座谈|支部|党员|组织生活|系列|专题)|(?:元旦|春节|国庆节?|中秋节?|端午节?|清明节?|五一|十一|七一|八一|三八|六一|五四|元宵节?|重阳节?|劳动节|建党节|建军节|双节|暑假|寒假|假期)(?:期间|前后|前夕|前|后|假期|长假|小长假|那几天|左右)(?!进|勤|续|面|者)/y;

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
const Y_M = new RegExp(
  `(?:(${YEAR})年${SPACE}|([今去前明后本当]年|上年|大前年)(?:度)?的?${SPACE})?(?:(${N})${SPACE}月份?|(元月)份?|([上本这当下]个?月|上上个?月|下下个?月)份?)的?(上旬|中旬|下旬|初|中(?!旬|心|央|国|组)|底|末)?`,
  "y",
);
const YEAR_MONTH_NUMERIC = /((?:19|20)\d{2})[-/.](\d{1,2})(?![\d.\-/])/y;
const DAY_ONLY = new RegExp(
  `(${N})${SPACE}[日号](?!楼|线|院|文|会议|室|厅|栋|桌|机|车|井|煤|店|门|公告|令|台|矿|站|提案|议案|报|志|用|常|记|历|程|本|货|人)`,
  "y",
);
const MONTH_DAY_NUMERIC = new RegExp(
  `(\\d{1,2})([-/.·])(\\d{1,2})(?![\\d.:\\-/]|${"[元万千百%h个人名位户次小分吨篇件项天周kmw倍米公斤亩日号月年点级度]| ?[到至~-] ?\\d"})`,
  "y",
);
const WEEKDAY = /(上{1,4}|本|这|下下|下|今|当)?个?(?:周|星期|礼拜)([一二三四五六日天七1-7末])(?![周年个岁\d])/y;
const WEEK = /(上{1,4}|本|这|下下|下|前一)一?个?(?:周|星期|礼拜)(?![一二三四五六日天末刊报边围\d])/y;
const AGO =
  /(约|大约|大概)?((?:\d{1,4}|[一二两三四五六七八九十百]{1,5}|半))(个半|个)?(小时|钟头|分钟|秒钟?|刻钟|天|日|周|星期|礼拜|月|年)(半)?(?:之前|以前|前)(?!后|夕)/y;
const LATER =
  /(?:\d{1,3}|[一二两三四五六七八九十]{1,3}|半)(个)?(小时|天|日|周|星期|礼拜|月|年)(?:之后|以后|后)(?!勤|续|面)/y;
const QUARTER = new RegExp(
  `(?:(${YEAR})年${SPACE}|([今去前明后本当]年|上年)(?:度)?的?)?(?:第?([一二三四1-4首])个?季度|([本这上下])个?季度)`,
  "y",
);
const HALF_YEAR = new RegExp(`(?:(${YEAR})年${SPACE}|([今去前明后本当]年|上年)(?:度)?的?)?([上下])半年`, "y");
const YEAR_ONLY = new RegExp(`(?:(${YEAR})年|([今去前明后本]年|上年))(?!级|代|龄|轻|轮|限|来|货|会)度?`, "y");
const NTH = new RegExp(
  `(?:(${YEAR})年${SPACE}|([今去前明后本当]年|上年)(?:度)?的?)?(?:(${N})月份?|([上本这下]个?月))里?的?第([一二三四五1-5])个?(?:周|星期|礼拜)([一二三四五六日天1-7])?`,
  "y",
);
const FESTIVAL_YEAR = new RegExp(`(?:(${YEAR})年${SPACE}|([今去前明后本当]年|上年)(?:的)?)?`, "y");
const FESTIVAL =
  /(?:元旦节?|春节|大年初一|元宵节?|清明节?|劳动节|国际劳动节|五一(?:国际)?劳动节|端午节?|中秋节?|重阳节?|国庆(?:节|(?=$|[\s,]|当天|当日|那天))|妇女节|三八(?:国际)?(?:妇女)?节|圣诞节?|平安夜|情人节|愚人节|护士节|记者节|万圣节|光棍节|植树节|青年节|五四青年节|儿童节|六一儿童节|建党节|七一建党节|建军节|八一建军节|教师节|除夕|新年|学雷锋纪念日|国家公祭日|烈士纪念日)(?:当天|当日|那天|这天)?(?!期间|前夕|前后|前|后|慰问|活动|晚会|联欢|假|放假|来临|到来|主题|系列|精神|讲话|的)/y;

type Matcher = (s: string, at: number) => FoundDate | null;

/** Finds the longest date expression that begins at `at`; dates that do not exist are found like any other. */
export function dateAt(s: string, at: number): FoundDate | null {
  let best: FoundDate | null = null;
  for (const match of matchersAt(s, at)) {
    const found = match(s, at);
    if (found !== null && (best === null || found.end > best.end)) best = found;
  }
  return best;
}

function exec(pattern: RegExp, s: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(s);
}

const SMALL: ReadonlyMap<string, number> = new Map(
  [..."零一二三四五六七八九"].map((char, value): [string, number] => [char, value]),
);

/** 5, 05, 五, 十五, 二十五, 廿五, 三十. */
function small(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const spelled = text.replace("廿", "二十").replace("卅", "三十").replaceAll("〇", "零").replaceAll("两", "二");
  const ten = spelled.indexOf("十");
  if (ten < 0) return [...spelled].reduce((value, char) => value * 10 + (SMALL.get(char) ?? 0), 0);
  const before = ten === 0 ? 1 : small(spelled.slice(0, ten));
  return before * 10 + (ten === spelled.length - 1 ? 0 : small(spelled.slice(ten + 1)));
}

const YEAR_SHIFT: Readonly<Record<string, number>> = { 去: -1, 上: -1, 前: -2, 大: -3, 明: 1, 后: 2 };

/** The year that digits or a word such as 去年 name; null for neither. */
export function yearOf(digits: string | undefined, word: string | undefined): Year | null {
  if (word !== undefined) {
    return { of: YEAR_SHIFT[word.charAt(0)] ?? 0 };
  }
  if (digits === undefined) return null;
  const value = small(digits);
  return digits.length === 4 ? { at: value } : { short: value };
}

function monthOf(digits: string | undefined, yuan: string | undefined, word: string | undefined): Month {
  if (digits !== undefined) return { at: small(digits) };
  if (yuan !== undefined) return { at: 1 };
  return { of: shift(word ?? "") };
}

/** 上上 → -2, 上 → -1, 本 → 0, 下 → 1. */
function shift(word: string): number {
  if (word.startsWith("上")) return -(/^上+/.exec(word)?.[0].length ?? 1);
  if (word.startsWith("前")) return -1;
  if (word.startsWith("下下")) return 2;
  return word.startsWith("下") || word.startsWith("次") ? 1 : 0;
}

function weekdayNumber(char: string): number {
  return char === "日" || char === "天" ? 7 : small(char);
}

const ymd: Matcher = (s, at) => {
  const found = exec(YMD, s, at) ?? exec(COMPACT, s, at);
  if (found === null) return null;
  const [all, year, month, day] = found;
  return {
    end: at + all.length,
    words: { form: "day", year: { at: Number(year) }, month: { at: Number(month) }, day: Number(day) },
  };
};

/** 26.11.8: two digits of the year come first. */
const shortYmd: Matcher = (s, at) => {
  const found = exec(SHORT_YMD, s, at);
  if (found === null || /[\d./-]/.test(s.charAt(at - 1))) return null;
  const [all, year, month, day] = found;
  if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > 31) return null;
  const words = { form: "day", year: { short: Number(year) }, month: { at: Number(month) }, day: Number(day) } as const;
  return { end: at + all.length, words };
};

const yearMonthDay: Matcher = (s, at) => {
  const found = exec(Y_M_D, s, at);
  if (found === null) return null;
  const [all, digits, word, month, yuan, monthWord, day] = found;
  return {
    end: at + all.length,
    words: { form: "day", year: yearOf(digits, word), month: monthOf(month, yuan, monthWord), day: small(day ?? "") },
  };
};

const yearMonth: Matcher = (s, at) => {
  const found = exec(Y_M, s, at);
  if (found === null) return null;
  const [all, digits, word, month, yuan, monthWord, part] = found;
  const end = at + all.length;
  if (part !== undefined && !part.endsWith("旬")) return { end, words: { form: "vague" } };
  const parts: ReadonlyMap<string, Part> = new Map([
    ["上旬", "early"],
    ["中旬", "middle"],
    ["下旬", "late"],
  ]);
  return {
    end,
    words: {
      form: "month",
      year: yearOf(digits, word),
      month: monthOf(month, yuan, monthWord),
      part: parts.get(part ?? "") ?? null,
    },
  }; // biome-ignore-end format: one line
};

const yearMonthNumeric: Matcher = (s, at) => {
  const found = exec(YEAR_MONTH_NUMERIC, s, at);
  if (found === null) return null;
  return {
    end: at + found[0].length,
    words: { form: "month", year: { at: Number(found[1]) }, month: { at: Number(found[2]) }, part: null },
  };
};

const dayOnly: Matcher = (s, at) => {
  const found = exec(DAY_ONLY, s, at);
  if (found === null || small(found[1] ?? "") > 39) return null;
  return { end: at + found[0].length, words: { form: "day", year: null, month: null, day: small(found[1] ?? "") } };
};

const monthDayNumeric: Matcher = (s, at) => {
  const found = exec(MONTH_DAY_NUMERIC, s, at);
  if (found === null || /[\d.:a-z]/.test(s.charAt(at - 1))) return null;
  const [all, month, , day] = found;
  if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > 31) return null;
  return { end: at + all.length, words: { form: "day", year: null, month: { at: Number(month) }, day: Number(day) } };
};

const weekdayWord: Matcher = (s, at) => {
  const found = exec(WEEKDAY, s, at);
  if (found === null) return null;
  const [all, prefix, day] = found;
  const week = prefix === undefined ? (all.startsWith("个") ? 0 : null) : shift(prefix);
  const words: DateWords =
    day === "末" ? { form: "weekend", week } : { form: "weekday", week, day: weekdayNumber(day ?? "") };
  return { end: at + all.length, words };
};

const weekWord: Matcher = (s, at) => {
  const found = exec(WEEK, s, at);
  return found === null ? null : { end: at + found[0].length, words: { form: "week", week: shift(found[1] ?? "") } };
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

/** The minutes of the units that are shorter than a day. */
export const AGO_MINUTES: ReadonlyMap<AgoUnit, number> = new Map<AgoUnit, number>([
  ["second", 1 / 60],
  ["minute", 1],
  ["quarter", 15],
  ["hour", 60],
]);

const ago: Matcher = (s, at) => {
  const found = exec(AGO, s, at);
  if (found === null) return null;
  const [all, , count, article, unit, half] = found;
  const scale = AGO_UNITS.get(unit ?? "") ?? "day";
  const plain = count === "半" ? 0.5 : (numeralAt(count ?? "", 0)?.value ?? 0);
  const value = plain + (half !== undefined || article === "个半" ? 0.5 : 0);
  if (scale === "month" && article === undefined) return null;
  if (!Number.isInteger(value) && !AGO_MINUTES.has(scale)) return { end: at + all.length, words: { form: "vague" } };
  return { end: at + all.length, words: { form: "ago", unit: scale, count: value } };
};

const later: Matcher = (s, at) => {
  const found = exec(LATER, s, at);
  return found === null ? null : { end: at + found[0].length, words: { form: "vague" } };
};

const relative: Matcher = (s, at) => {
  const found = exec(RELATIVE_WORD, s, at)?.[0];
  if (found === undefined) return null;
  const days = RELATIVE.get(found) ?? RELATIVE.get(found.slice(0, 1)) ?? RELATIVE.get(`${found.charAt(0)}天`);
  return days === undefined ? null : { end: at + found.length, words: { form: "offset", days } };
};

const vague: Matcher = (s, at) => {
  const found = exec(VAGUE, s, at) ?? exec(BARE_VAGUE, s, at);
  return found === null ? null : { end: at + found[0].length, words: { form: "vague" } };
};

const nth: Matcher = (s, at) => {
  const found = exec(NTH, s, at);
  if (found === null) return null;
  const [all, digits, word, month, monthWord, count, day] = found;
  return {
    end: at + all.length,
    words: {
      form: "nth",
      year: yearOf(digits, word),
      month: monthOf(month, undefined, monthWord),
      nth: small(count ?? ""),
      day: day === undefined ? null : weekdayNumber(day),
    },
  };
};

const QUARTERS: Readonly<Record<string, "last" | "next">> = { 上: "last", 下: "next" };

const quarter: Matcher = (s, at) => {
  const found = exec(QUARTER, s, at);
  if (found === null) return null;
  const [all, digits, word, number, relativeWord] = found;
  const value = number === undefined ? (QUARTERS[relativeWord ?? ""] ?? "this") : number === "首" ? 1 : small(number);
  return { end: at + all.length, words: { form: "quarter", year: yearOf(digits, word), quarter: value } };
};

const halfYear: Matcher = (s, at) => {
  const found = exec(HALF_YEAR, s, at);
  if (found === null) return null;
  const half = found[3] === "上" ? 1 : 2;
  return { end: at + found[0].length, words: { form: "half", year: yearOf(found[1], found[2]), half } };
};

const yearOnly: Matcher = (s, at) => {
  const found = exec(YEAR_ONLY, s, at);
  if (found === null) return null;
  const year = yearOf(found[1], found[2]);
  return year === null ? null : { end: at + found[0].length, words: { form: "year", year } };
};

const festival: Matcher = (s, at) => {
  const lead = exec(FESTIVAL_YEAR, s, at);
  const from = at + (lead?.[0].length ?? 0);
  const found = exec(FESTIVAL, s, from);
  if (found === null) return null;
  const name = found[0].replace(/(?:当天|当日|那天|这天)$/, "");
  return { end: from + found[0].length, words: { form: "festival", year: yearOf(lead?.[1], lead?.[2]), name } };
};

type Matchers = readonly Matcher[];
const NONE: Matchers = [];
const IN_YEAR: Matchers = [yearMonthDay, yearMonth, quarter, halfYear, yearOnly, nth, festival, vague];
const IN_MONTH: Matchers = [yearMonthDay, yearMonth, nth];
const COUNTED: Matchers = [dayOnly, ago, later, vague];

/** Behind digits the next character tells which forms are possible; this keeps long messages fast. */
const BEHIND_DIGITS: ReadonlyMap<string, Matchers> = new Map<string, Matchers>([
  ["年", [ymd, ago, later, ...IN_YEAR]],
  ["月", IN_MONTH],
  ["季", [quarter]],
  ["个", [...COUNTED, quarter]],
  [" ", [ymd, ...IN_MONTH, dayOnly, (s, at) => monthDayCompact(s, at)]],
  ...spread("-/.", [ymd, shortYmd, yearMonthNumeric, monthDayNumeric]),
  ["·", [monthDayNumeric]],
  ...spread("日号天周小钟星礼半分秒刻", COUNTED),
]);

const BY_CHAR: ReadonlyMap<string, Matchers> = new Map<string, Matchers>([
  ...spread("前", [relative, weekWord, ...IN_YEAR]),
  ...spread("今", [relative, weekdayWord, ...IN_YEAR]),
  ...spread("大明后", [relative, ...IN_YEAR]),
  ...spread("昨刚现此", [relative]),
  ...spread("上本这下当", [weekdayWord, weekWord, ...IN_YEAR]),
  ...spread("去次", IN_YEAR),
  ...spread("个周星礼", [weekdayWord, vague]),
  ...spread("约半", [ago, later]),
  ...spread("第", [quarter]),
  ...spread("元", [yearMonthDay, yearMonth, festival, vague]),
  ...spread("春清端中重国妇植青儿建教除新学烈劳圣平情愚护万光", [festival, vague]),
  ...spread("记", [festival, vague]),
  ...spread("最近日月不那有某改过之年忘哪几双暑寒腊正冬农阴旧", [vague]),
]);
/** The characters that a date may begin with. */
export const DATE_FIRST = `0123456789零〇一二两三四五六七八九十廿卅${[...BY_CHAR.keys()].join("")}`;
const FEASTS: Matchers = [festival, vague];
const COMPACT_LENGTH = 8;
/** 1106集中学习: perhaps the sixth of November. */
const MONTH_DAY_COMPACT = /(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=$|[\s,;。]|[一-龥])/y;

const monthDayCompact: Matcher = (s, at) => {
  if (at > 0 && !/[\s,;。:、(]/.test(s.charAt(at - 1))) return null;
  const found = exec(MONTH_DAY_COMPACT, s, at);
  if (found === null || COMPACT_UNIT.test(s.charAt(at + 4))) return null;
  const words = { form: "day", year: null, month: { at: Number(found[1]) }, day: Number(found[2]) } as const;
  return { end: at + 4, words };
};
const COMPACT_UNIT =
  /[个人名位户次小分元万千百项件篇条对盏吨份期周刻点年月日号块号文公斤亩棵株袋箱本册张台套场批只双页]/;

/** 上 and the like begin a date only before certain characters; this keeps plain text fast. */
const BEHIND_WORD: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    上: "周星礼个上年月季半一",
    本: "周星礼个年月季",
    这: "周星礼个月季两二几阵段",
    下: "周星礼个下年月季半",
    当: "年月周星礼",
    去: "年",
    次: "月",
    明: "天日儿晚早晨上下年",
    后: "天日年",
    昨: "天日儿晚夜早晨上下",
    今: "天日儿晚夜早晨上下年周星礼",
    刚: "才刚",
    现: "在",
    此: "刻",
    个: "周星礼",
    星: "期",
    礼: "拜",
  }).map(([char, behind]): [string, ReadonlySet<string>] => [char, new Set(behind)]),
);

function spread(chars: string, matchers: Matchers): [string, Matchers][] {
  return [...chars].map((char) => [char, matchers]);
}

function matchersAt(s: string, at: number): Matchers {
  const char = s.charAt(at);
  if (!isNumeral(char)) {
    const behind = BEHIND_WORD.get(char);
    return behind === undefined || behind.has(s.charAt(at + 1)) ? (BY_CHAR.get(char) ?? NONE) : NONE;
  }
  const end = runEnd(s, at, NUMERALS, COMPACT_LENGTH);
  if (end - at === COMPACT_LENGTH) return COMPACT_DAY;
  return BEHIND_DIGITS.get(s.charAt(end)) ?? bareMatchers(char, end - at);
}

const COMPACT_DAY: Matchers = [ymd];
const COMPACT_MONTH_DAY: Matchers = [monthDayCompact];

/** Digits with nothing of a date behind them: 1106, or the 八一 of a festival. */
function bareMatchers(char: string, length: number): Matchers {
  if (length === 4 && char <= "1") return COMPACT_MONTH_DAY;
  return char <= "9" ? NONE : FEASTS;
}

function isNumeral(char: string): boolean {
  return NUMERALS.at(char, 0);
}

const NUMERALS = new Chars("0123456789零〇一二两三四五六七八九十百廿卅");
