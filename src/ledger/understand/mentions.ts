import type { Kind } from "../kinds.ts";
import { PEOPLE } from "./counts.ts";
import type { Token } from "./token.ts";

const DECIDED = /(?:确定|接收|发展|推荐|推优|吸收|讨论|研究|通过|培养|新增|列为|审议|转正)[^,;。 ]{0,4}$/;

/**
 * Takes out names of kinds that are no event of their own: the 积极分子 of 党员20人 积极分子5人 are people, the
 * 党费 of 支委会研究党费收支 is on its agenda. Such a name is left as plain text.
 */
export function withoutMentions(
  s: string,
  tokens: readonly Token[],
  kinds: ReadonlyMap<string, Kind>,
): readonly Token[] {
  const found = new Set<Token>();
  let head: Head = null;
  tokens.forEach((token, i) => {
    if (token.type === "break") head = null;
    const kind = token.type === "kind" ? kinds.get(token.kind) : undefined;
    if (kind === undefined) return;
    const isNone = isMention(s, head, { token, kind, next: tokens[i + 1] });
    if (isNone) found.add(token);
    else head = headOf(head, kind, token.end);
  });
  return found.size === 0 ? tokens : tokens.filter((token) => !found.has(token));
}

/** The kind that a record is of, and where its last name ends. */
type Head = { readonly kind: Kind; readonly end: number } | null;

/** What a meeting did for the organisation, such as 转正, leaves it a meeting. */
function headOf(head: Head, kind: Kind, end: number): Head {
  return { kind: kind.family === "organisation" && head !== null ? head.kind : kind, end };
}

type Named = { readonly token: Token; readonly kind: Kind; readonly next: Token | undefined };

function isMention(s: string, head: Head, { token, kind, next }: Named): boolean {
  return (
    head !== null && (isPlanned(s, head, token) || isGroup(s, token, kind, next) || isOnAgenda(s, head, token, kind))
  );
}

/** 定于12月1日召开党员大会: what a meeting fixed for later. */
function isPlanned(s: string, head: NonNullable<Head>, token: Token): boolean {
  return /(?:定于|拟于|将于|计划于)[^,;。\n]*$/.test(s.slice(Math.max(head.end, token.start - 30), token.start));
}

function isGroup(s: string, token: Token, kind: Kind, next: Token | undefined): boolean {
  if (
    kind.family === "organisation" &&
    /(?:党员|群众|干部|同志)[和、及与]$/.test(s.slice(Math.max(0, token.start - 4), token.start))
  )
    return true;
  if (kind.family !== "organisation" || next?.type !== "count" || !PEOPLE.has(next.count.unit)) return false;
  if (next.start !== token.end || s.startsWith("党员", token.end - 2)) return false;
  return !DECIDED.test(s.slice(Math.max(0, token.start - 10), token.start));
}

const AGENDA = /(?:研究|审议|讨论|通报|部署|布置|筹备)[^,;。\n ]*$/;

/** 支委会 研究党费收支、慰问困难党员等事项: what a meeting talks about. */
function isOnAgenda(s: string, head: NonNullable<Head>, token: Token, kind: Kind): boolean {
  if (head.kind.family !== "meeting" || kind.sensitive || kind.family === "meeting") return false;
  return AGENDA.test(s.slice(Math.max(head.end, token.start - 40), token.start));
}
