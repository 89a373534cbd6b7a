import { before, type Chunk } from "../chunk.ts";
import type { ReadDate } from "../dates/read-dates.ts";
import { wordsOf } from "../normalise.ts";
import type { ReadCounts } from "./read-counts.ts";
import type { ReadDuration } from "./read-durations.ts";

/** Nobody is at something for longer on one day. */
const LONG = 12 * 60;
const SHORTEST_SHARE = 30;
const SUMMED = /(?:累计|合计|总计|共计)(?:约|达|近)?$/;

/**
 * Asks about hours that may be those of all together: 志愿服务48小时，16人 may be 3小时 each, and people are
 * multiplied by hours. A length told in days is none of hours; what is only long is shown to the secretary.
 */
export function withoutSums(
  chunk: Chunk,
  duration: ReadDuration,
  { date, counts }: { readonly date: ReadDate; readonly counts: ReadCounts },
): ReadDuration {
  const { minutes, from } = duration;
  const [token] = from;
  if (minutes === null || minutes.value <= LONG || token === undefined) return duration;
  const people = counts.headcount?.bound === "exact" ? counts.headcount.value : 1;
  const share = Math.round(minutes.value / people);
  if (people < 2 || share < SHORTEST_SHARE) return duration;
  const words = wordsOf(chunk.text, token.start, token.end);
  if (!/小时|钟头|学时|h/i.test(words)) return duration;
  if (minutes.value <= LONG * daysOf(date) && !SUMMED.test(before(chunk, token))) return duration;
  const options = [String(share), String(minutes.value)];
  return { ...duration, minutes: null, doubt: { about: "duration", reason: "conflict", words, options } };
}

/** How many days a record is of; without any limit where that is in doubt. */
function daysOf({ days, doubt }: ReadDate): number {
  if (days === null) return doubt === null ? 1 : Number.POSITIVE_INFINITY;
  return (days.end ?? days.start) - days.start + 1;
}
