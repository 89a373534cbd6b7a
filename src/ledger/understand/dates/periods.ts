import { type Chunk, plainWords } from "../chunk.ts";
import type { Token } from "../token.ts";
import { isPeriod } from "./date-words.ts";

type DateToken = Extract<Token, { type: "date" }>;

const JOINT = /^[、和及与跟, ]*$/;
const EACH = /各(?!级|位|类|项|支部|党|小组)|分别|均/;
/** Between periods and 各 stand at most the activity and how it is said to be held; 三月、四月工作 is what was dealt with. */
const HELD = /^(?:组织|开展|召开|举行|举办|进行|参加|完成|[开搞办做上了过都也])*$/;

/**
 * 三月、四月各集中学习2次 tells as many activities as it names periods: a stretch for each, in which the other
 * periods say nothing. Without 各 the periods are one.
 */
export function cutByPeriods(chunk: Chunk): readonly Chunk[] {
  const dates = chunk.tokens.filter(isSingle);
  const [first] = dates;
  const last = dates.at(-1);
  if (first === undefined || last === undefined || dates.length < 2) return [chunk];
  if (chunk.tokens.some((token) => token.type === "date" && !isSingle(token))) return [chunk];
  const { s } = chunk.text;
  if (!dates.every((token, i) => i === 0 || JOINT.test(s.slice(dates[i - 1]?.end, token.start)))) return [chunk];
  if (!saysEach(chunk, last)) return [joined(chunk, first, last)];
  return dates.map((kept) => ({
    ...chunk,
    tokens: chunk.tokens.map((token): Token => {
      const { start, end } = token;
      return token.type === "date" && token !== kept ? { type: "break", start, end } : token;
    }),
  }));
}

/** 三月、四月集中学习3次 is of both months together. */
function joined(chunk: Chunk, first: DateToken, last: DateToken): Chunk {
  const [from, to] = [first.phrase.first, last.phrase.first];
  if (from.form !== to.form || (from.form !== "month" && from.form !== "quarter")) return chunk;
  const phrase = { ...first.phrase, last: to, end: last.end };
  const tokens = chunk.tokens.flatMap((token): Token[] => {
    if (token === first) return [{ ...first, end: last.end, phrase }];
    return token.start > first.start && token.end <= last.end ? [] : [token];
  });
  return { ...chunk, tokens };
}

function isSingle(token: Token): token is DateToken {
  if (token.type !== "date") return false;
  const { first, last, more } = token.phrase;
  return last === null && more.length === 0 && isPeriod(first);
}

const DAYS_JOINT = /^(?:[、和及与跟, ]+|还有|以及)$/;
/** 11.2 1.5: the second may be hours; 6.5、7.1 are two days. */
const PERHAPS_HOURS = /^\d\.5(?!、\d{1,2}\.)/;

/**
 * 11.2、11.16 and 11月2日 11月16日 are a list of days like 11月2日、16日; so are 昨天上午和前天下午, of which no half is kept.
 */
export function withLists(chunk: Chunk): Chunk {
  if (!hasDates(chunk.tokens)) return chunk;
  const tokens: Token[] = [];
  for (const token of chunk.tokens) {
    const half = token.type === "date" && isHalfOfDay(tokens) ? 1 : 0;
    const last = tokens.at(-1 - half);
    if (last !== undefined && isListed(chunk, last, 9) && isListed(chunk, token, 0) && isBeside(chunk, tokens, token)) {
      const { phrase } = last;
      const more = [...phrase.more, token.phrase.first];
      tokens.splice(-1 - half, 1 + half, { ...last, end: token.end, phrase: { ...phrase, more, end: token.end } });
    } else tokens.push(token);
  }
  return tokens.length === chunk.tokens.length ? chunk : { ...chunk, tokens: withoutHalves(chunk, tokens) };
}

/** Two dates at least: most messages tell one. */
function hasDates(tokens: readonly Token[]): boolean {
  return tokens.findIndex(isOfDate) < tokens.findLastIndex(isOfDate);
}

function isOfDate({ type }: Token): boolean {
  return type === "date";
}

/** Whether the last token is the 上午 of 昨天上午. */
function isHalfOfDay(tokens: readonly Token[]): boolean {
  const half = tokens.at(-1);
  return half?.type === "half" && tokens.at(-2)?.type === "date" && tokens.at(-2)?.end === half.start;
}

/** The 下午 behind 昨天上午和前天下午 is not that of both. */
function withoutHalves({ text }: Chunk, tokens: readonly Token[]): readonly Token[] {
  return tokens.map((token, i): Token => {
    const list = tokens[i - 1];
    const isOfLast = token.type === "half" && list?.type === "date" && list.end === token.start;
    return isOfLast && list.phrase.more.length > 0 && HALF_DAY.test(text.s.slice(list.start, list.end))
      ? { ...token, half: null }
      : token;
  });
}

/** The words for a part of a day. */
export const HALF_DAY = /[上下]午|[早晚]/;

function isBeside({ text }: Chunk, tokens: readonly Token[], next: DateToken): boolean {
  const last = tokens.at(-1);
  return last !== undefined && DAYS_JOINT.test(text.s.slice(last.end, next.start));
}

/** A day by its number or its name, with at most some further ones. */
function isListed({ text }: Chunk, token: Token, most: number): token is DateToken {
  if (token.type !== "date") return false;
  const { first, last, more, either, same } = token.phrase;
  const isPlain = last === null && either === undefined && same === undefined && more.length <= most;
  return (
    isPlain &&
    (first.form === "day" || first.form === "weekday" || first.form === "offset") &&
    !PERHAPS_HOURS.test(text.s.slice(token.start, token.end + 4))
  );
}

/** The range of periods of which something is told of each: 1至11月各开支委会1次. */
export function ofEachPeriod(chunk: Chunk): Token | null {
  const range = chunk.tokens.find(
    (token) => token.type === "date" && token.phrase.last !== null && isPeriod(token.phrase.first),
  );
  return range !== undefined && saysEach(chunk, range) ? range : null;
}

/** Whether what stands behind a period is told of each. */
function saysEach(chunk: Chunk, { end }: Token): boolean {
  const each = EACH.exec(chunk.text.s.slice(end, chunk.to));
  return each !== null && HELD.test(plainWords(chunk, end, end + each.index));
}
