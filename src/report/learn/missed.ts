import { anyOf } from "../../ledger/any-of.ts";
import { isDoing } from "./predicates.ts";
import { clauseText, restAfter, type Seat, textAfter, textBefore } from "./seat.ts";

/** What did not take place, or not in this year alone: 缺席主题党日3次, 近三年发展2名, 个别党员只参加了1次. */
const MISSED = new RegExp(anyOf`
  (?:有的|有些|个别|少数|部分)[^，。]{0,14}(?:只|仅)[^，。]{0,6}$
  (?:仅|只|(?<!人)才)(?![就在用])(?:有|是|为)?[一-龥]{0,4}了?$ (?:不足|不到|不满|未达到?|少于|达不到)$
  (?:不出|没有|尚未|从未|未)[一-龥]{0,4}$ 不[一-龥]{1,6}的有?$ (?:距离?|^离)(?<!零距离?)[^，。]{0,12}$
  近[两二三四五六七八九十\d]{1,2}年 无$ (?:停办|停开|缓办|取消|推迟|延期)了?$
  (?:缺席|缺勤|缺课|旷课|迟到|早退|未参加|没参加|请假)[^，。]{0,8}$
`);
/** 2名党员全年未参加, 20次的目标: what did not take place. */
const NOT_DONE =
  /^[^，。]{0,12}(?:受灾|绝收|遇难|失踪|(?<!尚)未(?![来成])|请假|没有|不能|无法|缺席|缺课|旷课)|^的?(?:目标|要求|差距)/;
/** 还有2项指标排名靠后. */
const LAGGING = /^[^，。]{0,12}(?:靠后|落后|滞后|缓慢|迟缓|偏低|下滑|[到参出][^，。]{1,2}率(?:不足|不到|低于|不高))/;
/** 下达指导数20人, 注册资本5000万元: what is set or owned, not done. */
const SET = new RegExp(anyOf`
  (?:指导数|指标数?|名额|任务数|计划数|注册资[本金]|资产(?:总额|总值)|负债|欠款|欠债|债务(?<!(?:化解|偿还|清偿|还清)[^，。]{0,6}债务)|(?:固定|总|净|国有|拥有|现有|^)资产(?<!新增..资产)|[原净总估]值|总经费|总预算|概算|总投资额?(?=[^，。]*的$))(?:为|是|达)?$
  原(?:定|计划)的?$ 标准(?:为|是|提高到|达到?)$
`);
/** （10人左右）: about how many, in passing. */
const ASIDE = /^(?:左右|上下|以内)\)/;
/** 最多的一名党员捐了800元: one of those who were counted. */
const SINGLE = /最[多高大小少低长短快]的?(?:一|1)[名位人个户次]/;
/** 出现3次暴雨: nobody's doing. */
const HAPPENED = /(?<!共|累计)(?:出现|发生|遭遇|遭受|造成|倒塌|受灾)了?[^，。]{0,2}$/;
/** 日产量稳定在120万方: a level, which nobody counts. */
const LEVEL = new RegExp(anyOf`
  (?:稳定|保持|维持|控制)在 (?:全部|均|都)已?超过?$ 需要(?<![按据因]需要)[^，。的]{0,4}$
  (?:降|压降|压缩|缩短|减少|减|下降)[到至]$ 日(?:产|供|均|处理)[^，。]{0,6}$ (?:位列|排名|居)$ 容纳$ 可供$
  设计[^，。]{0,6}能力[^，。]{0,3}$ [比较]之?(?:去年|上年|往年|同期|前一?年|此前|过去)[^，。]{0,6}$
  (?:^|[尚还仍共约])需(?![求])[一-龥]{0,6}$ (?:应到|应选|差额)[一-龥]{0,6}$ \(含$
`);
/** 全市共有1.3万名志愿者: what is told of more than the branch. */
const EVERYWHERE =
  /全(?:国|省|市|县|区|镇|乡|街道|行业|系统)(?:现有|共有|有|共)$|^全[国省市县区](?:持证|登记|注册|常住)[^，。]{0,8}$/;
/** 全县有600名党员到社区报到 tells who came. */
const TOOK_PART =
  /^[^，。]{0,10}(?:[作做]出|申报|领取|签订|享受|到[一-龥]{2}|参加|参与|报名|报到|递交|被|获|下沉|深入|加入|投身)/;
/** 排名上升3位. */
const RANKING = /(?:名次?|排[名位])[^，。]{0,6}$|(?:提升|上升|提高|前移|前进|跃升|下降|后移|下滑|退)了?$/;
/** What is left of those told before: 剩余2个正在推进. */
const REST = /(?:剩余|剩下|余下|其余|还有|尚有|另有|仍有|还剩|仅剩|尚余)的?$/;
/** 1个正在推进. */
const GOES_ON = /^(?:问题|任务|事项)?(?:正在|仍在|还在|尚在|持续|继续|仍)/;

/** Whether the number tells what did not take place: 只发展了1名, 2名党员全年未参加. */
export function isMissed(seat: Seat): boolean {
  if (!seat.last && LAGGING.test(textAfter(seat, 16))) return true;
  if (isRest(seat) || isFewOf(seat)) return false;
  if (textBefore(seat) === "" && seat.previous !== null && isMissed(seat.previous)) return true;
  return MISSED.test(textBefore(seat)) || (!seat.last && NOT_DONE.test(textAfter(seat, 16)));
}

/** 其中8次为通读，仅2次围绕专题开展: both are parts of what was held. */
function isFewOf(seat: Seat): boolean {
  return seat.amount.counts === "event" && textBefore(seat) === "仅" && isDoing(restAfter(seat, 30));
}

/** Whether it is one of those who were counted, what a number rose from, a mean, a rank, or set beforehand. */
export function isOther(seat: Seat): boolean {
  const { counts, unit } = seat.amount;
  const isRank = counts === "person" && /[名位]/.test(unit) && seat.last && RANKING.test(textBefore(seat));
  const isAside = textBefore(seat).endsWith("(") && ASIDE.test(textAfter(seat));
  const isGrown =
    seat.previous !== null && isBaseline(seat.previous) && /均|每[个户亩头人名]/.test(textBefore(seat.previous));
  return (
    isRank ||
    isAside ||
    isGrown ||
    SINGLE.test(clauseText(seat)) ||
    [SET, HAPPENED, LEVEL].some((words) => words.test(textBefore(seat))) ||
    (EVERYWHERE.test(textBefore(seat)) && !TOOK_PART.test(textAfter(seat, 16))) ||
    isBaseline(seat) ||
    isBesideLevel(seat) ||
    isGrownToNow(seat)
  );
}

/** 党员人数从22名增加到58名, 社员达到63人: whose number it is that grew. */
const GROWN_TO =
  /^([^，。]*?)(?:(?:党|社|会|团|队)员(?:队伍)?(?:总?人?数)?|人数|总数)(?:已|也|[由从][^，。]{1,12})?(?:增加|增长|发展|上升|扩大|壮大)?[到至达]到?了?$/;
const COMERS = /参[加与训会赛]|受[益训]|报名|捐|到[会场]/;

/** 由原来的60人发展到现在的300人 is how many there are now. */
function isGrownToNow(seat: Seat): boolean {
  if (!/person|any/.test(seat.amount.counts)) return false;
  if (/到(?:了)?(?:现在|目前|如今)的?$/.test(textBefore(seat))) return true;
  if (!/[到至达]了?$/.test(textBefore(seat))) return false;
  const whose = GROWN_TO.exec(seat.reader.s.slice(seat.clause.start, seat.amount.start))?.[1];
  return whose !== undefined && !COMERS.test(whose) && !isDoing(whose);
}

/** 减少至48户124人: both tell where it stands. */
function isBesideLevel(seat: Seat): boolean {
  return textBefore(seat) === "" && seat.previous !== null && LEVEL.test(textBefore(seat.previous));
}

/** Whether it is what is left of numbers told before: 剩余2个正在推进. */
export function isRest(seat: Seat): boolean {
  return REST.test(textBefore(seat)) || (!seat.last && GOES_ON.test(textAfter(seat)));
}

/** The 58 of 由58户增加到91户. */
function isBaseline(seat: Seat): boolean {
  return (
    /(?:由|从)[^，。]{0,6}$/.test(textBefore(seat)) &&
    /^(?:到(?!位|场|会)|增|提|上升|升|扩|发展|降|减|下降|缩|变)/.test(textAfter(seat))
  );
}
