import type { Situation } from "./role.ts";
import { type Seat, textAfter, textBefore } from "./seat.ts";

type Counting = Situation["counted"];

const SUMMED = /共|累计|合计|总计|全年|总共|先后|已/;
const VERB_AT =
  /(?:召开|开展|组织|举办|举行|进行|讲授?|撰写|上交|提交|发表|完成|签订|发展|转正|接收|吸收|培养|确定|表彰|承办|参加|观看|刊发|开设|作|做|上|办|新增|救助|慰问|走访|看望|推荐|评选|化解|解决|处分|资助|收到|捐赠|[另还]有|增补|补选|经过|历经)了?$/;

/** Chinese numerals are mostly idiom: they want a verb or a kind right beside them. */
export function isSpoken(seat: Seat, counted: Counting): boolean {
  const { counts, value } = seat.amount;
  if (counts === "times" || counts === "money") return true;
  const beside = VERB_AT.test(textBefore(seat)) || isTold(seat) || isBesideKind(seat, counted) || isHeld(seat);
  if (value === 1) return beside && isCountable(seat);
  if (isLarge(seat) && counts !== "time") return true;
  if (counts === "any")
    return isProblems(seat) || /^(?:荣誉|奖)/.test(textAfter(seat)) || (beside && counted.quantity !== null);
  return beside || (counts !== "person" && isCarried(seat, counted));
}

/** 一场 is one; 一批 and 一本书 of a slogan are many. */
function isCountable(seat: Seat): boolean {
  const { counts, unit } = seat.amount;
  return !/[批遍]/.test(unit) && /event|work|person/.test(counts) && !isSlogan(seat);
}

/** 先后三次召开, 有三名同志递交了申请. */
function isTold(seat: Seat): boolean {
  const [before, after] = [textBefore(seat), textAfter(seat, 30)];
  if (seat.amount.counts === "event") return /(?:先后|累计|已|曾)$/.test(before) && VERB_FROM.test(after);
  return (
    seat.amount.counts === "person" && /有$/.test(before) && /[交获成走当完][^，。]{0,3}了|(?:获|被|荣)/.test(after)
  );
}

const VERB_FROM = /^(?:召开|组织|开展|举办|举行|深入|前往|赴|到|参加)/;

/** 举办演讲比赛一场, 和两场宣讲: what was held. */
function isHeld(seat: Seat): boolean {
  const [before, after] = [textBefore(seat), textAfter(seat)];
  if (seat.amount.counts === "work") return /了$/.test(before) && HELD.test(after.slice(0, 6));
  if (seat.amount.counts !== "event") return false;
  return seat.last
    ? (HELD_AT.test(before) || seat.previous !== null) && HELD.test(before.slice(-4))
    : /[、和及]$/.test(before) && HELD.test(after.slice(0, 8));
}

const HELD_AT = /(?:举办|举行|承办|组织|开展|召开)了?/;
const HELD = /比赛|大赛|竞赛|展演|汇演|演出|宣讲|讲座|报告会|座谈会|分享会|观摩|交流会|仪式|活动|联谊|赛$/;

/** 六个一活动，即读一本书、写一篇心得. */
function isSlogan({ reader, clause, amount }: Seat): boolean {
  return /个一|即[^，。]{0,3}$/.test(reader.s.slice(Math.max(0, clause.start - 12), amount.start));
}

/** 查摆出三个问题 was counted; 存在三个问题 only opens a list. */
function isProblems(seat: Seat): boolean {
  if (!/(?:查摆|查找|检视|梳理|反馈|指出|整改)[^，。]{0,8}$/.test(textBefore(seat))) return false;
  return seat.last ? /问题$/.test(textBefore(seat)) : /^(?:方面的?)?问题/.test(textAfter(seat));
}

function isBesideKind(seat: Seat, { near }: Counting): boolean {
  return near && (seat.last || startsWithKind(seat));
}

/** 共学习三次, 两轮入户走访: no slogan ends in its number, or speaks of a kind. */
function isCarried(seat: Seat, { near }: Counting): boolean {
  const { counts } = seat.amount;
  if (near) return true;
  return counts === "time" ? SUMMED.test(textBefore(seat)) : seat.last && counts !== "thing";
}

function isLarge({ amount }: Seat): boolean {
  const { value, approx } = amount;
  return value !== null && (value > 10 || (approx && value >= 10));
}

function startsWithKind({ clause, amount }: Seat): boolean {
  return clause.kinds.some(({ start }) => start >= amount.after && start <= amount.after + 2);
}
