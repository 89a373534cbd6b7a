import { isRest } from "./missed.ts";
import { isOver } from "./outcome.ts";
import { isDoing } from "./predicates.ts";
import type { Situation } from "./role.ts";
import { isCell, type Seat, textAfter, textBefore } from "./seat.ts";
import { OUTCOMES } from "./words.ts";

/** Whether it is there without anybody's doing. */
export function isThere({ seat, ground, lacking }: Situation): boolean {
  if (isCell(seat)) return false;
  if (isCopula(seat) || (ground !== "done" && isIncome(seat))) return true;
  return ground === null ? isUnmade(seat) : ground === "being" && !lacking && isStanding(seat);
}

/** 种植业收入90万元 is what the village has, where no verb made it. */
function isIncome(seat: Seat): boolean {
  return seat.last && seat.amount.counts === "money" && /(?:收入|产值)(?:为|约|近)*$/.test(textBefore(seat));
}

/** 电脑为5台 tells what there is. */
function isCopula(seat: Seat): boolean {
  return (
    seat.last && /^(?:any|thing)$/.test(seat.amount.counts) && /(?<![作分成改评设增成])为约?$/.test(textBefore(seat))
  );
}

/** 现有设备30台，年产值6亿元: all but what happens. */
function isStanding(seat: Seat): boolean {
  const { counts } = seat.amount;
  if (counts === "event" || counts === "times" || seat.amount.unit === "篇" || isRest(seat) || isOver(seat))
    return false;
  return counts !== "person" || seat.last || isVerbless(seat);
}

/** 老师8名 and 8名老师 say of nothing done. */
function isVerbless(seat: Seat): boolean {
  return textBefore(seat) === "" && /^[一-龥]{0,6}$/.test(textAfter(seat)) && !isDoing(textAfter(seat));
}

/** 专用窗口3个: no verb made it, and it is nothing that is made. */
function isUnmade(seat: Seat): boolean {
  const { counts, unit } = seat.amount;
  return seat.last && (counts === "any" || unit === "家") && !OUTCOMES.test(textBefore(seat).slice(-6));
}
