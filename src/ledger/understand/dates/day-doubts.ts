import type { Half } from "../../activity.ts";
import { type Chunk, neighbour } from "../chunk.ts";
import { wordsOf } from "../normalise.ts";
import type { ReadCounts } from "../numbers/read-counts.ts";
import type { ReadDuration } from "../numbers/read-durations.ts";
import type { ReadNames } from "../people/read-names.ts";
import type { Doubt, Now } from "../reading.ts";
import type { Title } from "../titles.ts";
import type { Token } from "../token.ts";
import type { Clock } from "./clock.ts";
import { isPeriod } from "./date-words.ts";
import { type DayNumber, fromDay, toDay } from "./days.ts";
import type { DateContext } from "./moment.ts";
import type { ReadDate } from "./read-dates.ts";

/** When a part of the day has begun, in minutes after midnight. */
const BEGINS: Readonly<Record<Half, number>> = { morning: 0, afternoon: 12 * 60, evening: 17 * 60 + 30 };

/** Who writes at night of 今晚 may still mean the day before. */
const NIGHT_ENDS = 5 * 60;

/** What a record was read as: its day, the words that named it, and whether it says what came of it. */
type Told = { readonly day: DayNumber; readonly used: readonly Token[]; readonly isDone: boolean };

/**
 * A record of today at an hour that has not come yet, such as 今晚7点集中学习 in the morning: it is a plan, or another
 * day was meant. 下午 alone is loose enough to be passed over where people or things were counted.
 */
function hourDoubt(chunk: Chunk, { day, used, isDone }: Told, now: Now): Doubt | null {
  if (day !== fromDay(now.today)) return null;
  const first = chunk.tokens.find((token) => beginOf(token, now) > now.minute && !(isDone && isAfternoon(token)));
  if (first === undefined) return null;
  const date = neighbour(chunk, first);
  const start = date?.type === "date" ? date.start : first.start;
  const options = meantDays(day, used, now).map(toDay);
  return { about: "date", reason: "future", words: wordsOf(chunk.text, start, first.end), options };
}

function isAfternoon(token: Token): boolean {
  return token.type === "half" && token.half === "afternoon";
}

/** Hours that are of the morning as well: 6点 is 18:00 only where nothing else fits. */
const EARLIEST = 5 * 60;
const LATEST = 7 * 60;
const HALF_DAY = 12 * 60;

/** Of two readings of 6点 the one that is past. */
function beginOfClock({ from, half }: Clock, now: Now): number {
  const early = from - HALF_DAY;
  return half === null && early >= EARLIEST && early < LATEST && early <= now.minute ? early : from;
}

function beginOf(token: Token, now: Now): number {
  if (token.type === "clock") return beginOfClock(token.clock, now);
  return token.type === "half" && token.half !== null ? BEGINS[token.half] : -1;
}

/** Without a day the last one may be meant, and with a weekday that of the week before. */
function meantDays(day: DayNumber, used: readonly Token[], now: Now): DayNumber[] {
  const named = used.at(-1);
  if (named === undefined || now.minute < NIGHT_ENDS) return [day - 1];
  return named.type === "date" && named.phrase.first.form === "weekday" ? [day - 7] : [];
}

/** People who sat together did so on some day: 10月中旬 党课 30人. */
function isSitting({ counts }: Amounts): boolean {
  return counts.headcount !== null && counts.quantities.length === 0;
}

function tenDays(used: readonly Token[]): Token | null {
  const date = used.find((token) => token.type === "date");
  const first = date?.type === "date" ? date.phrase.first : undefined;
  return date !== undefined && first?.form === "month" && first.part !== null ? date : null;
}

function asked(chunk: Chunk, { start, end }: Token): Doubt {
  return { about: "date", reason: "vague", words: wordsOf(chunk.text, start, end), options: [] };
}

/** 上周学习了 names a week and nothing that was done in it: on which day, and was it one event? */
function periodDoubt(chunk: Chunk, used: readonly Token[]): Doubt | null {
  const date = used.find((token) => token.type === "date" && isPeriod(token.phrase.first));
  if (date === undefined || chunk.tokens.some((token) => token.type === "kind")) return null;
  return asked(chunk, date);
}

type At = readonly [now: Now, context: DateContext];
type Amounts = { readonly counts: ReadCounts; readonly duration: ReadDuration };

function isCounted({ counts, duration }: Amounts): boolean {
  return counts.headcount !== null || counts.quantities.length > 0 || duration.minutes !== null;
}

/** The date, in doubt where its hour has not come yet. */
export function atHour(chunk: Chunk, date: ReadDate, amounts: Amounts, [now, context]: At): ReadDate {
  if (date.doubt !== null || (date.days !== null && date.days.end !== null)) return date;
  const day = date.days?.start ?? context.day ?? fromDay(now.today);
  const doubt = hourDoubt(chunk, { day, used: date.used, isDone: isCounted(amounts) }, now);
  return doubt === null ? date : { ...date, days: null, doubt };
}

/** The date, in doubt where it is a period of which nothing is told. */
export function inPeriod(
  chunk: Chunk,
  told: Amounts & { readonly date: ReadDate; readonly names: ReadNames; readonly title: Title | null },
): ReadDate {
  const { date, names, title } = told;
  if (date.days === null || date.days.end === null) return date;
  const sitting = isSitting(told) ? tenDays(date.used) : null;
  if (sitting !== null) return { ...date, days: null, doubt: asked(chunk, sitting) };
  if (isCounted(told)) return date;
  const doubt = title === null && names.people === 0 ? periodDoubt(chunk, date.used) : null;
  return doubt === null ? date : { ...date, days: null, doubt };
}
