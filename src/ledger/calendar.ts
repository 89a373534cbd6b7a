import { tzOffset } from "@date-fns/tz";
import type { Day, Period } from "./activity.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** China's clocks have not been changed since September 1991. */
const CHINA = { zone: "Asia/Shanghai", minutes: 8 * 60, since: Date.UTC(1992, 0, 1) };

/** Tells 2026-02-28 from 2026-02-30, which `Date` would move to March. */
export function isDay(text: string): text is Day {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  return midnight(text as Day).getUTCDate() === Number(text.slice(8));
}

/** The calendar day that an instant falls on in a zone; periods are decided by it, never by the instant. */
export function dayIn(zone: string, instant: Date): Day {
  return dayOf(shifted(zone, instant));
}

/** Minutes since midnight in a zone. */
export function minuteIn(zone: string, instant: Date): number {
  return minuteOf(shifted(zone, instant));
}

/** What the clocks of a zone show at an instant: the day, and the minutes since midnight. */
export function clockIn(zone: string, instant: Date): { readonly day: Day; readonly minute: number } {
  const local = shifted(zone, instant);
  return { day: dayOf(local), minute: minuteOf(local) };
}

/** The instant at which a zone's clocks show this day and minute. */
export function instantIn(zone: string, day: Day, minute: number): Date {
  const local = midnight(day).getTime() + minute * MINUTE_MS;
  const guess = new Date(local - offsetIn(zone, new Date(local)) * MINUTE_MS);
  return new Date(local - offsetIn(zone, guess) * MINUTE_MS);
}

/** Whether a name is a time zone that this machine knows. */
export function isZone(zone: string): boolean {
  return zone === CHINA.zone || !Number.isNaN(tzOffset(zone, new Date(0)));
}

/** The day so many days later; earlier where the count is negative. */
export function addDays(day: Day, count: number): Day {
  return dayOf(new Date(midnight(day).getTime() + count * DAY_MS));
}

/** The same day of another year; 29 February has 28 February where there is none. */
export function sameDay(day: Day, year: number): Day {
  const same = `${String(year).padStart(4, "0")}${day.slice(4)}`;
  return isDay(same) ? same : (`${same.slice(0, 8)}28` as Day);
}

/** How many days lie from `first` to `last`; negative when it runs backwards. */
export function daysBetween(first: Day, last: Day): number {
  return (midnight(last).getTime() - midnight(first).getTime()) / DAY_MS;
}

/** 1 for Monday to 7 for Sunday. */
export function weekday(day: Day): number {
  return midnight(day).getUTCDay() || 7;
}

export function yearOf(day: Day): number {
  return Number(day.slice(0, 4));
}

/** From 1 January to 31 December. */
export function yearPeriod(year: number): Period {
  const text = String(year).padStart(4, "0");
  return { first: `${text}-01-01` as Day, last: `${text}-12-31` as Day };
}

/** The calendar month that a day lies in. */
export function monthPeriod(day: Day): Period {
  const first = `${day.slice(0, 7)}-01` as Day;
  const nextMonth = addDays(first, 31).slice(0, 7);
  return { first, last: addDays(`${nextMonth}-01` as Day, -1) };
}

/** The same day so many months earlier, or the last one of that month where it is shorter. */
export function monthsBefore(day: Day, count: number): Day {
  const months = yearOf(day) * 12 + Number(day.slice(5, 7)) - 1 - count;
  const year = String(Math.floor(months / 12)).padStart(4, "0");
  const { last } = monthPeriod(`${year}-${String((months % 12) + 1).padStart(2, "0")}-01` as Day);
  const same = `${last.slice(0, 8)}${day.slice(8)}` as Day;
  return same < last ? same : last;
}

/** The week of a day, Monday to Sunday. */
export function weekPeriod(day: Day): Period {
  const first = addDays(day, 1 - weekday(day));
  return { first, last: addDays(first, 6) };
}

/** The ISO 8601 name of a day's week: `2026-W47`. A week belongs to the year of its Thursday. */
export function isoWeek(day: Day): string {
  const thursday = addDays(day, 4 - weekday(day));
  const year = yearOf(thursday);
  const week = Math.floor(daysBetween(yearPeriod(year).first, thursday) / 7) + 1;
  return `${year}-W${String(week).padStart(2, "0")}`;
}

/** The week that an ISO name means, or nothing where that year has no such week. */
export function parseIsoWeek(text: string): Period | undefined {
  const [, year, week] = /^(\d{4})-W(\d{2})$/.exec(text) ?? [];
  if (year === undefined || week === undefined) return undefined;
  const period = weekPeriod(addDays(`${year}-01-04` as Day, (Number(week) - 1) * 7));
  return isoWeek(period.first) === text ? period : undefined;
}

function shifted(zone: string, instant: Date): Date {
  return new Date(instant.getTime() + offsetIn(zone, instant) * MINUTE_MS);
}

/** Minutes ahead of UTC. What Node knows of zones takes 8 MB when first asked, which most branches never need. */
function offsetIn(zone: string, instant: Date): number {
  return zone === CHINA.zone && instant.getTime() >= CHINA.since ? CHINA.minutes : tzOffset(zone, instant);
}

function minuteOf(local: Date): number {
  return local.getUTCHours() * 60 + local.getUTCMinutes();
}

function midnight(day: Day): Date {
  return new Date(`${day}T00:00:00Z`);
}

function dayOf(date: Date): Day {
  return date.toISOString().slice(0, 10) as Day;
}
