import { type QuantityKind, SERVED } from "../../kinds.ts";
import { isPlannedLead } from "../agenda.ts";
import { before, behind, type Chunk, indexFrom, isFollowed, neighbour, previous, tokenAt } from "../chunk.ts";
import { headingEnd, isInList } from "../headings.ts";
import { countsNames, isOfNamed, namedWith } from "../people/admitted.ts";
import { isServed } from "../people/dealt-with.ts";
import { PERSON } from "../people/persons.ts";
import { isJoined } from "../people/roles.ts";
import { Chars } from "../spelling/chars.ts";
import type { CountToken } from "../token.ts";
import type { Vocabulary } from "../vocabulary.ts";
import { PEOPLE } from "./counts.ts";
import { genericMeaning, MANY, type Meaning, type Named } from "./generic-counts.ts";
import { countedBefore, isOfEach, isRate } from "./of-each.ts";

const ITEM = /^(?:重[大要])?(?:议题|事项|决议|决定|议案|事情|事儿?(?![一-龥]))/;
/** 通过设备采购等3项 */
const ETC = /(通过|议定)了?[^,;。 ]{1,40}等$/;
/** May stand between an announcing word and its number. */
const JOINING = new Chars("了共为是:= 约等计-");
/** The 2项、 of 分别议定2项、3项. */
const EARLIER = /(?<=分别[一-龥]{0,6})(?:\d{1,3}[项件条个篇]、)+$/;
const LONGEST_WORD = 8;
/** Says what a count means in a record of these kinds. */
export function meaningOf(chunk: Chunk, token: CountToken, kinds: readonly string[]): Meaning {
  if (token.end <= headingEnd(chunk) || isOfEach(chunk, token)) return "drop";
  const lead = before(chunk, token);
  if ((isPlannedLead(lead) && !A_PLAN.test(lead)) || isOfOther(chunk, token, kinds)) return "content";
  const ahead = meaningAhead(token, lead);
  if (ahead !== null) return ahead;
  if (isOfOne(chunk, token, kinds)) return "rate";
  const announced = announcedBy(chunk, token, kinds);
  if (announced !== null) return announced;
  if (isInList(chunk, token)) return "content";
  const own = ownQuantity(chunk, token, kinds);
  if (own !== null) return own;
  if (PEOPLE.has(token.count.unit) || isCame(chunk, token, lead)) return "people";
  return genericMeaning(chunk, token, kinds);
}

/** 整改计划19人: what was talked about, and how many came. */
const A_PLAN = /[一-龥](?<![部们委支])计划$/;

/** 志愿服务 服务群众120人次: who was served, unless the kind's own 人次 are of those it was done with (谈心谈话). */
function served(chunk: Chunk, token: CountToken, kinds: readonly string[]): Named | null {
  if (token.count.unit !== "人次" || !isServed(chunk, token)) return null;
  const isDoneWith = kinds.some((kind) => {
    const names = chunk.vocabulary.kinds.get(kind)?.quantities.map(({ name }) => name) ?? [];
    return names.includes("人次") && !names.includes(SERVED);
  });
  return isDoneWith ? null : { name: SERVED };
}

/** 每户500元, 慰问5名党员各500元; what members themselves gave is told apart, by whom. */
function isOfOne(chunk: Chunk, token: CountToken, kinds: readonly string[]): boolean {
  if (isRate(chunk, token, before(chunk, token))) return true;
  return countedBefore(chunk, token) !== null && !kinds.some((kind) => chunk.vocabulary.kinds.get(kind)?.adds);
}

/** 前三名 says who won, and 每组5人 how many came to each. */
function meaningAhead({ count }: CountToken, lead: string): "drop" | "content" | "people" | null {
  if (lead.endsWith("最后")) return "drop";
  if (!PEOPLE.has(count.unit)) return null;
  if (lead.endsWith("前")) return "content";
  return /每(?:[次期场]|个?(?:党小组|小组|组|支部|班组|班|队))$/.test(lead) ? "people" : null;
}

/** 志愿服务 宣传3场反诈知识: the number belongs to the word before it, which is no kind of this record. */
function isOfOther(chunk: Chunk, token: CountToken, kinds: readonly string[]): boolean {
  const last = previous(chunk, token);
  if (last?.type !== "kind" || last.end !== token.start || kinds.includes(last.kind)) return false;
  return isFollowed(chunk, token) && !isJoined(chunk, token);
}

const CAME = new RegExp(
  `(?:(?:[来到去]|到场|参加|出席)了|(?:[来到]|参加|出席|听课|参会|参学)的(?:一?共?有|一?共|是)?|就|才|${PERSON}有?|请假|缺席|没[来到]|所以就?是)$`,
);

const WE = /(?:我们|咱们?)$/;
const WENT = /^(?:[去都也全到来]|一起|一同|参加)/;

/** 来了二十八个, 就9个, 党员20多个 and 我们三个去 can only be people. */
function isCame(chunk: Chunk, token: CountToken, lead: string): boolean {
  if (token.count.unit !== "个") return false;
  return CAME.test(lead) || (WE.test(lead) && (!isFollowed(chunk, token) || WENT.test(behind(chunk, token, 2))));
}

/** 议定2项, 报备1次, 2篇心得: a word of the catalogue beside the number says what is counted. */
function announcedBy(chunk: Chunk, token: CountToken, kinds: readonly string[]): Named | null {
  const ahead = announcedAhead(chunk, token, kinds);
  const told = ahead === null || isAttendance(chunk, token) ? announcedBehind(chunk, token, kinds) : ahead;
  return told ?? served(chunk, token, kinds);
}

function announcedAhead(chunk: Chunk, token: CountToken, kinds: readonly string[]): Named | null {
  const { s } = chunk.text;
  const from = Math.max(chunk.from, token.start - 14);
  const to = announcedTo(s, from, token.start);
  const longest = chunk.vocabulary.announcerEnds.at(s, to - 1) ? Math.min(LONGEST_WORD, to - from) : 0;
  for (let length = longest; length > 0; length--) {
    const found = wordOf(chunk.vocabulary, announcing(chunk, s.slice(to - length, to)), token, kinds);
    if (found === null || (length === 1 && !isWord(chunk, to - 1))) continue;
    const item = ITEM.exec(behind(chunk, token, LONGEST_WORD))?.[0].length ?? 0;
    return { name: found.name, lead: token.start - to + length, tail: item };
  }
  const [, word = ""] = s.charAt(token.start - 1) === "等" ? (ETC.exec(before(chunk, token, 46)) ?? []) : [];
  const all = wordOf(chunk.vocabulary, word, token, kinds);
  return all === null ? null : { name: all.name };
}

/** The 议 of 议了三件事 announces what was agreed on, unless something is told to be so: 议了5项，定了3项. */
function announcing({ text, from, to }: Chunk, word: string): string {
  return word === "议" && !SETTLED.test(text.s.slice(from, to)) ? "议定" : word;
}

const SETTLED = /[定决]|通过|同意/;

/** Where the announcing word of a number ends. */
function announcedTo(s: string, from: number, start: number): number {
  let to = start;
  while (to > from && JOINING.at(s, to - 1)) to--;
  return s.charAt(to - 1) === "、" ? to - (EARLIER.exec(s.slice(from, to))?.[0].length ?? 0) : to;
}

const AHEAD_OF_VERB = /[^一-龥]|[了上中后共都也就又们家会还并要]/;

/** The 定 of 我们定了3项 stands by itself, that of 制定了3项制度 does not. */
function isWord({ text, from, tokens }: Chunk, at: number): boolean {
  return at === from || AHEAD_OF_VERB.test(text.s.charAt(at - 1)) || tokens[indexFrom(tokens, at) - 1]?.end === at;
}

function announcedBehind(chunk: Chunk, token: CountToken, kinds: readonly string[]): Named | null {
  if (!chunk.vocabulary.announcerFirsts.at(chunk.text.s, token.end)) return null;
  const tail = behind(chunk, token, LONGEST_WORD);
  for (let length = tail.length; length > 1; length--) {
    const found = wordOf(chunk.vocabulary, tail.slice(0, length), token, kinds);
    if (found !== null) return { name: found.name, tail: length };
  }
  return null;
}

function wordOf(
  vocabulary: Vocabulary,
  word: string,
  token: CountToken,
  kinds: readonly string[],
): QuantityKind | null {
  const meanings = vocabulary.announcers.get(word) ?? [];
  const { unit } = token.count;
  return meanings.find(({ kind, quantity }) => kinds.includes(kind) && quantity.units.includes(unit))?.quantity ?? null;
}

/** The unit alone is enough where a kind of the record counts in it: 走访慰问14户, 捐款4560元; what a meeting has of 条 is not only 决议. */
function ownQuantity(chunk: Chunk, token: CountToken, kinds: readonly string[]): QuantityKind | null {
  const beside = besideKinds(chunk, token);
  for (const name of kinds) {
    const kind = chunk.vocabulary.kinds.get(name);
    if (kind === undefined || (kind.family === "meeting" && token.count.unit === "条")) continue;
    const found = kind.quantities.find(
      (quantity) =>
        quantity.units.includes(token.count.unit) &&
        (isClear(token, quantity) ||
          (token.count.unit === "个" && kind.unit === "个" && !isFollowed(chunk, token)) ||
          isBeside(chunk, token, kind.family, beside.includes(name)) ||
          (kind.family === "meeting" && quantity.name !== "报备" && isLoneItem(chunk, token)) ||
          isOfNamed(chunk, token)),
    );
    if (found !== undefined) return found;
  }
  return null;
}

function isClear(token: CountToken, quantity: QuantityKind): boolean {
  const { unit } = token.count;
  return !MANY.has(unit) || (quantity.words.length === 0 && unit !== "次");
}

/** 积极分子3名, 办实事2件 and 3个微心愿; a 次 is told by its announcer alone. */
function isBeside(chunk: Chunk, token: CountToken, family: string | undefined, beside: boolean): boolean {
  const { unit } = token.count;
  if (family === "organisation" && (isObjectOf(chunk, token) || isSubjectOf(chunk, token))) return true;
  if (!beside || unit === "次" || (unit === "个" && family === "meeting")) return false;
  return !PEOPLE.has(unit) || (family === "organisation" && !isAttendance(chunk, token));
}

/** The 20人 of 接收吴桐为预备党员 20人 were there. */
function isBehindNamed(chunk: Chunk, token: CountToken): boolean {
  const last = previous(chunk, token);
  const kind = last?.type === "kind" ? chunk.vocabulary.kinds.get(last.kind) : undefined;
  return last !== undefined && kind !== undefined && countsNames(kind) && namedWith(chunk, last) > 0;
}

/** 表彰优秀教师8名: whom it was done with, unless these only came. */
function isObjectOf(chunk: Chunk, token: CountToken): boolean {
  const last = previous(chunk, token);
  if (last?.type !== "kind" || !PEOPLE.has(token.count.unit) || isFollowed(chunk, token)) return false;
  return /^(?:(?!大?会|[参到来]|出席|列席)[一-龥]){2,10}$/.test(chunk.text.s.slice(last.end, token.start));
}

/** 3名预备党员按期转正: who they are stands between. */
function isSubjectOf({ text: { s }, tokens }: Chunk, { end, count }: CountToken): boolean {
  const next = tokens[indexFrom(tokens, end)];
  if (next?.type !== "kind" || !PEOPLE.has(count.unit)) return false;
  return /^(?:预备党员|党员|同志|职工|教师|入党积极分子)+(?:都|均|全部|按期|如期|顺利|已)*$/.test(
    s.slice(end, next.start),
  );
}

/** The 5人 of 支委会 确定3名积极分子 5人 stands apart, and the kind has its own number. */
function isAttendance(chunk: Chunk, token: CountToken): boolean {
  if (!PEOPLE.has(token.count.unit)) return false;
  if (isBehindNamed(chunk, token)) return true;
  const last = neighbour(chunk, token);
  if (last === null || last.end === token.start) return false;
  const own = previous(chunk, last);
  return own?.type === "count" && own.end === last.start;
}

/** 支委会 3项: standing by itself it can only be what was decided. */
function isLoneItem(chunk: Chunk, token: CountToken): boolean {
  const { unit } = token.count;
  if (PEOPLE.has(unit) || unit === "次" || unit === "个" || isFollowed(chunk, token)) return false;
  return before(chunk, token) === "";
}

/** The kinds named directly before or behind a count, a space between them allowed. */
function besideKinds(chunk: Chunk, token: CountToken): string[] {
  const { s } = chunk.text;
  const last = neighbour(chunk, token);
  const next = tokenAt(chunk, token.end) ?? (s.charAt(token.end) === "的" ? tokenAt(chunk, token.end + 1) : undefined);
  const kinds: string[] = [];
  if (last?.type === "kind") kinds.push(last.kind);
  if (next?.type === "kind") kinds.push(next.kind);
  return kinds;
}
