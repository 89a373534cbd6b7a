import type { Day } from "../activity.ts";
import { clockAt } from "./clock.ts";
import { countAt, unitsOf } from "./counts.ts";
import type { DatePhrase } from "./date-words.ts";
import { datePhraseAt } from "./dates.ts";
import { toDay } from "./days.ts";
import { type DateContext, momentOf, NO_CONTEXT } from "./moment.ts";
import { normalise } from "./normalise.ts";
import { numeralAt, startsNumeral } from "./numerals.ts";
import { LONGEST } from "./read-number.ts";
import type { Now, Reason } from "./reading.ts";
import { hasTime } from "./remnants.ts";
import { inherit, type Resolved, resolve, written } from "./resolve-date.ts";
import { meaningOfWord, spelled, type Vocabulary } from "./vocabulary.ts";

/** The days that a text names, or why a person has to name them, with ready answers. */
export type ReadDay =
  | { readonly start: Day; readonly end: Day | null }
  | { readonly ask: Reason; readonly options: readonly string[] };

/** Reads a date alone, as typed in answer to a question: 前天, 11-21, 10月27日到11月2日. Null where none stands. */
export function readDay(text: string, now: Now): ReadDay | null {
  const s = normalise(text.slice(0, LONGEST)).s.replace(/《[^》]*》/g, "□");
  const moment = momentOf(now);
  let context: DateContext = NO_CONTEXT;
  let read: Resolved | null = null;
  for (const phrase of phrasesOf(s)) {
    const isFiner = read !== null && !("ask" in read) && isPeriod(context, phrase);
    if (read !== null && !isFiner) break;
    read = resolve(phrase, moment, context);
    if (!("ask" in read)) context = inherit(context, phrase.first, read.start, moment);
  }
  if (read === null) return hasTime(s) ? { ask: "vague", options: [] } : null;
  if ("ask" in read) return { ask: read.ask, options: written(read.options) };
  return { start: toDay(read.start), end: read.end === null ? null : toDay(read.end) };
}

/** 上周，周二: the week only says which Tuesday. */
function isPeriod(context: DateContext, phrase: DatePhrase): boolean {
  if (context.day !== null) return false;
  const { first } = phrase;
  return (
    (context.week !== null && first.form === "weekday") ||
    (context.month !== null && first.form === "day" && first.month === null)
  );
}

function phrasesOf(s: string): DatePhrase[] {
  const found: DatePhrase[] = [];
  for (let at = 0; at < s.length; ) {
    const phrase = datePhraseAt(s, at);
    const other = phrase === null ? null : longer(s, at, phrase.end);
    if (phrase !== null && other === null) found.push(phrase);
    at = phrase !== null ? (other ?? phrase.end) : skip(s, at);
  }
  return found;
}

/** 二十点六 and 11-13人 are no dates. */
function longer(s: string, at: number, end: number): number | null {
  const count = startsNumeral(s.charAt(at)) ? countAt(s, at, UNITS) : null;
  return count !== null && count.end > end ? count.end : null;
}

function skip(s: string, at: number): number {
  const clock = clockAt(s, at);
  if (clock !== null) return clock.end;
  const number = startsNumeral(s.charAt(at)) ? numeralAt(s, at) : null;
  return number === null ? at + 1 : number.end;
}

const UNITS = unitsOf([]);

/** The kind that a text names and nothing else: its name, an alias or a known slip; null otherwise. */
export function readKind(text: string, vocabulary: Vocabulary): string | null {
  if (text.length > LONGEST) return null;
  const word = spelled(text)
    .replace(/^\/|^(?:是|算|记成|应该是)|(?:吧|。|!|类)$/g, "")
    .trim();
  if (vocabulary.kinds.has(word)) return word;
  const meaning = meaningOfWord(word, vocabulary);
  return meaning?.type === "kind" ? meaning.kind : null;
}
