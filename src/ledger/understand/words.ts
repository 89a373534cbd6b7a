import { anyOf } from "../any-of.ts";
import { admittedLength } from "./people/admitted.ts";
import { Chars } from "./spelling/chars.ts";
import type { Token } from "./token.ts";
import { MEETING_STUDIED, type Vocabulary, type Word, wordAt } from "./vocabulary.ts";

const DOCUMENT = new RegExp(
  anyOf`
  条例 制度 办法 规定 细则 讲稿 计划 方案 指南 手册 规则 意见(?!建议) 纪要 章程 标准 要点 教材 读本 材料 精神 文件
  通知 流程 清单 台账 记录本 记录 工作(?!会) 情况 经验 收支 案例 简报 专刊 专栏 特刊 基地 中心 馆 平台 系统 品牌
  主题曲 三字经 提纲 纲要 规划 大纲 体系
  (?:决策|管理|实施|基本|监督|考核|收缴|使用|执行|议事){1,2}(?:制度|条例|办法|规定|细则|规则|流程|标准|机制|程序)
  题库 简章 (?:认领|登记|汇总|报名|签到)表 证书 证明 的?由来 的?意义 名单
`,
  "y",
);
/** 集中学习文件 is a study of documents; 集中学习计划 is a document. */
const DOCUMENT_OF_STUDY =
  /(?:制度(?!汇编)|计划|方案|情况|记录本|记录|笔记|台账|清单|安排|通知|流程|标准|教材|平台|系统|品牌|工作|办法)/y;
const STUDY = new RegExp(
  `学习(?!强国|贯彻|型|小组|教育|资料|材料|笔记|情况|计划|心得|体会|时间|内容(?!是)|时长|人员|人数|地点|班|组|会(?!${MEETING_STUDIED})|室|中心|方式|成果|主题(?!是)|题目(?!是)|日期|形式)|(?<![大中小同开入放教科化数文哲法医力理])学(?=了(?!习)|《|(?![生校员院习科雷位])(?:[一-龥]{2,12}精神|[一-龥]{0,12}(?:讲话|公报|条例|报告|决定|文件|章程|党章|党规|党史|准则))(?:$|[\\s,;。\\d]))`,
  "y",
);
const JOINED = /[暨和与及、]/;

/** A word of the vocabulary, a kind's shared stem, or 学习: the pieces of a message that say what it is about. */
export function wordToken(s: string, at: number, vocabulary: Vocabulary): Token | null {
  const found =
    wordAt(s, at, vocabulary) ??
    stemAt(s, at, vocabulary) ??
    objectAt(s, at, vocabulary) ??
    memberAt(s, at, vocabulary);
  if (found === null) return study(s, at);
  const { end, word } = found;
  if (word.type === "phrase") return { type: "mask", start: at, end };
  if (word.type === "unclear") return { type: "unclear", start: at, end, kinds: word.kinds };
  if (word.type === "generic") return genericToken(s, at, end);
  const pattern = s.startsWith("学习", end - 2) ? DOCUMENT_OF_STUDY : DOCUMENT;
  pattern.lastIndex = end;
  const document = pattern.exec(s)?.[0];
  if (document !== undefined && !isHeading(s, end, document))
    return { type: "mask", start: at, end: end + document.length };
  return { type: "kind", start: at, end, kind: word.kind, slip: word.slip };
}

/** 会议记录 and 活动简讯 head what follows; 会议室 is a place. */
function genericToken(s: string, start: number, end: number): Token | null {
  PAPER.lastIndex = end;
  const paper = PAPER.exec(s)?.[0].length ?? 0;
  if (paper > 0) return { type: "mask", start, end: end + paper };
  return /[室厅桌]/.test(s.charAt(end)) ? null : { type: "generic", start, end };
}

const PAPER = /(?:记录|纪要|简报|简讯|台账|登记表|签到表)/y;

/** A colon, the end of the line, or a day or a label behind a space. */
const HEADED = /^(?:如下|汇报|报告|汇总|统计|登记|一览)?表?(?::|\n| (?:\d{1,4}[年月.\-/]|时间|日期|地点|人数|主持))/;

/** 支委会情况：5人 and 党课记录 时间：11-20 head a record of the event itself. */
function isHeading(s: string, at: number, document: string): boolean {
  return (
    /^(?:情况|简报|小结|总结|记录|纪要|纪实|台账|(?:登记|汇总|签到)表)$/.test(document) &&
    HEADED.test(s.slice(at + document.length, at + document.length + 6))
  );
}

function study(s: string, at: number): Token | null {
  if (s.charAt(at) !== "学") return null;
  STUDY.lastIndex = at;
  const found = STUDY.exec(s)?.[0];
  return found === undefined ? null : { type: "study", start: at, end: at + found.length };
}

const ADMITTED = /(?:发展|接收|吸收)了?[\d一二两三四五六七八九十]{1,3}[名个位]$/;
/** What the 党员 that somebody became may begin with, 中共 and 入党 included. */
const MEMBER_FIRST = new Chars("预新党入中");
const MEMBER = /(?:预备|新)?党员(?!大会|会|家|干部)/y;

/** The 党员 of 发展了2名党员 and 接收吴桐为预备党员: what stands before it belongs to the name of the kind. */
function memberAt(s: string, at: number, vocabulary: Vocabulary): { end: number; word: Word } | null {
  if (!MEMBER_FIRST.at(s, at)) return null;
  const length = admittedLength(s, at) || countedLength(s, at);
  const kind = length === 0 ? undefined : wordAt("发展党员", 0, vocabulary)?.word;
  return kind?.type === "kind" ? { end: at + length, word: kind } : null;
}

function countedLength(s: string, at: number): number {
  MEMBER.lastIndex = at;
  const found = MEMBER.exec(s)?.[0];
  return found !== undefined && ADMITTED.test(s.slice(Math.max(0, at - 7), at)) ? found.length : 0;
}

const DONE = /办[了过好]{0,2}[\d零一二两三四五六七八九十几]{0,4}[件项个]$/;
const DONE_LAST = new Chars("件项个");

/** The 实事 of 办了两件实事: the number stands within the name of the kind. */
function objectAt(s: string, at: number, vocabulary: Vocabulary): { end: number; word: Word } | null {
  if (!DONE_LAST.at(s, at - 1) || !DONE.test(s.slice(Math.max(0, at - 9), at))) return null;
  const found = wordAt(`办${s.slice(at, at + 2)}`, 0, vocabulary);
  return found === null || found.word.type !== "kind" || found.end !== 3 ? null : { ...found, end: at + 2 };
}

/** The 党员 of 16名党员、支委会 are persons. */
const COUNTED = new Chars("名位个");

/** The 党建 of 党建暨党风廉政建设工作会议 shares its ending with the kind behind 暨. */
function stemAt(s: string, at: number, vocabulary: Vocabulary): { end: number; word: Word } | null {
  for (const { stem, kind, ending } of vocabulary.stems.get(s.charAt(at)) ?? []) {
    const end = at + stem.length;
    if (!s.startsWith(stem, at) || !JOINED.test(s.charAt(end)) || COUNTED.at(s, at - 1)) continue;
    const next = wordAt(s, end + 1, vocabulary);
    if (next === null || next.word.type !== "kind") continue;
    if (s.endsWith(ending, next.end) && next.end - ending.length > end) {
      return { end, word: { type: "kind", kind, slip: false } };
    }
  }
  return null;
}
