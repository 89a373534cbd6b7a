import type { Chunk } from "./chunk.ts";
import { isExact } from "./dates/date-words.ts";
import { silent } from "./dates/told-runs.ts";
import { PEOPLE } from "./numbers/counts.ts";
import type { Token } from "./token.ts";

type DateToken = Extract<Token, { type: "date" }>;

/**
 * 11月4日扫雪6人，11月11日送菜8人 tells two activities: each clause begins with its own day and says how many came. A
 * kind named in front of all holds for each; one named in between leaves what the other was in doubt, as one record.
 */
export function cutByClauses(chunk: Chunk, dates: readonly DateToken[]): readonly Chunk[] {
  const starts = dates.map(({ start }) => start);
  if (dates.every((date, i) => isLine(chunk, date, starts[i + 1] ?? chunk.to)) && isOfLines(chunk, dates))
    return starts.map((from, i) => only(chunk, starts, [from, starts[i + 1] ?? chunk.to]));
  if (!dates.every((date, i) => begins(chunk, date, starts[i + 1] ?? chunk.to))) return [chunk];
  const [first = chunk.to] = starts;
  if (chunk.tokens.some(({ type, start }) => (type === "kind" || type === "label") && start > first)) return [chunk];
  return starts.map((from, i) => only(chunk, starts, [from, starts[i + 1] ?? chunk.to]));
}

/** A line that begins with its day and tells how many people, households or hours there were. */
function isLine({ text: { s }, from, tokens }: Chunk, { phrase, start }: DateToken, end: number): boolean {
  const { first, last, more } = phrase;
  if (!isExact(first) || last !== null || more.length > 0) return false;
  if (!/(?:^|\n) ?(?:\d{1,2}[、.)] ?)?$/.test(s.slice(Math.max(from, start - 6), start))) return false;
  return tokens.some((token) => token.start > start && token.end <= end && isToldOf(token));
}

function isToldOf(token: Token): boolean {
  return token.type === "duration" || (token.type === "count" && TOLD.has(token.count.unit));
}

const TOLD = new Set([...PEOPLE, "人次", "户"]);

/** A kind may head the lines or stand behind the day of one; below them it is of all, or nobody knows of which. */
function isOfLines({ text: { s }, tokens }: Chunk, dates: readonly DateToken[]): boolean {
  const [first] = dates;
  return tokens.every(({ type, start }) => {
    if (type === "label") return false;
    if (type !== "kind" || first === undefined || start < first.start) return true;
    const line = s.lastIndexOf("\n", start) + 1;
    return dates.some((date) => date.start >= line && date.start < start);
  });
}

/** Whether a clause begins with a day of its own and tells how many people came. */
function begins({ text: { s }, from, tokens }: Chunk, { phrase, start }: DateToken, end: number): boolean {
  const { first, last, more } = phrase;
  if (!isExact(first) || last !== null || more.length > 0) return false;
  if (!/(?:^|[,;。:\n]) ?$/.test(s.slice(from, start))) return false;
  const counts = tokens.filter((token) => token.type === "count" && token.start > start && token.end <= end);
  return counts.some((token) => token.type === "count" && PEOPLE.has(token.count.unit));
}

/** The stretch in which what stands in the other clauses says nothing, nor the 两次 of 志愿服务两次：7号…，21号…. */
function only(chunk: Chunk, starts: readonly number[], [from, to]: readonly [number, number]): Chunk {
  const [first = from] = starts;
  const before = from > first ? [silent(first, from)] : [];
  const lead = chunk.tokens
    .filter(({ end }) => end <= first)
    .map((token) => (isOfTimes(token, starts.length) ? silent(token.start, token.end) : token));
  const rest = chunk.tokens.filter(({ start, end }) => start >= Math.max(first, from) && end <= to);
  return { ...chunk, to, tokens: [...lead, ...before, ...rest] };
}

function isOfTimes(token: Token, times: number): boolean {
  return token.type === "count" && /^[次场]$/.test(token.count.unit) && token.count.value === times;
}
