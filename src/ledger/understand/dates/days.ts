import type { Day } from "../../activity.ts";

/** A calendar day as the number of days since 1970-01-01: arithmetic without clock or time zone. */
export type DayNumber = number;

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Whether the month has that day: 2026-02-29 is none, and nothing is ever moved to a neighbour. */
export function isReal(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= monthLength(year, month);
}

export function monthLength(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Months outside 1–12 run over into the neighbouring years, so that month arithmetic needs no care. */
export function dayNumber(year: number, month: number, day: number): DayNumber {
  const months = year * 12 + month - 3;
  const fromMarch = ((months % 12) + 12) % 12;
  const y = (months - fromMarch) / 12;
  const leaps = Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400);
  return 365 * y + leaps + Math.floor((153 * fromMarch + 2) / 5) + day - 1 - 719_468;
}

/** The calendar date of a day, by the civil calendar's arithmetic (400 years have 146,097 days). */
export function parts(n: DayNumber): { year: number; month: number; day: number } {
  const shifted = n + 719_468;
  const era = Math.floor(shifted / 146_097);
  const ofEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * ofYear + 2) / 153);
  const day = ofYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

/** 1 is Monday, 7 is Sunday. */
export function weekday(n: DayNumber): number {
  return ((((n + 3) % 7) + 7) % 7) + 1;
}

/** Weeks begin on Monday. */
export function monday(n: DayNumber): DayNumber {
  return n - weekday(n) + 1;
}

export function isDay(text: string): text is Day {
  const found = DAY.exec(text);
  return found !== null && isReal(Number(found[1]), Number(found[2]), Number(found[3]));
}

/** Throws for years outside 1000–9999, which the grammar never lets through. */
export function toDay(n: DayNumber): Day {
  const { year, month, day } = parts(n);
  if (!(year >= 1000 && year <= 9999)) throw new RangeError(`not a calendar day: ${n}`);
  return `${year}-${month < 10 ? "0" : ""}${month}-${day < 10 ? "0" : ""}${day}` as Day;
}

export function fromDay(day: Day): DayNumber {
  return dayNumber(digits(day, 0, 4), digits(day, 5, 7), digits(day, 8, 10));
}

function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at++) value = value * 10 + text.charCodeAt(at) - ZERO;
  return value;
}

const ZERO = "0".charCodeAt(0);
