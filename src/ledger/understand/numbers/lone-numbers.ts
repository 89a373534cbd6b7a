import { type LabelField, labelAt } from "../labels.ts";
import { numeralAt } from "../numerals.ts";
import { Chars, LATIN_DIGITS } from "../spelling/chars.ts";
import type { Token } from "../token.ts";
import { durationAt } from "./durations.ts";

/** What stands before a number: the last token, and the label whose value is told. */
type Lead = { readonly last: Token | undefined; readonly field: LabelField | null };

const BEFORE = new Chars(" \t\n,;。、:=(了¥￥");
const BEHIND = new Chars(" \t\n,;。、()!");
const PAIR = /(\d{1,3}) ?(?:\/|-|~|或者?|到|至) ?(\d{1,3})(?![\d.])/y;
const INSIDE = new Chars("0123456789.-/:");

/** A number without a unit that stands by itself: the 15 of 党课 15, either of 30/32. */
export function loneNumberAt(s: string, at: number, lead: Lead): Token | null {
  const isLatin = LATIN_DIGITS.at(s, at);
  const pair = isLatin ? pairAt(s, at, lead) : null;
  if (pair !== null) return pair;
  const number = numeralAt(s, at);
  if (number === null || !isCount(number.value)) return null;
  const { end, value } = number;
  if (isOfPeople(lead.field) && lead.last?.end === at && MORE.at(s, end))
    return { type: "bare", start: at, end: end + 1, value, choices: [value], label: lead.field };
  if (!isLone(s, [at, end], lead, isLatin || value >= 100)) return null;
  return { type: "bare", start: at, end, value, choices: [], label: lead.field };
}

/** A numeral such as 三 stands by itself only behind a label or as a total. */
function isLone(s: string, [at, end]: readonly [number, number], { last, field }: Lead, isNumber: boolean): boolean {
  if (TOTAL_LAST.at(s, at - 1) && TOTAL.test(s.slice(Math.max(0, at - 2), at))) return isEnd(s, end);
  if (!isNumber && !isOfPeople(field)) return false;
  return (isOfPeople(field) && last?.end === at && goesOn(s, end)) || isAlone(s, [at, end], last);
}

/** 一共二十七, 来了二十七 */
const TOTAL = /[一总]共|[到来]了/;
const TOTAL_LAST = new Chars("共了");

/** 人数30多 */
const MORE = new Chars("多余来几");

/** 人数是十九时间是…, 实到29一个小时, 人数66知识竞赛: what follows without a pause is told of something else. */
function goesOn(s: string, end: number): boolean {
  if (FIELD.test(s.slice(end, end + 2)) || durationAt(s, end) !== null) return true;
  return LATIN_DIGITS.at(s, end - 1) && APART.test(s.slice(end, end + 2));
}

/** No bound and no unit of its own. */
const APART = /^(?![以上下至到或点个])[一-龥]{2}/;

const FIELD = /^(?:时间|日期|时长|地点|主题|内容|题目|类别|类型)/;

function isOfPeople(field: LabelField | null): boolean {
  return field === "headcount" || field === "absent";
}

/** Behind a numeral that means nothing, which is passed over as a whole and never read from the inside. */
export function passedOver(s: string, at: number): number {
  const number = numeralAt(s, at);
  if (number === null) return at + 1;
  let { end } = number;
  if (LATIN_DIGITS.at(s, at)) while (INSIDE.at(s, end)) end++;
  return end;
}

/** 30/32 alone may be either. */
function pairAt(s: string, at: number, { last, field }: Lead): Token | null {
  PAIR.lastIndex = at;
  const found = PAIR.exec(s);
  if (found === null) return null;
  const [value, other, end] = [Number(found[1]), Number(found[2]), at + found[0].length];
  if (!isCount(value) || !isCount(other) || !isAlone(s, [at, end], last)) return null;
  return { type: "bare", start: at, end, value, choices: [value, other], label: field };
}

/** A bare 15 stands between breaks, or directly behind a kind or a date. */
function isAlone(s: string, [at, end]: readonly [number, number], last: Token | undefined): boolean {
  if (at > 0 && !BEFORE.at(s, at - 1) && last?.end !== at) return false;
  return isEnd(s, end);
}

function isEnd(s: string, end: number): boolean {
  return end === s.length || BEHIND.at(s, end) || s.startsWith("左右", end) || labelAt(s, end) !== null;
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value > 0 && value < 1e8;
}
