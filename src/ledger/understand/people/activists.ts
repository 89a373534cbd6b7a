import type { Kind } from "../../kinds.ts";
import { PEOPLE } from "../numbers/counts.ts";
import type { Token } from "../token.ts";
import { isMade } from "./admitted.ts";
import { isPersonName } from "./read-names.ts";

const DECIDED = /(?:确定|接收|发展|推荐|推优|吸收|讨论|研究|通过|培养|新增|列为|审议|转正)[^,;。 ]{0,4}$/;

/** Whether the words before a name end with what is done to persons: 确定, 推荐, 讨论. */
export function isDecided(lead: string): boolean {
  return DECIDED.test(lead);
}

/**
 * Which tokens, by index, name a kind but mean persons: 入党积极分子 who are named, or among the people of another
 * activity. The sentences are looked through once, and only where such a word stands.
 */
export function activistsOf(
  s: string,
  tokens: readonly Token[],
  kinds: ReadonlyMap<string, Kind>,
): (i: number) => boolean {
  let beside: ReadonlySet<number> | null = null;
  return (i) => {
    const token = tokens[i];
    if (token === undefined || !isPersons(s, token)) return false;
    if (isNamed(s, token)) return true;
    beside ??= besideOthers(tokens, kinds);
    return beside.has(i) && isAmongPeople(s, tokens, i);
  };
}

/** Words for persons that are the name of a kind as well: 积极分子, as against 确定积极分子. */
function isPersons(s: string, { start, end }: Token): boolean {
  return /^(?:入党)?积极[分份]子$/.test(s.slice(start, end));
}

/** 入党积极分子小赵: one of them, unless it is told that he became one. */
function isNamed(s: string, { start, end }: Token): boolean {
  const lead = s.slice(Math.max(0, start - 12), start);
  if (RECOMMENDED.test(lead)) return true;
  if (isDecided(lead)) return false;
  return /^[小老]/.test(s.charAt(end)) || isPersonName(s.slice(end, end + 2));
}

/** 推荐小吴为入党积极分子 is a step before it is decided. */
const RECOMMENDED = /推荐[^,;。]{1,9}为$/;

/** The indices of the tokens whose sentence has another kind, of which the record may be. */
function besideOthers(tokens: readonly Token[], kinds: ReadonlyMap<string, Kind>): ReadonlySet<number> {
  const found = new Set<number>();
  let [from, hasOther] = [0, false];
  for (let i = 0; i <= tokens.length; i++) {
    const token = tokens[i];
    if (token !== undefined && token.type !== "break") {
      hasOther ||=
        token.type === "study" || (token.type === "kind" && kinds.get(token.kind)?.family !== "organisation");
      continue;
    }
    for (let at = from; hasOther && at < i; at++) found.add(at);
    [from, hasOther] = [i + 1, false];
  }
  return found;
}

const JOINED_BEFORE =
  /(?:[人名位][一-龥]{0,6}[、,和及与]|党员[、和及与]|[与和跟同对找向给为]|(?:评议|考察|教育|联系)了?)$/;
/** 23名党员3名积极分子 */
const JOINED_COUNT = /[\d一二三四五六七八九十][人名位](?:正式|预备)?党员 ?$/;
const JOINED_BEHIND =
  /^(?:代表|同志|们)?(?:(?:全部|全体|均|都|也|一起|一同|共同)?(?:参加|参与|出席|列席|到会|参会|到场|参学|听课|观看|旁听)|[、,和及与][一-龥]{0,6}[\d一二两三四五六七八九十]+[人名位]|[、和及与](?:党员|群众|职工|干部|团员))/;

/** 30名党员和5名积极分子参加主题党日, 与积极分子王芳谈心谈话, 积极分子培训: people of another activity. */
function isAmongPeople(s: string, tokens: readonly Token[], i: number): boolean {
  const [token, next, last] = [tokens[i], tokens[i + 1], tokens[i - 1]];
  if (token === undefined) return false;
  const count = last?.type === "count" && last.end === token.start && PEOPLE.has(last.count.unit) ? last : token;
  const lead = s.slice(Math.max(0, count.start - 10), count.start);
  if (isDecided(lead) || isMade(s, token.start)) return false;
  const isCounted = next?.type === "count" && next.start === token.end;
  return (
    (count !== token && JOINED_COUNT.test(lead)) ||
    JOINED_BEFORE.test(lead) ||
    JOINED_BEHIND.test(s.slice(isCounted ? next.end : token.end, token.end + 24)) ||
    ((next?.type === "kind" || next?.type === "study") && next.start === token.end)
  );
}
