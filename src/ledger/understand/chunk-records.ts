import type { Chunk } from "./chunk.ts";
import { type DateContext, NO_CONTEXT } from "./dates/moment.ts";
import { cutByPeriods, withLists } from "./dates/periods.ts";
import { cutByDays } from "./dates/told-days.ts";
import { onDays } from "./each.ts";
import { headsLines } from "./headings.ts";
import { cutByDenial, deniesHappening } from "./intent/denial.ts";
import type { Now, Reading } from "./reading.ts";
import { type ReadRecord, readRecord } from "./record.ts";
import type { Token } from "./token.ts";

/** The records of the chunks of a message. What a stretch says was not held is none, though its day holds for what follows. */
export function recordsOf(chunks: readonly Chunk[], now: Now): readonly Reading[] {
  const held: Chunk[] = [];
  const read: ReadRecord[] = [];
  let context: DateContext = NO_CONTEXT;
  let named: ReadRecord | null = null;
  const stretches = eachOf(chunks, stretchesOf);
  for (const [i, chunk] of stretches.entries()) {
    const record = inPeriod(readRecord(chunk, now, context), named);
    context = record.context;
    if (record.hasDate) named = record;
    if (deniesHappening(chunk) || (i === 0 && headsLines(chunk, stretches[1]))) continue;
    held.push(chunk);
    read.push(record);
  }
  return eachOf(distribute(held, dated(read, held.at(-1))), (record, i) => onDays(record, held[i]));
}

/** What becomes of each, in order. Nearly always it is one of one, for which `flatMap` is slow. */
function eachOf<From, To>(all: readonly From[], become: (one: From, i: number) => readonly To[]): readonly To[] {
  const [only] = all;
  return only !== undefined && all.length === 1 ? become(only, 0) : all.flatMap(become);
}

/** The stretches of one record each that a chunk tells by its denials, days and periods. */
function stretchesOf(chunk: Chunk): readonly Chunk[] {
  return eachOf(cutByDenial(chunk), (held) => eachOf(cutByDays(withLists(held)), cutByPeriods));
}

/**
 * 一季度党课1次，支委会3次: the whole period named before holds for what follows, and for what was held several times also
 * behind one day of it: 一季度党课1次（2月3日），支委会3次.
 */
function inPeriod(record: ReadRecord, named: ReadRecord | null): ReadRecord {
  if (record.hasDate || named === null) return record;
  const { reading } = record;
  if (named.period !== null && isRepeated(reading)) return { ...record, reading: { ...reading, ...named.period } };
  const { start, end } = named.reading;
  return end === null || start !== reading.start ? record : { ...record, reading: { ...reading, end } };
}

function isRepeated({ quantities }: Reading): boolean {
  return quantities.some(({ name, value }) => name === "次数" && value > 1);
}

/** 集中学习15人，研讨交流12人 昨天 and 上午党课 下午支委会 昨天: the only date, at the end, holds for all. */
function dated(read: readonly ReadRecord[], chunk: Chunk | undefined): readonly ReadRecord[] {
  const last = read.at(-1);
  if (last === undefined || read.length < 2 || !last.hasDate || last.list.length > 1) return read;
  const isOfDay = last.reading.half !== null || chunk?.tokens.some(isDateLabel) === true;
  if (read.slice(0, -1).some((record) => record.hasDate || (record.reading.half !== null && !isOfDay))) return read;
  if (chunk?.tokens.find(({ type }) => type === "kind" || type === "date")?.type === "date") return read;
  const { start, end, doubts } = last.reading;
  const own = doubts.filter((doubt) => doubt.about === "date");
  return read.map((record) =>
    record === last
      ? record
      : { ...record, reading: { ...record.reading, start, end, doubts: [...own, ...record.reading.doubts] } },
  );
}

function isDateLabel(token: Token): boolean {
  return token.type === "label" && token.field === "date";
}

/** 各15人: what the last record says of each holds for those before it, too. */
function distribute(chunks: readonly Chunk[], read: readonly ReadRecord[]): readonly ReadRecord[] {
  const last = read.at(-1);
  const chunk = chunks.at(-1);
  if (last === undefined || chunk === undefined || read.length < 2) return read;
  if (
    !/(?:各|均|都是?(?:班子|党员|支委)?) ?(?:约|大约)?\d|(?:各|均)[一二两三四五六七八九十半]/.test(
      chunk.text.s.slice(chunk.from, chunk.to),
    )
  )
    return read;
  const { headcount, minutes } = last.reading;
  return read.map((record) => ({
    ...record,
    reading: {
      ...record.reading,
      headcount: record.reading.headcount ?? headcount,
      minutes: record.reading.minutes ?? minutes,
    },
  }));
}
