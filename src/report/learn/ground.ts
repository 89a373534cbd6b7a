import { endsDoing, isDoing, THERE_ARE, THERE_IS } from "./predicates.ts";
import type { Seat } from "./seat.ts";
import { textBefore } from "./seat.ts";

/** What a number rests on: that something was done, or that there is something. Null where no verb tells. */
export type Ground = "done" | "being" | null;

/** What the words before a number say, else what the sentence said last: 现有货车64辆，冷藏车12辆 goes on with what there is. */
export function groundOf(seat: Seat, before: Ground): Ground {
  const words = textBefore(seat);
  if (SUM.test(words)) return before;
  if (before === "being" && (ADJECTIVE.test(words) || NOMINAL.test(words) || isPartOfState(seat))) return before;
  return groundIn(words) ?? before;
}

/** What we did, or did lately, ends the list of what there is. */
const OURS = /^(?:我|本|支部|党支部|总支|党委|全体|党员)|了|已|先后|累计|今年|全年|年内|新/;
const PARTS = /其中[^。！？\n]*$/;
const MOST_BEFORE = 160;

/** 现有书记30人，其中市派2人，县选派4人: parts of what there is, by whomever they were sent. */
function isPartOfState(seat: Seat): boolean {
  const { amount, clause, last, reader } = seat;
  if (!last || !/person|any|thing/.test(amount.counts)) return false;
  const words = textBefore(seat).replace(/^\(?其中[：:]?(?:包括)?/, "");
  if (OURS.test(words)) return false;
  if (words.length < textBefore(seat).length) return true;
  if (!PARTS.test(reader.s.slice(Math.max(0, clause.start - MOST_BEFORE), clause.start))) return false;
  return !isDoing(words.slice(0, 2)) || endsDoing(words);
}

/** 共210套 sums up what the sentence told, whatever that was. */
export const SUM = /^(?:共计?|合计|累计|总计)$/;

/** 现有广场1处，新建卫生室1间: new, and there. */
const ADJECTIVE = /^新建[^，。、了]+$/;

/** 村内有优质稻种植80亩，各种鱼类养殖60亩. */
const NOMINAL = /^[一-龥、]{2,14}(?:种植|养殖|栽培)(?:年?出栏)?(?:约|近|达)?$/;

/** 还有选派到社区的大学生: the verb belongs to the noun. */
const THERE_ARE_SUCH = /(?:^|[还另现共尚仍都])有[^，。]*的[^，。的]{1,14}$/;

const THIS_YEAR = /今年|全年|本年|年内|一年来|累计|先后|陆续|(?:达|增|升|上升|扩大|发展)[到至]|突破/;

/** 全镇成立的合作组织中 opens a list of what they are; 在服务活动中 tells when. */
const AMONG =
  /^(?!在?[^，。]*(?:活动|工作|过程|期间|会议|行动|建设|实践|比赛|学习|检查|走访|斗争|大会|服务|教育|培训|生活)中$)[^，。]{2,20}[一-龥]中$/;

/** The verb of a stretch of words: 设有服务大厅 tells what there is, 有效解决 what was done. */
export function groundIn(words: string): Ground {
  if (AMONG.test(words) || THERE_ARE.test(words) || THERE_ARE_SUCH.test(words)) return "being";
  if (THIS_YEAR.test(words) || isDoing(words)) return "done";
  return THERE_IS.test(words.replace(/截[至止]/g, "")) || words.endsWith("设") ? "being" : null;
}

/** What the next number of the sentence goes on with: what nobody keeps was there already. */
export function groundAfter(role: string | null, { seat, ground }: { seat: Seat; ground: Ground }): Ground {
  if (role === "tally" || role === "manual") return "done";
  if (role === "roster") return "being";
  const { counts, style } = seat.amount;
  const isThing = seat.last && style === "latin" && /^(?:thing|any|person|work)$/.test(counts);
  return role === null && ground === null && isThing ? "being" : ground;
}
