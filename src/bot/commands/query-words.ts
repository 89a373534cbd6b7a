import type { Period } from "../../ledger/activity.ts";
import { yearOf, yearPeriod } from "../../ledger/calendar.ts";
import type { Kind } from "../../ledger/kinds.ts";
import { readDay } from "../../ledger/understand/message.ts";
import type { Call } from "../call.ts";

/** 我今年交了几篇心得 asks about one's own; 我们支部, 我想查 and 帮我看 do not. */
const OWN =
  /(?<![帮给诉让教])我(?=自己|今年|去年|[上这本]|的|最[近后]|一?共|总共|参加|[交捐写做干记讲学]|去了|有几|有多少)|本人/;
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
/** 上次党课, 多久没开支委会了, 党课是哪天上的; what is to come is no last time. */
const LAST_TIME =
  /^(?!.*(?:下一?[次回]|下个?[周月]|要|准备|打算|计划)).*(?:[上近后]的?一?[次回]|最近|多久|[什啥]么?时候|[几何]时|哪一?天|几月几[号日])/;
const ABOUT_PEOPLE = /谁|哪(?:个|几个|些)人/;

/** What a question is about: the branch's records of a period, or those in which the speaker took part. */
export type Query = {
  readonly period: Period;
  readonly own: boolean;
  readonly kinds: readonly Kind[];
  /** The names of the kinds where it says none of them in full. */
  readonly shared: RegExp | undefined;
  /** Whether it asks for the numbers of the whole period. */
  readonly isWhole: boolean;
  /** Whether it names no period and asks when something was held last. */
  readonly isLastTime: boolean;
};

/** 第一次集中学习是哪天: the list of the year tells it. */
const FIRST_TIME = /第一[次回]|首次/;

/** What a question in free words is about. */
export function readQuery(call: Call): Query {
  const { text, now } = call;
  const [, shared] = SHARED.find(([words]) => words.test(text)) ?? [];
  const named = periodIn(call);
  const own = OWN.test(text);
  return {
    period: named ?? yearPeriod(yearOf(now.today)),
    own,
    kinds: kindsIn(call),
    shared,
    isWhole: own || isSpan(text) || named !== undefined || WHOLE.test(text),
    isLastTime: named === undefined && LAST_TIME.test(text) && !FIRST_TIME.test(text),
  };
}

/** Whether a question asks for documents. */
export function wantsFile(text: string): boolean {
  return WANTS_FILE.test(text);
}

/** Whether it asks who was there, or was not: that is told to nobody. */
export function isAboutPeople(text: string): boolean {
  return ABOUT_PEOPLE.test(text);
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

/** 到现在为止集中学习几次 asks of the year. */
const UP_TO_NOW = /(?:截止|截至|到|至)(?:现在|目前|今天|今日)(?:为止)?/;

/** The period that a question names. */
export function periodIn(call: Call): Period | undefined {
  const year = /(\d{4})\s*年/.exec(call.text)?.[1];
  if (year !== undefined && !/\d\s*月/.test(call.text)) return yearPeriod(Number(year));
  const days = readDay(call.text.replace(UP_TO_NOW, ""), call.now);
  if (days === null || "ask" in days) return undefined;
  return { first: days.start, last: days.end ?? days.start };
}
