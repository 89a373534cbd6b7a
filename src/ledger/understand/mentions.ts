import type { Kind } from "../kinds.ts";
import { countsNames, isMade } from "./admitted.ts";
import { type Head, isOnAgenda, isPlanned } from "./agenda.ts";
import { Chars } from "./chars.ts";
import { PEOPLE } from "./counts.ts";
import { isPersonName } from "./read-names.ts";
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
  let beside: ReadonlySet<number> | null = null;
  const isBeside = (i: number): boolean => {
    beside ??= besideOthers(tokens, kinds);
    return beside.has(i);
  };
  const isSomebody = (i: number): boolean => {
    const token = tokens[i];
    return token !== undefined && (isNamed(s, token) || (isBeside(i) && isAmongPeople(s, tokens, i)));
  };
  tokens.forEach((token, i) => {
    if (token.type === "break") head = null;
    const kind = token.type === "kind" ? kinds.get(token.kind) : undefined;
    if (kind === undefined) return;
    const isNone =
      isStudied(s, token) ||
      isAhead(s, token, tokens[i + 1]) ||
      isTrained(token, kind, tokens[i + 1], kinds) ||
      isMention(s, head, { token, kind, next: tokens[i + 1] }) ||
      (isPersons(s, token) && isSomebody(i));
    if (isNone) found.add(token);
    else head = headOf(head, kind, token.end);
  });
  return found.size === 0 ? tokens : tokens.filter((token) => !found.has(token));
}

/** 转正1名 and 表彰3人 tell what was done with them, not who came. */
const DONE = /转正|表彰|评优|评先/;

/** What a meeting did for the organisation, such as 转正, leaves it a meeting. */
function headOf(head: Head, kind: Kind, end: number): Head {
  return { kind: kind.family === "organisation" && head !== null ? head.kind : kind, end };
}

type Named = { readonly token: Token; readonly kind: Kind; readonly next: Token | undefined };

function isMention(s: string, head: Head, { token, kind, next }: Named): boolean {
  return (
    head !== null &&
    (isPlanned(s, head, token) ||
      (!countsNames(head.kind) && isGroup(s, token, kind, next)) ||
      isOnAgenda(s, head, token, kind))
  );
}

/** The 发展党员 of 发展党员培训 says who was trained. */
function isTrained(token: Token, kind: Kind, next: Token | undefined, kinds: ReadonlyMap<string, Kind>): boolean {
  if (kind.family !== "organisation" || next?.type !== "kind" || next.start !== token.end) return false;
  return kinds.get(next.kind)?.family === "study";
}

/** 组织生活会前谈心谈话15人次: what was still to come. */
function isAhead(s: string, { end }: Token, next: Token | undefined): boolean {
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
const STUDIED = /学习?[了的]{0,2}$/;
const GOES_ON = /[一-龥](?<![和与及暨并的了会])/;

function isGroup(s: string, token: Token, kind: Kind, next: Token | undefined): boolean {
  if (
    kind.family === "organisation" &&
    /(?:党员|群众|干部|同志)[和、及与]$/.test(s.slice(Math.max(0, token.start - 4), token.start))
  )
    return true;
  if (kind.family !== "organisation" || next?.type !== "count" || !PEOPLE.has(next.count.unit)) return false;
  if (next.start !== token.end || s.startsWith("党员", token.end - 2)) return false;
  if (DONE.test(s.slice(token.start, token.end))) return false;
  return !DECIDED.test(s.slice(Math.max(0, token.start - 10), token.start));
}

/** Words for persons that are the name of a kind as well: 积极分子, as against 确定积极分子. */
function isPersons(s: string, { start, end }: Token): boolean {
  return /^(?:入党)?积极[分份]子$/.test(s.slice(start, end));
}

/** 入党积极分子小赵: one of them, unless it is told that he became one. */
function isNamed(s: string, { start, end }: Token): boolean {
  const lead = s.slice(Math.max(0, start - 12), start);
  if (RECOMMENDED.test(lead)) return true;
  if (DECIDED.test(lead)) return false;
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

const JOINED_BEFORE = /(?:[人名位][一-龥]{0,6}[、,和及与]|党员[、和及与]|[与和跟同对找向给为])$/;
const JOINED_BEHIND =
  /^(?:代表|同志|们)?(?:(?:全部|全体|均|都|也|一起|一同|共同)?(?:参加|参与|出席|列席|到会|参会|到场|参学|听课|观看|旁听)|[、,和及与][一-龥]{0,6}[\d一二两三四五六七八九十]+[人名位]|[、和及与](?:党员|群众|职工|干部|团员))/;

/** 30名党员和5名积极分子参加主题党日, 与积极分子王芳谈心谈话, 积极分子培训: people of another activity. */
function isAmongPeople(s: string, tokens: readonly Token[], i: number): boolean {
  const [token, next, last] = [tokens[i], tokens[i + 1], tokens[i - 1]];
  if (token === undefined) return false;
  const count = last?.type === "count" && last.end === token.start && PEOPLE.has(last.count.unit) ? last : token;
  const lead = s.slice(Math.max(0, count.start - 10), count.start);
  if (DECIDED.test(lead) || isMade(s, token.start)) return false;
  const isCounted = next?.type === "count" && next.start === token.end;
  return (
    JOINED_BEFORE.test(lead) ||
    JOINED_BEHIND.test(s.slice(isCounted ? next.end : token.end, token.end + 24)) ||
    ((next?.type === "kind" || next?.type === "study") && next.start === token.end)
  );
}

const AWAY = /(?:没有?|未能?|不能|无法|不便)(?:来|到场?|参加)$/;
const THOSE = /^的[一-龥]{0,2}(?:党员|同志|职工|群众|人)/;

/** The 学习 of a line 补充：学习2小时 is that of the record above. */
const ADDED = /[\n;。] ?补充?(?:一下|下|说明)?[:,] ?$/;

/** 给不能参加学习的老党员送学: 学习 only says which persons these were. */
export function withoutAbsence(s: string, tokens: readonly Token[]): readonly Token[] {
  if (!/[没未不无]|[\n;。] ?补/.test(s)) return tokens;
  return tokens.filter(
    ({ type, start, end }) =>
      !(type === "study" && ADDED.test(s.slice(Math.max(0, start - 9), start))) &&
      !(
        (type === "kind" || type === "study") &&
        THOSE.test(s.slice(end, end + 6)) &&
        AWAY.test(s.slice(Math.max(0, start - 6), start))
      ),
  );
}

/** Beside the name of a kind 打扫卫生 only says what was done, unless a sentence of its own brings a day or people. */
export function withoutUnclear(tokens: readonly Token[]): readonly Token[] {
  if (!tokens.some(isUnclear)) return tokens;
  if (!tokens.some(namesKind)) return tokens;
  const sentences: Token[][] = [[]];
  for (const token of tokens) {
    sentences.at(-1)?.push(token);
    if (token.type === "break") sentences.push([]);
  }
  return sentences.flatMap((sentence) =>
    !sentence.some(namesKind) && sentence.some(isOwn) ? sentence : sentence.filter((token) => !isUnclear(token)),
  );
}

function isUnclear({ type }: Token): boolean {
  return type === "unclear";
}

function namesKind({ type }: Token): boolean {
  return type === "kind" || type === "study";
}

function isOwn(token: Token): boolean {
  return token.type === "date" || (token.type === "count" && PEOPLE.has(token.count.unit));
}
