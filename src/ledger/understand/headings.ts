import { before, type Chunk, indexFrom } from "./chunk.ts";
import { isPeriod } from "./dates/date-words.ts";
import { isWhen, type Token } from "./token.ts";

/** A count inside 1.干部任免3人 2.项目投资850万元 is part of the agenda. */
export function isInList(chunk: Chunk, token: Token): boolean {
  const from = token.start - before(chunk, token, 40).length;
  if (from === token.start) return false;
  for (let i = indexFrom(chunk.tokens, token.start) - 1; i >= 0; i--) {
    const other = chunk.tokens[i];
    if (other === undefined || other.end < from) return false;
    if (other.type === "mark") return !isLeadMark(chunk, i);
  }
  return false;
}

/** The 1、 of 昨天两件事：1、党课 belongs to the list of records, not to an agenda: nothing was told before it. */
export function isLeadMark(chunk: Chunk, index: number): boolean {
  const { tokens } = chunk;
  const head = headingEnd(chunk);
  return index < LONGEST_LEAD && tokens.slice(0, index).every((token) => token.end <= head || IN_LEAD.has(token.type));
}

const LONGEST_LEAD = 8;
const IN_LEAD = new Set<Token["type"]>(["break", "mark", "date", "half", "clock", "generic"]);

/** Where the heading of a list ends: 昨天两件事：①党课…, 周报： and a line break. The start where there is none. */
export function headingEnd({ text, tokens, from }: Chunk): number {
  for (let i = 0; i < LONGEST_LEAD; i++) {
    const token = tokens[i];
    if (token === undefined || !(IN_LEAD.has(token.type) || token.type === "count")) return from;
    const isHead = HEADED.test(text.s.slice(Math.max(from, token.start - 8), token.start));
    if (isHead && (token.type === "mark" || token.type === "break")) return token.end;
  }
  return from;
}

/** A colon, or 三件事 and the like in front of the first mark. */
const HEADED = /(?:: ?|[\d一二两三四五六七八九十]{1,2}(?:件(?:事情?|工作)|[个项](?:工作|活动)) ?)$/;

const LIST_HEADED =
  /^[^\n]{0,30}(?:情况|汇总|小结|总结|统计|台账|记录|一览|清单|简报|动态|纪实|如下)表?[:。]?\s*\n\s*$/;

const HEADLINE =
  /^[^\n]{0,30}(?:情况|汇总|小结|总结|统计|台账|记录|一览|清单|简报|动态|纪实|月报|周报|如下)表?(?:\([^()\n]{1,12}\))?[:。]?\s*\n/;

/** Where the first line of a message ends if it only heads the lines below: 铸造厂支部11月完成情况如下： */
export function headlineEnd({ text: { s }, from, to }: Chunk): number {
  if (from > 0 || !s.includes("\n")) return from;
  const length = HEADLINE.exec(s)?.[0].length ?? 0;
  return length < to ? length : from;
}

/** 11月份学习情况 above lines that each have their own day tells what they are of, and nothing that was held. */
export function headsLines(chunk: Chunk, next: Chunk | undefined): boolean {
  if (next?.tokens.some(isWhen) !== true || !chunk.tokens.every(isOfHeading)) return false;
  return LIST_HEADED.test(lineOf(chunk)) || (!chunk.tokens.some(isKind) && WORDS_AHEAD.test(lineOf(chunk)));
}

/** 工会让报11月的活动，我先记在这： */
const WORDS_AHEAD = /^[^\n]{0,40}:\s*\n\s*$/;

function isKind({ type }: Token): boolean {
  return type === "kind" || type === "study" || type === "unclear";
}

function lineOf({ text, from, to }: Chunk): string {
  return text.s.slice(from, to);
}

function isOfHeading(token: Token): boolean {
  if (token.type === "date") return isPeriod(token.phrase.first) && token.phrase.last === null;
  return token.type !== "count" && token.type !== "duration" && token.type !== "bare" && token.type !== "clock";
}
