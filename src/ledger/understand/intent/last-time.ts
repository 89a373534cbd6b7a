import type { Token } from "../token.ts";

/** 上次, 最近一次, 最后一回. */
const LAST_TIME = /[上近后]的?一?[次回]/;
/** What stands around the name of a kind where its last time is all that is spoken of. */
const NOTHING_ELSE =
  /^(?:我们?|咱们?|支部|最近|上上|[上最近后新]|一?[次回]|[的呢是在开搞办_ ]|时间|日期|日子|情况|记录|(?:含|包括|连同)(?:所有|全部|各)?下[级属])*[?。]?$/;
const NAMED = new Set<Token["type"]>(["kind", "study", "generic", "unclear"]);

/** Whether nothing is said but the last time of a kind: 最近一次党课, 上次支委会的时间. */
export function isLastTime(s: string, tokens: readonly Token[]): boolean {
  if (!LAST_TIME.test(s)) return false;
  const named = tokens.filter(({ type }) => NAMED.has(type));
  const around = named.map(({ start }, i) => s.slice(named[i - 1]?.end ?? 0, start)).join("_");
  return named.length > 0 && NOTHING_ELSE.test(`${around}_${s.slice(named.at(-1)?.end)}`);
}

/** Whether a 一次 or 一天 only says which one is spoken of: 上一次, 哪一天. */
export function isWhichOne(s: string, { start, end }: Token): boolean {
  return end - start === 2 && s[start] === "一" && "上近后哪".includes(s[start - 1] ?? " ");
}
