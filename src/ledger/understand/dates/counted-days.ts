import { exec } from "./date-parts.ts";
import { numberOf } from "./date-ranges.ts";
import type { DatePhrase, DateWords } from "./date-words.ts";
import { dayNumber } from "./days.ts";

const COUNT =
  / ?,?(?:这|共计?|一共|总共|连续)? ?([两二三四五六七八九十]{1,3}|\d{1,2})个?整?[天日](?!制|[捐游半]|谈(?![心话])|活动周)/y;

/** 18日、19日两天, 20号到22号三天: the number of the days that are named, which tells no length. */
export function withCount(s: string, phrase: DatePhrase): DatePhrase {
  const days = daysOf(phrase);
  if (days === null || days < 2) return phrase;
  const found = exec(COUNT, s, phrase.end);
  if (found === null || numberOf((found[1] ?? "").replace("两", "二")) !== days) return phrase;
  return { ...phrase, end: phrase.end + found[0].length };
}

function daysOf({ first, last, more }: DatePhrase): number | null {
  if (first.form === "weekend") return 2;
  if (last === null) return more.length === 0 ? null : more.length + 1;
  if (first.form === "offset" && last.form === "offset") return last.days - first.days + 1;
  if (first.form === "weekday" && last.form === "weekday") return ((last.day - first.day + 7) % 7) + 1;
  return first.form === "day" && last.form === "day" ? between(first, last) : null;
}

/** The years that people name are near enough to each other for any year to do. */
const YEAR = 2025;

type Day = Extract<DateWords, { form: "day" }>;

function between(first: Day, last: Day): number | null {
  if (last.month === null) return last.day - first.day + 1;
  if (first.month === null || !("at" in first.month) || !("at" in last.month)) return null;
  return dayNumber(YEAR, last.month.at, last.day) - dayNumber(YEAR, first.month.at, first.day) + 1;
}
