import { before, behind, type Chunk, indexFrom, isFollowed, neighbour, previous, tokenAt } from "../chunk.ts";
import type { CountToken, Token } from "../token.ts";

/** A named amount; `lead` and `tail` characters beside the count announce it and are no title: 议定2项. */
export type Named = { readonly name: string; readonly lead?: number; readonly tail?: number };

/** What a count is: a named amount, people, what only a person can say, part of a title, that of each one, or nothing to keep. */
export type Meaning = Named | "people" | "open" | "content" | "rate" | "drop";

/** Units of many things: alone they do not say what is counted. */
export const MANY = new Set(["个", "项", "件", "次", "人", "名", "位"]);
/** What gifts are packed in: 1桶油 is one as 2桶油 are two. */
export const GOODS = new Set([..."袋桶箱瓶包盒床壶罐筐"]);
const OBJECT =
  /(?:学习|传达|观看|研读|研究|审议|讨论|通报|听取|部署|收看|(?<!送)学(?![生校员院])|读(?!者)|任免|投资|采购|预算|资金|项目|处以|罚款)[^,;。 ]*$/;
/** 补录一条 speaks of the message itself. */
const LOGGED = /(?:补充|补录|补登|补记|登记|记录|上报|记|补|报)了?$/;
const TIMES_LEAD = /^ ?(?:各|共计?|累计|总计|合计|一共|总共)?(?:开展|召开|组织|举行|举办|进行|[开上讲学搞办做])?了? ?$/;

/** Counts that no kind asks for: 植树30棵 is kept by its unit; 学习三篇文章 is part of the title. */
export function genericMeaning(chunk: Chunk, token: CountToken, kinds: readonly string[]): Meaning {
  const lead = before(chunk, token);
  const { unit } = token.count;
  if (isIdle(chunk, token, lead)) return "drop";
  if (isNameOfRules(chunk, token, lead)) return "content";
  const times = unit === "次" || unit === "场" ? timesMeaning(chunk, token, kinds) : null;
  if (times !== null) return times;
  if (/(?:议题|议程)$/.test(lead) && !isFollowed(chunk, token)) return { name: nameOf(unit), lead: 2 };
  const found = foundIn(chunk, token);
  if (found !== null) return found;
  if (isObject(chunk, token, lead)) return "content";
  if (unit !== "个") return { name: nameOf(unit) };
  if (!/^(?:一共|总共|共|共计|合计)?$/.test(lead)) return "content";
  return kinds.includes("捐款捐物") ? { name: nameOf(unit) } : "open";
}

/** 集中学习 安全生产十五条: what was studied is called by its number. */
function isNameOfRules({ text, tokens, vocabulary }: Chunk, { start, end, count }: CountToken, lead: string): boolean {
  if (count.unit !== "条" || !/[一-龥]{2}$/.test(lead) || /\d/.test(text.s.slice(start, end))) return false;
  const kind = tokens.find((other) => other.type === "kind");
  return kind?.type === "kind" && vocabulary.kinds.get(kind.kind)?.family === "study" && kind.kind !== "心得体会";
}

/** How often an event of the kind was held; null where 次 counts something else that is kept. */
function timesMeaning(chunk: Chunk, token: CountToken, kinds: readonly string[]): Meaning | null {
  const lead = before(chunk, token);
  if (isRunning(chunk, lead)) return "drop";
  if (isOfKind(chunk, token, kinds) || isBeforeKind(chunk, token, kinds)) return { name: "次数" };
  return OTHER_EVENT.test(lead) ? "content" : null;
}

/** 本月第3次，累计8次 tells of the third alone. */
function isRunning({ text, from, to }: Chunk, lead: string): boolean {
  return /(?:累计|总计|一共|共计?)$/.test(lead) && /第[\d一二三四五六七八九十]{1,3}[次场]/.test(text.s.slice(from, to));
}

/** The 2次 of 调研5家企业，召开座谈会2次 are no times of the kind. */
const OTHER_EVENT = /(?:座谈|会|会议|讲座|比赛)$/;

/** What the way cost and how far it was: no amount of what was done. */
const OF_WAY =
  /(?:(?:车|路|餐|油|门票|停车|过路|交通|住宿|伙食)费(?:花了?|共计?|合计|一?共)*|来回|往返|单程|全程|车程|路程|相?距离?)约?$/;

/** 发票40张收回40张: how a vote went. */
const BALLOTS =
  /(?:发[出放]?(?:选票|表决票|票)|(?:收回|回收)(?:选票|表决票|票)?|[有无]效(?:选|表决)?票|废票|(?:赞成|反对|弃权|同意)票?)(?:共|计)*$/;

/** 两家一共45人, 三个活动, 补录一条: numbers that count nothing of what was done. */
function isIdle(chunk: Chunk, token: CountToken, lead: string): boolean {
  const { unit, value } = token.count;
  if (/^[家个支]$/.test(unit) && /^(?:一共|总共|共|合计)/.test(behind(chunk, token))) return true;
  if (/^(?:元|公里|千米|米)$/.test(unit) && OF_WAY.test(lead)) return true;
  if (/^[张票份]$/.test(unit) && BALLOTS.test(lead)) return true;
  return isArticle(chunk, token) || ((value === 1 || unit === "条") && LOGGED.test(lead));
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

/** 两场党课, 2场警示党课 */
function isBeforeKind({ text, tokens }: Chunk, { end }: CountToken, kinds: readonly string[]): boolean {
  const next = tokens[indexFrom(tokens, end)];
  return next?.type === "kind" && kinds.includes(next.kind) && /^[一-龥]{0,4}$/.test(text.s.slice(end, next.start));
}

/** 学习3次 and 学习了4次党章, where 学习 is the kind; 学习三次飞跃 is a title. */
function isOfStudy(chunk: Chunk, token: CountToken, last: Token): boolean {
  if (last.type !== "study" || chunk.tokens.some((other) => other.type === "kind")) return false;
  return !isFollowed(chunk, token) || chunk.text.s.charAt(token.start - 1) === "了";
}

function isObject(chunk: Chunk, token: CountToken, lead: string): boolean {
  const { unit, value } = token.count;
  // Nobody studies 人次.
  if (unit === "人次") return isFollowed(chunk, token) && !/^(?:参加|参与|到场|参学)/.test(behind(chunk, token, 2));
  if (OBJECT.test(lead) && !/(?:议定|决议)$/.test(lead)) return true;
  const last = neighbour(chunk, token);
  if (last?.type === "study" && last.end === token.start) return true;
  if (!isFollowed(chunk, token)) return false;
  if (value === 1 && GOODS.has(unit)) return false;
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
function nameOf(unit: string): string {
  if (unit === "元") return "金额";
  return unit === "人次" ? "人次" : `${unit}数`;
}

/** 集中学习 三篇重要文章: the count is part of what was studied. */
function isStudyText(chunk: Chunk, token: CountToken): boolean {
  const kind = chunk.tokens.find((other) => other.type === "kind");
  if (kind?.type !== "kind" || token.start < kind.start) return false;
  return chunk.vocabulary.kinds.get(kind.kind)?.family === "study";
}
