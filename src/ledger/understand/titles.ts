import type { Chunk } from "./chunk.ts";
import { spanOf, wordsOf } from "./normalise.ts";
import type { Span } from "./reading.ts";
import { withoutPictures } from "./spelling/spelling.ts";
import { clauseEnd as endOfClause, isAside } from "./titles/title-clauses.ts";
import { documentOf, withVerb } from "./titles/title-phrases.ts";
import { countedUnit, isKindAgain, isMore } from "./titles/title-results.ts";
import { countedLength, groupLength, isNames, isOfCount, isPerson, isUnit } from "./titles/title-who.ts";
import { isEmpty, isNothing, trimmed } from "./titles/title-words.ts";

/** What was studied or done, in the words received, and where they stand. */
export type Title = { readonly title: string; readonly spans: readonly Span[] };

const SPEAKER = /^(?:[一-龥]{1,8}?)(?:主讲|讲授|讲解|宣讲|授课|领学|带领学习|领读|上党课|讲了?|做|作)(?=《|“)/;

/** The title is the rest: every stretch of plain text that gave no value, without the words that only join. */
export function titleOf(chunk: Chunk, used: readonly Span[]): Title | null {
  const runs: Span[] = [];
  for (const gap of gaps(chunk, used)) addTelling(chunk, gap, runs);
  const topic = topicOf(chunk, runs);
  const parts = topic === null ? partsOf(chunk, runs) : [topic];
  const kept = documentOf(chunk.text.s, parts) ?? lessonOf(chunk, parts) ?? parts;
  const texts = kept.map(([from, to]) => withoutPictures(wordsOf(chunk.text, from, to).trim()));
  if (texts.length === 0 || texts.every(isNames)) return null;
  return { title: unquoted(texts.join(" ")), spans: kept.map(([from, to]) => spanOf(chunk.text, from, to)) };
}

/** The stretches that tell what was done; those that touch are one. */
function partsOf(chunk: Chunk, runs: readonly Span[]): readonly Span[] {
  const parts: Span[] = [];
  for (const [from, to] of runs) {
    const last = parts.at(-1);
    const start = behindVerb(chunk, Math.max(from, last?.[1] ?? 0));
    const part = parts.length < MOST_PARTS && start < to ? cleaned(chunk, start, to) : null;
    if (part === null || isMore(chunk, [part[0], to], parts) || isKindAgain(chunk, part)) continue;
    if (last?.[1] === part[0]) parts[parts.length - 1] = [last[0], part[1]];
    else parts.push(withVerb(chunk, part));
  }
  return parts;
}

/** The 讲 of 党课讲防汛知识 is its verb. */
function behindVerb({ text: { s } }: Chunk, from: number): number {
  return s.startsWith("党课讲", from - 2) && !/[了的得话座]/.test(s.charAt(from + 1)) ? from + 1 : from;
}

/** 给职工讲的党课“安全第一课”: what was taught stands in marks of its own. */
function lessonOf({ text, tokens, vocabulary }: Chunk, parts: readonly Span[]): readonly Span[] | null {
  const quoted = parts.filter(([from, to]) => QUOTED.test(text.s.slice(from, to)));
  const isStudy = tokens.some((one) => one.type === "kind" && vocabulary.kinds.get(one.kind)?.family === "study");
  return quoted.length === 1 && isStudy ? quoted : null;
}

const QUOTED = /^(?:“[^”]{3,}”|【[^】]{3,}】)$/;

/** What is called the topic is the whole title: 主题为“教育强国”, 讲的题目是牢记初心使命. */
function topicOf(chunk: Chunk, runs: readonly Span[]): Span | null {
  for (const run of runs) {
    const topic = topicIn(chunk, run);
    if (topic !== null) return topic;
  }
  return null;
}

function topicIn(chunk: Chunk, [from, to]: Span): Span | null {
  const words = chunk.text.s.slice(from, to);
  if (!words.includes("为") && !words.includes("是")) return null;
  const quoted = QUOTED_TOPIC.exec(words);
  if (quoted !== null) return [from + quoted.index + 1, from + quoted.index + 1 + (quoted[1] ?? "").length];
  const found = TOPIC.exec(words);
  if (found === null) return null;
  const start = from + found.index + found[0].length;
  const behind = start + (/^[ :,]*/.exec(chunk.text.s.slice(start, start + 4))?.[0].length ?? 0);
  return behind < to ? cleaned(chunk, behind, endOfClause(chunk.text.s, behind, to)) : null;
}

/** 以“清风家风”为主题 */
const QUOTED_TOPIC = /以([“《「"][^”》」"]{2,}[”》」"])为(?:主题|题)/;
const TOPIC =
  /(?:(?:主题|题目|学习内容|会议内容|活动内容|内容|专题|课题|议题)(?:就?是|为)|(?<![一-龥]{0,1}主)(?:[讲学聊谈念议说]|研究|讨论|商量|传达)(?:了?的)(?:主要|就)?是(?!个(?!人)|一|谁))/;

/** Further stretches between values say nothing more of what was done. */
const MOST_PARTS = 12;

/** A labelled title is kept as it was written, without its brackets. */
export function labelledTitle(chunk: Chunk, from: number, to: number): Title | null {
  const title = unquoted(
    withoutPictures(wordsOf(chunk.text, from, to))
      .trim()
      .replace(/[，。；、,;/｜|丨\s]+$/, ""),
  );
  return title === "" ? null : { title, spans: [spanOf(chunk.text, from, to)] };
}

function gaps(chunk: Chunk, used: readonly Span[]): Span[] {
  const found: Span[] = [];
  let at = chunk.from;
  for (const [from, to] of [...used].sort((a, b) => a[0] - b[0])) {
    if (from > at + 1) found.push([at, from]);
    at = Math.max(at, to);
  }
  if (chunk.to > at + 1) found.push([at, chunk.to]);
  return found;
}

/** Adds a stretch without the clauses that only tell who came, how many, or speak to the reader. */
function addTelling(chunk: Chunk, [from, to]: Span, found: Span[]): void {
  const { s } = chunk.text;
  let start = -1;
  for (let at = from; at < to; ) {
    const end = endOfClause(s, at, to);
    const isNone = end > at && (isPerson(s, at, end) || isAside(chunk, [at, end]));
    if (start >= 0 && (isNone || isCountedAt(chunk, end, to))) {
      found.push([start, at]);
      start = -1;
    }
    if (start < 0 && !isNone) start = at;
    at = end + 1;
  }
  if (start >= 0) found.push([start, to]);
}

/** Whether the last clause of a stretch leads to its own amount: 进社区，发手册200本. */
function isCountedAt(chunk: Chunk, end: number, to: number): boolean {
  return end === to && countedUnit(chunk, to) !== null;
}

function cleaned(chunk: Chunk, start: number, stop: number): Span | null {
  const { s } = chunk.text;
  if (stop - start < 4 && !/[\p{L}\p{N}]/u.test(s.slice(start, stop))) return null;
  const [from, to] = trimmed(s, ...clauses(s, start + countedLength(chunk, start, stop), stop));
  const part = s.slice(start, stop);
  if (to - from < 2 || isEmpty(s.slice(from, to)) || isUnit(chunk, part, stop) || isOfCount(chunk, from, to))
    return null;
  const speaker = speakerLength(s.slice(from, Math.min(to, from + 30)));
  return [from + speaker, to - groupLength(chunk, from + speaker, to)];
}

function speakerLength(words: string): number {
  if (!words.includes("《") && !words.includes("“")) return 0;
  return SPEAKER.exec(words)?.[0].length ?? 0;
}

/** Clauses at either end that say nothing, such as 书记主持 and 党员参加, are no part of a title. */
function clauses(s: string, start: number, stop: number): Span {
  let [from, to] = [start, stop];
  for (let end = clauseEnd(s, from, to); end < to && isNothing(s, from, end); end = clauseEnd(s, from, to))
    from = end + 1;
  while (to > from && s.charAt(to - 1) === " ") to--;
  for (let mark = lastMark(s, to); mark > from && isNothing(s, mark + 1, to); mark = lastMark(s, to)) to = mark;
  return [from, to];
}

/** The last comma or blank before a place. */
function lastMark(s: string, to: number): number {
  return Math.max(s.lastIndexOf(",", to - 1), s.lastIndexOf(" ", to - 1));
}

/** The next comma or colon, or the end. */
function clauseEnd(s: string, from: number, to: number): number {
  let end = from;
  while (end < to && s.charAt(end) !== "," && s.charAt(end) !== ":") end++;
  return end;
}

/** 《…》 around the whole title is dropped; inside a longer one it stays. */
function unquoted(title: string): string {
  const inner = /^[《“"「]([^《》“”"「」]+)[》”"」]$/.exec(title)?.[1];
  return inner ?? title;
}
