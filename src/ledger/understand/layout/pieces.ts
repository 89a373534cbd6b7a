import { PEOPLE } from "../numbers/counts.ts";
import type { Token } from "../token.ts";

/** What a line or a clause is made of, as far as its role depends on it. */

const DAY_FORMS = new Set(["day", "offset", "weekday"]);

export function isDay(token: Token | undefined): boolean {
  return token?.type === "date" && DAY_FORMS.has(token.phrase.first.form);
}

export function isRange(token: Token): boolean {
  return token.type === "date" && (token.phrase.last !== null || token.phrase.more.length > 0);
}

/** A day with its month, or one that is counted from today. */
export function isWholeDay(token: Token): boolean {
  if (token.type !== "date") return false;
  const { first } = token.phrase;
  return first.form === "offset" || (first.form === "day" && first.month !== null);
}

/** The 今天 of a diary is the day above it. */
export function isToday(token: Token): boolean {
  return token.type === "date" && token.phrase.first.form === "offset" && token.phrase.first.days === 0;
}

export function isOfPeople(token: Token): boolean {
  return token.type === "count" && PEOPLE.has(token.count.unit);
}

export function isNumber({ type }: Token): boolean {
  return type === "count" || type === "duration" || type === "bare" || type === "clock";
}

/** Whether a word names a kind, or may. */
export function namesKind({ type }: Token): boolean {
  return type === "kind" || type === "study" || type === "unclear";
}

/** What names an activity or a day. */
export function isName(token: Token): boolean {
  return namesKind(token) || token.type === "generic" || token.type === "date";
}

export function kindsIn(tokens: readonly Token[]): readonly string[] {
  return tokens.flatMap((token) => (token.type === "kind" ? [token.kind] : []));
}

/** Brackets, list marks and 第1周 beside what a line begins with. */
export const MARKS = /^[\s:()【】[\]一二三四五六七八九十、.\d①-⑳第周次-]*$/;

/** Whether nothing but a mark stands before a token in its sentence. */
export function isAhead(s: string, start: number, token: Token | undefined): boolean {
  return token !== undefined && MARKS.test(s.slice(start, token.start));
}
