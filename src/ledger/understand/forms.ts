import { LABEL_WORDS } from "./labels.ts";
import type { Text } from "./normalise.ts";
import type { Token } from "./token.ts";
import type { Vocabulary } from "./vocabulary.ts";
import { wordToken } from "./words.ts";

type Label = Extract<Token, { type: "label" }>;

/** 【时间】11月20日 and [人数]26, a colon behind them allowed; the 活动 and 会议 of a form are read as such words. */
const BRACKETED = new RegExp(`[、/]?[【[](${LABEL_WORDS}|活动|会议)[】\\]](?: ?:)?`, "g");
/** 类别:党课、日期:11-20 and 类别:党课/日期:11-20 */
const SEPARATED = new RegExp(`[、/](?=(?:${LABEL_WORDS}|活动|会议) ?[:=])`, "g");

/** 11。20党课: the mark that a keyboard gives for a point. */
const SLIPPED_POINT =
  /(?<=(?<![\d.])(?<!(?:人数|实到|应到|到会|参加|参会|出席)[:是为约共]?\x20?)(?:1[0-2]|0?[1-9]))。(?=(?:[12]\d|3[01]|0?[1-9])(?![\d年月日号点:]))/g;

/** Spells every label of a form alike, each character in its place: a space before it and a colon behind. */
export function spellForm(text: Text): Text {
  const { s } = text;
  const pointed = s.includes("。") ? s.replace(SLIPPED_POINT, ".") : s;
  const bracketed = /[【[]/.test(s) ? pointed.replace(BRACKETED, withColon) : pointed;
  const spelled = /[:=]/.test(bracketed) ? bracketed.replace(SEPARATED, " ") : bracketed;
  return spelled === s ? text : { ...text, s: spelled };
}

function withColon(found: string, word: string): string {
  return `${" ".repeat(found.indexOf(word))}${word}:`.padEnd(found.length, " ");
}

/** From so many labels on, a message is a form filled in, and no change of a record. */
const FORM = 3;

export function isForm(labels: number): boolean {
  return labels >= FORM;
}

/** Labels whose value may say which kind of activity it was; a 题目 names a lecture, whatever its words. */
const CARRIER = /内容|主题|名称|title/;
const LEAD =
  /(?:我们?|本)?(?:[一-龥]{0,6}支部)?(?:全体党员)?(?:组织|召开|开展|举行|举办|进行|参加)?(?:了|全体党员|党员)?(?:一次|1次)?/y;
const JOINT = /[、,和与及并暨+ ]*/y;
const TAIL = /(?:活动|会议)?$/;

/**
 * 内容：集中学习《宪法》 names the kind where nothing else in the form does: at the beginning of the value or at its
 * end. The rest of the value is the title.
 */
export function withContentKind(s: string, tokens: readonly Token[], vocabulary: Vocabulary): readonly Token[] {
  const isOpen = tokens.some(({ type }) => type === "title") && !tokens.some(({ type }) => type === "kind");
  if (!isOpen || tokens.filter(({ type }) => type === "label").length < 2) return tokens;
  return tokens.flatMap((token, i) => {
    const label = tokens[i - 1];
    if (token.type !== "title" || label?.type !== "label" || !isCarrier(label)) return [token];
    return inFront(s, token, vocabulary) ?? atEnd(s, token, vocabulary) ?? [token];
  });
}

function isCarrier({ field, word }: Label): boolean {
  return field === "title" && CARRIER.test(word) && !word.startsWith("学习");
}

function inFront(s: string, { start, end }: Token, vocabulary: Vocabulary): Token[] | null {
  const kinds: Token[] = [];
  const from = kindStart(s, start, vocabulary);
  for (let at = from; at < end; ) {
    const word = wordToken(s, at, vocabulary);
    if (word === null || word.end > end || !(word.type === "kind" || (word.type === "study" && kinds.length === 0)))
      break;
    kinds.push(word);
    if (word.type === "study") break;
    at = behind(JOINT, s, word.end);
  }
  const last = kinds.at(-1);
  if (last === undefined) return null;
  const lead: Token[] = from > start ? [{ type: "other", start, end: from }] : [];
  return [...lead, ...kinds, ...titleIn(s, last.end, end)];
}

/** The 组织 of 组织生活会 belongs to the name, that of 组织主题党日 does not. */
function kindStart(s: string, start: number, vocabulary: Vocabulary): number {
  const last = behind(LEAD, s, start);
  let at = start;
  while (at < last && wordToken(s, at, vocabulary)?.type !== "kind") at++;
  return at;
}

function behind(pattern: RegExp, s: string, at: number): number {
  pattern.lastIndex = at;
  return at + (pattern.exec(s)?.[0].length ?? 0);
}

function titleIn(s: string, from: number, end: number): Token[] {
  const start = behind(/(?:(?:活动|会议)(?=$|[\s,、:;。]))?[\s,、:;。—-]*/y, s, from);
  return /[\p{L}\p{N}]/u.test(s.slice(start, end)) ? [{ type: "title", start, end }] : [];
}

/** No name of a kind is longer. */
const LONGEST_NAME = 16;

function atEnd(s: string, { start, end }: Token, vocabulary: Vocabulary): Token[] | null {
  const stop = end - (TAIL.exec(s.slice(start, end).trimEnd())?.[0].length ?? 0);
  for (let at = Math.max(start + 1, end - LONGEST_NAME); at < stop; at++) {
    const word = wordToken(s, at, vocabulary);
    if (word?.type === "kind" && (word.end === stop || word.end === end))
      return [{ type: "title", start, end: at }, word];
  }
  return null;
}

/** Where a form is filled in anew: the places of its first label, if that stands there more than once. */
export function formStarts(tokens: readonly Token[]): readonly number[] {
  const first = tokens.find((token) => token.type === "label");
  if (first === undefined || (first.field !== "date" && first.field !== "kind")) return [];
  const starts: number[] = [];
  tokens.forEach((token, i) => {
    if (token.type === "label" && token.word === first.word) starts.push(i);
  });
  return starts.slice(1);
}
