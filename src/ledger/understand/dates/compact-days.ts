import { before, type Chunk, isFollowed, neighbour, tokenAt } from "../chunk.ts";
import { wordsOf } from "../normalise.ts";
import type { DateToken } from "./content-dates.ts";
import { isExact } from "./date-words.ts";
import type { Moment } from "./moment.ts";
import type { Resolved } from "./resolve-date.ts";

const LONGEST_NUMERIC = 5;
const COMPACT = /^\d{4}$/;
/** 0712 教室 and 1024 程序员节 name something else. */
const NAMED = /^ ?[一-龥]{0,6}(?:[室房厅栋楼路号线厂]|[车航]次|工程|班列|节(?![目约能水]))/;
const APART = /^[\s,;。]?$/;
/** 会议号 0618, 电话 0531 0618 */
const NUMBER_OF = /(?:[\d-]|[房室码号话机]|房间|密码|编码|代码|门牌|车牌|id)[:是为]? ?$/;
/** 1.5 of hours: 党课 1.5 20人. */
const HOURS = /^[1-4]\.5$/;
/** A day of the last half year is meant by its four digits; another may be. */
const RECENT = 200;

/** Whether a date is four digits without a sign: 0618. */
export function isCompact({ text }: Chunk, { start, end }: DateToken): boolean {
  return end - start <= LONGEST_NUMERIC && COMPACT.test(wordsOf(text, start, end));
}

/**
 * The days of a number that may be none: 1.5 may be hours, and 1106 anything unless it stands apart in front of all
 * that is told or alone between blanks, as 0618 in 0618 党小组会.
 */
export function certain(chunk: Chunk, token: DateToken, found: Resolved, moment: Moment): Resolved {
  if ("ask" in found || token.end - token.start > LONGEST_NUMERIC) return found;
  const isOpen = isCompact(chunk, token)
    ? !isDay(chunk, token, moment.today - found.start)
    : isPerhapsHours(chunk, token);
  return isOpen ? { ask: "unit", options: [found.start] } : found;
}

function isDay(chunk: Chunk, token: DateToken, ago: number): boolean {
  const { s } = chunk.text;
  if (ago < 0 || ago > RECENT || before(chunk, token, 1) !== "" || isFollowed(chunk, token)) return false;
  if (!APART.test(s.charAt(token.end)) || NUMBER_OF.test(s.slice(Math.max(0, token.start - 6), token.start)))
    return false;
  if (NAMED.test(s.slice(token.end, token.end + 12))) return false;
  if (!stands(chunk, token) || mayBeSum(chunk)) return false;
  return !chunk.tokens.some((other) => other !== token && other.type === "date" && isExact(other.phrase.first));
}

/** In front of all, with the zero that numbers do not have, or beside the kind; 发传单 1020 tells how many. */
function stands(chunk: Chunk, token: DateToken): boolean {
  const { s } = chunk.text;
  if (s.slice(chunk.from, token.start).trim() === "" || s.charAt(token.start) === "0") return true;
  return neighbour(chunk, token)?.type === "kind" || tokenAt(chunk, token.end + 1)?.type === "kind";
}

/** The 1106 of 党费 1106 may be the sum that is not told otherwise. */
function mayBeSum({ tokens, vocabulary }: Chunk): boolean {
  const isOfMoney = tokens.some((token) => token.type === "kind" && vocabulary.kinds.get(token.kind)?.unit === "元");
  return isOfMoney && !tokens.some((token) => token.type === "count" && token.count.unit === "元");
}

function isPerhapsHours(chunk: Chunk, token: DateToken): boolean {
  return (
    HOURS.test(wordsOf(chunk.text, token.start, token.end)) &&
    !chunk.tokens.some((other) => other.type === "duration" || (other.type === "clock" && other.clock.minutes !== null))
  );
}
