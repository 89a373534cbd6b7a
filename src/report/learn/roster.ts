import { isDescribed } from "./described.ts";
import { isHouseholds, isOfNoun, isOfVillage, isPopulation } from "./inhabitants.ts";
import { isMissed, isOther } from "./missed.ts";
import { organisations } from "./organisations.ts";
import { isDoing } from "./predicates.ts";
import type { Situation } from "./role.ts";
import { clauseText, restAfter, type Seat, textAfter, textBefore } from "./seat.ts";
import { MEMBERS } from "./words.ts";

/** 8名流动党员都进了群, 3名支委分别由党员骨干担任; 52名党员全部参加 tells who came. */
const ALL_OF_THEM =
  /^[一-龥、]{0,14}(?:党员|委员|职工|干部|员工|教师|书记|主任)(?:当?中(?![心小层学])|里)|^(?:是|为|具有|属于)|^[一-龥]{0,4}(?:党员|委员|支委|干部)(?:(?:都|均|全部)(?!参|捐|到)|(?:分别|都|均)?由)/;

/** 先后有3名党员走上了新的岗位. */
const FROM_AMONG = /(?:先后|陆续|累计|已|另|又|分别)共?有$/;

/** 党员25名 alone is the size of the branch. */
const BARE =
  /(?:党员|职工|员工|团员|教师|教职工|会员|委员|支委|书记|主任|班子|积极分子|发展对象|学历|文化(?:程度)?|职称|女性|男性|岁以[上下]|(?:两委|班子|支委会?|委员会|领导)成员)(?:总?人?数)?(?:共有?|有|为|达到?|增至|各)?$/;
/** Of those who were told before: 发展党员9名，其中女性4名，35岁以下6名. */
const ATTRIBUTE = /(?:女性?|男性?|女党员|岁以[上下]|学历|文化|职称|少数民族)$/;
/** 确定积极分子3名，发展对象2名: each was made one, as the one before. */
const ON_THE_WAY = /(?:发展对象|积极分子|预备党员|入党申请人)$/;
const BECOMING: ReadonlySet<string> = new Set(["发展党员", "转正"]);

/** 甲支部6人、乙支部13人，共同参加了活动. */
const CAME_TOGETHER = /^，(?:共同|一起|一同)(?:参[加与]|出席)/;

/** Whether a number is a figure of members or organisations; null for an organisation named by its number (三个支部). */
export function rosterRole(situation: Situation): "roster" | null | false {
  const { amount } = situation.seat;
  const found = amount.unit === "个" || amount.unit === "家" ? organisations(situation) : members(situation);
  if (amount.style === "blank") return (found === "roster" || isOfVillage(situation)) && "roster";
  if (found === false && isVerbless(situation)) return null;
  const isSlogan = amount.style === "chinese" && (amount.value === 1 || !isDescribed(situation));
  return found === "roster" && isSlogan ? null : found;
}

function members(situation: Situation): "roster" | false {
  const { seat } = situation;
  if (isPopulation(situation) || (seat.amount.counts === "person" && /(?:现有|目前有)$/.test(textBefore(seat))))
    return "roster";
  if (seat.amount.counts !== "person") return isHouseholds(situation) && "roster";
  if (CAME_TOGETHER.test(seat.reader.s.slice(seat.clause.end, seat.clause.end + 8))) return false;
  const isWhole = isUnmade(situation) || isOfWhole(situation) || isOwnSize(seat) || isMakeUp(situation);
  if (situation.rosterBefore && (isOfNoun(seat) || isHolder(seat))) return "roster";
  return isWhole ? "roster" : people(situation);
}

/** 取得高级职称的14人, 递交入党申请书22人, behind figures of those who are there. */
function isHolder(seat: Seat): boolean {
  return (
    seat.last &&
    /^(?:其中)?(?:(?:取得|具有|拥有|持有|获得过?|担任过|从事过)[^，。]{2,16}的(?:共?有)?|递交了?入党申请书?的?(?:共?有)?)$/.test(
      textBefore(seat),
    )
  );
}

/** 当选的200名代表中: those whom the others are parts of. */
const OF_WHOM = /^[一-龥、]{0,14}(?:代表|党员|干部|成员|委员|教师|职工|学生|同志)当?中$/;

/** 委员会5人组成, 21名党员中9名是骨干. */
function isOfWhole({ seat, counted }: Situation): boolean {
  if (seat.last) return false;
  const [before, after] = [textBefore(seat), textAfter(seat)];
  if (OF_WHOM.test(restAfter(seat, 20))) return true;
  if (/^[组构]成/.test(after) || (/^中(?!心)/.test(after) && counted.kinds.length === 0)) return true;
  return /^(?:支部|全[一-龥]{1,2}|.{0,6}有)?$/.test(before) && ALL_OF_THEM.test(after);
}

/** 由7人组成, 我支部7名委员. */
function isMakeUp({ seat }: Situation): boolean {
  if (/支部的$/.test(textBefore(seat)) && /^(?:党员|职工|教师|干部)(?:教师|职工)?$/.test(textAfter(seat))) return true;
  if (/(?:支部|总支|党委|班子)$/.test(textBefore(seat)) && /^(?:委员|支委|成员)/.test(textAfter(seat))) return true;
  const { reader, clause, amount } = seat;
  const opening = reader.s.slice(clause.start, amount.start);
  return (
    /由(?<!(?:选举|产生)了?由)[^，。]{0,80}$/.test(opening) && /^[^，。]{0,24}(?:组成|构成)/.test(restAfter(seat, 30))
  );
}

function people(situation: Situation): "roster" | false {
  const { seat, counted, rosterBefore } = situation;
  const described = isDescribed(situation);
  if (!seat.last && isFromAmong(situation)) return false;
  const noun = seat.last ? textBefore(seat).slice(-12) : textAfter(seat);
  if (!MEMBERS.test(noun)) return rosterBefore && described && counted.kinds.length === 0 ? "roster" : false;
  if (described) return /发展(?!对象)|转正|表彰|评|参加|参与|走访|慰问/.test(textBefore(seat)) ? false : "roster";
  return isBare(situation) ? "roster" : false;
}

/** 第二党支部19名党员，3个党小组 has no verb at all. */
function isOwnSize(seat: Seat): boolean {
  if (seat.last) return false;
  if (/全(?:校|院|所|局|馆|园|公司|厂)$/.test(textBefore(seat))) return !/参[加与]|捐/.test(textAfter(seat));
  if (/全(?:村|社区|镇|乡)$/.test(textBefore(seat))) return !isDoing(textAfter(seat));
  if (!/(?:支部|总支|党委|社区|村)$/.test(textBefore(seat))) return false;
  return /^(?:正式|在册)?(?:党员|职工|员工)(?:$|[，。、；])/.test(textAfter(seat));
}

/** 社区工作者15名: no verb made them. */
function isUnmade({ seat, counted, ground, keptBefore }: Situation): boolean {
  if (seat.amount.style === "blank" || isOther(seat) || isMissed(seat)) return false;
  return (
    seat.last &&
    ground === null &&
    !keptBefore &&
    counted.kinds.length === 0 &&
    /[一-龥]{2}(?<!奖)$/.test(textBefore(seat)) &&
    !isServed(seat)
  );
}

/** 为退役军人12名、残疾人9名办理了优待证: the verb stands behind them. */
function isServed(seat: Seat): boolean {
  return /(?:为|给|向)[一-龥]{2,10}$/.test(textBefore(seat)) && isDoing(restAfter(seat, 40));
}

const HOUSES =
  /(?:[社会]员|企业|单位|[商店]铺|[饭酒]店|公司|工厂|学校|医院|所|机构|组织|工会|联合会|协会|家庭|农户|居民)(?:数|共|有|约|近|达)*$/;

/** 园区社员160户, 单独建会企业49家. */
function isVerbless(situation: Situation): boolean {
  const { seat, stance } = situation;
  if (stance !== null || !/^[户家]$/.test(seat.amount.unit) || !isUnmade(situation)) return false;
  return HOUSES.test(textBefore(seat)) && !isDoing(clauseText(seat));
}

/** 先后有3名党员走上新岗位, 其中1人转为正式党员. */
function isFromAmong({ seat, counted }: Situation): boolean {
  return FROM_AMONG.test(textBefore(seat)) || (counted.near && counted.kinds.some((kind) => BECOMING.has(kind)));
}

function isBare({ seat, counted, rosterBefore, keptBefore, clauseBefore }: Situation): boolean {
  if (keptBefore && (/实到/.test(clauseBefore) || /^涉及/.test(textBefore(seat)))) return false;
  const isNext = ATTRIBUTE.test(textBefore(seat)) || ON_THE_WAY.test(textBefore(seat));
  if (keptBefore && !rosterBefore && isNext) return false;
  const isPart = !rosterBefore && counted.kinds.length > 0 && clauseText(seat).startsWith("其中");
  return seat.last && !isPart && BARE.test(textBefore(seat)) && !counted.near && !isDoing(clauseText(seat));
}
