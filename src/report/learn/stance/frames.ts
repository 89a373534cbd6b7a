import { isDoing } from "../predicates.ts";
import { type View, viewOf } from "../view.ts";

const MEASURED = /(?:对照|对标|按照|围绕|依照|依据|参照|遵照)(?!.*(?:要求|部署|安排|精神|原则))[^，。对将把]*$/;
const MEANS = /(?:利用|借助|依托)[^，。]*等?$/;

/** 把课程编排成4个单元: what came of it is no more than it was. */
const DIVIDED = /(?:分|划分?|编排?|归纳|概括|浓缩|拆分|调整)(?:成|为|成为)$/;

/** What stands before and behind a number that only frames what is told. */
const AROUND: readonly (readonly [head: RegExp, tail: RegExp])[] = [
  // 承担着3个车间、2000户居民的供水任务
  [/(?:承担|肩负|担负|负责)[着了]?[^，。]*$/, /的[一-龥]{0,8}(?:任务|工作|职责|重任)(?=$|[，。；])/],
  // 根据5项重点工作的要求
  [/(?:根据|按照|依据|遵照)[^，。]*$/, /^[^，。\d]{1,12}的?(?:要求|部署|安排|标准|规定|精神)/],
  // 把38户居民划分为小组
  [/[将把][^，。]{0,8}$/, /^[^，。]{1,30}(?:划分?|分|编)(?:为|成)/],
];

/** What something is measured by, told through or answered for. */
export function isFrame({ seat, before, opening, rest }: View): boolean {
  if (seat.amount.counts === "any" && DIVIDED.test(before)) return true;
  if (seat.last) return false;
  if (AROUND.some(([head, tail]) => head.test(opening) && tail.test(rest))) return true;
  if (/带领(?:着|全[镇乡县村])?$/.test(opening) && seat.amount.counts === "any") return true;
  const means = MEANS.exec(opening)?.[0];
  const words = MEASURED.exec(opening)?.[0] ?? (/^(?:any|work)$/.test(seat.amount.counts) ? means : undefined);
  return words !== undefined && !isDoing(words.replace(/《[^》]*》/g, "").slice(2));
}

/** An event in words only. */
export function isLesson({ seat, before, after }: View): boolean {
  return (
    seat.amount.value === 1 &&
    /(?:受到|经受|接受|经历|得到)了?$/.test(before) &&
    /^[^，。]{0,12}(?:教育|洗礼|锤炼|震撼|熏陶|考验|体检)/.test(after)
  );
}

const EACH_HAS = /^[一-龥]{0,8}(?:联系|带动?|帮[带扶]?|结对|包联?|负责|管理)[^，。\d]{0,3}\d/;

/** 1名党员联系3户: how it is arranged, both numbers of it. */
export function isScheme({ seat, before }: View): boolean {
  const { previous, reader, clause, amount } = seat;
  if (previous !== null) return amount.style === "latin" && isScheme(viewOf(previous));
  return (
    /^(?:推行|实行|采取|采用|建立|落实)?$/.test(before) &&
    amount.counts === "person" &&
    amount.value === 1 &&
    EACH_HAS.test(reader.s.slice(amount.after, clause.end))
  );
}
