import type { Kind } from "../../kinds.ts";
import { type Head, isOnAgenda, isPlanned } from "../agenda.ts";
import { PEOPLE } from "../numbers/counts.ts";
import { Chars } from "../spelling/chars.ts";
import type { Token } from "../token.ts";
import { activistsOf, isDecided } from "./activists.ts";
import { countsNames } from "./admitted.ts";

/**
 * Takes out names of kinds that are no event of their own: the 积极分子 of 党员20人 积极分子5人 are people, the
 * 党费 of 支委会研究党费收支 is on its agenda, and 中心组成员 are people. Such a name is left as plain text.
 */
export function withoutMentions(
  s: string,
  tokens: readonly Token[],
  kinds: ReadonlyMap<string, Kind>,
): readonly Token[] {
  const found = new Set<Token>();
  const isActivist = activistsOf(s, tokens, kinds);
  let head: Head = null;
  let told = -1;
  tokens.forEach((token, i) => {
    if (token.type === "break") head = null;
    const kind = token.type === "kind" ? kinds.get(token.kind) : undefined;
    if (kind === undefined) return;
    const named: Named = { token, kind, next: tokens[i + 1] };
    const isNone =
      (told >= 0 && isPlanned(s, told, token)) ||
      isStudied(s, token) ||
      isAhead(s, named) ||
      isTrained(named, kinds) ||
      isOfPersons(s, token) ||
      isTalkedTo(s, named, talkBehind(tokens, i, kinds)) ||
      isMention(s, head, named) ||
      isActivist(i);
    if (isNone) found.add(token);
    else {
      head = headOf(head, named);
      told = token.end;
    }
  });
  return found.size === 0 ? tokens : tokens.filter((token) => !found.has(token));
}

/** 中心组成员 and 新一届支部委员会 are people. */
function isOfPersons(s: string, { start, end }: Token): boolean {
  if (s.startsWith("成员", end)) return true;
  return ELECTED_LAST.at(s, start - 1) && ELECTED.test(s.slice(Math.max(0, start - 5), start));
}

const ELECTED_LAST = new Chars("届生了的党");
const ELECTED = /(?:[新上本]一?届|(?:选举)?产生了?)(?:的|党)?$/;

type Named = { readonly token: Token; readonly kind: Kind; readonly next: Token | undefined };

/** What a meeting did for the organisation, such as 转正, leaves it a meeting. */
function headOf(head: Head, { token: { end }, kind }: Named): Head {
  return { kind: kind.family === "organisation" && head !== null ? head.kind : kind, end };
}

function isMention(s: string, head: Head, named: Named): boolean {
  const { token, kind } = named;
  if (head !== null && isSpoken(s, named)) return true;
  return head !== null && ((!countsNames(head.kind) && isGroup(s, named)) || isOnAgenda(s, head, token, kind));
}

/** The 发展党员 of 发展党员培训 says who was trained. */
function isTrained({ token, kind, next }: Named, kinds: ReadonlyMap<string, Kind>): boolean {
  if (kind.family !== "organisation" || next?.type !== "kind" || next.start !== token.end) return false;
  return kinds.get(next.kind)?.family === "study";
}

/** 培养联系人和积极分子谈心谈话: who talked, and with whom. */
function isTalkedTo(s: string, { token, kind }: Named, talk: Token | undefined): boolean {
  return kind.family === "organisation" && talk !== undefined && TALKED_TO.test(s.slice(token.end, talk.start));
}

function talkBehind(tokens: readonly Token[], at: number, kinds: ReadonlyMap<string, Kind>): Token | undefined {
  return tokens.find((token, i) => {
    const kind = i > at && token.type === "kind" ? kinds.get(token.kind) : undefined;
    return kind?.sensitive === true && kind.adds;
  });
}

const TALKED_TO = /^(?:同志|们|本人|[、和与跟同])?[一-龥]{0,6}(?<![了并])$/;

/** 组织生活会前谈心谈话15人次: what was still to come. */
function isAhead(s: string, { token: { end }, next }: Named): boolean {
  if (next?.type !== "kind" && next?.type !== "study") return false;
  return AHEAD.test(s.slice(end, next.start));
}

const AHEAD =
  /^(?:召开)?(?:之|以)?前(?:夕|期)?[,、]?(?:我们?|支部|党支部|各|先|组织|开展|进行|集中|书记|委员|与|和|班子|成员|党员|同志|了)*$/;

/** 学的换届纪律, 学习党费收缴规定: directly behind the verb and going on as text, it is what was studied. */
function isStudied(s: string, { start, end }: Token): boolean {
  return (
    OBJECT_AHEAD.at(s, start - 1) && STUDIED.test(s.slice(Math.max(0, start - 4), start)) && GOES_ON.test(s.charAt(end))
  );
}

/** What 学习, 学了 and 学的 end with. */
const OBJECT_AHEAD = new Chars("学习了的");
const STUDIED = /(?<![护助送小中大开入上科教数文])学习?[了的]{0,2}$/;
const GOES_ON = /[一-龥](?<![和与及暨并的了会])/;

/** The 交流发言4人 of a meeting are those of who was there that spoke. */
function isSpoken(s: string, { token: { end }, next }: Named): boolean {
  return s.startsWith("发言", end - 2) && next?.type === "count" && next.start === end && PEOPLE.has(next.count.unit);
}

/** 转正1名 and 表彰3人 tell what was done with them, not who came. */
const DONE = /转正|表彰|评优|评先/;

function isGroup(s: string, { token, kind, next }: Named): boolean {
  if (
    kind.family === "organisation" &&
    /(?:党员|群众|干部|同志)[和、及与]$/.test(s.slice(Math.max(0, token.start - 4), token.start))
  )
    return true;
  if (kind.family !== "organisation" || next?.type !== "count" || !PEOPLE.has(next.count.unit)) return false;
  if (next.start !== token.end || s.startsWith("党员", token.end - 2)) return false;
  if (DONE.test(s.slice(token.start, token.end))) return false;
  return !isDecided(s.slice(Math.max(0, token.start - 10), token.start));
}
