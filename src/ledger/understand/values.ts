import type { Day, Half } from "../activity.ts";
import { clockAt, halfAt } from "./dates/clock.ts";
import { type DatePhrase, isPeriod as isStretch } from "./dates/date-words.ts";
import { toDay } from "./dates/days.ts";
import { type DateContext, momentOf, NO_CONTEXT } from "./dates/moment.ts";
import { hasTime } from "./dates/remnants.ts";
import { inherit, type Resolved, resolve, written } from "./dates/resolve-date.ts";
import { datePhraseAt } from "./dates.ts";
import { normalise } from "./normalise.ts";
import { countAt, unitsOf } from "./numbers/counts.ts";
import { startsNumeral } from "./numbers/numeral-signs.ts";
import { LONGEST } from "./numbers/read-number.ts";
import { numeralAt } from "./numerals.ts";
import type { Now, Reason } from "./reading.ts";
import { meaningOfWord, spelled, type Vocabulary } from "./vocabulary.ts";

/** Days, and the half of a single one where that is named. */
type ReadDays = { readonly start: Day; readonly end: Day | null; readonly half?: Half };

/** The days that a text names, or why a person has to name them, with ready answers. */
type ReadDay = ReadDays | { readonly ask: Reason; readonly options: readonly string[] };

/** Reads a date alone, as typed in answer to a question: 前天, 11-21, 10月27日到11月2日. Null where none stands. */
export function readDay(text: string, now: Now): ReadDay | null {
  const s = normalise(text.slice(0, LONGEST)).s.replace(/《[^》]*》/g, "□");
  const moment = momentOf(now);
  let context: DateContext = NO_CONTEXT;
  let read: Resolved | null = null;
  for (const phrase of partsOf(s).phrases) {
    const isFiner = read !== null && !("ask" in read) && isPeriod(context, phrase);
    if (read !== null && !isFiner) break;
    read = resolve(phrase, moment, context);
    if (!("ask" in read)) context = inherit(context, phrase.first, read.start);
  }
  if (read === null) return hasTime(s) ? { ask: "vague", options: [] } : null;
  if ("ask" in read) return { ask: read.ask, options: written(read.options) };
  return daysOf(read, s);
}

function daysOf({ start, end }: Exclude<Resolved, { ask: Reason }>, s: string): ReadDays {
  const half = end === null ? halfIn(s) : null;
  return {
    ...{ start: toDay(start), end: end === null ? null : toDay(end) },
    ...(half === null ? {} : { half }),
  };
}

/** The half of the day that a text names, by word or by clock; null where it names several. */
function halfIn(s: string): Half | null {
  const halves = new Set<Half>();
  for (let at = 0; at < s.length; ) {
    const phrase = datePhraseAt(s, at);
    const time = phrase === null ? (clockAt(s, at) ?? halfAt(s, at)) : null;
    if (time?.half) halves.add(time.half);
    at = phrase?.end ?? time?.end ?? at + 1;
  }
  const [half = null, ...others] = halves;
  return others.length > 0 ? null : half;
}

/** What people put around the day that they answer with; none of it doubts or denies the day. */
const AROUND_A_DAY =
  /^(?:是|对|嗯|哦|就|其实|应该|应当|记得|我记得|[那这][天次]|当[天日]|[上中下]午|晚上|早上|早晨|中午|傍晚|全天|日期|时间|活动|会议?|[办开做搞学]|召开|举行|举办|开展|组织|进行|的|了|吧|呢|呀|啊|哈|在|于|为|[\s,.:;、。!()~-])*$/;

/**
 * The days of a text that says nothing else, as typed in answer to a question: 是昨天, 应该是11月20日下午开的.
 * Null where it says more (昨天的事改天说), where no day stands, and for the mere name of a period (上月),
 * which asks for what is recorded of it.
 */
export function readDayAlone(text: string, now: Now): ReadDay | null {
  const { phrases, rest } = partsOf(normalise(text.slice(0, LONGEST)).s);
  if (phrases.every(({ first }) => isStretch(first))) return null;
  return AROUND_A_DAY.test(rest) ? readDay(text, now) : null;
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

type Parts = { readonly phrases: readonly DatePhrase[]; readonly rest: string };

/** The dates of a text, and what stands around dates and clock times. */
function partsOf(s: string): Parts {
  const phrases: DatePhrase[] = [];
  let rest = "";
  for (let at = 0; at < s.length; ) {
    const phrase = datePhraseAt(s, at);
    const other = phrase === null ? null : longer(s, at, phrase.end);
    const clock = phrase === null ? clockAt(s, at) : null;
    const end = other ?? phrase?.end ?? clock?.end ?? behindNumber(s, at);
    if (phrase !== null && other === null) phrases.push(phrase);
    else if (clock === null) rest += s.slice(at, end);
    at = end;
  }
  return { phrases, rest };
}

/** 二十点六 and 11-13人 are no dates. */
function longer(s: string, at: number, end: number): number | null {
  const count = startsNumeral(s.charAt(at)) ? countAt(s, at, UNITS) : null;
  return count !== null && count.end > end ? count.end : null;
}

function behindNumber(s: string, at: number): number {
  const number = startsNumeral(s.charAt(at)) ? numeralAt(s, at) : null;
  return number === null ? at + 1 : number.end;
}

const UNITS = unitsOf([]);

/** The kind that a text names and nothing else: its name, an alias or a known slip; null otherwise. */
export function readKind(text: string, vocabulary: Vocabulary): string | null {
  if (text.length > LONGEST) return null;
  const word = spelled(text)
    .replace(/^\/|^(?:就|应该)?(?:是|算是?|归[到为]?|属于|记[成为])|(?:吧|。|!|类)$/g, "")
    .trim();
  if (vocabulary.kinds.has(word)) return word;
  const meaning = meaningOfWord(word, vocabulary);
  return meaning?.type === "kind" ? meaning.kind : null;
}
