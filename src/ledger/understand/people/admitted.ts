import type { Kind } from "../../kinds.ts";
import { type Chunk, indexFrom } from "../chunk.ts";
import { PEOPLE } from "../numbers/counts.ts";
import { Chars } from "../spelling/chars.ts";
import type { Token } from "../token.ts";
import { isPersonName, SURNAMES } from "./read-names.ts";

const NAME = `[${SURNAMES}](?!员)[一-龥]{1,2}?(?:同志)?`;
const LIST = `${NAME}(?:[、和及与]${NAME}){0,9}`;
/** Names stand behind a verb, a word for persons, a mark or whatever was read before them. */
const NAMES = `(?<=^|[^一-龥]|接收|吸收|发展|批准|确定|同意|通过|讨论|表决|党员|分子|对象|同志|[把将了])(${LIST})`;
const MORE = "(?:等|[\\d一二两三四五六七八九十]{1,2}[人名位]|同志)*";
/** 接收吴桐为, 吴桐、李明被批准为 */
const BECOMES = new RegExp(
  `(?:(?:接收|吸收|发展|批准|确定|通过|同意)了?${NAMES}${MORE}|${NAMES}${MORE}被(?:批准|接收|吸收|发展|确定))成?[为作]$`,
);
/** 发展吴桐 and the like, before 入党. */
const TAKEN_IN = new RegExp(`(?:接收|吸收|发展|批准)了?${NAMES}${MORE}$`);
/** 同意吴桐按期, before 转正. */
const TURNS = new RegExp(`${NAMES}${MORE}的?(?:按期|如期)?$`);
const LONGEST_LEAD = 40;
/** What 接收吴桐为 ends with. */
const BECOMES_LAST = new Chars("为作");
const BEHIND = new RegExp(`[: ]?(${NAME}(?:[、和及与]${NAME}){1,9})(?=$|[\\s,;。(])`, "y");

/** 接收吴桐为预备党员, 发展李明入党: how many characters name what they became; 0 where nobody is said to. */
export function admittedLength(s: string, at: number): number {
  const entered = s.startsWith("入党", at) && ENTERED.test(s.slice(at, at + 3));
  if (!entered && !BECOMES_LAST.at(s, at - 1)) return 0;
  if (entered) return TAKEN_IN.test(s.slice(Math.max(0, at - LONGEST_LEAD), at)) ? 2 : 0;
  const member = MEMBER.exec(s.slice(at, at + 10))?.[0];
  return member !== undefined && isMade(s, at) ? member.length : 0;
}

/** Whether persons are said to have become what stands at a place: 确定张华、刘丽2人为. */
export function isMade(s: string, at: number): boolean {
  return BECOMES_LAST.at(s, at - 1) && BECOMES.test(s.slice(Math.max(0, at - LONGEST_LEAD), at));
}

const ENTERED = /^入党(?:$|[\s,;。了!])/;
const MEMBER = /^(?:中共|中国共产党)?(?:预备|新)?党员(?!大?会|家)/;

/** Whether a kind is told of persons: 发展党员, 转正, 积极分子. */
export function countsNames({ family, unit }: Kind): boolean {
  return family === "organisation" && unit === "名";
}

/** How many a record names as having become what its kind says: the two of 接收吴桐、李明为预备党员; 0 where it names none. */
export function namedWith(chunk: Chunk, token: Token): number {
  return namedBefore(chunk, token) || namedBehind(chunk, token);
}

function namedBefore({ text: { s }, tokens }: Chunk, { start, end }: Token): number {
  let i = indexFrom(tokens, start) - 1;
  while (i >= 0 && isPeople(tokens[i])) i--;
  const lead = s.slice(Math.max(tokens[i]?.end ?? 0, start - LONGEST_LEAD), start);
  const found = patternOf(s, start, end)?.exec(lead);
  return lengthOf(found?.[1] ?? found?.[2]);
}

function patternOf(s: string, start: number, end: number): RegExp | null {
  if (s.slice(start, end) === "入党") return TAKEN_IN;
  if (BECOMES_LAST.at(s, start - 1)) return BECOMES;
  return s.slice(start, end).includes("转") ? TURNS : null;
}

/** 接收预备党员吴桐、李明; one name alone may be that of who tells it. */
function namedBehind({ text: { s } }: Chunk, { end }: Token): number {
  BEHIND.lastIndex = end;
  return lengthOf(BEHIND.exec(s)?.[1]);
}

function lengthOf(list = ""): number {
  const names = list.split(/[、和及与]/);
  return names.every((name) => isPersonName(name.replace(/同志$/, ""))) ? names.length : 0;
}

function isPeople(token: Token | undefined): boolean {
  return token?.type === "count" && PEOPLE.has(token.count.unit);
}

/** The 3名 of 接收吴桐等3名同志为预备党员 belongs to the kind behind it. */
export function isOfNamed(chunk: Chunk, count: Token): boolean {
  const next = chunk.tokens[indexFrom(chunk.tokens, count.end)];
  const kind = next?.type === "kind" ? chunk.vocabulary.kinds.get(next.kind) : undefined;
  if (next === undefined || kind === undefined || !countsNames(kind)) return false;
  const between = chunk.text.s.slice(count.end, next.start);
  return /^(?:同志)?(?:被[一-龥]{2})?(?:成?[为作]|按期|如期)?$/.test(between) && namedBefore(chunk, next) > 0;
}
