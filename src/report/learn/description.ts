import { isDoing, withoutNames } from "./predicates.ts";
import { clauseText, type Seat, textAfter, textBefore } from "./seat.ts";
import { DESCRIBING, SIZED } from "./words.ts";

/** 检查了库房30间, 占地300亩, unless something was done about it: 发现并整改问题33个. */
export function isDescription(seat: Seat): boolean {
  const clause = clauseText(seat);
  if (GROWN.test(textBefore(seat))) return false;
  if (isSizeOf(seat) || isShown(seat)) return true;
  if (seat.last && INHABITANTS.test(textBefore(seat)) && !isDoing(clause) && !/涉及/.test(clause)) return true;
  const what = seat.amount.counts === "work" ? SIZED : DESCRIBING;
  if (!what.test(clause) || (/面积/.test(textBefore(seat)) && BUILT.test(withoutNames(clause)))) return false;
  const beside = seat.last ? textBefore(seat).slice(-6) : textAfter(seat);
  if (/问题|隐患|缺陷|故障|线索|矛盾|项目|企业|单位|商户|场所/.test(beside)) return false;
  return !isDoing(textBefore(seat).replace(DESCRIBED, "").slice(-24));
}

/** 参观了300余件文物: what others put there. */
function isShown(seat: Seat): boolean {
  return VISITED.test(textBefore(seat)) && SHOWN.test(textAfter(seat));
}

/** 改建工程全长23公里, and the 800 of 一个800立方米的水池. */
function isSizeOf(seat: Seat): boolean {
  if (seat.last) return LONG.test(textBefore(seat));
  return (
    seat.previous !== null &&
    seat.previous.amount.unit !== "层" &&
    textBefore(seat) === "" &&
    /^的/.test(textAfter(seat))
  );
}

const VISITED = /(?:参观|观看|瞻仰)了?[^，。]*$/;
const SHOWN = /^[^，。]{0,6}(?:文物|展品|照片|图片|实物|展板)/;
const LONG = /(?:工程|项目|[桥路线道廊])[全总]长(?:约|达)?$/;
/** 面积扩大到500亩. */
export const GROWN = /(?:扩|增|发展|提高|上升|提升)[大加长]?[到至]$|已达到?$/;
const INHABITANTS =
  /^(?:[^，。]{0,4}(?:有|辖区内?|驻区|周边|全[村镇区县市])|规上|小微|个体|沿街)?(?:居民|村民|农户|住户|商户|人家|企业|单位|学校)(?:共?有?)$/;
/** 新建广场1个、面积800平方米: the size of what was made. */
const BUILT = /清洁|清扫|粉刷|推广|种植|流转|治理|新建|改建|扩建|新增|建成|改造|翻新|修缮|装修/;
const DESCRIBED = new RegExp(DESCRIBING.source, "g");
