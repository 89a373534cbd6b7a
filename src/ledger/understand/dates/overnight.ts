import { type Clock, clockAt } from "./clock.ts";
import type { DatePhrase, DateWords, FoundDate } from "./date-words.ts";

const DAY = 24 * 60;
/** Nobody is at it for longer; from 昨天9点到今天17点 on there is an evening between. */
const LONGEST = 16 * 60;

/** 昨晚10点到今早6点 began on the one day and ended in the morning of the next: it is of the first. */
export function overnight(s: string, phrase: DatePhrase, second: FoundDate): DatePhrase | null {
  if (daysBetween(phrase.first, second.words) !== 1) return null;
  const [from, to] = [hourAt(s, phrase.end), hourAt(s, second.end)];
  if (from === null || to === null) return null;
  const passed = DAY + to.from - from.from;
  const minutes = passed > LONGEST ? passed - DAY / 2 : passed;
  if (minutes <= 0 || minutes > LONGEST || from.from < DAY / 2) return null;
  return { ...phrase, minutes, end: to.end };
}

function hourAt(s: string, at: number): Clock | null {
  const clock = clockAt(s, s.charAt(at) === " " ? at + 1 : at);
  return clock === null || clock.minutes !== null ? null : clock;
}

/** How many days lie between two dates told in the same way; null where that cannot be said. */
function daysBetween(first: DateWords, last: DateWords): number | null {
  if (first.form === "offset" && last.form === "offset") return last.days - first.days;
  if (first.form === "weekday" && last.form === "weekday") return (last.day - first.day + 7) % 7;
  if (first.form !== "day" || last.form !== "day" || last.year !== null) return null;
  return last.day === 1 && first.day >= 28 ? 1 : last.day - first.day;
}
