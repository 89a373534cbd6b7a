import { Cron } from "croner";
import type { Day, Period } from "../../ledger/activity.ts";
import { addDays, dayIn, minuteIn, weekday, weekPeriod } from "../../ledger/calendar.ts";

/** When an organisation hears its summary. */
type WeeklyTime = {
  /** 1 for Monday to 7 for Sunday. */
  readonly weekday: number;
  /** Minutes since midnight in the organisation's zone. */
  readonly minute: number;
};

/** Monday 08:40: before the day's work begins. */
export const USUAL: WeeklyTime = { weekday: 1, minute: 8 * 60 + 40 };

/** From this weekday on a summary is about the week that ends, before it about the last whole one. */
const FRIDAY = 5;

/** Nobody is disturbed from 21:30 to 07:30. */
const QUIET = { from: 21 * 60 + 30, to: 7 * 60 + 30 };

/** Whether people are left in peace at a minute of the day. */
export function isQuiet(minute: number): boolean {
  return minute < QUIET.to || minute >= QUIET.from;
}

/** The newest instant not after `now` at which a summary was due, whatever the zone's clocks did. */
export function lastRun(time: WeeklyTime, zone: string, now: Date): Date | undefined {
  // The reference itself is no previous run.
  return cronOf(time, zone).previousRuns(1, new Date(now.getTime() + 1000))[0];
}

function nextRun(time: WeeklyTime, zone: string, now: Date): Date | undefined {
  return cronOf(time, zone).nextRuns(1, now)[0];
}

function cronOf({ weekday: day, minute }: WeeklyTime, zone: string): Cron {
  const pattern = `${minute % 60} ${Math.floor(minute / 60)} * * ${day % 7}`;
  return new Cron(pattern, { timezone: zone, paused: true });
}

/** The seven days that a summary of a day is about. */
export function weekOfRun(day: Day): Period {
  return weekday(day) < FRIDAY ? weekPeriod(addDays(day, -7)) : { first: addDays(day, -6), last: day };
}

/** The next instant at which a message may come: now, or when the quiet hours end. */
export function afterQuiet(zone: string, now: Date): Date {
  const minute = minuteIn(zone, now);
  if (!isQuiet(minute)) return now;
  const end: WeeklyTime = { weekday: weekday(dayIn(zone, now)), minute: QUIET.to };
  const today = minute < QUIET.to;
  const wait = today ? end : { ...end, weekday: (end.weekday % 7) + 1 };
  return nextRun(wait, zone, now) ?? now;
}
