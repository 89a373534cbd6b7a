import { indexFrom } from "../chunk.ts";
import { PEOPLE } from "../numbers/counts.ts";
import type { Token } from "../token.ts";

/** No message takes back what it said without one of them. */
const TURN = /原[定计拟来先本]|本来|因|由于|不[是对 ,好]|说错|口误|还[差缺欠]|应该|sorry|抱歉/;

/** 原定十日，因下雪改到十一日: the words up to the day on which it was held. */
const MOVED =
  /(?:(?:原[定计拟来先本]|本来)[^;。\n]{1,16}?|(?:因(?!此)|由于)[^;。\n]{1,12}?)(?:改|挪|调|推迟|顺延|延期|提前)(?:到|在|至|为|成)了?(?=\d|[一二三四五六七八九十今昨前周上下本]|礼拜|星期)/g;
/** 党课 不是 是支委会: the first name was a slip of the tongue. */
const CORRECTED = /^ ?(?:(?:[哦噢啊嗯呃额]+|[那这]个) ?)*不[是对]了?[, 。!…]+(?:应该)?(?:是|叫) ?$/;
/** 15人，不对，是16人 */
const RECOUNTED =
  /^[,\s]*(?:(?:(?:[哦噢啊嗯呃额]+|[那这]个)[, ]*)*(?:不对了?[, 。!…]*|不是?了?[, 。!…]+)|(?:说错了?|口误|sorry|抱歉|不好意思)[, ]*)(?:应该)?(?:是)? ?$/;
/** 还差一个支委会: one that was not held yet. */
const MISSING = /(?:还|就)(?:差|缺|欠)[了着]?[一1]?[个次场]?$/;

/**
 * Takes out what a record says and takes back in the same breath: the day that was planned, the kind that was
 * named by mistake, the meeting that is still to be held. What is left is read as if that had never been said.
 */
export function withoutTakenBack(s: string, tokens: readonly Token[]): readonly Token[] {
  if (!TURN.test(s)) return tokens;
  const spans = [
    ...(cameTo(tokens)
      ? movedIn(s).flatMap((moved) => [...plannedBefore(s, tokens, moved), ...besideKind(tokens, moved)])
      : []),
    ...kindsIn(s, tokens),
    ...countsIn(s, tokens),
  ];
  return spans.reduce(covered, tokens);
}

type Stretch = readonly [from: number, to: number];

/** That people came says that it was held after all. */
function cameTo(tokens: readonly Token[]): boolean {
  return (
    tokens.some(({ type }) => type !== "count" && NAMING.has(type)) &&
    tokens.some((token) => token.type === "count" && PEOPLE.has(token.count.unit))
  );
}

const NAMING = new Set<Token["type"]>(["kind", "study", "generic", "unclear"]);

function movedIn(s: string): readonly Stretch[] {
  return [...s.matchAll(MOVED)].map((found): Stretch => [found.index, found.index + found[0].length]);
}

/** The 昨天 of 昨天组织学习，因会议冲突改到今天上午: the day before the reason was that of the plan. */
function plannedBefore(s: string, tokens: readonly Token[], [start, end]: Stretch): readonly Stretch[] {
  const day = tokens.findLast((token) => token.type === "date" && token.end <= start);
  const next = tokens[indexFrom(tokens, end)];
  if (day === undefined || next?.type !== "date" || next.start !== end) return [];
  return /[;。\n]/.test(s.slice(day.end, start)) ? [] : [[day.start, day.end]];
}

/** The 党课 of 原定昨天的党课改到今天上了 is what was held. */
function besideKind(tokens: readonly Token[], [start, end]: Stretch): readonly Stretch[] {
  const kind = tokens.find((token) => token.type === "kind" && token.start > start && token.end < end);
  return kind === undefined
    ? [[start, end]]
    : [
        [start, kind.start],
        [kind.end, end],
      ];
}

function kindsIn(s: string, tokens: readonly Token[]): readonly Stretch[] {
  const kinds = tokens.filter(({ type }) => type === "kind");
  return kinds.flatMap((token, i): Stretch[] => {
    const next = kinds[i + 1];
    if (next !== undefined && CORRECTED.test(s.slice(token.end, next.start))) return [[token.start, next.start]];
    const ahead = MISSING.exec(s.slice(Math.max(0, token.start - 6), token.start))?.[0].length ?? 0;
    return ahead > 0 && kinds.length > 1 ? [[token.start - ahead, token.end]] : [];
  });
}

/** 15人，不对，是16人: the number said last counts. */
function countsIn(s: string, tokens: readonly Token[]): readonly Stretch[] {
  const said = tokens.filter(({ type }) => type !== "break");
  return said.flatMap((token, i): Stretch[] => {
    const next = said[i + 1];
    if (next === undefined || !isSameUnit(token, next)) return [];
    const between = s.slice(token.end, next.start);
    if (!RECOUNTED.test(between) && !(SHOULD.test(between) && isTold(tokens, [token, next]))) return [];
    const slip = SLIP.exec(s.slice(next.end, next.end + 12))?.[0].length ?? 0;
    return [[token.start, next.start], ...(slip > 0 ? [[next.end, next.end + slip] as const] : [])];
  });
}

function isSameUnit(token: Token, next: Token): boolean {
  if (token.type === "count") return next.type === "count" && token.count.unit === next.count.unit;
  return token.type === "duration" && next.type === "duration";
}

/** 今天集中学习 1小时 应该是一个半小时 14人: with more to tell it is no change of another record. */
function isTold(tokens: readonly Token[], [first, last]: readonly [Token, Token]): boolean {
  const others = tokens.filter((token) => token !== first && token !== last);
  const isAmount = ({ type }: Token): boolean => type === "count" || type === "duration";
  return others.some(({ type }) => type === "kind" || type === "study") && others.some(isAmount);
}

const SHOULD = /^[,\s]*应该是 ?$/;
const SLIP = /^[,\s]*(?:刚[才刚])?[写打说记报发][错反混]了?/;

/** One token that says nothing in place of those of a stretch. */
function covered(tokens: readonly Token[], [start, end]: Stretch): readonly Token[] {
  const [first, last] = [indexFrom(tokens, start), indexFrom(tokens, end)];
  return [...tokens.slice(0, first), { type: "other", start, end }, ...tokens.slice(last)];
}
