import { endsDoing, isDoing } from "../predicates.ts";
import type { View } from "../view.ts";

const IN_WHOSE = /(?:^|[一-龥，])在[^，。]{0,10}$/;
const UNDER =
  /^[^，。\d]{1,14}?(?:带动|带领|努力|支持|帮助|影响|配合|关心|见证|陪同|指导|关怀|鼓励|感召)(?:和[一-龥]{2,4})?下/;
const FACED = /(?:^|[^一-龥])(?:面对|鉴于|考虑到)[^，。]*$/;
const AIMED = /(?:^|[^一-龥])(?:针对|根据|结合)[^，。]*$/;
const ITS_STATE =
  /^(?!问题|意见|建议|隐患)[^，。\d]{2,20}的?(?:问题|情况|实际|现状|难题|困难|需求|诉求|特点|特长)(?=$|[，。；、和])/;

/** Whose help it was done with, or whose state it answers: 在12名骨干的带动下, 面对300名留守老人. */
export function isCircumstance({ seat, before, opening, rest }: View): boolean {
  if (FACED.test(opening) && !isDoing(opening)) return true;
  if (seat.last) return false;
  return (IN_WHOSE.test(before) && UNDER.test(rest)) || (AIMED.test(opening) && ITS_STATE.test(rest));
}

/** 一支60人的队伍: how large who is told of is. */
export function isSizeOfTeam({ seat, before, after }: View): boolean {
  return (
    before === "" &&
    /^[支个家所]$/.test(seat.previous?.amount.unit ?? "") &&
    /^的[一-龥]{0,8}(?:队|伍|班|团|组|工会|支部|总支|党委|村|企业|公司|协会|分会)/.test(after)
  );
}

/** 2名副书记任副组长，9个科室负责人为成员: who sits on it. */
export function isSeated({ seat, rest }: View): boolean {
  return !seat.last && /^[一-龥、]{1,16}(?:为|任|担任)(?:副?组长|成员|组员)(?=$|[，。；、])/.test(rest);
}

const ALL_OF = /^(?:我?们?[一-龥]{0,2}(?:支部|总支)|全体)的?$/;
const STEADY = /^[一-龥]{2,6}(?:都|均|全部)?(?:在各自|立足|坚守|扎根|团结|齐心|同心|凝心|牢记|始终|默默|无一)/;

/** 16名党员，无论寒暑: the sentence goes on to tell how they are. */
const THEY = /^[一-龥\d、]{2,24}，(?:无论|不论|不管)/;

/** 全体67名职工齐心协力: how they are, not what they did. */
export function isSteady({ seat, before, rest, sentence }: View): boolean {
  if (seat.last || isDoing(rest)) return false;
  return (ALL_OF.test(before) && STEADY.test(rest)) || THEY.test(sentence);
}

/** 发展到今天的320名会员. */
export function isToday({ seat, before }: View): boolean {
  return !seat.last && /(?:今天|现在|如今|目前|当前)的$/.test(before);
}

const HOLDING =
  /(?:^|[，、]|[一-龥]过)(?:拥有|持有|具有|具备|负责|从事)[^，。]{1,14}的[一-龥]{0,6}(?:共|还|已|只|仅)?有?$/;
const ONCE =
  /^(?:[一-龥]{0,4})(?:参加|接受|担任|从事|立|当|获得|受)过[^，。]{1,14}的[一-龥]{0,6}(?:共|还|已|只|仅)?有?$/;
const WHO_ARE = /^(?:其中)?([^，。]{2,20})的[一-龥]{2,8}(?:共|还|已|只|仅)?有$/;
/** Verbs of which each is an act of the year: 报名参加的职工有46人 tells who came. */
const ACTS =
  /参[加与训赛]|报名|获|评|授|捐|[上缴交]交|交纳|缴纳|完成|整改|解决|转|受益|走访|慰问|办结|通过|当选|联系|新|今年|本年|年内|全年|本次|此次|活动|接受(?!过)/;

/** 负责巡查的网格员有9人, 参加过抗洪的老兵还有2位: those of whom it is true. */
export function isThoseWho({ seat, before }: View): boolean {
  if (!seat.last) return false;
  if (HOLDING.test(before) || ONCE.test(before)) return true;
  const clause = WHO_ARE.exec(before)?.[1];
  return clause !== undefined && !ACTS.test(before) && !endsDoing(clause);
}
