import { anyOf } from "../../any-of.ts";
import { before, type Chunk, indexFrom, isFollowed, neighbour, previous, tokenAt } from "../chunk.ts";
import type { Token } from "../token.ts";
import { isExact, isFine } from "./date-words.ts";

export type DateToken = Extract<Token, { type: "date" }>;

/** What makes a date behind it an object: 学习11月18日会议精神. */
export const OBJECT =
  /(?:学习|传达|通报|贯彻|落实|观看|收看|研读|讨论|审议|部署|总结|安排|听取|研究|回顾|解读|宣讲|领学|谋划|制定|关于|分析|汇报|迎接|庆祝|纪念|围绕|根据|按照|印发|发布|研判|筹备|布置|学|定于|拟于|将于|计划于?|拟|决定于?|预计)了?$/;
const CONTENT = new RegExp(anyOf`
  精神 讲话 文件 会议 通知 报告 决议 指示 案例 通报 批示 要求 文章 公报 规定 贺信 回信 社论 函 印发 发布 发表
  召开的 事故 事件 预算 工作 任务 计划 规划 总结 情况 安排 部署 目标 经济 形势 典型 纪要 党委会 常委会 全会 例会
  演讲 致辞 发言 条例 意见 方案 简报 日报 评论 新闻 批次 第(?![一二三四五六七八九十\d]{1,2}节)[一二三四五六七八九十\d]
`);

/** 11月18日通知要求…: the day of what was sent. */
const PAPER = /^的?(?:通知|文件|来文|批示|指示|讲话|精神)(?!学习|会)/;
/** 11月23日补录11月20日党课: the day on which somebody wrote it. */
const WRITTEN = /^ ?(?:才|再|来|现|我)?(?:补录|补登|补记|补报|补填)/;

/** Whether a date says when the record was written. */
export function isOfWriting({ text }: Chunk, { end, phrase }: DateToken): boolean {
  return isExact(phrase.first) && WRITTEN.test(text.s.slice(end, end + 4));
}

/** 11月19日召开: the date of the meeting itself. */
const HELD =
  /^(?:也|又|各|分别|召开|举行|举办|开展|组织|进行|开会|上的|开的|已|在|于|去|到|赴|我|本?支部|下午|上午|晚)/;

/** 集中学习11月19日来了20人: who came that day. */
export function isOfComers(chunk: Chunk, token: DateToken): boolean {
  return CAME.test(tailOf(chunk, token));
}

const CAME = /^(?:(?:参[加会]|出席|到会|一?共|总共|合计|来了)有?\d|人数|实到|应到)/;

/** 上周没参加学习的3人昨天补学: the day on which they were not there. */
const ABSENT = /^(?:没有?|未|没能|未能)(?:能)?(?:参加|来|去|到|学)[^,;。]{0,12}的/;

/** Whether a date names what was studied: 集中学习11月15日集团党委会精神, 部署四季度重点任务. */
export function isContent(chunk: Chunk, token: DateToken, hasOther: boolean): boolean {
  const { first } = token.phrase;
  if (isOfKind(chunk, token) || isOfComers(chunk, token)) return false;
  if (isOnAgenda(chunk, token)) return true;
  if (hasOther && ABSENT.test(chunk.text.s.slice(token.end, token.end + 24))) return true;
  if (!isFollowed(chunk, token) && !isOfMeeting(chunk, token))
    return first.form === "year" && chunk.tokens.some((other) => other !== token && other.type === "date");
  if (isHeading(chunk, token, tailOf(chunk, token))) return false;
  const isYears = first.form === "year" || (first.form === "future" && chunk.text.s.charAt(token.end - 1) === "年");
  return isYears || isWithin(chunk, token, hasOther);
}

/** 定了两件事：春节慰问名单、订阅党报 */
function isOnAgenda({ text, from }: Chunk, token: DateToken): boolean {
  return (
    (token.phrase.first.form === "festival" || token.phrase.first.form === "vague") &&
    ITEMS.test(text.s.slice(Math.max(from, token.start - 40), token.start))
  );
}

const ITEMS = /[件项个条] ?(?:事情?|事项|议题|议程|内容|工作)?:[^;。\n]*$/;

/** 学了书记3月12日在大会上的讲话: what somebody said on that day. */
const STUDIED_OF = /(?:学习?|传达|观看|收看|收听|看|听|领会)了?[一-龥]{1,10}$/;
const SAID = /^(?:[一-龥、]{1,20}的|的)(?:重要)?(?:讲话|报告|指示|批示|文章|发言|致辞|演讲|批语|谈话)/;

/** Whether the words around a date belong to what was studied. */
function isWithin(chunk: Chunk, token: DateToken, hasOther: boolean): boolean {
  const { first } = token.phrase;
  const isFirst = firstOf(chunk, isFine(first)) === token;
  const tail = tailOf(chunk, token);
  const lead = before(chunk, token);
  if (OBJECT.test(lead) || PAPER.test(tail) || (tail.includes("的") && SAID.test(tail) && STUDIED_OF.test(lead)))
    return true;
  if (isFirst && (first.form === "offset" || first.form === "ago")) return false;
  if (HELD.test(tail) || isEnd(chunk, token) || isOwnVerb(tail, lead) || isOfMinutes(chunk, token)) return false;
  if (!CONTENT.test(tail)) return !isFirst && hasOther && !beginsClause(chunk, token);
  return token.start > chunk.from + lead.length || lead !== "" || (hasOther && !isFine(first));
}

const OF_CLAUSE = /[,;。] ?$|[一另]次[是在]$/;
const OF_PAPERS = /^(?:才|再|又|也|就|都)?(?:补|报|上报|上交|交|整理|发|归档|通知|公示|公布|结束|开始|起|前|后)/;

/** The 11月11日 of 11月4日扫雪，11月11日送菜8人 tells of another day, and not what became of the papers. */
export function beginsClause({ text: { s }, from }: Chunk, { phrase, start, end }: DateToken): boolean {
  if (phrase.first.form !== "day" || !OF_CLAUSE.test(s.slice(Math.max(from, start - 3), start))) return false;
  return !OF_PAPERS.test(s.slice(end, end + 4));
}

/** 纪委9月18日通报近期3起案例, 11月6日例会前: what was done on that day, or beside what; not 学习纪委9月18日通报. */
const DID =
  /^(?:(?:通报|讨论|审议|部署|研究|听取)(?:了|近期|最近|上级|典型|关于|有关|各|本|\d|[一二两三四五六七八九十])|(?:[早晚晨周月]?(?:例会|碰头会|调度会|班会|交接班)|[会班课饭][前后])(?:[前后上]|$))/;
const STUDIED = /学习|传达|贯彻|落实|观看|收看|领学|研读|宣讲|解读/;

function isOwnVerb(tail: string, lead: string): boolean {
  return DID.test(tail) && !STUDIED.test(lead);
}

/** The 11.6 of 第一议题11.6例会前. */
export function isBesideMeeting(chunk: Chunk, token: Token): boolean {
  return isOwnVerb(tailOf(chunk, token), before(chunk, token));
}

const MINUTES = /^(?:会议?)?(?:纪要|记录|简报|要点)(?:要点|摘要|如下|$)/;

/** The day of 支委会11月6日会议纪要 is that of the meeting whose minutes follow. */
function isOfMinutes(chunk: Chunk, token: Token): boolean {
  const last = neighbour(chunk, token);
  if (last?.type !== "kind" || !MINUTES.test(tailOf(chunk, token))) return false;
  const isStudy = chunk.vocabulary.kinds.get(last.kind)?.family === "study";
  return !isStudy && !STUDIED.test(before(chunk, last));
}

const ORGANISED =
  /(?:支部|党?总支|党[委组]|小组|项目部|工会|团[委支]|妇联|工段|公司|集团|中心|街道|社区|[^全两各本]校|[厂科处局部院所站队班村镇乡矿行组系])$/;

/** The 3-22 of 项目部3-22党员突击队立誓, behind who did it: no day of a paper. */
export function isOfActor(chunk: Chunk, token: Token): boolean {
  const lead = before(chunk, token);
  const { s } = chunk.text;
  if (s.slice(chunk.from, token.start - lead.length).trim() !== "" || !ORGANISED.test(lead)) return false;
  return !STUDIED.test(lead) && !CONTENT.test(tailOf(chunk, token));
}

/** The plain words behind a date. */
function tailOf(chunk: Chunk, { end }: Token): string {
  return chunk.text.s.slice(end, end + 24).split(/[\s,;。:]/)[0] ?? "";
}

/** The first day named, or, for what is no day, the first words of time; 12月的党课 26号办的 is of the 26th. */
function firstOf(chunk: Chunk, isDay: boolean): Token | undefined {
  return chunk.tokens.find(
    (other) => other.type === "date" && (isDay ? isFine(other.phrase.first) : other.phrase.first.form !== "year"),
  );
}

/** 10月9日开班 14日结束 */
export function isEnd({ text }: Chunk, { end }: Token): boolean {
  return /^(?:结束|结业|闭幕|收官)/.test(text.s.slice(end, end + 2));
}

/** 上周工作：周一支委会 — the period in front governs the days behind it. */
function isHeading(chunk: Chunk, token: DateToken, tail: string): boolean {
  return (
    token.start === chunk.from && !isFine(token.phrase.first) && chunk.text.s.charAt(token.end + tail.length) === ":"
  );
}

/** 传达学习11月18日会议精神, 集中学习省委11月3日会议精神 */
function isOfMeeting(chunk: Chunk, token: DateToken): boolean {
  if (tokenAt(chunk, token.end)?.type !== "generic") return false;
  const lead = before(chunk, token);
  return (
    OBJECT.test(lead) || (/[一-龥]$/.test(lead) && previous(chunk, token)?.end !== token.start && !/[于在]$/.test(lead))
  );
}

const DONE =
  /^(?:以来)?,?(?:的|各|全年|一年|就|一?共|累计|总共|已经?|我们?|咱们?|本?支部|我支部|[村院校厂所站队乡镇]里|[我本][村院校厂所站队乡镇]|单位|社区|公司|(?:全体)?党员)*(?:组织|开展|召开|进行|举行|举办|完成|参加|发展|接收|吸收|开|搞|办|做|上)?[了过]?(?:(?:全体)?党员|一?共|[\d一二两三四五六七八九十]{1,3}[次名个位])*(?:的?第[\d一二三四五六七八九十]{1,3}[次期场堂]|首次)?$/;

/** 前年的主题党日, 今年以来全体党员开展党课, 去年开了3次支委会 */
export function isOfKind(chunk: Chunk, token: DateToken): boolean {
  if (chunk.text.s.startsWith("以来", token.end) && !OBJECT.test(before(chunk, token))) return true;
  let at = indexFrom(chunk.tokens, token.end);
  while (chunk.tokens[at]?.type === "mask" || chunk.tokens[at]?.type === "count") at++;
  const next = chunk.tokens[at];
  return next?.type === "kind" && DONE.test(chunk.text.s.slice(token.end, next.start));
}
