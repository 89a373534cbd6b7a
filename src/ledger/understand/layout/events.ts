import type { Token } from "../token.ts";
import { AWAY, countsIn, isEventOfKind, type Kinds, OTHERS } from "./owned.ts";
import { isAhead, isDay, isNumber, isOfPeople, isRange, namesKind } from "./pieces.ts";
import { plainIn, type Sentence } from "./sentences.ts";

/** What goes on with what was told, or speaks of something else. */
export const ASIDE = /^\s*(?:活动中|期间|据悉|据了解|影片|大?会议?(?:上|听取|强调|要求|指出))/;
const UNTIL = /(?:截[至止]|至|到|自|从)$/;
const CHOSEN = /(?:选举|选出|产生|发展|接收|吸收|评选|评出|表彰|确定|推荐)[^,]*$/;

/** Whether a sentence tells an event of its own: by its day, or by its name with its numbers. */
export function tellsEvent(s: string, kinds: Kinds, sentence: Sentence): boolean {
  if (s.charAt(sentence.end) === "?") return false;
  return tellsDay(s, sentence) || tellsKind(s, kinds, sentence);
}

function tellsDay(s: string, { tokens, start, end }: Sentence): boolean {
  if (!tokens.some((token) => token.type === "half" || (isDay(token) && !isDeadline(s, token)))) return false;
  if (tokens.some((token) => namesKind(token) || token.type === "duration" || hasCome(s, token))) return true;
  const [first] = tokens;
  if (first === undefined || !isDay(first) || isRange(first) || !isAhead(s, start, first)) return false;
  return tokens.some(isNumber) || plainIn(s, { tokens, start: first.end, end }).length > LONGEST_DAY;
}

/** What may stand beside a day that heads what is below it: 星期三 晴. */
const LONGEST_DAY = 6;

function tellsKind(s: string, kinds: Kinds, { tokens, start, end, isFirst }: Sentence): boolean {
  const words = s.slice(start, end);
  if (ASIDE.test(words) || OTHERS.test(words)) return false;
  const isCounted = tokens.some((token) => token.type === "duration" || hasCome(s, token));
  const isLine = isFirst && tokens.some(isNumber);
  return tokens.some(
    (token) =>
      isEventOfKind(kinds, token) &&
      !AWAY.test(s.slice(token.end, token.end + 6)) &&
      (isCounted || isCountedWith(kinds, token, tokens) || (isLine && isAhead(s, start, token))),
  );
}

/** The 11篇 of 心得收了11篇 */
function isCountedWith(kinds: Kinds, token: Token, tokens: readonly Token[]): boolean {
  const kind = token.type === "kind" ? kinds.get(token.kind) : undefined;
  return tokens.some((other) => other.type === "count" && countsIn(kind, other.count.unit));
}

/** The 1名 of 选举书记1名 came to nothing. */
function hasCome(s: string, token: Token): boolean {
  return isOfPeople(token) && !CHOSEN.test(s.slice(Math.max(0, token.start - 12), token.start));
}

function isDeadline(s: string, token: Token): boolean {
  if (token.type !== "date") return false;
  return token.phrase.loose === true || UNTIL.test(s.slice(Math.max(0, token.start - 4), token.start));
}
