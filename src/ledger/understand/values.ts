import type { Day } from "../activity.ts";
import { clockAt } from "./clock.ts";
import { countAt, unitPattern } from "./counts.ts";
import { type DatePhrase, datePhraseAt } from "./dates.ts";
import { toDay } from "./days.ts";
import { type Duration, durationAt } from "./durations.ts";
import { normalise } from "./normalise.ts";
import { type Numeral, numeralAt, startsNumeral } from "./numerals.ts";
import { momentOf } from "./read-dates.ts";
import type { Now, Reason } from "./reading.ts";
import { type DateContext, inherit, NO_CONTEXT, type Resolved, resolve, written } from "./resolve-date.ts";
import { spelled, type Vocabulary } from "./vocabulary.ts";

/** The days that a text names, or why a person has to name them, with ready answers. */
export type ReadDay =
  | { readonly start: Day; readonly end: Day | null }
  | { readonly ask: Reason; readonly options: readonly string[] };

/** Reads a date alone, as typed in answer to a question: 前天, 11-21, 10月27日到11月2日. Null where none stands. */
export function readDay(text: string, now: Now): ReadDay | null {
  const { s } = normalise(text);
  const moment = momentOf(now);
  let context: DateContext = NO_CONTEXT;
  let read: Resolved | null = null;
  for (const phrase of phrasesOf(s)) {
    const isFiner = read !== null && !("ask" in read) && isPeriod(context, phrase);
    if (read !== null && !isFiner) break;
    read = resolve(phrase, moment, context);
    if (!("ask" in read)) context = inherit(context, phrase.first, read.start, moment);
  }
  if (read === null) return null;
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

const UNITS = unitPattern([]);
const MEASURE =
  /^ ?(?:元|块|圆|斤|公斤|克|千克|吨|双|打|注|对|[个名位人户篇项件次盏条份本张台套只头匹棵场期]|左右|上下|人民币|以上|$|[\s,;。、!?)])/;
const FORMAL = /^[拾佰仟陆伍零半两]$/;

/** Reads a number alone, as typed in answer to a question: 16, 16人, 十六, 1.2万元. A range is null. */
export function readNumber(text: string): number | null {
  const { s } = normalise(text);
  const found: { value: number | null; money: boolean }[] = [];
  for (let at = 0; at < s.length; ) {
    const number = startsNumeral(s.charAt(at)) ? numberAt(s, at) : null;
    if (number === null) {
      at += 1;
      continue;
    }
    if (number.counts) found.push(number);
    at = number.end;
  }
  return (found.find((number) => number.money) ?? found[0])?.value ?? null;
}

type FoundNumber = {
  readonly end: number;
  readonly value: number | null;
  readonly money: boolean;
  readonly counts: boolean;
};

function numberAt(s: string, at: number): FoundNumber | null {
  const negative = /[-负]/.test(s.charAt(at - 1)) && !/\d/.test(s.charAt(at - 2));
  const sign = negative ? -1 : 1;
  const count = countAt(s, at, UNITS);
  const number = numeralAt(s, at);
  if (number === null) return null;
  if (count !== null && count.end >= number.end) {
    return { end: count.end, value: signed(count.value, sign), money: count.unit === "元", counts: true };
  }
  const half = /^[斤年月里米吨元]半/.test(s.slice(number.end, number.end + 2)) ? 0.5 : 0;
  const isWhole = number.end === s.length && (at === 0 || negative || s.charAt(at - 1) === "第");
  const isOpen = number.vague !== null || RANGE.test(s.slice(number.end, number.end + 6));
  const value = isOpen ? null : signed(number.value + half, sign);
  return { end: number.end, value, money: false, counts: isWhole || isMeant(s, at, number) };
}

const RANGE = /^ ?(?:到|至|~|-{1,3}|或者?) ?(?=[\d一二两三四五六七八九十百千])/;

/** 拾 in 拾取 and 半 in 半岛 are words; digits, several characters or a measure make a number. */
function isMeant(s: string, at: number, number: Numeral): boolean {
  const behind = s.slice(number.end, number.end + 4);
  if (FORMAL.test(s.slice(at, number.end))) return /^[斤个名位人户篇项件次元块万千百]/.test(behind);
  return number.latin || number.end - at > 1 || MEASURE.test(behind);
}

function signed(value: number | null, sign: number): number | null {
  return value === null || value === 0 ? value : value * sign;
}

/** Reads a length of time alone: 一个半小时, 90分钟, 下午2点到4点半, 1:30. A range is null. */
export function readMinutes(text: string): number | null {
  const { s } = normalise(text);
  const spoken = /^(\d{1,2}):([0-5]\d)$/.exec(s.trim());
  if (spoken !== null) return Number(spoken[1]) * 60 + Number(spoken[2]);
  for (let at = 0; at < s.length; ) {
    const duration = durationAt(s, at);
    const clock = clockAt(s, at);
    if (clock?.minutes != null && clock.end > (duration?.end ?? 0)) return clock.minutes;
    if (duration !== null && duration.end >= (clock?.end ?? 0)) return duration.minutes;
    at = clock?.end ?? next(s, at, duration);
  }
  return null;
}

function next(s: string, at: number, duration: Duration | null): number {
  if (duration !== null) return duration.end;
  const phrase = datePhraseAt(s, at);
  if (phrase !== null) return phrase.firstEnd;
  const number = startsNumeral(s.charAt(at)) ? numeralAt(s, at) : null;
  return number === null ? at + 1 : number.end;
}

/** The kind that a text names and nothing else: its name, an alias or a known slip; null otherwise. */
export function readKind(text: string, vocabulary: Vocabulary): string | null {
  const word = spelled(text)
    .replace(/^\/|^(?:是|算|记成|应该是)|(?:吧|。|!|类)$/g, "")
    .trim();
  if (vocabulary.kinds.has(word)) return word;
  const found = (vocabulary.words.get(word.charAt(0)) ?? []).find(([candidate]) => candidate === word);
  return found?.[1].type === "kind" ? found[1].kind : null;
}
