import type { Kind } from "../kinds.ts";
import { PEOPLE } from "./counts.ts";
import type { Token } from "./token.ts";

const DECIDED = /(?:确定|接收|发展|推荐|推优|吸收|讨论|研究|通过|培养|新增|列为|审议|转正)[^,;。 ]{0,4}$/;

/**
 * The 积极分子 of 党员20人 积极分子5人 and of 其中入党积极分子3人 are people who took part in what was
 * named before, not an event of their own. Such a name is left as plain text.
 */
export function withoutGroups(s: string, tokens: readonly Token[], kinds: ReadonlyMap<string, Kind>): readonly Token[] {
  let head: string | null = null;
  const groups = new Set<Token>();
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (token?.type === "break") head = null;
    if (token?.type !== "kind") continue;
    const { family = "other" } = kinds.get(token.kind) ?? {};
    if (family !== "organisation") head = token.kind;
    else if (head !== null && isGroup(s, token, tokens[i + 1])) groups.add(token);
  }
  return groups.size === 0 ? tokens : tokens.filter((token) => !groups.has(token));
}

function isGroup(s: string, token: Token, next: Token | undefined): boolean {
  if (next?.type !== "count" || !PEOPLE.has(next.count.unit) || next.start !== token.end) return false;
  return (
    !/党员$/.test(s.slice(token.start, token.end)) && !DECIDED.test(s.slice(Math.max(0, token.start - 10), token.start))
  );
}
