import type { Chunk } from "../chunk.ts";
import { spanOf } from "../normalise.ts";
import type { ReadCounts } from "../numbers/read-counts.ts";
import type { Doubt, Reading } from "../reading.ts";
import type { ReadNames } from "./read-names.ts";

/** How many took part, by their number and by their names; where the two differ, it is asked about. */
export function headcount(
  counts: ReadCounts,
  names: ReadNames,
  chunk: Chunk,
): { amount: Reading["headcount"]; doubts: readonly Doubt[] } {
  const listed = names.people;
  if (listed === 0) return { amount: counts.headcount, doubts: counts.doubts };
  if (counts.headcount === null) {
    const amount = counts.doubts.some((doubt) => doubt.about === "participants")
      ? null
      : { value: listed, bound: "exact" as const };
    return { amount, doubts: counts.doubts };
  }
  const { value } = counts.headcount;
  const [from, to] = names.spans[0] ?? [0, 0];
  const isOpen = /^等/.test(chunk.text.s.slice(to)) || /等[^、]{0,3}$/.test(chunk.text.s.slice(from, to));
  if (value === listed || (isOpen && value > listed)) return { amount: counts.headcount, doubts: counts.doubts };
  const words = chunk.text.raw.slice(...spanOf(chunk.text, from, to));
  const doubt: Doubt = { about: "participants", reason: "conflict", words, options: [String(listed), String(value)] };
  return { amount: null, doubts: [doubt, ...counts.doubts] };
}
