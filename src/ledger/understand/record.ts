import { type Chunk, isFollowed } from "./chunk.ts";
import { atHour, inPeriod } from "./dates/day-doubts.ts";
import { toDay } from "./dates/days.ts";
import type { DateContext } from "./dates/moment.ts";
import { type ReadDate, readDate } from "./dates/read-dates.ts";
import { withHours, withPair } from "./dates/unused-dates.ts";
import { headingEnd, headlineEnd, isLeadMark } from "./headings.ts";
import { spanOf } from "./normalise.ts";
import { withoutSums } from "./numbers/long-hours.ts";
import { type ReadCounts, readCounts } from "./numbers/read-counts.ts";
import { type ReadDuration, readDuration } from "./numbers/read-durations.ts";
import { headcount } from "./people/attendance.ts";
import { withCompany } from "./people/company.ts";
import { type ReadNames, readNames } from "./people/read-names.ts";
import { type ReadKinds, readKinds } from "./read-kinds.ts";
import type { Now, Reading, Span, Trace } from "./reading.ts";
import { withSlips } from "./slips.ts";
import { labelledTitle, type Title, titleOf } from "./titles.ts";
import type { Token } from "./token.ts";

/** One stretch read: its record, the days of a list, and what its date hands on to the next stretch. */
export type ReadRecord = {
  readonly reading: Reading;
  readonly list: readonly string[];
  readonly context: DateContext;
  readonly hasDate: boolean;
  /** The period named in front of its day. */
  readonly period: Pick<Reading, "start" | "end"> | null;
};

type Parts = {
  readonly date: ReadDate;
  readonly kinds: ReadKinds;
  readonly counts: ReadCounts;
  readonly duration: ReadDuration;
  readonly names: ReadNames;
  readonly title: Title | null;
  readonly place: Token | null;
};

/** Reads one record: every value with the words that gave it, the rest as its title, doubts as data. */
export function readRecord(chunk: Chunk, now: Now, context: DateContext): ReadRecord {
  const kinds = readKinds(chunk);
  const found = readDate(chunk, now, context);
  const counts = withPair(
    chunk,
    readCounts(chunk, kinds.doubt?.reason === "several" ? kinds.doubt.options : kinds.kinds),
    found.used,
  );
  const stated = withHours(chunk, readDuration(chunk), found.used);
  const duration = withoutSums(chunk, stated, { date: found, counts });
  const date = atHour(chunk, found, { counts, duration }, [now, context]);
  const names = withCompany(chunk, readNames(chunk));
  const place = chunk.tokens.find((token) => token.type === "place") ?? null;
  const used = usedSpans(chunk, { date, kinds, counts, duration, names });
  const title = labelled(chunk) ?? titleOf(chunk, used);
  const parts: Parts = {
    date: inPeriod(chunk, { date, counts, duration, names, title }),
    kinds,
    counts,
    duration,
    names,
    title,
    place,
  };
  const days = parts.date.days?.list ?? [];
  const reading = assemble(chunk, parts, now, context);
  const sources = {
    date: date.used,
    people: counts.people,
    minutes: duration.from,
    quantities: counts.quantities,
  };
  return {
    reading: withSlips(chunk, reading, sources),
    list: days.map(toDay),
    context: date.context,
    hasDate: date.used.length > 0 || date.doubt !== null,
    period: periodOf(found),
  };
}

function periodOf({ period }: ReadDate): ReadRecord["period"] {
  return period == null ? null : { start: toDay(period.start), end: period.end === null ? null : toDay(period.end) };
}

function labelled(chunk: Chunk): Title | null {
  const token = chunk.tokens.find((candidate) => candidate.type === "title");
  return token === undefined ? null : labelledTitle(chunk, token.start, token.end);
}

const STRUCTURE = new Set<Token["type"]>(["break", "label", "other", "place", "names"]);

function usedSpans(chunk: Chunk, parts: Pick<Parts, "date" | "kinds" | "counts" | "duration" | "names">): Span[] {
  const { date, kinds, counts, duration, names } = parts;
  const spans: Span[] = [];
  const days = date.used.filter((token, i) => i === date.used.length - 1 || !isOccasion(chunk, token));
  for (const tokens of [days, kinds.used, counts.used, duration.from, duration.times]) {
    for (const { start, end } of tokens) spans.push([start, end]);
  }
  spans.push(...structureOf(chunk));
  for (const own of [names.spans, kinds.spans, counts.spans]) for (const span of own) spans.push(span);
  return spans;
}

/** The 重阳 of 重阳敬老 beside a stated day is part of the title. */
function isOccasion(chunk: Chunk, token: Token): boolean {
  return token.type === "date" && token.phrase.first.form === "festival" && isFollowed(chunk, token);
}

/** Breaks, labels, list marks and the heading of a list. */
function structureOf(chunk: Chunk): readonly Span[] {
  const spans = chunk.tokens
    .filter((token, i) => STRUCTURE.has(token.type) || (token.type === "mark" && isLeadMark(chunk, i)))
    .map(({ start, end }): Span => [start, end]);
  const head = Math.max(headingEnd(chunk), headlineEnd(chunk));
  return head > chunk.from ? [...spans, [chunk.from, head]] : spans;
}

function assemble(chunk: Chunk, parts: Parts, now: Now, context: DateContext): Reading {
  const { date, kinds, counts, duration, names, title, place } = parts;
  const heads = headcount(counts, names, chunk);
  const doubts = [date.doubt, kinds.doubt, ...heads.doubts, duration.doubt].filter((doubt) => doubt !== null);
  const day = date.days ?? (date.doubt === null ? silentDay(now, context) : null);
  return {
    kinds: kinds.kinds,
    start: day === null ? null : typeof day.start === "string" ? day.start : toDay(day.start),
    end: day === null || day.end === null ? null : toDay(day.end),
    half: duration.half,
    title: title?.title ?? null,
    place: place === null ? null : placeWords(chunk, place),
    headcount: heads.amount,
    minutes: duration.minutes,
    quantities: counts.quantities.map(({ name, value, unit, bound }) => ({ name, value, unit, bound })),
    names: names.names,
    doubts,
    trace: traceOf(chunk, parts),
  };
}

/** Without a date a record is of the day named before in the message, else of today. */
function silentDay(now: Now, context: DateContext): { start: Reading["start"] & string; end: null } {
  return { start: context.day === null ? now.today : toDay(context.day), end: null };
}

function placeWords(chunk: Chunk, place: Token): string {
  return chunk.text.raw
    .slice(...spanOf(chunk.text, place.start, place.end))
    .replace(/^(?:地点|地址|位置)?[是为在于到赴去]?/, "")
    .trim();
}

function traceOf(chunk: Chunk, { date, kinds, counts, duration, names, title, place }: Parts): readonly Trace[] {
  const trace = new Tracer(chunk);
  trace.tokens("date", date.used);
  trace.tokens("kinds", kinds.used);
  trace.spans("kinds", kinds.spans);
  trace.tokens("headcount", counts.people);
  if (counts.people.length === 0) trace.spans("headcount", names.spans);
  for (const { name, token } of counts.quantities) trace.add(name, token.start, token.end);
  trace.tokens("minutes", duration.from);
  trace.tokens("half", duration.times);
  trace.spans("names", names.spans);
  if (place !== null) trace.add("place", place.start, place.end);
  for (const span of title?.spans ?? []) trace.found.push({ field: "title", span });
  return trace.found;
}

class Tracer {
  readonly found: Trace[] = [];
  readonly #chunk: Chunk;

  constructor(chunk: Chunk) {
    this.#chunk = chunk;
  }

  add(field: string, start: number, end: number): void {
    this.found.push({ field, span: spanOf(this.#chunk.text, start, end) });
  }

  tokens(field: string, tokens: readonly Token[]): void {
    for (const { start, end } of tokens) this.add(field, start, end);
  }

  spans(field: string, spans: readonly Span[]): void {
    for (const [start, end] of spans) this.add(field, start, end);
  }
}
