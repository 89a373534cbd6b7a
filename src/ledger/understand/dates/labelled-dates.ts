import { behind, type Chunk, indexFrom, previous } from "../chunk.ts";
import { wordsOf } from "../normalise.ts";
import type { Doubt } from "../reading.ts";
import type { Token } from "../token.ts";
import { type DateToken, isOfKind } from "./content-dates.ts";
import { isExact } from "./date-words.ts";
import type { DayNumber } from "./days.ts";
import type { DateContext, Moment } from "./moment.ts";
import { type Days, resolve, written } from "./resolve-date.ts";

/** 日期:11-20 is the day, whatever else is named. */
export function isLabelled(chunk: Chunk, token: Token): boolean {
  const last = previous(chunk, token);
  return last?.type === "label" && last.field === "date" && chunk.text.s.slice(last.end, token.start).trim() === "";
}

/** The dates from a labelled one on, which wins over those before it. */
export function fromLabel(chunk: Chunk, own: readonly DateToken[]): readonly DateToken[] {
  const labelled = own.findIndex((token) => isLabelled(chunk, token));
  return labelled > 0 ? own.slice(labelled) : own;
}

/** 日期：待定, 日期：11-31: a day was meant, and it cannot be read. A time or a length alone says no day: 时间：下午. */
export function unreadLabel(chunk: Chunk): Token | null {
  const label = chunk.tokens.find((token) => token.type === "label" && token.field === "date");
  if (label === undefined) return null;
  const next = chunk.tokens[indexFrom(chunk.tokens, label.end)];
  const isTime = next?.type === "half" || next?.type === "clock" || next?.type === "duration";
  if (isTime && isLabelled(chunk, next)) return null;
  const end = label.end + behind(chunk, label).length;
  return { type: "other", start: label.end, end: next?.type === "label" ? Math.min(end, next.start) : end };
}

/** The question about the value of a label that cannot be read. */
export function labelDoubt(chunk: Chunk, { start, end }: Token): Doubt {
  const label = chunk.tokens.find((token) => token.end === start);
  const words = wordsOf(chunk.text, start, end).trim() || wordsOf(chunk.text, label?.start ?? start, start).trim();
  return { about: "date", reason: "vague", words, options: [] };
}

/** What the label's date was read as. */
type Labelled = { readonly found: Days; readonly moment: Moment; readonly context: DateContext };

/** 昨天的党课 日期：11-20 says one day of the kind and another behind the label. */
export function contradiction(
  chunk: Chunk,
  dates: readonly DateToken[],
  labelled: DateToken,
  { found, moment, context }: Labelled,
): { readonly token: DateToken; readonly doubt: Doubt } | null {
  if (!isLabelled(chunk, labelled)) return null;
  const token = dates.find((one) => one !== labelled && isExact(one.phrase.first) && isOfKind(chunk, one));
  const said = token === undefined ? null : resolve(token.phrase, moment, context);
  if (token === undefined || said === null || "ask" in said || isWithin(said.start, found)) return null;
  const words = wordsOf(chunk.text, labelled.start, labelled.end);
  return { token, doubt: { about: "date", reason: "either", words, options: written([found.start, said.start]) } };
}

function isWithin(day: DayNumber, { start, end }: Days): boolean {
  return day >= start && day <= (end ?? start);
}
