import { before, behind, type Chunk, isFollowed, tokenAt } from "../chunk.ts";
import { wordsOf } from "../normalise.ts";
import { isCompact } from "./compact-days.ts";
import { beginsClause, type DateToken, OBJECT } from "./content-dates.ts";
import { isExact } from "./date-words.ts";
import type { Moment } from "./moment.ts";
import type { Asked } from "./open-dates.ts";
import { type Days, resolve } from "./resolve-date.ts";

/** Who did what on that day: 11.9支部党课 begins with a day. */
const ACTOR =
  /^(?:本|我|全体|全)?(?:党?支部|党总支|总支|党委|党组|党员|党小组|小组|们|咱|科|处|局|公司|工会|社区|村|校)|^(?:组织|召开|开展|举行|举办|参加|学习|学(?!雷锋)|去|到|在|赴|上午|下午|晚|早|中午|集中|集体|讲|开|上|做|请|由|给|为|和|与|向|前往|走|我)/;
/** The days that campaigns are called by. */
const CAMPAIGNS = new Set(
  "3.5 3.8 3.12 3.15 3.22 4.7 4.15 4.22 4.23 5.1 5.4 5.8 5.12 5.15 5.25 6.1 6.5 6.6 6.14 6.16 6.26 7.1 8.1 8.8 8.19 9.3 9.10 9.18 9.30 10.1 10.17 11.9 11.11 12.1 12.2 12.4 12.9 12.12 12.13".split(
    " ",
  ),
);

/** The days that are told; four digits beside a day are the number of something, and 3.15 in 3.15消费维权 宣传 3月14日 is the name of a campaign. */
export function withoutNames(chunk: Chunk, own: readonly DateToken[]): readonly DateToken[] {
  if (own.length < 2) return own;
  const [first, ...others] = own;
  if (first === undefined || !isName(chunk, first)) return own;
  return others.some((other) => isExact(other.phrase.first) && stands(chunk, other)) ? others : own;
}

function isName(chunk: Chunk, token: DateToken): boolean {
  if (isCompact(chunk, token)) return true;
  if (!isFollowed(chunk, token)) return false;
  const words = wordsOf(chunk.text, token.start, token.end).replace("·", ".");
  return CAMPAIGNS.has(words) && !ACTOR.test(behind(chunk, token));
}

/** A day by itself, a part of it behind it: 3月14日晚. */
function stands(chunk: Chunk, token: DateToken): boolean {
  return !isFollowed(chunk, token) && !OBJECT.test(before(chunk, token));
}

/** Not the 1.5 of hours and the 4/5 of people. */
const PERHAPS_OTHER = /^\d\.5$|\//;

function isApart(chunk: Chunk, token: DateToken): boolean {
  const isOfMeeting = tokenAt(chunk, token.end)?.type === "generic";
  if (beginsClause(chunk, token)) return true;
  if (before(chunk, token, 1) !== "" || isFollowed(chunk, token) || isOfMeeting) return false;
  return !PERHAPS_OTHER.test(wordsOf(chunk.text, token.start, token.end));
}

/** 11.9支部党课 11月10日 20人 and 10.9清理河道 11月8日 name two days, either of which may be meant. */
export function otherDay(
  chunk: Chunk,
  token: DateToken,
  { own, found, moment }: { own: readonly DateToken[]; found: Days; moment: Moment },
): Asked | null {
  if (own.length < 2 || found.end !== null) return null;
  const other = own.find(({ start }) => start > token.end);
  if (other === undefined || !isExact(other.phrase.first) || !isApart(chunk, other)) return null;
  const said = resolve(other.phrase, moment);
  if ("ask" in said || said.start === found.start) return null;
  return { token: other, found: { ask: "either", options: [found.start, said.start] } };
}
