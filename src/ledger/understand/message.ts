import type { Chunk } from "./chunk.ts";
import { type DateContext, NO_CONTEXT } from "./dates/moment.ts";
import { cutByPeriods, withLists } from "./dates/periods.ts";
import { cutByDays } from "./dates/told-days.ts";
import { onDays } from "./each.ts";
import { spellForm, withContentKind } from "./forms.ts";
import { withGroupMeetings } from "./group-meetings.ts";
import { headsLines } from "./headings.ts";
import { withoutAbsence } from "./intent/absence.ts";
import { withoutAsides } from "./intent/asides.ts";
import { cutByDenial, deniesHappening } from "./intent/denial.ts";
import { signalsOf } from "./intent/signals.ts";
import { supplement } from "./intent/supplement.ts";
import { withoutTakenBack } from "./intent/taken-back.ts";
import { intentOf, isSummons } from "./intent.ts";
import { withoutLinks } from "./links.ts";
import { readPart, withRest } from "./long.ts";
import { withMottos } from "./mottos.ts";
import { nearKind } from "./near.ts";
import { normalise, type Text } from "./normalise.ts";
import { withoutMentions } from "./people/mentions.ts";
import { type Doubt, EMPTY_READING, type Now, type Reading, type Understood } from "./reading.ts";
import { type ReadRecord, readRecord } from "./record.ts";
import { scan } from "./scan.ts";
import { split } from "./split.ts";
import { withoutTableHead } from "./table-head.ts";
import type { Token } from "./token.ts";
import { withoutUnclear } from "./unclear.ts";
import type { Vocabulary } from "./vocabulary.ts";

export { readCorrection } from "./intent/correction.ts";
export { readDescribed } from "./intent/described.ts";
export { readContrast } from "./intent/instruction.ts";
export { isPutOff } from "./intent/put-off.ts";
export { readWithdrawal } from "./intent/withdrawal.ts";
export { leftOut } from "./long.ts";
export { readDuration, readLength, readMinutes } from "./numbers/read-length.ts";
export { readNumber } from "./numbers/read-number.ts";
export { readHeadcount } from "./people/read-headcount.ts";
export { isPersonName } from "./people/read-names.ts";
export { likelyKinds } from "./read-kinds.ts";
export { readDay, readDayAlone, readKind } from "./values.ts";
export { type Vocabulary, vocabulary } from "./vocabulary.ts";

/**
 * Reads a message of a member: what it is, and the activities it tells. Everything but a log gives no
 * records. What is missing or doubtful is never guessed: it stands in a record's `doubts`, and its value is
 * null, except that a kind read from a slip of the pen is proposed. Of a document its beginning is read: one
 * activity is a record, in doubt where numbers follow; several are asked about as a whole. {@link leftOut} tells
 * what was not read.
 */
export function understand(text: string, now: Now, vocabulary: Vocabulary): Understood {
  const { head, rest } = readPart(text);
  const { intent, records } = toldBeside(head, now, vocabulary) ?? readWhole(head, now, vocabulary);
  if (rest === "") return { intent, records };
  return { intent, records: records.length > 1 ? [unread(text)] : records.map((one) => withRest(one, rest)) };
}

function readWhole(text: string, now: Now, vocabulary: Vocabulary): Understood {
  const read = spellForm(normalise(withoutOrder(withoutTableHead(text))));
  if (supplement(read.s.trimStart(), vocabulary) !== null) return { intent: "edit", records: [] };
  const scanned = withoutTakenBack(
    read.s,
    withMottos(read.s, withoutAbsence(read.s, withGroupMeetings(read.s, scan(read, vocabulary), vocabulary))),
  );
  const named = withoutMentions(read.s, scanned, vocabulary.kinds);
  const tokens = withoutUnclear(read.s, withContentKind(read.s, named, vocabulary));
  const signals = signalsOf(read.s, tokens);
  const whole: Chunk = { text: read, vocabulary, from: 0, to: read.s.length, tokens };
  const isNear = !signals.hasKind && (signals.hasDate || signals.hasValue) && nearKind(whole) !== null;
  const plain = plainOf(read, tokens);
  const intent = intentOf(plain, signals, isNear);
  if (intent === "query") return toldBefore(text, now, vocabulary) ?? { intent, records: [] };
  if (intent !== "log") return { intent, records: [] };
  const chunks = split(read, tokens, vocabulary);
  const records = chunks.length > MOST_RECORDS ? [unread(text)] : recordsOf(chunks, now);
  if (records.length === 0) return { intent: "denial", records };
  return isSummons(plain, records.every(isFuture)) ? { intent: "notice", records: [] } : { intent, records };
}

/** 昨天支委会 5人。请大家尽快交心得: what is told whole beside what is said to the readers. */
function toldBeside(text: string, now: Now, vocabulary: Vocabulary): Understood | null {
  const told = withoutAsides(text);
  return told === null ? null : wholeLog(readWhole(told, now, vocabulary));
}

function wholeLog({ intent, records }: Understood): Understood | null {
  const isTold = intent === "log" && records.every(isWhole) && records.some(({ kinds }) => kinds.length > 0);
  return isTold ? { intent, records } : null;
}

/** 昨天支委会 5人；顺便问下…: what is told whole before a question of something else. */
function toldBefore(text: string, now: Now, vocabulary: Vocabulary): Understood | null {
  const at = ASKED_BESIDE.exec(text)?.index ?? 0;
  if (at === 0) return null;
  return wholeLog(readWhole(text.slice(0, at), now, vocabulary));
}

const ASKED_BESIDE =
  /[;；。!！\n,，\s]+(?:(?:顺便|另外|对了|还有|再)[,， ]?(?:我?[想请]?(?:问|请教|咨询|打听)|[^,，;；。\n]{1,30}[?？])|(?:我?想问|请问|问(?:一?下|个|问)|请教一?下))/;

/** Its day and a number are told, and its kind or what was done. */
function isWhole({ start, headcount, minutes, quantities, trace }: Reading): boolean {
  const isCounted = headcount !== null || minutes !== null || quantities.length > 0;
  return start !== null && isCounted && trace.some(({ field }) => field === "date");
}

function isFuture({ doubts }: Reading): boolean {
  return doubts.some(({ about, reason }) => about === "date" && reason === "future");
}

/** What a menu or a habit puts before a record: /log 昨天党课. */
const ORDER = /^\s*[/／]?(?:log|记一条|记一笔|记一下)(?=[\s:：,，])[:：,，]?/i;

/** What stands behind such an order; nothing where there is none. */
export function behindOrder(text: string): string | undefined {
  const order = ORDER.exec(text)?.[0].length;
  return order === undefined ? undefined : text.slice(order).trim();
}

/** Blanks take the place of the order and of links, so that every span still points into the text. */
function withoutOrder(text: string): string {
  const plain = withoutLinks(text);
  const order = ORDER.exec(plain)?.[0].length ?? 0;
  return order === 0 ? plain : " ".repeat(order) + plain.slice(order);
}

/** No line of chat tells more; whole tables are imported as a workbook. */
const MOST_RECORDS = 60;

/** A message of too many records is asked about as a whole. */
function unread(text: string): Reading {
  const doubt: Doubt = { about: "kind", reason: "several", words: text.slice(0, 20), options: [] };
  return { ...EMPTY_READING, doubts: [{ ...doubt, about: "date" }, doubt] };
}

/** The text without what stands in quotation marks or fixed phrases, which may sound like anything. */
function plainOf(text: Text, tokens: readonly Token[]): string {
  let plain = "";
  let at = 0;
  for (const token of tokens) {
    if (token.type !== "mask" && token.type !== "title" && token.type !== "other") continue;
    plain += `${text.s.slice(at, token.start)}□`;
    at = token.end;
  }
  return (plain + text.s.slice(at)).trim().replace(/^\//, "");
}

/** What a stretch says was not held is no record, though its day holds for what follows. */
function recordsOf(chunks: readonly Chunk[], now: Now): readonly Reading[] {
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
