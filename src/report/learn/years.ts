import type { Edit } from "./edit.ts";

const WORDS: ReadonlyMap<number, string> = new Map([
  [-1, "{{上年度}}"],
  [0, "{{年度}}"],
  [1, "{{下年度}}"],
]);
const DIGITS = "〇一二三四五六七八九";
const ONE = "\\d{4}|[〇○零一二三四五六七八九]{4}";
const YEAR = new RegExp(
  `(?<!\\d)(?:(${ONE})\\s*[-—–~至到]\\s*)?(${ONE})(\\s*学?年)(\\s*\\d{1,2}\\s*月(?:\\s*(?:\\d{1,2}\\s*[日号]|[-—–~至到]\\s*\\d{1,2}\\s*月))?)?`,
  "gu",
);

/** Names of documents keep their years, and so do their numbers (〔2023〕41号 has no 年 anyway). */
const NAMES = /《[^》\n]{0,80}》|[〔[][^〕\]\n]{0,12}[〕\]]/g;

/** What happened once stays where it happened: 2023年1月当选, 2022年党的二十大召开. */
const HAPPENED =
  /党的[一二三四五六七八九十]{1,3}大|[一二三四五六七八九十]{1,3}届[一二三四五六七八九十]中全会|换届|当选|任职|担任|上任|到任|调任|入党|参加工作|毕业|退休|成立|组建|创办|建成|投用|启用|挂牌/;
/** Of the year before, also what it was praised for; what is told of its problems rolls. */
const HAPPENED_BEFORE = /获|评为|评选为|授予|命名|表彰|召开|开展|完成|启动|以来|起[，,]?$|通过/;
const ROLLS = /问题|查摆|整改|述职|评议|考核|点评|反馈|相比|同期|年底|比$|较$/;

/**
 * The years Y−1, Y and Y+1 of a report as words that roll; days and months of Y become blanks. Years in titles stay,
 * and so do those of events of the past. The day that closes the report is the day of the draft.
 */
export function yearsIn(points: readonly string[], year: number | null): Edit[] {
  // One unit for every code point, so that indexes are code points.
  const text = points.map((point) => (point.length === 1 ? point : "\uFFFD")).join("");
  return [...blankYearsIn(text), ...(year === null ? [] : namedYearsIn(text, year))];
}

const BLANK_YEAR =
  /(?<!\d)20[xXｘＸ×*＊]{2}(?=(\s*年)(\s*[xXｘＸ×*＊\d]{1,2}\s*月(?:\s*[xXｘＸ×*＊\d]{1,2}\s*[日号])?)?)/gu;

/** 20XX年 is that of the draft, 20XX年述职评议问题整改 the one before it. */
function blankYearsIn(text: string): Edit[] {
  return [...text.matchAll(BLANK_YEAR)].map(({ index: start, 0: all, 1: unit = "", 2: date }) => {
    const end = start + all.length + (date === undefined ? 0 : unit.length + date.length);
    const clause = /^[^，。；！？\n]{0,40}/.exec(text.slice(end, end + 40))?.[0] ?? "";
    if (date === undefined) return { start, end, text: BEFORE_IT.test(clause) ? "{{上年度}}" : "{{年度}}" };
    return { start, end, text: isLine(text, { start, end }) ? "{{日期}}" : "【待填：日期】" };
  });
}

const BEFORE_IT = /问题.{0,6}整改|反馈.{0,4}问题|查摆.{0,6}问题/;

function namedYearsIn(text: string, year: number): Edit[] {
  const names = [...text.matchAll(NAMES)].map(({ index, 0: all }) => [index, index + all.length] as const);
  return [...text.matchAll(YEAR)].flatMap((match) => {
    const isNamed = names.some(([from, to]) => match.index >= from && match.index < to);
    return isNamed ? [] : editsOf(match, text, year);
  });
}

function editsOf(match: RegExpExecArray, text: string, year: number): Edit[] {
  const { index, 0: all, 1: first, 2: digits = "", 4: date } = match;
  const offset = numberOf(digits) - year;
  const word = WORDS.get(offset);
  if (word === undefined) return [];
  const whole = { start: index, end: index + all.length };
  if (date !== undefined && isLine(text, whole)) return offset < 0 ? [] : [{ ...whole, text: "{{日期}}" }];
  if (isPast(text, whole, { offset, isDated: date !== undefined })) return [];
  if (first !== undefined) return rangeEdits(match, first, year);
  if (date !== undefined) return [{ ...whole, text: blankOf(date, word) }];
  return [{ start: index, end: index + digits.length, text: word }];
}

/** 2023—2024学年 rolls where both of its years do. */
function rangeEdits({ index, 0: all, 2: digits = "" }: RegExpExecArray, first: string, year: number): Edit[] {
  const [from, to] = [first, digits].map((one) => WORDS.get(numberOf(one) - year));
  if (from === undefined || to === undefined) return [];
  const at = index + all.indexOf(digits, first.length);
  return [
    { start: index, end: index + first.length, text: from },
    { start: at, end: at + digits.length, text: to },
  ];
}

function blankOf(date: string, word: string): string {
  if (/[日号]\s*$/.test(date)) return "【待填：日期】";
  return `${word}年【待填：月份】月`;
}

type Span = { readonly start: number; readonly end: number };

/** 2023年12月26日 alone on its line. */
function isLine(text: string, { start, end }: Span): boolean {
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const to = text.indexOf("\n", end);
  return text.slice(from, start).trim() === "" && text.slice(end, to < 0 ? text.length : to).trim() === "";
}

function isPast(
  text: string,
  { start, end }: Span,
  { offset, isDated }: { offset: number; isDated: boolean },
): boolean {
  if (offset > 0) return false;
  const clause = /^[^，。；！？\n]{0,40}/.exec(text.slice(end, end + 40))?.[0] ?? "";
  const before = /[^，。；！？\n]{0,8}$/.exec(text.slice(Math.max(0, start - 8), start))?.[0] ?? "";
  if (HAPPENED.test(clause)) return true;
  if (offset === 0) return false;
  if (isDated) return true;
  return HAPPENED_BEFORE.test(clause) && !ROLLS.test(clause) && !ROLLS.test(before);
}

function numberOf(digits: string): number {
  return Number(
    [...digits].map((digit) => (/\d/.test(digit) ? digit : DIGITS.indexOf(digit.replace(/[○零]/, "〇")))).join(""),
  );
}
