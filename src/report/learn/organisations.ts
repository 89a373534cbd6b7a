import { isDescribed } from "./described.ts";
import { isEnumerated } from "./enumeration.ts";
import { isNextOfList } from "./outcome.ts";
import { isDoing } from "./predicates.ts";
import type { Situation } from "./role.ts";
import { clauseText, type Seat, textAfter, textBefore } from "./seat.ts";
import { isJoined, isPaired } from "./spoken.ts";
import { isTask } from "./task.ts";
import { ORGANISATIONS } from "./words.ts";

const ACTED_ON =
  /组建|结对|共建|表彰|评|争?创|打造|建成|成立|新建|撤销|建立|命名|考核|督查|调查|抽查|调研|走访|指导|帮助|联[系合建]|动员|发动|通报|约谈|检查|包联|对口|帮扶|整顿|验收|树立|突击|攻关|服务|检查|培育|结成|结为|授予|选出|撤并|合并/;

/** 全校14个党支部. */
const EVERYWHERE = /全(?:校|院|村|镇|乡|县|区|市|局|厂|行|所|公司|集团|系统|街道)(?:共|有|共有)?$/;

/** Organisations that have members. */
const ORGANISED = /(?<!示范|先锋|标杆|突击|优秀)(?:支部|小组|党总支|党委|党组织|部门|科室|车间|班组)(?:共|有|为|达)*$/;

/** Whether a number of organisations is a figure of the branch; null where it only names them. */
export function organisations(situation: Situation): "roster" | null | false {
  const { seat } = situation;
  const noun = seat.last
    ? textBefore(seat)
        .slice(-5)
        .replace(/^[^一-龥]+/, "")
    : textAfter(seat);
  if (!ORGANISATIONS.test(noun)) return false;
  if (isDescribed(situation) || EVERYWHERE.test(textBefore(seat))) return "roster";
  if (seat.last && ORGANISED.test(textBefore(seat)) && !isActedOn(seat)) return "roster";
  return isCounted(situation) ? false : null;
}

/** Whether organisations are what something was done with, so that their number is an outcome. */
function isCounted({ seat, keptBefore }: Situation): boolean {
  if (isEnumerated(seat) || (keptBefore && isNextOfList(seat))) return true;
  return isObject(seat)
    ? seat.amount.style !== "chinese" || isJoined(seat) || isPaired(seat)
    : seat.amount.style !== "chinese" && seat.last;
}

const PAIRED = /^[^，。]{0,20}(?:结对|结成|结为|共建|联建)/;
const PASSIVE = /^[^，。]{0,14}(?:被|获|荣|获评|达标|入选|当选|命名)/;

const JOINED = /^[一-龥()“”]{1,14}(?:、|和|及|以及|与)$/;

/** 帮助3个党支部建制度, 2个党支部被评为先进; the 80个 of 80个党支部召开了动员会 only tells who met. */
function isObject(seat: Seat): boolean {
  if (seat.previous !== null && JOINED.test(textBefore(seat)) && isObject(seat.previous)) return true;
  if (PAIRED.test(seat.reader.s.slice(seat.amount.after, seat.clause.end))) return true;
  return ACTED_ON.test(textBefore(seat)) || isTask(seat) || PASSIVE.test(textAfter(seat, 16));
}

function isActedOn(seat: Seat): boolean {
  return ACTED_ON.test(clauseText(seat)) || isDoing(clauseText(seat));
}
