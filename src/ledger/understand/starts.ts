import { CLOCK_FIRST, HALF_FIRST } from "./dates/clock.ts";
import { DATE_FIRST } from "./dates/date-at.ts";
import { LABEL_FIRST } from "./labels.ts";
import { MARK_FIRST } from "./list-marks.ts";
import { MASK_FIRST } from "./mask.ts";
import { DURATION_FIRST } from "./numbers/durations.ts";
import { NUMERAL_FIRST } from "./numbers/numeral-signs.ts";

/** What a character may begin, one bit each. */
export const BREAK = 1;
export const PAUSE = 2;
export const LISTED = 4;
export const LABEL = 8;
export const MASK = 16;
export const DATE = 32;
export const TIME = 64;
export const LENGTH = 128;
export const NUMBER = 256;
/** Values and what looks like one, of which the longest wins. */
export const VALUES = MASK | DATE | TIME | LENGTH | NUMBER;

const STARTS = tableOf([
  [BREAK, "\n;。!?"],
  [PAUSE, " ,/"],
  [LISTED, MARK_FIRST],
  [LABEL, LABEL_FIRST],
  [MASK, MASK_FIRST],
  [DATE, DATE_FIRST],
  [TIME, CLOCK_FIRST],
  [TIME, HALF_FIRST],
  [LENGTH, DURATION_FIRST],
  [NUMBER, NUMERAL_FIRST],
]);

function tableOf(readings: readonly (readonly [number, Iterable<string>])[]): Uint16Array {
  const table = new Uint16Array(0x10000);
  for (const [reading, chars] of readings) {
    for (const char of chars) table[char.charCodeAt(0)] = (table[char.charCodeAt(0)] ?? 0) | reading;
  }
  return table;
}

/** The readings worth trying at a place: one look-up, which keeps plain text fast. */
export function startsAt(s: string, at: number): number {
  return STARTS[s.charCodeAt(at)] ?? 0;
}
