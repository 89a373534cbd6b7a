import { isOther } from "./missed.ts";
import { isDoing } from "./predicates.ts";
import { restAfter, type Seat, textAfter, textBefore } from "./seat.ts";

const PLACED =
  /(?:(?<![正存现潜所内实])在|位于|来自|(?<!服)从|(?<![自理])由|(?<![棉毛衣])被|把|以(?![上下内外前后来及])|按|(?<![费信利使采录启动公])用(?!于))[^，。了过]{0,3}$|将$/;
const HOLDING = /(?:容纳|可供|人口|居住|常住)[^，。]{0,4}$/;
const ABLE = /^(?:最多)?(?:能够?|可以?)[一-龥]{0,4}$/;
const STORING = /^(?:可|能)(?:储存|存放|停放|容纳)[一-龥]{0,6}$/;

/** 在3个社区, 可容纳50人: where something happened. */
export function isPlace(seat: Seat): boolean {
  if (isScope(seat)) return true;
  const { counts } = seat.amount;
  if (counts === "person") return isRoomFor(textBefore(seat));
  if (CENTRE.test(restAfter(seat, 16)) && textBefore(seat).includes("以")) return true;
  if (MAKERS.test(textBefore(seat)) && MADE.test(textAfter(seat, 24)) && !seat.last) return true;
  if (/由$/.test(textBefore(seat)) && !seat.last && !isOther(seat)) return true;
  if (counts !== "any" && counts !== "thing") return false;
  return !seat.last && PLACED.test(textBefore(seat)) && !/^(?:增|提|上升|扩|发展)/.test(textAfter(seat));
}

/** 以2个村为重点: what it is built around. */
const CENTRE = /^[^，。]{1,8}为(?:重点|主|核心|中心|依托|载体|试点)/;
/** 由工会、团委等3家单位主办: by whom. */
const MAKERS = /(?<![自理])由[^，。]{2,30}等?$/;
const MADE = /^[^，。]{1,12}(?:组建|组成|构成|主办|承办|发起|举办)/;

/** 可容纳50人, 能组织50人学习. */
function isRoomFor(words: string): boolean {
  return ABLE.test(words) || (HOLDING.test(words) && !isDoing(words));
}

/** 承担12个社区、9万户居民的供水, 学习《条例》158条, 可储存水果200吨: how far something reaches. */
function isScope(seat: Seat): boolean {
  const [before, after] = [textBefore(seat), textAfter(seat)];
  if (STORING.test(before)) return true;
  if (/》$/.test(before) && /[条章节款字]$/.test(seat.amount.unit)) return true;
  if (seat.last) return false;
  return (
    (before.endsWith("、") && /^(?:居民|用户|群众|职工|师生)的/.test(after)) ||
    (seat.amount.counts === "any" &&
      SERVED.test(before) &&
      /^(?:社区|街道|乡镇|村|县|市|区|小区|路口|卡口|点位|路段)/.test(after))
  );
}

const SERVED = /(?:承担|负责|管理|服务|参与|参加|协助|配合|支援)[一-龥]{0,2}$/;
