import { LATIN_DIGITS } from "../spelling/chars.ts";
import type { Token } from "../token.ts";

/** What a minus behind a blank or a mark belongs to is the number behind it. */
const APART = /^(?:$|[\s:,;。(、])/;
const TOUCHING = /[一-龥]/;

/** A number below zero is in doubt, where dashes do not part the words: 捐款 -100元 may be a slip, a refund, or 100. */
export function withSign(s: string, token: Token, parts: () => boolean): Token {
  if (!isNegative(s, token) || (s.charAt(token.start - 1) === "-" && parts())) return token;
  const start = token.start - 1;
  if (token.type === "count") {
    const { value, choices } = token.count;
    return { ...token, start, count: { ...token.count, value: null, vague: "unit", choices: listed(value, choices) } };
  }
  if (token.type !== "duration") return token;
  const { minutes, choices } = token.duration;
  return {
    ...token,
    start,
    duration: { ...token.duration, minutes: null, vague: "unit", choices: listed(minutes, choices) },
  };
}

function listed(value: number | null, choices: readonly number[]): readonly number[] {
  return value === null ? choices : [value];
}

function isNegative(s: string, token: Token): boolean {
  const { start } = token;
  const mark = s.charAt(start - 1);
  if (mark === "负") return !TOUCHING.test(s.charAt(start - 2)) && LATIN_DIGITS.at(s, start);
  if (mark !== "-") return false;
  if (APART.test(s.charAt(start - 2))) return true;
  const isMoney = token.type === "count" && token.count.unit === "元";
  return isMoney && TOUCHING.test(s.charAt(start - 2)) && s.indexOf("-") === start - 1;
}

/** 昨天-党课-20人, - 党课 - 20人: where a dash stands before words or a blank, it only parts what is told. */
export function partsWords(s: string): boolean {
  return /-(?:[^\d-]|$)/.test(s);
}
