import type { Situation } from "./role.ts";
import { clauseText, textAfter, textBefore } from "./seat.ts";
import { DOING, MEMBERS, ORGANISATIONS, THERE_ARE, THERE_IS } from "./words.ts";

const ACTED_ON = /结对|共建|表彰|评|创建|成立|新建|撤销|建立|命名|考核|督查|调研|走访/;

/** 党员25名 alone is the size of the branch. */
const BARE =
  /(?:党员|职工|员工|团员|教师|教职工|委员|支委|书记|主任|班子|积极分子|发展对象|学历|职称|女性|男性|岁以[上下])(?:总?人?数)?(?:共有?|有|为|达)?$/;

/** Whether a number is a figure of members or organisations; null for an organisation named by its number (三个支部). */
export function rosterRole(situation: Situation): "roster" | null | false {
  const { amount } = situation.seat;
  const found = amount.unit === "个" || amount.unit === "家" ? organisations(situation) : members(situation);
  const isSlogan = amount.style === "chinese" && (amount.value === 1 || !isDescribed(situation));
  return found === "roster" && isSlogan ? null : found;
}

function organisations(situation: Situation): "roster" | null | false {
  const { seat } = situation;
  const noun = seat.last ? textBefore(seat).slice(-5) : textAfter(seat);
  if (!ORGANISATIONS.test(noun)) return false;
  if (isDescribed(situation)) return "roster";
  return seat.amount.style !== "chinese" && ACTED_ON.test(clauseText(seat)) ? false : null;
}

function members(situation: Situation): "roster" | false {
  const { seat, counted, rosterBefore } = situation;
  if (seat.amount.counts !== "person") return false;
  const described = isDescribed(situation);
  const noun = seat.last ? textBefore(seat).slice(-12) : textAfter(seat);
  if (!MEMBERS.test(noun)) return rosterBefore && described && counted.kinds.length === 0 ? "roster" : false;
  if (described) return /发展|转正|表彰|评|参加|参与|走访|慰问/.test(textBefore(seat)) ? false : "roster";
  const isBare = seat.last && BARE.test(textBefore(seat));
  return isBare && !counted.near && !DOING.test(clauseText(seat)) ? "roster" : false;
}

/** 支部现有…, 下设…, or a part of such a figure. */
function isDescribed({ seat, rosterBefore }: Situation): boolean {
  if (THERE_ARE.test(textBefore(seat).slice(-14))) return true;
  const opening = seat.reader.s.slice(seat.clause.start, seat.amount.start).slice(-24);
  if (!THERE_IS.test(opening) && !rosterBefore) return false;
  return !DOING.test(clauseText(seat).replace(/在职|离退休|组织(?=关系|隶属)/g, ""));
}
