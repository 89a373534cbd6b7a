import { indexFrom } from "./chunk.ts";
import type { Token } from "./token.ts";
import type { Vocabulary } from "./vocabulary.ts";

const GROUP = /^第?(?:[一二三四五六七八九十]{1,3}|\d{1,2})党?小组$/;
/** Directly behind the group: 第三党小组会, 第二党小组召开会议. */
const MEETING =
  /(?:召开了?|开了?个?)?会议?(?:上(?=[学研讨传通表听]))?(?!议?[室场厅员费标徽]|[计餐师演诊友盟同址合期面审战客])/y;
/** 第二党小组今天开会: with the day between them. */
const MET = /^(?:召?开了?个?会议?|会议?|开了?碰头会)$/;
const BETWEEN = /^(?:于|在)?$/;
const WHEN = new Set<Token["type"]>(["date", "half", "clock"]);
const KIND = "党小组会";

/** A group of the branch that met held its meeting: the number in 第三党小组会 says which of the groups it was. */
export function withGroupMeetings(s: string, tokens: readonly Token[], { kinds }: Vocabulary): readonly Token[] {
  if (!s.includes("小组") || !kinds.has(KIND)) return tokens;
  return tokens.reduce((read, token) => (isGroup(s, token) ? metAt(s, read, token) : read), tokens);
}

function isGroup(s: string, { type, start, end }: Token): boolean {
  return type === "mask" && GROUP.test(s.slice(start, end));
}

function metAt(s: string, tokens: readonly Token[], group: Token): readonly Token[] {
  const at = tokens.indexOf(group);
  MEETING.lastIndex = group.end;
  const own = MEETING.exec(s)?.[0];
  if (own !== undefined) return replaced(tokens, at, [group.start, group.end + own.length]);
  if (!s.slice(group.start, group.end).endsWith("党小组")) return tokens;
  let next = at + 1;
  while (WHEN.has(tokens[next]?.type ?? "break")) next++;
  const met = tokens[next];
  if (met === undefined || next === at + 1 || !MET.test(s.slice(met.start, met.end))) return tokens;
  if (!BETWEEN.test(s.slice(tokens[next - 1]?.end, met.start).trim())) return tokens;
  return replaced(tokens, next, [met.start, met.end]);
}

/** The kind in place of a token and of what it reaches over. */
function replaced(tokens: readonly Token[], at: number, [start, end]: readonly [number, number]): readonly Token[] {
  const kind: Token = { type: "kind", start, end, kind: KIND, slip: false };
  return [...tokens.slice(0, at), kind, ...tokens.slice(Math.max(at + 1, indexFrom(tokens, end)))];
}
