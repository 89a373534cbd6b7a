import { before, type Chunk } from "../chunk.ts";
import type { Token } from "../token.ts";
import { cutByClauses } from "../told-clauses.ts";
import { OBJECT } from "./content-dates.ts";
import { isExact, isPeriod } from "./date-words.ts";
import { type Run, runsBehind, silent, sumsBehind, withoutRuns } from "./told-runs.ts";

type DateToken = Extract<Token, { type: "date" }>;

/** What may stand between a day and its number: 昨天走访了8户. */
const LEAD =
  /^(?:[\s,、:()]|各|又|也|就|共|有|是|约|大约|来了?|去了?|到了?|参加|到会|实到|走访?了?|跑了?|慰问了?|[开搞收写办]了|服务了?|志愿者?|党员)*$|^[与和跟同找](?:了)?[一-龥]{1,10}$/;
/** The 一场 of 一场18号23人，一场19号19人. */
const MARKER = /(?:^|[\s,、;。和及与:])(?:还有)?(?:第?[一二三四五六\d]|另|首|头)一?[场批次组期个]?(?:是|在)?$/;
const PASSED = new Set<Token["type"]>(["half", "clock", "kind", "break"]);

/** A day with the numbers told of it: from its first word up to its last value. */
type Own = { readonly date: DateToken; readonly from: number; readonly to: number; readonly values: readonly Token[] };

/**
 * 昨天8户今天11户 and 11.4、11.6两批，一批70人一批66人 tell a record for each day, with its own number. A stretch for
 * each, in which the days and numbers of the others say nothing.
 */
export function cutByDays(chunk: Chunk): readonly Chunk[] {
  if (!mayTellDays(chunk.tokens)) return [chunk];
  const dates = datesOf(chunk);
  const [first] = dates;
  if (first === undefined || (dates.length === 1 && first.phrase.more.length === 0)) return [chunk];
  if (OBJECT.test(before(chunk, first))) return [chunk];
  if (dates.length === 1) return onList(chunk, first);
  const owns = ownsOf(chunk, dates);
  return owns === null ? cutByClauses(chunk, dates) : byDays(chunk, owns);
}

/** Two days or a list: a quick test, since most messages tell one. */
function mayTellDays(tokens: readonly Token[]): boolean {
  let days = 0;
  for (const token of tokens) if (token.type === "date") days += 1 + token.phrase.more.length;
  return days > 1;
}

/** The days that are told of; the 这两天 of 这两天走访，昨天6户今天9户 only leads up to them. */
function datesOf({ tokens }: Chunk): readonly DateToken[] {
  const dates = tokens.filter((token): token is DateToken => token.type === "date");
  const days = dates.findIndex(({ phrase }) => isExact(phrase.first));
  return days > 0 ? dates.slice(days) : dates;
}

/** 11月6日、13日，分别有5人、6人参加 */
function onList(chunk: Chunk, list: DateToken): readonly Chunk[] {
  const { first, more } = list.phrase;
  const runs = runsBehind(chunk, list.end, more.length + 1);
  const last = runs.at(-1);
  if (last === undefined) return [chunk];
  const silenced = [
    ...runs,
    ...sumsBehind(
      chunk,
      last.to,
      runs.flatMap(({ values }) => values),
    ),
  ];
  return [first, ...more].map((words, i) => {
    const own =
      words.form === "day" && first.form === "day" && words.month === null
        ? { ...words, year: first.year, month: first.month }
        : words;
    const day = { ...list, phrase: { ...list.phrase, first: own, more: [] } };
    const tokens = chunk.tokens.map((token) => (token === list ? day : token));
    return withoutRuns({ ...chunk, tokens }, silenced, [i, more.length + 1]);
  });
}

/** The days with their numbers, where each has numbers of the same units; null where these are not told of days. */
function ownsOf(chunk: Chunk, dates: readonly DateToken[]): readonly Own[] | null {
  if (!dates.every((date) => isAlike(date, dates[0])) || chunk.tokens.some(isDateLabel)) return null;
  const starts = dates.map((date) => date.start - markerLength(chunk, date));
  const owns = dates.map((date, i) => ownOf(chunk, date, [starts[i] ?? date.start, starts[i + 1] ?? chunk.to]));
  const [first] = owns;
  if (first === undefined || first === null) return null;
  const last = owns.length - 1;
  const same = owns.map((own, i) => (own === null ? null : i === last ? firstOf(own, first.values.length) : own));
  return same.every((own): own is Own => own !== null && unitsOf(own.values) === unitsOf(first.values)) ? same : null;
}

/** Behind the last day numbers of all the days may follow. */
function firstOf(own: Own, values: number): Own {
  const kept = own.values.slice(0, values);
  return { ...own, values: kept, to: kept.at(-1)?.end ?? own.to };
}

function markerLength({ text, from }: Chunk, { start }: Token): number {
  return MARKER.exec(text.s.slice(Math.max(from, start - 6), start))?.[0].length ?? 0;
}

function isAlike({ phrase }: DateToken, other: DateToken | undefined): boolean {
  const { first, last, more, either, same } = phrase;
  if (last !== null || more.length > 0 || either !== undefined || same !== undefined) return false;
  const isDay = isExact(first);
  return (isDay || isPeriod(first)) && other !== undefined && isDay === isExact(other.phrase.first);
}

function isDateLabel(token: Token): boolean {
  return token.type === "label" && token.field === "date";
}

function unitsOf(values: readonly Token[]): string {
  return values.map((token) => (token.type === "count" ? token.count.unit : token.type)).join(" ");
}

/** The numbers directly behind a day; null where other words stand between. */
function ownOf(chunk: Chunk, date: DateToken, [from, next]: readonly [number, number]): Own | null {
  const inside = chunk.tokens.filter(({ start }) => start >= date.end && start < next);
  const values = inside.filter((token) => token.type === "count" || token.type === "duration");
  const [value] = values;
  if (value === undefined || !isLead(chunk, inside, [date.end, value.start])) return null;
  return { date, from, to: values.at(-1)?.end ?? date.end, values };
}

/** Only words of coming and doing, parts of the day and the name of the activity stand between a day and its number. */
function isLead({ text: { s } }: Chunk, inside: readonly Token[], [from, to]: readonly [number, number]): boolean {
  let words = "";
  let at = from;
  for (const token of inside) {
    if (token.start >= to) break;
    if (!PASSED.has(token.type)) return false;
    words += s.slice(at, token.start);
    at = token.end;
  }
  return LEAD.test(words + s.slice(at, to));
}

function byDays(chunk: Chunk, owns: readonly Own[]): readonly Chunk[] {
  const end = owns.at(-1)?.to ?? chunk.to;
  const runs = [...runsBehind(chunk, end, owns.length), ...sumsBehind(chunk, end, owns[0]?.values ?? [])];
  const ofDay = (token: Token): Own | undefined => owns.find(({ from, to }) => token.start >= from && token.end <= to);
  return owns.map((own, i) => {
    const tokens = chunk.tokens.map((token): Token => {
      const of = ofDay(token);
      if (of === undefined || token.type === "kind") return token;
      return of === own ? token : silent(token.start, token.end);
    });
    const others = owns.slice(1).map((other) => gapOf(other, own));
    return withoutRuns({ ...chunk, tokens }, [...runs, ...others], [i, owns.length]);
  });
}

/** The words of the other days, which are no title of this one. */
function gapOf(other: Own, own: Own): Run {
  return { from: other.from, to: other === own ? other.date.start : other.to, values: [] };
}
