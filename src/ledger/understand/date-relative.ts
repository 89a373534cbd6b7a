import { anyOf } from "../any-of.ts";
import { EDGE_WORD, exec, type Matcher, shift, weekdayNumber } from "./date-parts.ts";
import { AGO_MINUTES, type AgoUnit, type DateWords, type FoundDate } from "./date-words.ts";
import { numeralAt } from "./numerals.ts";

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
  ["今个儿", 0],
  ["昨个儿", -1],
  ["前个儿", -2],
  ["琴日", -1],
  ["寻日", -1],
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
]);

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

const VAGUE = new RegExp(
  anyOf`
  [去前]年(?:的?这个?|同一|此)时[候期]? 去年同期 夜(?:个儿|儿个)(?:后晌|头晌|黑里?)? 最后一?个(?:周|星期|礼拜)[一二三四五六日天] 夜来(?=[上下]午|晚上|后晌|头晌)
  [上中下]{1,2}旬 [上下前后]半个?月 个把(?:月|周|星期|礼拜|天)(?:之前|以前|前) 头[几两二三]天(?!班)
  (?:(?:农历|阴历|旧历)(?:[一二三四五六七八九十\d]{1,3}月)?|(?:农历|阴历|旧历)?(?:腊月|正月|冬月))初?(?:[一二三四五六七八九十廿]{1,3}|\d{1,2})?[日号]?
  (?:大年|年)(?:初[一二三四五六七八九十]|三十)
  (?:过去|近|最近|之前|前)的?(?:\d{1,3}|[一二两三四五六七八九十几]{1,3})个?(?:天|日|周|星期|礼拜|月|季度|年)(?![前级])
  前几[天日周] 前些(?:天|日子|时候) 前[两二三][天日](?!前) 前(?:阵子|段时间|一阵|段日子|阵)
  最近(?:[一二两三几]?(?:周|个?月|天))? 近[日期来] 近几天 日前 [一二两]?几天前 几[天周]前 几个月前 不久前 这几天
  这[两二]天 这阵子 这段时间 那天 有一天 某天 改天 过几天 过[两二]天
  [上本这]个?(?:周|星期|礼拜|月)(?:初|中|末尾|底)(?!旬) 年(?:[初底末尾]|中(?![央国共华心]))
  月[初底末尾中](?!旬|心|小) 连续(?:\d{1,3}|[一二两三四五六七八九十几数]{1,3})个?(?:天|日|周|星期|礼拜|月)
  (?:感恩|母亲|父亲|泼水|火把|七夕|腊八|寒食|复活|中元|小年)节 七夕 腊八 冬至 夏至 立[春夏秋冬] [上本这下]个?学期
  每(?:周|星期|礼拜)[一二三四五六日天](?![课学题讲测练会事]) 每月(?:\d{1,2}|[一二三四五六七八九十]{1,3})[日号]
  [暑寒]假(?!工|作业) 双休日 [春秋]分(?!派) [上本这]个?月(?:某天|几号|里)
  [今去前]年(?:[年]?[初底末]|春天|夏天|秋天|冬天) 周[初中](?!学) 一?季度[初末]
  (?:忘了|记不清|不记得)(?:是)?(?:哪|几)[天号日]? 哪天(?!学)
`,
  "y",
);

const BARE_VAGUE = new RegExp(
  anyOf`
  (?:国庆节?|元旦|春节|中秋节?|端午节?|重阳节?|清明节?|(?:七一)?建党节|(?:八一)?建军节|(?:五四)?青年节|植树节|妇女节|儿童节|教师节|学雷锋日)(?=主题党日)
  (?:七一|八一|五一|十一|五四|三八|六一)(?=[\x20,]?(?:主题党日|党日|党课|讲党课|上党课|讲课|上课|召开|开展|组织|举行|走访|慰问|志愿|表彰|集中|座谈|支部|党员|组织生活|系列|专题))
  (?:(?:[今去前]年|(?:19|20)?\d{2}年)的?)?(?:元旦|春节|国庆节?|中秋节?|端午节?|清明节?|五一|十一|七一|八一|三八|六一|五四|元宵节?|重阳节?|劳动节|(?:七一)?建党节|(?:八一)?建军节|(?:五四)?青年节|植树节|妇女节|儿童节|教师节|双节|暑假|寒假|假期)(?:期间|前后|前夕|前|后|假期|长假|小长假|那几天|当天|那天|左右)(?!进|勤|续|面|者)
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

export const vague: Matcher = (s, at) => {
  const found = exec(VAGUE, s, at) ?? exec(BARE_VAGUE, s, at);
  return found === null ? null : { end: at + found[0].length, words: { form: "vague" } };
};
