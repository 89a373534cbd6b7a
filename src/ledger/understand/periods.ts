import type { Chunk } from "./chunk.ts";
import { isPeriod } from "./date-words.ts";
import type { Token } from "./token.ts";

type DateToken = Extract<Token, { type: "date" }>;

const JOINT = /^[、和及与, ]*$/;
const EACH_BEHIND = /^[^,;。\n]{0,12}?(?:各(?!级|位|类|项|支部|党)|分别|均)/;

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
  if (!EACH_BEHIND.test(s.slice(last.end, chunk.to))) return [joined(chunk, first, last)];
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

/** The range of periods of which something is told of each: 1至11月各开支委会1次. */
export function ofEachPeriod({ text, to, tokens }: Chunk): Token | null {
  const range = tokens.find(
    (token) => token.type === "date" && token.phrase.last !== null && isPeriod(token.phrase.first),
  );
  return range !== undefined && EACH_BEHIND.test(text.s.slice(range.end, to)) ? range : null;
}
