import { before, type Chunk, isFollowed, previous } from "../chunk.ts";
import { wordsOf } from "../normalise.ts";
import type { Doubt, Now, Span } from "../reading.ts";
import type { Token } from "../token.ts";
import { certain } from "./compact-days.ts";
import {
  type DateToken,
  isBesideMeeting,
  isContent,
  isOfActor,
  isOfComers,
  isOfWriting,
  OBJECT,
} from "./content-dates.ts";
import { isExact, isFine, isPeriod } from "./date-words.ts";
import { type DaysLong, daysFrom } from "./day-lengths.ts";
import { contradiction, fromLabel, isLabelled, labelDoubt, unreadLabel } from "./labelled-dates.ts";
import { type DateContext, type Moment, momentOf, NO_CONTEXT } from "./moment.ts";
import { otherDay, withoutNames } from "./named-days.ts";
import { type Asked, farDoubt, openDate } from "./open-dates.ts";
import { unreadTime } from "./remnants.ts";
import { type Days, inherit, type Resolved, resolve, written } from "./resolve-date.ts";
import { venueDoubt } from "./unused-dates.ts";

/** The date of a record: its days or the doubt, which tokens gave it, and what it hands on. */
export type ReadDate = {
  readonly days: Days | null;
  readonly doubt: Doubt | null;
  readonly used: readonly Token[];
  readonly context: DateContext;
  /** The period named in front of a day of it: 三季度党课9月7日. */
  readonly period?: Days | null;
};

/** Reads the date in the record's own position; a date of what was studied belongs to the title. */
export function readDate(chunk: Chunk, now: Now, context: DateContext): ReadDate {
  const moment = momentOf(now);
  const all = chunk.tokens.filter((token): token is DateToken => token.type === "date" && !isNumbering(chunk, token));
  const dates = all.filter((token) => isLabelled(chunk, token) || isDate(chunk, token));
  const own = withoutNames(
    chunk,
    fromLabel(
      chunk,
      withoutWriting(chunk, dates).filter(
        (token) => isLabelled(chunk, token) || !isContent(chunk, token, dates.length > 1),
      ),
    ),
  );
  const { token, context: carried, lead, period } = choose(chunk, own, context, moment);
  if (token === null) return withoutDay(chunk, all, moment, context);
  const found = certain(chunk, token, farDoubt(token, resolve(token.phrase, moment, carried), moment), moment);
  const used = [...dates.filter((one) => one !== token && isOfWriting(chunk, one)), ...lead, token];
  const open =
    "ask" in found ? null : (openDate(chunk, token, own, found) ?? otherDay(chunk, token, { own, found, moment }));
  if ("ask" in found || open !== null) {
    const asked: Asked = open ?? { token, found };
    return {
      days: null,
      doubt: doubtOf(chunk, asked.token, asked.found),
      used: [...used, asked.token],
      context: carried,
    };
  }
  const other = contradiction(chunk, dates, token, { found, moment, context });
  if (other !== null) return { days: null, doubt: other.doubt, used: [...used, other.token], context: carried };
  const { week, month } = inherit(carried, token.phrase.first, found.start);
  const long = found.end === null ? daysFrom(chunk, token) : null;
  const { days, doubt } = lasting(chunk, token, found, long);
  return { days, doubt, used: [...used, ...(long?.used ?? [])], context: { week, month, day: found.start }, period };
}

/** No date is the record's own: of the day named before, of today, or in doubt. */
function withoutDay(chunk: Chunk, dates: readonly DateToken[], moment: Moment, context: DateContext): ReadDate {
  const value = unreadLabel(chunk);
  if (value !== null) return { days: null, doubt: labelDoubt(chunk, value), used: [value], context };
  return { days: null, doubt: context.day === null ? unusedDoubt(chunk, dates, moment) : null, used: [], context };
}

/** 今天补录上周五党课 is of Friday. */
function withoutWriting(chunk: Chunk, dates: readonly DateToken[]): readonly DateToken[] {
  const others = dates.filter((token) => !isOfWriting(chunk, token));
  return others.length > 0 ? others : dates;
}

const RUNNING = /^(?:今年|本年|本季|本月|这个?月)/;
const NUMBERED = /^度?的?第[\d一二三四五六七八九十]{1,3}[次场期回堂]/;

/** 今年第3次党课 says which one it was, not when. */
function isNumbering({ text: { s } }: Chunk, { phrase, start, end }: DateToken): boolean {
  return isPeriod(phrase.first) && RUNNING.test(s.slice(start, end)) && NUMBERED.test(s.slice(end, end + 8));
}

/** From the 3rd on for five days; 11月3日5日培训 may mean the 5th as well. */
function lasting(chunk: Chunk, token: DateToken, found: Days, long: DaysLong | null): Pick<ReadDate, "days" | "doubt"> {
  if (long === null) return { days: found, doubt: null };
  if (long.days !== null)
    return { days: { start: found.start, end: found.start + long.days - 1, list: found.list }, doubt: null };
  const words = wordsOf(chunk.text, token.start, long.used.at(-1)?.end ?? token.end);
  return { days: null, doubt: { about: "date", reason: "vague", words, options: [] } };
}

/** Words of time that are not the record's own day: it is of today only if a person says so. */
function unusedDoubt(chunk: Chunk, dates: readonly DateToken[], moment: Moment): Doubt | null {
  const content = dates.find((token) => isDate(chunk, token) && !isPlan(chunk, token));
  if (content !== undefined) return doubtOf(chunk, content, contentOf(content, moment, NO_CONTEXT));
  const number = dates.find((token) => !isDate(chunk, token) && isPerhapsDay(chunk, token));
  if (number !== undefined) {
    const found = resolve(number.phrase, moment);
    return doubtOf(chunk, number, "ask" in found ? found : { ask: "unit", options: [found.start] });
  }
  const venue = venueDoubt(chunk, moment);
  if (venue !== null) return venue;
  const unread = unreadTime(chunk.text.s, chunk.tokens, [chunk.from, chunk.to]) ?? dayLike(chunk);
  if (unread === null) return null;
  return { about: "date", reason: "vague", words: wordsOf(chunk.text, ...unread), options: [] };
}

/** The 11-20 of 11-20 - 15人 was no range of people. */
function dayLike({ text, tokens }: Chunk): Span | null {
  const pair = tokens.find(({ type, start, end }) => type === "bare" && DAY_LIKE.test(text.s.slice(start, end)));
  return pair === undefined ? null : [pair.start, pair.end];
}

const DAY_LIKE = /^(?:0?[1-9]|1[0-2])-(?:0?[1-9]|[12]\d|3[01])$/;

/** 2025年工作总结, 2025年底总结 and 未来五年规划 name no day. */
function isPlan(chunk: Chunk, token: DateToken): boolean {
  const { form } = token.phrase.first;
  return (
    form === "year" ||
    form === "future" ||
    (form === "festival" && PLANNED.test(before(chunk, token))) ||
    (form === "vague" && YEAR_FIRST.test(chunk.text.s.slice(token.start, token.end)))
  );
}

/** 研究春节保产 names what was planned for, and no day. */
const PLANNED = /(?:研究|部署|安排|布置|筹备|谋划|商量|商议|讨论|审议)了?$/;
const YEAR_FIRST = /^\d{4}年/;

/** The 11.20 of 支部11.20全体党员…; 9·21 is the name of an event. */
function isPerhapsDay(chunk: Chunk, token: DateToken): boolean {
  return !wordsOf(chunk.text, token.start, token.end).includes("·") && !OBJECT.test(before(chunk, token));
}

/** 12-31 and 1106 are the longest days in digits without a year. */
const LONGEST_NUMERIC = 5;

type Chosen = {
  readonly token: DateToken | null;
  readonly context: DateContext;
  readonly lead: readonly DateToken[];
  readonly period: Days | null;
};

/** 上周补录：周二… — a period in front governs the days behind it. */
function choose(chunk: Chunk, own: readonly DateToken[], context: DateContext, moment: Moment): Chosen {
  const [first] = own;
  if (first === undefined) return { token: null, context, lead: [], period: null };
  if (own.length === 1) return { token: first, context, lead: [], period: null };
  const night = own.find((token) => isNightOf(token, first, moment));
  if (night !== undefined) return { token: night, context, lead: [first], period: null };
  const heads = headsOf(chunk, own);
  const below = own.slice(heads);
  const finer = below.find((token) => isExact(token.phrase.first)) ?? below.find((token) => isFine(token.phrase.first));
  if (finer === undefined || finer === first) return { token: first, context, lead: [], period: null };
  const found = resolve(first.phrase, moment, context);
  const carried = "ask" in found ? context : inherit(context, first.phrase.first, found.start);
  const period = "ask" in found || found.end === null ? null : found;
  return { token: finer, context: carried, lead: heads > 1 ? own.slice(0, heads) : [first], period };
}

/** The 昨天 of 昨天值守 从19日晚10点到20日凌晨2点 is the day on which the night ended, or began. */
function isNightOf({ phrase }: DateToken, first: DateToken, moment: Moment): boolean {
  if (phrase.minutes === undefined || first.phrase.minutes !== undefined || first.phrase.first.form !== "offset")
    return false;
  const [night, day] = [resolve(phrase, moment), resolve(first.phrase, moment)];
  return !("ask" in night) && !("ask" in day) && (day.start === night.start || day.start === night.start + 1);
}

/** How many days are of a heading: the 11.16-11.20 of 上周台账（11.16-11.20）： above 周一党课. */
function headsOf({ text: { s }, tokens }: Chunk, own: readonly DateToken[]): number {
  const heads = own.findIndex(({ phrase: { first, last } }) => last === null && !isPeriod(first));
  const [last, next] = [own[heads - 1], own[heads]];
  if (last === undefined || next === undefined || !/[:\n]/.test(s.slice(last.end, next.start))) return 0;
  return tokens.some(({ type, start }) => start < next.start && OF_RECORD.has(type)) ? 0 : heads;
}

const OF_RECORD = new Set<Token["type"]>(["kind", "study", "count", "duration", "clock"]);

/** 9·21 and 1.5 are dates only where they stand alone or beside a kind. */
function isDate(chunk: Chunk, token: DateToken): boolean {
  if (token.end - token.start > LONGEST_NUMERIC) return true;
  const words = wordsOf(chunk.text, token.start, token.end);
  if (!/^\d{1,2}[-/.·]\d{1,2}$/.test(words)) return true;
  if (isFirst(chunk, token) || (!words.includes("·") && isOfActor(chunk, token))) return true;
  const isBetween = chunk.text.s.charAt(token.end) === "-" || isOfComers(chunk, token);
  if (isFollowed(chunk, token) && !isBetween && !isBesideMeeting(chunk, token)) return false;
  const last = previous(chunk, token);
  const at = /[-、]/.test(chunk.text.s.charAt(token.start - 1)) ? token.start - 1 : token.start;
  const isBeside = last !== undefined && last.type !== "mask" && last.end <= token.start && last.end >= at;
  return isBeside || REPORTED.test(before(chunk, token));
}

/** Nothing stands before it, or only words of reporting: 顺便报一下11.12集中学习. */
const REPORTED = /^$|(?:报|记|登记|补[记报录登])(?:一[下笔条])$/;

/** 11.20支部全体党员…: in front of everything else. */
function isFirst(chunk: Chunk, token: DateToken): boolean {
  return chunk.text.s.slice(chunk.from, token.start).trim() === "" && /[一-龥 -]/.test(chunk.text.s.charAt(token.end));
}

function contentOf(token: DateToken, moment: Moment, context: DateContext): Resolved {
  const found = resolve(token.phrase, moment, context);
  return { ask: "content", options: "ask" in found ? found.options : [found.start] };
}

function doubtOf(chunk: Chunk, token: DateToken, found: Resolved): Doubt | null {
  if (!("ask" in found)) return null;
  const words = wordsOf(chunk.text, token.start, token.end);
  return { about: "date", reason: found.ask, words, options: written(found.options) };
}
