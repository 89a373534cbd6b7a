import { before, behind, type Chunk } from "../chunk.ts";
import { type DateToken, isEnd, isOfWriting } from "./content-dates.ts";
import { isExact, isPeriod } from "./date-words.ts";
import { type DayNumber, dayNumber, parts } from "./days.ts";
import { fixedFestivalIn, themeDayIn } from "./festivals.ts";
import { impossible, type Moment } from "./moment.ts";
import type { Days, Resolved } from "./resolve-date.ts";

/** The words of time that a person has to be asked about, and what they were found to be. */
export type Asked = { readonly token: DateToken; readonly found: Resolved };

/** 截至11月20日 may be that day or another; 11月份每周三 and 10月月底 are some days of a period. */
export function openDate(chunk: Chunk, token: DateToken, own: readonly DateToken[], { start }: Days): Asked | null {
  if (ABOUT.test(before(chunk, token)) || isOfWriting(chunk, token) || isMoving(token, start))
    return { token, found: { ask: "vague", options: [start] } };
  if (own.length < 2) return null;
  const next = own.find((other) => other.start > token.end && isOther(chunk, other));
  if (next !== undefined) return { token: next, found: { ask: "either", options: [] } };
  const part = isPeriod(token.phrase.first) ? own.find(({ phrase }) => phrase.first.form === "vague") : undefined;
  return part === undefined ? null : { token: part, found: { ask: "vague", options: [] } };
}

/** 重阳节当天: the almanac tells its day, and a person that the event was on it. */
function isMoving({ phrase: { first } }: DateToken, start: DayNumber): boolean {
  if (first.form !== "festival" || first.year !== null) return false;
  const { year } = parts(start);
  return fixedFestivalIn(first.name, year) === null && themeDayIn(first.name, year) === null;
}

/** 一次是4号一次是25号, 昨天的学习和前天的支委会, 9日开班 14日结束, 昨天党课，前天也是: one day is not all that is told. */
function isOther(chunk: Chunk, token: DateToken): boolean {
  if (!isExact(token.phrase.first)) return false;
  return ONE_BY_ONE.test(before(chunk, token)) || isEnd(chunk, token) || ALSO.test(behind(chunk, token, 3));
}

const ALSO = /^(?:也|又|还)(?![一-龥]?要)/;

const ONE_BY_ONE = /(?:一次[是在]?|还有|的[一-龥]{0,6}[和与])$/;

const ABOUT = /(?:截[至止]到?|大[概约](?:是|在)?|可能(?:是|在)|好像(?:是|在)?|应该(?:是|在))$/;

/** The longest that nobody says which year he means. */
const YEAR_LONG = 366;
/** A day this soon to come is rather meant than that of the year before. */
const SOON = 14;

/** Whether the day a year after one that is past comes so soon that it may be meant. */
export function comesSoon(past: DayNumber, today: DayNumber): boolean {
  const { year, month, day } = parts(past);
  return past < today && dayNumber(year + 1, month, day) - today <= SOON;
}

/**
 * A day without its year that lies a year back: 2月29日 of a year that has none is rather a slip than the day of some
 * leap year before, and on 22 September 9月23日党课 may be of tomorrow.
 */
export function farDoubt({ phrase: { first } }: DateToken, found: Resolved, moment: Moment): Resolved {
  if ("ask" in found || first.form !== "day" || first.year !== null || first.month === null) return found;
  if (!comesSoon(found.start, moment.today)) return found;
  if (moment.today - found.start <= YEAR_LONG) return { ask: "future", options: [found.start] };
  const { month, day } = parts(found.start);
  return impossible(parts(moment.today).year, month, day, moment);
}
