import { Chars, runEnd } from "../spelling/chars.ts";
import { dayOnly, monthDayCompact, monthDayNumeric, shortYmd, yearLast, yearMonthDay, ymd } from "./date-days.ts";
import type { Matcher } from "./date-parts.ts";
import { festival, halfYear, nth, quarter, yearMonth, yearMonthNumeric, yearOnly } from "./date-periods.ts";
import { ago, beside, future, later, pair, relative, weekdayWord, weekWord } from "./date-relative.ts";
import { vague } from "./date-vague.ts";
import type { FoundDate } from "./date-words.ts";

/** Finds the longest date expression that begins at `at`; dates that do not exist are found like any other. */
export function dateAt(s: string, at: number): FoundDate | null {
  let best: FoundDate | null = null;
  for (const match of matchersAt(s, at)) {
    const found = match(s, at);
    if (found !== null && (best === null || found.end > best.end)) best = found;
  }
  return best;
}

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
  ["千", [yearMonthDay, yearMonth, quarter, halfYear, yearOnly]],
  ["个", [...COUNTED, quarter]],
  [" ", [ymd, ...IN_MONTH, dayOnly, (s, at) => monthDayCompact(s, at)]],
  ...spread("-/.", [ymd, shortYmd, yearLast, yearMonthNumeric, monthDayNumeric]),
  ["·", [monthDayNumeric]],
  ...spread("、和", [dayOnly]),
  ...spread("日号天周小钟星礼半分秒刻", COUNTED),
]);

const BY_CHAR: ReadonlyMap<string, Matchers> = new Map<string, Matchers>([
  ...spread("前", [relative, pair, beside, weekWord, ...IN_YEAR]),
  ...spread("今", [relative, pair, future, weekdayWord, ...IN_YEAR]),
  ...spread("大明后", [relative, pair, beside, future, ...IN_YEAR]),
  ...spread("昨刚现此琴寻", [relative, pair, future]),
  ...spread("上本这下当", [weekdayWord, weekWord, ...IN_YEAR]),
  ...spread("去次来翌隔", [beside, ...IN_YEAR]),
  ...spread("未接往以", [future]),
  ...spread("个周星礼", [weekdayWord, vague]),
  ...spread("约半", [ago, later]),
  ...spread("第", [quarter]),
  ...spread("元", [yearMonthDay, yearMonth, festival, vague]),
  ...spread("春清端中重国妇植青儿建教除新学烈劳圣平情愚护万光宪全世禁消环抗", [festival, vague]),
  ...spread("记", [festival, vague]),
  ...spread("最近日月不那有某改过之年忘哪几双暑寒腊正冬夜农阴旧感母父泼火七复夏立秋小连每头", [future, vague]),
]);

/** The characters that a date may begin with. */
export const DATE_FIRST = `0123456789零〇一二两三四五六七八九十廿卅${[...BY_CHAR.keys()].join("")}`;

const FEASTS: Matchers = [festival, vague];

/** 七一 党课, 十一 月 */
const SPACED_FEASTS: Matchers = [...(BEHIND_DIGITS.get(" ") ?? NONE), vague];

const COMPACT_LENGTH = 8;

/** 上 and the like begin a date only before certain characters; this keeps plain text fast. */
const BEHIND_WORD: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    上: "周星礼个上年月季半一旬学",
    本: "周星礼个年月季一学",
    这: "周星礼个月季两二几阵段一学",
    下: "周星礼个下年月季半旬一学",
    当: "年月周星礼",
    去: "年",
    次: "月年日",
    来: "年",
    翌: "年日",
    隔: "天",
    未: "来",
    接: "下",
    往: "后",
    以: "后",
    连: "续",
    复: "活",
    每: "周星礼月",
    感: "恩",
    母: "亲",
    父: "亲",
    立: "春夏秋冬",
    夏: "天至",
    明: "天日儿晚早晨上下年后",
    后: "天日年面一二两三四五六七八九十几数半0123456789",
    昨: "天日儿个晚夜早晨上下前今晌后头",
    今: "天日儿个晚夜早晨上下年周星礼后明昨晌头",
    刚: "才刚",
    现: "在",
    此: "刻后",
    个: "周星礼把",
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
  if (end - at === 2 && char > "9" && s.charAt(end) === " ") return SPACED_FEASTS;
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
