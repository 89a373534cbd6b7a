import { anyOf } from "../../../ledger/any-of.ts";
import { endsDoing, isDoing } from "../predicates.ts";
import type { Seat } from "../seat.ts";
import { type View, viewOf } from "../view.ts";
import { ABSTRACT } from "../words.ts";

const OBJECT = /(?:^|[^面针绝相应要拟将])(?:对|将|把|就)(?!对)[^，。了过]{0,14}(?<![为成到给在作])$/;
const TREATED =
  /^[^，。]{1,24}?(?:(?:进行|开展|予以|给予|实施|作出|做出|列[入为]|纳入|合并|确定|评为|命名|逐[一个村户]|全部|分别|集中|改造成)了?|了)/;

/** 一头热: one is mostly idiom. */
function isOne({ amount }: Seat): boolean {
  return amount.style === "chinese" && amount.value === 1;
}

/** 对20间教室进行了检查: things that were only looked at. */
const SEEN = /检查|巡查|查看|排查|摸排|登记/g;

/** 对 and 把 put what was worked on before the verb: 对所属10个支部进行了换届. */
export function isActedOn({ seat, before, after, rest }: View): boolean {
  if (seat.last || !OBJECT.test(before) || ABSTRACT.test(after) || isOne(seat)) return false;
  const done = seat.amount.counts === "thing" ? rest.replace(SEEN, "") : rest;
  return (TREATED.test(rest) || /[将把]/.test(before)) && (isDoing(done) || /合并|换届|改选|纳入|提升/.test(rest));
}

const CHANGED = new RegExp(
  `^[^，。；、]{0,14}?(?:成功|顺利|如期|按期|全部|均|已|圆满|陆续|进行了?|开展了?|完成了?){0,3}${anyOf`
  换届 改选 脱贫 摘帽 晋级 晋位 升级 升格 通过[^，。]{0,4}验收
  (?<=完成了?[^，。]{0,6})(?:改造|整治|搬迁|创建|建设) 为“?(?:优秀|先进|五星|红旗|示范|一类|标准化)
  (?:先后|同台)?(?:登台|参演|演出|展演|参展|亮相) (?:成立|建立|组建)(?<=(?:先后|今年|新)..)了?[^，。]{0,4}(?:党|团|工会)
  竣工 完工 投产 入驻 落户 签约 转正 销号 办结
`}(?!的[一-龥])`,
);
/** The next of a list of subjects: 、文联等2个总支. */
const NEXT_SUBJECT =
  /^[一-龥()]{1,8}(?:[，、和及]|以及)[^，。；\d]{1,12}(?:[、，][^，。；、\d]{2,16}){0,8}(?:等)?\d+[个家名户]/;

/** 全校14个支部全部完成换届 tells how many there are. */
const WHOLE = /全[校院村镇乡县区市局厂行所系]$|全(?:公司|集团|系统|街道)$/;

/** What happened to the subjects of a list stands behind the last of them. */
export function isChanged({ seat, before, sentence }: View): boolean {
  if (seat.last || !/^(?:|[^，。]{0,90}(?:等|今年|已有|又有|有|的|和|及|、|，)|[^，。]{2,12})$/.test(before))
    return false;
  if (endsDoing(before) || WHOLE.test(before)) return false;
  let rest = sentence;
  for (let n = 0; n < 4; n++) {
    if (CHANGED.test(rest)) return true;
    const next = NEXT_SUBJECT.exec(rest)?.[0];
    if (next === undefined) return false;
    rest = rest.slice(next.length);
  }
  return false;
}

const FINISHED =
  /^[^，。]{1,14}的[^，。]{2,10}(?:工作|任务|建设|改造|提升|整治|创建)|^[^，。]{1,8}?(?:换届|改选|改造|整治|搬迁|创建|验收|整顿)(?:$|[，。；、])/;

/** 完成了20个党支部的阵地提升工作, 完成4个支部换届. */
export function isCompleted({ seat, before, rest }: View): boolean {
  return !seat.last && /完成了?$/.test(before) && FINISHED.test(rest);
}

const GOING = /(?:[到赴]|前往|深入|奔赴|走遍)(?:了|全[镇乡县市区村])?$/;
const VISITED =
  /^(?:[一-龥]{0,4}(?:村|社区|街道|乡镇|企业|班组|车间|支部|单位|学校|站所|网点|工地|小区|园区|部门|项目))[^，。任挂职]{0,6}(?:调研|督|走访|检查|宣讲|慰问|指导|察访|看望|座谈|授课|巡|参观|学习|宣传|摸底|摸排)/;

export function isGoneTo({ seat, before, rest }: View): boolean {
  return !seat.last && GOING.test(before) && VISITED.test(rest);
}

const DID =
  /^[一-龥]{0,10}?(?:递交|提交|获得?|荣获|取得|考取|当选|入选|被评|被授|被确定|被列|被推|完成|通过|捐出?)(?:了|为|先进|优秀|“|[^，。]{0,12}(?:称号|证书|奖|表彰|申请|培训|考试))/;

/** 共有40个单位和90名干部进行了述职. */
const REPORTED = /^[^，。]{1,40}(?:进行|作|做|完成|递交|提交|签订|参加|参与)了/;

/** Those who did it stand before it, however the number is written. */
export function isDoer({ seat, before, rest }: View): boolean {
  if (
    seat.previous !== null &&
    /^[一-龥]{2,8}[、和]?$/.test(before) &&
    REPORTED.test(rest) &&
    isDoer(viewOf(seat.previous))
  )
    return true;
  if (/(?:共|先后|累计)有$/.test(before) && REPORTED.test(rest)) return true;
  return !seat.last && /^(?:\(?其中|并|又|另|已|先后|现已)?有?$/.test(before) && DID.test(rest);
}

/** A list gives what was used or made before its number: 出动货车一辆. */
export function isListed({ seat, before }: View): boolean {
  const { amount, last } = seat;
  if (!last || amount.style !== "chinese" || !/^[辆台套座栋处篇部艘顶张盏块面条个枚]$/.test(amount.unit)) return false;
  return /^(?:[一-龥]{0,8}?)(?:出动|派出|投稿|刊登|发表|撰写|购[置买]|新[建添增购]|修建|捐[赠献]?|安装|添置|维修|赠送|送去|送上)了?(?:《[^》]*》|“[^”]*”|[一-龥]{1,10})$/.test(
    before,
  );
}
