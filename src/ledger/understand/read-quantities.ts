import type { QuantityKind } from "../kinds.ts";
import { Chars } from "./chars.ts";
import { before, behind, type Chunk, isFollowed, neighbour, previous, tokenAt } from "./chunk.ts";
import { PEOPLE } from "./counts.ts";
import { headingEnd, isInList } from "./headings.ts";
import { PERSON } from "./persons.ts";
import type { Token } from "./token.ts";
import type { Vocabulary } from "./vocabulary.ts";

export type CountToken = Extract<Token, { type: "count" }>;

/** A named amount; `lead` and `tail` characters beside the count announce it and are no title: 议定2项. */
export type Named = { readonly name: string; readonly lead?: number; readonly tail?: number };

/** What a count is: a named amount, people, what only a person can say, part of a title, or nothing to keep. */
export type Meaning = Named | "people" | "open" | "content" | "drop";

const RATE = /(?:每户|每家|每人|每位|每名|人均|户均|每件|每次|每期|每组|每队)(?:发放|送|捐|约|大约)?$/;
/** Units of many things: alone they do not say what is counted. */
const MANY = new Set(["个", "项", "件", "次", "人", "名", "位"]);
const OBJECT =
  /(?:学习|传达|观看|研读|研究|审议|讨论|通报|听取|部署|收看|学|读|任免|投资|采购|预算|资金|项目|处以|罚款)[^,;。 ]*$/;
/** 补录一条 speaks of the message itself. */
const LOGGED = /(?:补录|补登|补记|登记|记录|上报|记|补|报)了?$/;
const ITEM = /^(?:议题|事项|决议|议案)/;
/** May stand between an announcing word and its number. */
const JOINING = new Chars("了共为是:= 约等计");
const LONGEST_WORD = 8;
const TIMES_LEAD = /^ ?(?:各|共计?|累计|总计|合计|一共|总共)?(?:开展|召开|组织|举行|举办|进行|[开上讲学搞办做])?了? ?$/;

/** Says what a count means in a record of these kinds. */
export function meaningOf(chunk: Chunk, token: CountToken, kinds: readonly string[]): Meaning {
  if (token.end <= headingEnd(chunk)) return "drop";
  if (isOfOther(chunk, token, kinds)) return "content";
  const lead = before(chunk, token);
  if (PEOPLE.has(token.count.unit) && /每(?:[次期场]|个?(?:党小组|小组|组|支部|班组|班))$/.test(lead)) return "people";
  if ((lead !== "" && RATE.test(lead)) || isRateOfKind(chunk, token)) return "drop";
  const announced = announcedBy(chunk, token, kinds);
  if (announced !== null) return announced;
  if (isInList(chunk, token)) return "content";
  const own = ownQuantity(chunk, token, kinds);
  if (own !== null) return own;
  if (PEOPLE.has(token.count.unit) || isCame(token, lead)) return "people";
  return generic(chunk, token, kinds);
}

/** 志愿服务 宣传3场反诈知识: the number belongs to the word before it, which is no kind of this record. */
function isOfOther(chunk: Chunk, token: CountToken, kinds: readonly string[]): boolean {
  const last = previous(chunk, token);
  return last?.type === "kind" && last.end === token.start && !kinds.includes(last.kind) && isFollowed(chunk, token);
}

const CAME = new RegExp(`(?:(?:[来到去]|到场|参加|出席)了|就|才|${PERSON}|请假|缺席|没来)$`);

/** 来了二十八个, 就9个, 党员20多个 can only be people. */
function isCame(token: CountToken, lead: string): boolean {
  return token.count.unit === "个" && CAME.test(lead);
}

/** 每人捐款100元 is no total. */
function isRateOfKind(chunk: Chunk, token: CountToken): boolean {
  const last = neighbour(chunk, token);
  return last?.type === "kind" && RATE.test(before(chunk, last, 4));
}

/** 议定2项, 报备1次, 2篇心得: a word of the catalogue beside the number says what is counted. */
function announcedBy(chunk: Chunk, token: CountToken, kinds: readonly string[]): Named | null {
  const { s } = chunk.text;
  const { announcerEnds, announcerFirsts } = chunk.vocabulary;
  const from = Math.max(chunk.from, token.start - 14);
  let to = token.start;
  while (to > from && JOINING.at(s, to - 1)) to--;
  for (let length = announcerEnds.at(s, to - 1) ? Math.min(LONGEST_WORD, to - from) : 0; length > 0; length--) {
    const found = wordOf(chunk.vocabulary, s.slice(to - length, to), token, kinds);
    if (found === null) continue;
    const item = ITEM.exec(behind(chunk, token, LONGEST_WORD))?.[0].length ?? 0;
    return { name: found.name, lead: token.start - to + length, tail: item };
  }
  if (!announcerFirsts.at(s, token.end)) return null;
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

/** The unit alone is enough where a kind of the record counts in it: 走访慰问14户, 捐款4560元. */
function ownQuantity(chunk: Chunk, token: CountToken, kinds: readonly string[]): QuantityKind | null {
  const beside = besideKinds(chunk, token);
  for (const name of kinds) {
    const kind = chunk.vocabulary.kinds.get(name);
    const found = kind?.quantities.find(
      (quantity) =>
        quantity.units.includes(token.count.unit) &&
        (isClear(token, quantity) ||
          (token.count.unit === "个" && kind.unit === "个" && !isFollowed(chunk, token)) ||
          isBeside(chunk, token, kind.family, beside.includes(name)) ||
          (kind.family === "meeting" && quantity.name !== "报备" && isLoneItem(chunk, token))),
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
  if (!beside || unit === "次" || (unit === "个" && family === "meeting")) return false;
  return !PEOPLE.has(unit) || (family === "organisation" && !isAttendance(chunk, token));
}

/** The 5人 of 支委会 确定3名积极分子 5人 stands apart, and the kind has its own number. */
function isAttendance(chunk: Chunk, token: CountToken): boolean {
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

/** Counts that no kind asks for: 植树30棵 is kept by its unit; 学习三篇文章 is part of the title. */
function generic(chunk: Chunk, token: CountToken, kinds: readonly string[]): Meaning {
  const lead = before(chunk, token);
  const { unit, value } = token.count;
  if (/^[家个支]$/.test(unit) && /^(?:一共|总共|共|合计)/.test(behind(chunk, token))) return "drop";
  if (isArticle(chunk, token) || (value === 1 && LOGGED.test(lead))) return "drop";
  if (/^[次场]$/.test(unit) && isOfKind(chunk, token, kinds)) return { name: "次数" };
  if (/(?:议题|议程)$/.test(lead) && !isFollowed(chunk, token)) return { name: nameOf(unit), lead: 2 };
  const found = foundIn(chunk, token);
  if (found !== null) return found;
  if (isObject(chunk, token, lead)) return "content";
  return unit === "个" ? "open" : { name: nameOf(unit) };
}

const FOUND = /(?:(查摆|检视|查找)(?:出|了)?的?问题|相?互?(?:提出)?(批评意见)) ?(?:共|各)?$/;

/** What an 组织生活会 counts is called by its words: 查摆问题8条, 提出批评意见12条. */
function foundIn(chunk: Chunk, token: CountToken): Named | null {
  if (!/[条个项]/.test(token.count.unit) || isFollowed(chunk, token)) return null;
  const found = FOUND.exec(chunk.text.s.slice(Math.max(chunk.from, token.start - 12), token.start));
  return found === null ? null : { name: found[2] ?? "查摆问题", lead: found[0].length };
}

/** 党课3次, 党课和支委会各3次, 党课共开展了3次, 学习了3次 */
function isOfKind(chunk: Chunk, token: CountToken, kinds: readonly string[]): boolean {
  const last = previous(chunk, token);
  if (last === undefined || !TIMES_LEAD.test(chunk.text.s.slice(last.end, token.start))) return false;
  return (last.type === "kind" && kinds.includes(last.kind)) || isOfStudy(chunk, token, last);
}

/** 学习3次 and 学习了4次党章, where 学习 is the kind; 学习三次飞跃 is a title. */
function isOfStudy(chunk: Chunk, token: CountToken, last: Token): boolean {
  if (last.type !== "study" || chunk.tokens.some((other) => other.type === "kind")) return false;
  return !isFollowed(chunk, token) || chunk.text.s.charAt(token.start - 1) === "了";
}

function isObject(chunk: Chunk, token: CountToken, lead: string): boolean {
  const { unit, value } = token.count;
  if (OBJECT.test(lead) && !/(?:议定|决议)$/.test(lead)) return true;
  const last = neighbour(chunk, token);
  if (last?.type === "study" && last.end === token.start) return true;
  if (!isFollowed(chunk, token)) return false;
  return MANY.has(unit) || value === null || unit === "元" || value === 1 || isStudyText(chunk, token);
}

/** The 一次 of 开展一次志愿服务, that of 搞了一次健步走 and 三个活动 count nothing. */
function isArticle(chunk: Chunk, token: CountToken): boolean {
  const next = tokenAt(chunk, token.end);
  if (next?.type === "generic" && token.count.unit === "个") return true;
  if (token.count.value !== 1) return false;
  if (next?.type === "kind" || next?.type === "generic" || next?.type === "study") return true;
  return /^[次场]$/.test(token.count.unit) && isFollowed(chunk, token);
}

/** The generic name of a quantity: what its unit counts. */
export function nameOf(unit: string): string {
  if (unit === "元") return "金额";
  return unit === "人次" ? "人次" : `${unit}数`;
}

/** 集中学习 三篇重要文章: the count is part of what was studied. */
function isStudyText(chunk: Chunk, token: CountToken): boolean {
  const kind = chunk.tokens.find((other) => other.type === "kind");
  if (kind?.type !== "kind" || token.start < kind.start) return false;
  return chunk.vocabulary.kinds.get(kind.kind)?.family === "study";
}
