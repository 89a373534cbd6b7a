import { anyOf } from "../../ledger/any-of.ts";
import { linesOf } from "./sections.ts";

/** Of what time a place of the report speaks, and whether of what was done at all. */
export type Tense = {
  /** The year that the report speaks of; null where nothing tells. */
  readonly year: number | null;
  readonly isFuture: (at: number) => boolean;
  readonly isLastYear: (at: number) => boolean;
  /** The section tells what was lacking. */
  readonly isLacking: (at: number) => boolean;
};

const COMING = /下一?步(?!骤)|明年|来年|下一年|下年度|今后|新的一年/;
const LAST_YEAR = /(\d{4})年|上一?年度?|去年/g;
const INTENDED = new RegExp(
  anyOf`
  (?<![按照初度习作定订的])计[划画](?=[于在用开组召举完培发到20下上今明年全再新进每选对为投建打实争邀引派创修购种改聘招走帮]|[一-龥]{2}\d)
  预算[中里]?(?:明确|规定|列明|编列)(?!了) 打算(?=[用在于]|[一-龥]{2}) (?:目标|任务)(?:为|是)(?=[一-龥]{2,8}\d)
  预计(?=投|总投|新|建|年内|下半年|\d{4}年|全年|今年|年底|明年) 拟(?=[开召组举完发于在]|定(?:[于在]|\d))
  (?<!(?:兑现|履行|完成|践行|落实)[^，。]{0,4})承诺书?(?:提出|写明|写道)?(?=[是：:“]) 力争(?!上游)
  争取(?=在|于|年|明|[一-龥]{0,2}(?:达到|完成|实现))
  (?:^|[，。；、我们部])将(?=对|就|由|继续|进一步|坚持|持续|再|开展|组织|召开|举办|完成|全面|严格|深入|以|在(?![职岗校编册])|于|按|着力|重点|推动|不断|切实)
  (?<![主重需只必首摘概纲简想不还])要(?=(?:与|在|组织|开展|建设|建成|完成|实现|确保|力争|抓好|进一步|继续|做好|建立|培养|发展|每|至少))
  将(?=(?:累计|陆续|惠及|发放|投入|新建|建成|新增|举行|举办|召开|派出|组建|成立|设立|捐赠|出资|于\d|在\d)(?!的|了))
`,
  "g",
);

/** Compiles what the report says of time: its plan sections, its 下一步 and its years. */
export function tenseOf(s: string, given: number | undefined): Tense {
  const year = given ?? yearOf(s);
  const future = new Uint8Array(s.length + 1);
  const past = new Uint8Array(s.length + 1);
  const lacking = new Uint8Array(s.length + 1);
  for (const line of linesOf(s, year)) {
    if (line.plan) future.fill(1, line.start, line.end);
    if (line.rectification) past.fill(1, line.start, line.end);
    if (line.problems) markLacking(s, line, lacking);
    markFuture(s, line, future);
    markLastYear(s, { ...line, year }, past);
  }
  const isIn = (marks: Uint8Array) => (at: number) => marks[at] === 1;
  return { year, isFuture: isIn(future), isLastYear: isIn(past), isLacking: isIn(lacking) };
}

type Stretch = { readonly start: number; readonly end: number };

/** 下一步 speaks of the rest of its paragraph, 计划 of the rest of its sentence. */
function markFuture(s: string, { start, end }: Stretch, future: Uint8Array): void {
  const line = s.slice(start, end);
  const first = line.search(COMING);
  if (first >= 0) future.fill(1, start + first, end);
  for (const { index, 0: all } of line.matchAll(INTENDED)) {
    const at = start + index;
    if (future[at] === 1) continue;
    future.fill(1, /争/.test(all) ? orderOf(s, start, at) : at, actualOf(s, at, end));
  }
}

/** 抓好8个示范点，争取在6月验收: where a sentence begins as an order, all of it is to come. */
function orderOf(s: string, line: number, at: number): number {
  const from = Math.max(line, s.lastIndexOf("。", at) + 1);
  return ORDER.test(s.slice(from, from + 12)) && !/[已了共]|累计|今年/.test(s.slice(from, at)) ? from : at;
}

const ORDER = /^[^，。]{0,6}(?:抓好|抓实|抓紧|做好|推进|继续|着力)/;

/** 计划发展2名，实际发展1名: from there on it is done. */
function actualOf(s: string, from: number, end: number): number {
  const stop = stopOf(s, from, end);
  const actual = s.slice(from, stop).search(/[，；](?:实际|完成(?=[^。]*完成率)|(?:目前|现在|现|截至目前)?[，]?已)/);
  return actual < 0 ? stop : from + actual;
}

function markLastYear(s: string, { start, end, year }: Stretch & { year: number | null }, past: Uint8Array): void {
  for (const { index, 0: all } of s.slice(start, end).matchAll(LAST_YEAR)) {
    const named = Number.parseInt(all, 10);
    const isLast = Number.isNaN(named) || (year !== null && named === year - 1);
    if (isLast && past[start + index] !== 1) past.fill(1, start + index, stopOf(s, start + index, end));
  }
}

/** 去年点评指出的3条意见，2条已整改: what earlier findings came to is told as done, wherever it stands. */
const ANSWERED =
  /(?:去年|上一?年度?|20\d\d年)[^。]{0,30}(?:指出|点评|反馈|查摆|检视)[^。]{0,12}(?:问题|意见|短板|不足)[^。]*(?:整改|解决|销号)/;

function markLacking(s: string, { start, end }: Stretch, lacking: Uint8Array): void {
  for (let from = start; from < end; ) {
    const stop = Math.min(stopOf(s, from, end) + 1, end);
    if (!ANSWERED.test(s.slice(from, stop))) lacking.fill(1, from, stop);
    from = stop;
  }
}

function stopOf(s: string, from: number, end: number): number {
  const stop = s.indexOf("。", from);
  return stop < 0 || stop > end ? end : stop;
}

/** A year that names no month, or all of them: 2024年, 2024年1月至12月. */
const WHOLE_YEAR = /(20\d\d)年(?!\d{1,2}月(?!份?[至到—–-]))/;
/** The day below the title or at the end, alone on its line: (2025年1月). */
const DATE_LINE = /^\(?20\d\d年\d{1,2}月(?:\d{1,2}[日号])?\)?$/gm;
/** Until then a report speaks of the year before the day that it bears. */
const LAST_MONTH = 3;

/** The year that the opening names as a whole, or else the one named most often, or else the year of its date. */
function yearOf(s: string): number | null {
  const opening = WHOLE_YEAR.exec(s.slice(0, 300))?.[1];
  if (opening !== undefined) return Number(opening);
  const named = new Map<string, number>();
  for (const [, digits = ""] of s.replace(DATE_LINE, "").matchAll(/(20\d\d)年/g))
    named.set(digits, (named.get(digits) ?? 0) + 1);
  const [most] = [...named].sort(([, a], [, b]) => b - a);
  return most === undefined ? yearOfDate(s) : Number(most[0]);
}

function yearOfDate(s: string): number | null {
  const [, year, month] = /(20\d\d)年(\d{1,2})月/.exec(s) ?? [];
  return year === undefined ? null : Number(year) - (Number(month) <= LAST_MONTH ? 1 : 0);
}
