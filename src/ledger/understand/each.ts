import type { Quantity } from "../activity.ts";
import type { Chunk } from "./chunk.ts";
import { isPeriod } from "./dates/date-words.ts";
import { isSummed, lasting, ofAll, ofDay } from "./dates/day-shares.ts";
import { fromDay, isDay, parts, toDay } from "./dates/days.ts";
import { HALF_DAY, ofEachPeriod } from "./dates/periods.ts";
import { isTotal } from "./dates/told-runs.ts";
import { ofEach, ofKind } from "./givers.ts";
import { wordsOf } from "./normalise.ts";
import { ofGroups } from "./numbers/of-groups.ts";
import { ofSessions } from "./numbers/sessions.ts";
import type { Doubt, Reading } from "./reading.ts";
import type { ReadRecord } from "./record.ts";
import type { Token } from "./token.ts";

/** 上午下午各集中学习一次 are two. */
const HALVES = /(?:上午[、和,]?下午|上[、和]?下午)(?:各|分别)/;
const EACH = /各|分别|均|每[次回场]/;
/** 每日一学 is the name of a column. */
const DAILY = /每[天日早晚](?!一[学题课讲读练])|天天|一天(?=[\d一二两三四五六七八九十]{1,3}个?[人名位])/;
/** 11月16日起每天学习: until when, a person has to say. */
const SINCE = /起,?每[天日早晚]/;
/** A week told day by day; of more days nobody means each. */
const MOST_DAYS = 7;

/**
 * The activities of a stretch: 11月6日、13日、20日各15人 are three, and so is each day of 周一到周三每天学习1小时;
 * days in a row without 各 or 每天 are one.
 */
export function onDays(record: ReadRecord, chunk: Chunk | undefined): readonly Reading[] {
  const { reading, list } = record;
  if (chunk === undefined) return [reading];
  const words = chunk.text.s.slice(chunk.from, chunk.to);
  if (list.length >= 2) return onList(reading, list, chunk);
  if (HALVES.test(words) && reading.end === null)
    return [
      { ...reading, half: "morning" },
      { ...reading, half: "afternoon" },
    ];
  if ((DAILY.test(words) || isOfEachDay(chunk)) && reading.end !== null) return daily(reading, chunk, words);
  const open = openWords(reading, chunk, words);
  if (open !== null) return [askedWhen(reading, open)];
  const given = ofGroups(ofEach(reading, chunk), chunk);
  return given.kinds.length > 1 && isEach(words)
    ? given.kinds.map((kind) => ({ ...given, kinds: [kind], quantities: ofKind(given, kind, chunk.vocabulary) }))
    : [ofSessions(given, chunk)];
}

/** The words that leave open which days are meant. */
function openWords(reading: Reading, chunk: Chunk, words: string): string | null {
  const since = reading.end === null && words.includes("起") ? SINCE.exec(words)?.[0] : undefined;
  if (since !== undefined && chunk.tokens.some(({ type }) => type === "date")) return since;
  const range = ofEachPeriod(chunk);
  return range === null || hasTimes(reading) ? null : wordsOf(chunk.text, range.start, range.end);
}

function onList(reading: Reading, list: readonly string[], chunk: Chunk): readonly Reading[] {
  const words = chunk.text.s.slice(chunk.from, chunk.to);
  const sorted = list.toSorted();
  const inRow = sorted.every((day, i) => i === 0 || (isDay(day) && follows(sorted[i - 1], day)));
  if (inRow && isCourse(reading) && DAILY.test(words)) return [lasting(reading, list.length)];
  const isOne = inRow && !EACH.test(words) && !DAILY.test(words) && !isToldOfAll(chunk);
  if (isOne) return [reading];
  const { kinds } = reading;
  const quantities = reading.quantities.filter((one) => !isOfDays(one, list.length));
  const isPaired = kinds.length === list.length && words.includes("分别");
  return (isPaired ? list : sorted).flatMap((day, i) =>
    isDay(day)
      ? [
          {
            ...ofDay(reading, list.length),
            kinds: isPaired ? kinds.slice(i, i + 1) : kinds,
            start: day,
            end: null,
            quantities: i === 0 ? quantities : withoutTotals(quantities, chunk),
          },
        ]
      : [],
  );
}

/** The 5车 of 11月6日、10日，共清运5车 counts once, with the first day. */
function withoutTotals(quantities: readonly Quantity[], chunk: Chunk): readonly Quantity[] {
  const units = chunk.tokens.flatMap((token) =>
    token.type === "count" && isTotal(chunk, token) ? [token.count.unit] : [],
  );
  return units.length === 0 ? quantities : quantities.filter(({ unit }) => !units.includes(unit));
}

/** The 两场 of 11月6日、10日两场 and the 一场 of 各一场 say that each day had its own. */
function isOfDays({ name, value }: Quantity, days: number): boolean {
  return /^(?:次|场|批|期)数$/.test(name) && (value === 1 || value === days);
}

const ALL = /^ ?(?:[两三四五]天)?也?都/;

/** 昨天和前天都学习了, 昨天上午和今天下午学习: on the one day and on the other. */
function isToldOfAll({ text: { s }, tokens }: Chunk): boolean {
  return tokens.some(
    (token) =>
      isList(token) && (ALL.test(s.slice(token.end, token.end + 5)) || HALF_DAY.test(s.slice(token.start, token.end))),
  );
}

function isList(token: Token): boolean {
  return token.type === "date" && token.phrase.more.length > 0;
}

/** Each day of a stated span; which days of 上周 or 本月 are meant has to be asked. */
function daily(reading: Reading, chunk: Chunk, words: string): readonly Reading[] {
  const { start, end } = reading;
  const isStated = chunk.tokens.some(
    (token) => token.type === "date" && (token.phrase.last !== null || token.phrase.first.form === "weekend"),
  );
  if (start === null || end === null) return [reading];
  const days = fromDay(end) - fromDay(start) + 1;
  if (isStated && (isCourse(reading) || isSummed(reading, chunk))) return [lasting(ofAll(reading, chunk), days)];
  if (isStated && days <= MOST_DAYS)
    return Array.from({ length: days }, (_, i) => ({
      ...ofDay(reading, days),
      start: toDay(fromDay(start) + i),
      end: null,
      quantities: i === 0 ? reading.quantities : ofEachDay(reading.quantities, chunk),
    }));
  return [askedWhen(reading, DAILY.exec(words)?.[0] ?? "各")];
}

/** The 11家 of 帮扶11家，每天3人 counts once, with the first day; 每天清运5车 is of each. */
function ofEachDay(quantities: readonly Quantity[], { text: { s }, from, tokens }: Chunk): readonly Quantity[] {
  const units = tokens.flatMap((token) =>
    token.type === "count" && OF_DAY.test(s.slice(from, token.start)) ? [token.count.unit] : [],
  );
  return quantities.filter(({ unit }) => units.includes(unit));
}

const OF_DAY = /(?:每[天日早晚]|天天|一天)[^,;。\n]*$/;

/** A course of some days is one, however long it took on each: 16日至18日读书班 每天6小时. */
const COURSES = new Set(["培训", "读书班"]);

function isCourse({ kinds }: Reading): boolean {
  return kinds.some((kind) => COURSES.has(kind));
}

/** 11月6日至8日各集中学习一次 */
function isOfEachDay({ text, tokens }: Chunk): boolean {
  const range = tokens.find(
    (token) => token.type === "date" && token.phrase.last !== null && !isPeriod(token.phrase.first),
  );
  return range !== undefined && /^各(?!级|位)/.test(text.s.slice(range.end, range.end + 2));
}

/** A number that is told, or asked about as it is. */
function hasTimes({ quantities, doubts }: Reading): boolean {
  return quantities.length > 0 || doubts.some(({ about }) => about === "quantity");
}

function askedWhen(reading: Reading, words: string): Reading {
  const doubt: Doubt = { about: "date", reason: "vague", words, options: [] };
  return { ...reading, start: null, end: null, doubts: [doubt, ...reading.doubts] };
}

/** 集中学习和志愿服务各15人 and 支委会、党小组会各议定2项 are two activities. */
function isEach(words: string): boolean {
  return /各 ?(?:约|有|议定|研究|讨论|通过|审议)?了?[\d一二两三四五六七八九十半]/.test(words);
}

function follows(last: string | undefined, day: string): boolean {
  if (last === undefined || !isDay(last) || !isDay(day)) return false;
  return toDay(fromDay(last) + 1) === day && parts(fromDay(day)).year > 0;
}
