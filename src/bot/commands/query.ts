import { isDeepStrictEqual } from "node:util";
import type { Day, Period } from "../../ledger/activity.ts";
import { yearOf, yearPeriod } from "../../ledger/calendar.ts";
import { displayAmount } from "../../ledger/display.ts";
import { type Field, isPersons, kindFields } from "../../ledger/fields.ts";
import type { Kind } from "../../ledger/kinds.ts";
import { indexActivities, tally } from "../../ledger/measure.ts";
import { readDay } from "../../ledger/understand/message.ts";
import { findLedger, type StoredActivity } from "../../store/activities.ts";
import { type Answer, type Call, may, said } from "../call.ts";
import { reportFields } from "../drafts/report-fields.ts";
import { dayText, recordLine } from "../replies/describe.ts";
import { mergeReplies } from "../replies/merged.ts";
import { askedScope } from "./asked-scope.ts";
import { draft } from "./draft.ts";
import { reportYear } from "./report-year.ts";
import { statedBeside } from "./stated-beside.ts";
import { yearStats } from "./stats.ts";
import { whyField } from "./why-field.ts";

const LONGEST = 10;

/** 我今年交了几篇心得 asks about one's own; 我们支部, 我想查 and 帮我看 do not. */
const OWN = /(?<![帮给诉让教])我(?=自己|今年|去年|[上这本]|一?共|总共|参加|[交捐写做干记讲学]|去了|有几|有多少)|本人/;
/** 上月, 去年3月份的记录 */
const SPAN_ALONE =
  /^(?=.*[年月周季期])(?:\d{4}年|[去今上前]年)?的?(?:[上本]个?月|这个?月|\d{1,2}月份?|[本上]个?季度|第?[一二三四1-4]季度|[上下]半年|[本上]周|上个?星期)?的?(?:记录|活动|情况)?[。?]?$/;
const LONGEST_SPAN = 14;
/** 写述职报告, 年终总结: a wish and no record. */
const WANTS_REPORT = /^.{0,6}(?:述职报告|年[终度底](?:总结|报告)|总结报告)[吧了呢]?[。？?]?$/;
const WANTS_FILE = /导出|下载|发(?:给)?我|[发出](?:一?份|一下|个)|报告|总结|初稿|文件|excel|word/i;

/** Words that several kinds share, and which these are by their names: 学习了几次, 开了几次会. */
const SHARED: readonly (readonly [asked: RegExp, named: RegExp])[] = [
  [/学习|学了/, /学习$/],
  [/开会|会议|[几少]次会/, /会议?$/],
];
/** What asks for the numbers of a whole year. */
const WHOLE = /统计|汇总|总[数共]|一共|情况|怎么?样|台账|记录|清单|明细|活动|次数|[做办搞]了|开展|完成|进度|数据|数字/;
/** Names of who was there or was not are told to nobody. */
const ABOUT_PEOPLE = /谁|哪(?:个|几个|些)人/;
const HOW_TO_ASK = "没有读懂要问什么。可以这样问：今年党课几次、上月的记录。看全年请发“统计”。";

/** What a question is about: the branch's records of a period, or those in which the speaker took part. */
type Asked = {
  readonly period: Period;
  readonly own: boolean;
  readonly kinds: readonly Kind[];
  /** The names of the kinds where it says none of them in full. */
  readonly shared: RegExp | undefined;
};

/** Answers a question in free words: the kinds and the period it names, else the year's numbers, and how to get files. */
export async function query(call: Call): Promise<Answer> {
  const [, shared] = SHARED.find(([words]) => words.test(call.text)) ?? [];
  const named = periodIn(call);
  const period = named ?? yearPeriod(yearOf(call.now.today));
  const asked: Asked = { period, own: OWN.test(call.text), kinds: kindsIn(call), shared };
  const isWhole = asked.own || isSpan(call.text) || named !== undefined || WHOLE.test(call.text);
  const isAboutKinds = asked.kinds.length > 0 || shared !== undefined;
  if (WANTS_FILE.test(call.text) && !isAboutKinds) return filesOf(call, period);
  if (ABOUT_PEOPLE.test(call.text)) return said("ignored", HOW_TO_ASK);
  if (isAboutKinds) return told(call, asked);
  const stated = await statedIn(call);
  if (stated !== undefined) return whyField(call, stated.id, yearBeside(call, stated));
  return isWhole ? ofWhole(call, asked) : said("ignored", HOW_TO_ASK);
}

/** The numbers of a year as 统计 gives them; else those of the period. */
async function ofWhole(call: Call, asked: Asked): Promise<Answer> {
  const year = yearOf(asked.period.first);
  const isYear = isDeepStrictEqual(asked.period, yearPeriod(year));
  return isYear && !asked.own ? yearStats(call, year) : told(call, asked);
}

/** What is shorter is part of many questions. */
const SHORTEST_LABEL = 3;

/** The number that a question names and only people know: 今年党员献血多少. */
async function statedIn(call: Call): Promise<Field | undefined> {
  const text = call.text.normalize("NFKC");
  const known = (await reportFields(call)).filter((field) => isPersons(field) && names(text, field));
  return known.sort((a, b) => b.label.length - a.label.length)[0];
}

/** The year that a question names beside the number; the one in 上年度查摆问题 is part of its name. */
function yearBeside(call: Call, { label }: Field): string | undefined {
  const named = periodIn({ ...call, text: call.text.normalize("NFKC").replace(label, "") });
  return named && String(yearOf(named.first));
}

/** By its label, or by that and its unit: 重点工作有几项 asks for 重点工作项数. */
function names(text: string, { label, unit }: Field): boolean {
  const counted = `${unit}数`;
  if (label.length < SHORTEST_LABEL) return false;
  if (text.includes(label)) return true;
  return (
    label.endsWith(counted) &&
    text.includes(label.slice(0, -counted.length)) &&
    [`几${unit}`, `多少${unit}`].some((asked) => text.includes(asked))
  );
}

async function filesOf(call: Call, period: Period): Promise<Answer> {
  return withFiles(call, await yearStats(call, yearOf(period.first)));
}

/** Whether somebody only wishes for the report, in words that are no command. */
export function wantsReport(text: string): boolean {
  return WANTS_REPORT.test(text.trim());
}

/** Whether a text is nothing but the name of a period: 上月, 11月份. */
export function isSpan(text: string): boolean {
  const words = text.normalize("NFKC").trim();
  return words.length <= LONGEST_SPAN && SPAN_ALONE.test(words);
}

async function told(call: Call, { period, own, kinds, shared }: Asked): Promise<Answer> {
  const { speaker, deps } = call;
  const { organisations, name: asked, scope, withUnits, notes } = await askedScope(call);
  const all = await findLedger(call.db, { organisations, period, states: ["counted"] });
  const activities = own ? all.filter(({ participants }) => participants.includes(speaker.id)) : all;
  const index = indexActivities(activities, deps.catalogue, scope);
  const isNamed = ({ name }: Kind) =>
    shared?.test(name) !== false && activities.some((one) => one.kinds.includes(name));
  const wanted = kinds.length > 0 ? kinds : deps.catalogue.kinds.filter(isNamed);
  const named = activities.filter((one) => one.kinds.some((name) => wanted.some((kind) => kind.name === name)));
  const totals = wanted.map((kind) => `${kind.name}：${totalsOf(kind, { index, own })}`);
  const lines = call.place === "private" && !withUnits ? linesOf(named, call.now.today) : [];
  const whose = own ? "您参加的" : asked;
  const none = totals.length === 0 ? ["没有记录"] : [];
  const year = yearOf(period.first);
  const isCounted = own || withUnits || !isDeepStrictEqual(period, yearPeriod(year));
  const stated = isCounted ? [] : await statedBeside(call, { kinds: wanted, year });
  return said(
    "answered",
    [
      `${whose} ${spanText(period, call.now.today)}`,
      ...totals,
      ...none,
      ...lines,
      ...stated,
      ...(own ? [] : notes),
    ].join("\n"),
    withUnits ? [] : named.map(({ id }) => id),
  );
}

/** The newest, for the private chat: a group is not filled with lists. */
function linesOf(records: readonly StoredActivity[], today: Day): string[] {
  const lines = records.slice(-LONGEST).map((record) => recordLine(record, today));
  return records.length > LONGEST ? [...lines, `（只列最近 ${LONGEST} 条）`] : lines;
}

function withFiles(call: Call, { replies, ...answered }: Answer): Answer {
  const how = may(call, draft.permission)
    ? `要报告和台账的文件，请发“生成 ${reportYear(call.now.today, undefined)} 年述职报告”。`
    : "报告和台账的文件由书记生成；要自己的记录请发“导出我的数据”。";
  return { ...answered, replies: mergeReplies(replies, { text: how }) };
}

type Counting = { readonly index: ReturnType<typeof indexActivities>; readonly own: boolean };

/** Of one's own activities how many others were there is not told. */
function totalsOf(kind: Kind, { index, own }: Counting): string {
  const fields = kindFields(kind).filter(({ unit }) => !own || unit !== "人次");
  const known = fields.flatMap((field) => {
    const { value, bound } = tally(field, index);
    return value === null ? [] : [displayAmount({ value, bound }, field.unit)];
  });
  return known.length === 0 ? "没有记录" : known.join("，");
}

/** The kinds that a question names, by name or alias; a longer word hides the shorter ones in it. */
function kindsIn(call: Call): Kind[] {
  const words = call.deps.catalogue.kinds
    .flatMap((kind) => [kind.name, ...kind.aliases].map((word) => ({ word, kind })))
    .sort((a, b) => b.word.length - a.word.length);
  let rest = call.text.normalize("NFKC");
  const found = new Set<Kind>();
  for (const { word, kind } of words) {
    if (!rest.includes(word)) continue;
    found.add(kind);
    rest = rest.replaceAll(word, " ");
  }
  return [...found];
}

/** The period that a question names. */
function periodIn(call: Call): Period | undefined {
  const year = /(\d{4})\s*年/.exec(call.text)?.[1];
  if (year !== undefined && !/\d\s*月/.test(call.text)) return yearPeriod(Number(year));
  const days = readDay(call.text, call.now);
  if (days === null || "ask" in days) return undefined;
  return { first: days.start, last: days.end ?? days.start };
}

function spanText({ first, last }: Period, today: Day): string {
  if (isDeepStrictEqual({ first, last }, yearPeriod(yearOf(first)))) return `${yearOf(first)} 年：`;
  return first === last ? `${dayText(first, today)}：` : `${dayText(first, today)}至${dayText(last, today)}：`;
}
