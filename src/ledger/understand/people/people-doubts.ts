import { before, type Chunk } from "../chunk.ts";
import { wordsOf } from "../normalise.ts";
import { numeralAt } from "../numerals.ts";
import type { Doubt } from "../reading.ts";
import type { CountToken } from "../token.ts";

/** What only a person can say of a number. */
export function countDoubt(chunk: Chunk, token: CountToken, about: "quantity" | "participants"): Doubt {
  const words = wordsOf(chunk.text, token.start, token.end);
  return { about, reason: token.count.vague ?? "unit", words, options: token.count.choices.map(String) };
}

/** Numbers of people that leave open how many came. */
export function conflict(chunk: Chunk, tokens: readonly CountToken[], reason: Doubt["reason"] = "conflict"): Doubt {
  const words = tokens.map((token) => wordsOf(chunk.text, token.start, token.end)).join(" ");
  const options = [
    ...new Set(tokens.flatMap((token) => (token.count.value === null ? [] : [String(token.count.value)]))),
  ];
  return { about: "participants", reason, words, options };
}

const ALL = /(?:全体|全员|全部|所有)[一-龥]{0,8}(?: ?[+和及与、,] ?|外加|另加|加上?)[一-龥]{0,8}$/;

/** 全体出席，共34人 */
const ALL_TOLD = /(?:全体|全员|全部|所有)[一-龥]{0,8}, ?(?:一共|总共|共计?|合计|总计|计|实到|到会|参加)?$/;

/** 全体党员和积极分子2名: nobody says how many all are. */
export function isBesideAll(chunk: Chunk, token: CountToken): boolean {
  const { s } = chunk.text;
  if (!/[全所]/.test(s)) return false;
  const lead = s.slice(Math.max(chunk.from, token.start - 24), token.start);
  return ALL.test(lead) && !ALL_TOLD.test(lead);
}

const PLUS = /(\d{1,4}) ?\+ ?$/;

/** 13+2人: the sum, or two kinds of people? */
export function addedTo(chunk: Chunk, token: CountToken): Doubt | null {
  const lead = chunk.text.s.slice(Math.max(chunk.from, token.start - 7), token.start);
  const first = lead.includes("+") ? PLUS.exec(lead) : null;
  const { value } = token.count;
  if (first === null || value === null) return null;
  const words = wordsOf(chunk.text, token.start - first[0].length, token.end);
  return { about: "participants", reason: "unit", words, options: [String(Number(first[1]) + value)] };
}

const GROUPS =
  /(?<![第\d])([\d一二两三四五六七八九十]{1,3})(?:个(?:党小组|小组|组|党支部|支部|班组|车间|科室|部门|单位|网格|班|队)|支(?:参赛|代表|志愿)?队伍?|[组班队家])(?![长会员织])/;
/** 双方各8人 are of two. */
const BOTH = /双方|两方|两边|[甲供]乙双方/;
const OF_EACH_GROUP =
  /每[一个支]?(?:党小组|小组|组|党支部|支部|班组|车间|科室|部门|单位|网格|[分支]队|队|班)(?:[约有出派来去抽各]|选派|安排|组织)*$/;
const EACH = /各[约有出派来去]?$/;

/** 3个党小组分别集中学习，各8人: eight, or eight of each? 每组5人 alone does not say how many came. */
export function eachDoubt(chunk: Chunk, plain: readonly CountToken[]): Doubt | null {
  const [token] = plain;
  if (token === undefined || plain.length > 1 || token.count.value === null) return null;
  const near = before(chunk, token);
  const isOfGroup = OF_EACH_GROUP.test(near);
  if (!isOfGroup && !EACH.test(near)) return null;
  const lead = chunk.text.s.slice(chunk.from, token.start);
  const groups = GROUPS.exec(lead)?.[1] ?? (BOTH.test(lead) ? "2" : undefined);
  const { value } = token.count;
  if (groups === undefined) return isOfGroup ? { ...conflict(chunk, plain, "unit"), options: [] } : null;
  const number = numeralAt(groups, 0)?.value ?? 1;
  return { ...conflict(chunk, plain, "unit"), options: [String(number * value), String(value)] };
}
