import { anyOf } from "../../any-of.ts";
import type { Kind } from "../../kinds.ts";
import { MANY } from "../numbers/generic-counts.ts";
import { countsNames } from "../people/admitted.ts";
import { PERSON } from "../people/persons.ts";
import type { Token } from "../token.ts";
import { isName, isNumber, isOfPeople, namesKind } from "./pieces.ts";
import { type Clause, plainIn } from "./sentences.ts";

export type Kinds = ReadonlyMap<string, Kind>;

/** What is being told: the text, the kinds of the event, and whether a form is filled in. */
export type Event = {
  readonly s: string;
  readonly kinds: Kinds;
  readonly own: readonly string[];
  readonly isForm: boolean;
};

/** What is said of other times, of what is to come, and of what is asked of others. */
export const OTHERS = new RegExp(anyOf`
  累计 据(?:悉|了解|统计) 截[至止] 以来 [近两三四五六七八九十]年(?:来|间) 去年 同期 同比 上年 历年 全年 平均 会前 请(?!假|示|教|战|愿) 须 务必
  预计 计划 拟[定于] 预算 目标 要求 不少于 不低于 下一?(?:步|周|月|个月|季度|年) 明年 将[于要会在] 初[定拟] 争取 力争 年底前
`);
/** What each one did or got, and what it shall be. */
const EACH = /每[人名户月周年季次]|标准/;
export const AWAY = /请假|缺席|外出|未到|因[事病公]/;
const CAME = new RegExp(anyOf`
  本[次期场届] [应实]到 到会 到场 参会 与会 参学 参训 参加 出席 缺席 请假 列席 签到 补签 听课 [来去到]了 未到 因[事病公]
`);
const LASTED = /[开用]了|进行了|历时|持续|用时|时长|为时|会期|耗时|结束|散会|开到|学习时间|从.*到|共/;
const DECIDED = /议定|通过|决定|决议|形成|[议敲商拍]定|定[了下]/;
const ITEMS = new Set("项件个条");
const REST = new RegExp(`^(?:${PERSON}|共|一共|活动|会议|学习|约|大约|男|女|[\\s、:])*$`);

/** What a sentence tells that is not of the event, and the clauses of it that tell nothing else. */
export type NotOwned = { readonly tokens: readonly Token[]; readonly clauses: readonly Clause[] };

/**
 * What in the clauses of a sentence is not told of the event: numbers that nothing says to be its own, and the names of
 * activities and days that stand with them.
 */
export function notOwned(event: Event, tokens: readonly Token[], clauses: readonly Clause[]): NotOwned {
  const found: Token[] = [];
  const hidden: Clause[] = [];
  let isOther = false;
  let isOpen = event.isForm && event.own.length > 0;
  for (const clause of clauses) {
    const words = event.s.slice(clause.start, clause.end);
    isOther ||= OTHERS.test(words);
    const isEach = isOther || EACH.test(words);
    const open = clause.tokens.filter((token) => isNumber(token) && (isEach || !isClear(event, token, clause)));
    found.push(...open, ...clause.tokens.filter(isAside(event, words, open.length > 0)));
    if (isOther || open.length > 0) hidden.push(clause);
    isOpen ||= isOther || (open.length > 0 && event.own.length > 0);
  }
  return { tokens: isOpen ? [...found, ...tokens.filter(isName)] : found, clauses: hidden };
}

/** 打扫 beside a number that is not the event's own, the 培训 of 在外培训请假 and the 积极分子 of 列席积极分子2人. */
function isAside({ kinds }: Event, words: string, isOpen: boolean): (token: Token) => boolean {
  const isAway = AWAY.test(words);
  const hasCome = CAME.test(words);
  return (token) =>
    namesKind(token) && (isAway || (isOpen && token.type === "unclear") || (hasCome && !isEventOfKind(kinds, token)));
}

/** Who came, how long it took, what was decided, and what the kind itself counts in. */
function isClear({ s, kinds, own }: Event, token: Token, clause: Clause): boolean {
  const words = s.slice(clause.start, clause.end);
  if (isOfPeople(token) || token.type === "bare") return CAME.test(words) || isBare(s, clause);
  if (token.type === "duration" || token.type === "clock") return LASTED.test(words) || isBare(s, clause);
  if (token.type !== "count") return false;
  const { unit } = token.count;
  return (ITEMS.has(unit) && DECIDED.test(words)) || own.some((kind) => countsIn(kinds.get(kind), unit));
}

/** 20人, 党员20人 1小时: a clause of numbers alone goes on with what was told before it. */
function isBare(s: string, clause: Clause): boolean {
  return REST.test(plainIn(s, { ...clause, tokens: clause.tokens.filter((token) => !isName(token)) }));
}

/** Whether a kind counts in a unit that says by itself what is counted. */
export function countsIn(kind: Kind | undefined, unit: string): boolean {
  if (kind === undefined || kind.family === "meeting" || MANY.has(unit)) return false;
  return kind.quantities.some(({ units }) => units.includes(unit));
}

/** The people of 发展党员2名 are no attendance, and 打扫 alone is what was done. */
export function isEventOfKind(kinds: Kinds, token: Token): boolean {
  const kind = token.type === "kind" ? kinds.get(token.kind) : undefined;
  return token.type === "study" || (kind !== undefined && !countsNames(kind));
}
