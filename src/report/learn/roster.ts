import { isEnumerated } from "./enumeration.ts";
import { isMissed, isOther } from "./missed.ts";
import { isNextOfList, PART } from "./outcome.ts";
import { isDoing, THERE_ARE, THERE_IS } from "./predicates.ts";
import type { Situation } from "./role.ts";
import { clauseText, type Seat, textAfter, textBefore } from "./seat.ts";
import { isJoined } from "./spoken.ts";
import { isTask } from "./task.ts";
import { MEMBERS, ORGANISATIONS } from "./words.ts";

const ACTED_ON =
  /组建|结对|共建|表彰|评|争?创|打造|建成|成立|新建|撤销|建立|命名|考核|督查|调研|走访|指导|帮助|联[系合建]|动员|发动|通报|约谈|检查|包联|对口|帮扶|整顿|验收|树立|突击|攻关|服务|检查|培育|结成|结为|授予|选出|撤并|合并/;

/** 8名流动党员都进了群, 3名支委分别由党员骨干担任; 52名党员全部参加 tells who came. */
const ALL_OF_THEM =
  /^[一-龥、]{0,14}(?:党员|委员|职工|干部|员工|教师|书记|主任)(?:当?中(?![心小层学])|里)|^(?:是|为|具有|属于)|^[一-龥]{0,4}(?:党员|委员|支委|干部)(?:(?:都|均|全部)(?!参|捐|到)|(?:分别|都|均)?由)/;

/** 先后有3名党员走上了新的岗位. */
const FROM_AMONG = /(?:先后|陆续|累计|已|另|又|分别)共?有$/;

/** 全校14个党支部. */
const EVERYWHERE = /全(?:校|院|村|镇|乡|县|区|市|局|厂|行|所|公司|集团|系统|街道)(?:共|有|共有)?$/;

/** 党员25名 alone is the size of the branch. */
const BARE =
  /(?:党员|职工|员工|团员|教师|教职工|会员|委员|支委|书记|主任|班子|积极分子|发展对象|学历|文化(?:程度)?|职称|女性|男性|岁以[上下]|(?:两委|班子|支委会?|委员会|领导)成员)(?:总?人?数)?(?:共有?|有|为|达到?|增至|各)?$/;
/** Of those who were told before: 发展党员9名，其中女性4名，35岁以下6名. */
const ATTRIBUTE = /(?:女性?|男性?|女党员|岁以[上下]|学历|文化|职称|少数民族)$/;
/** 总户数3275户、人口9325人. */
const POPULATION =
  /(?:务工|打工|务工人员|劳动?力|留守(?:老人|儿童|妇女)|低保户?|五保户?|脱贫户|贫困户|监测户|危房户|养殖户|残疾人|总?户数|流动户|(?:总|常住|流动|户籍)?人口(?:总?数)?)(?:总?人数|户数)?(?:共|有|为|达|约)*$/;
/** 志愿者80名 alone is how many there are. */
const ENROLLED = /(?:^|[有共])(?:注册)?志愿者(?:共|有)*$/;
/** Organisations that have members. */
const ORGANISED = /(?<!示范|先锋|标杆|突击|优秀)(?:支部|小组|党总支|党委|党组织|部门|科室|车间|班组)(?:共|有|为|达)*$/;
const BECOMING: ReadonlySet<string> = new Set(["发展党员", "转正"]);

/** Whether a number is a figure of members or organisations; null for an organisation named by its number (三个支部). */
export function rosterRole(situation: Situation): "roster" | null | false {
  const { amount } = situation.seat;
  const found = amount.unit === "个" || amount.unit === "家" ? organisations(situation) : members(situation);
  if (amount.style === "blank") return (found === "roster" || isOfVillage(situation)) && "roster";
  const isSlogan = amount.style === "chinese" && (amount.value === 1 || !isDescribed(situation));
  return found === "roster" && isSlogan ? null : found;
}

/** 全村X户X人, X个村民小组: whoever fills it in writes of the village, not of what was done. */
function isOfVillage(situation: Situation): boolean {
  const { seat } = situation;
  if (isPopulation(situation) || isHouseholds(situation)) return true;
  if (!seat.last && /^(?:村民小?组|自然村|行政村|居民小组)/.test(textAfter(seat))) return !isDoing(textBefore(seat));
  return textBefore(seat) === "" && situation.rosterBefore && /[户人]/.test(seat.amount.unit);
}

function organisations(situation: Situation): "roster" | null | false {
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
    ? seat.amount.style !== "chinese" || isJoined(seat)
    : seat.amount.style !== "chinese" && seat.last;
}

const PAIRED = /^[^，。]{0,20}(?:结对|结成|结为|共建|联建)/;
const PASSIVE = /^[^，。]{0,14}(?:被|获|荣|获评|达标|入选|当选|命名)/;

const JOINED = /^[一-龥]{2,14}(?:、|和|及|以及|与)$/;

/** 帮助3个党支部建制度, 2个党支部被评为先进; the 80个 of 80个党支部召开了动员会 only tells who met. */
function isObject(seat: Seat): boolean {
  if (seat.previous !== null && JOINED.test(textBefore(seat)) && isObject(seat.previous)) return true;
  if (PAIRED.test(seat.reader.s.slice(seat.amount.after, seat.clause.end))) return true;
  return ACTED_ON.test(textBefore(seat)) || isTask(seat) || PASSIVE.test(textAfter(seat, 16));
}

function isActedOn(seat: Seat): boolean {
  return ACTED_ON.test(clauseText(seat)) || isDoing(clauseText(seat));
}

function members(situation: Situation): "roster" | false {
  const { seat } = situation;
  if (isPopulation(situation) || (seat.amount.counts === "person" && /(?:现有|目前有)$/.test(textBefore(seat))))
    return "roster";
  if (seat.amount.counts !== "person") return isHouseholds(situation) && "roster";
  const isWhole = isUnmade(situation) || isOfWhole(situation) || isOwnSize(seat) || isMakeUp(situation);
  return isWhole ? "roster" : people(situation);
}

/** 600人外出打工. */
const AWAY = /^[一-龥]{0,4}(?:外出|在外)(?:打工|务工|经商)/;

function isPopulation({ seat, keptBefore, rosterBefore }: Situation): boolean {
  if (AWAY.test(textAfter(seat))) return true;
  if (isDoing(clauseText(seat)) || !(seat.last || seat.next?.start === seat.amount.after)) return false;
  const isPart = keptBefore && !rosterBefore;
  return ENROLLED.test(textBefore(seat)) || (!isPart && POPULATION.test(textBefore(seat)));
}

/** 委员会5人组成, 21名党员中9名是骨干. */
function isOfWhole({ seat, counted }: Situation): boolean {
  if (seat.last) return false;
  const [before, after] = [textBefore(seat), textAfter(seat)];
  if (/^[组构]成/.test(after) || (/^中(?!心)/.test(after) && counted.kinds.length === 0)) return true;
  return /^(?:支部|全[一-龥]{1,2}|.{0,6}有)?$/.test(before) && ALL_OF_THEM.test(after);
}

/** 由7人组成, 我支部7名委员. */
function isMakeUp({ seat }: Situation): boolean {
  if (/支部的$/.test(textBefore(seat)) && /^(?:党员|职工|教师|干部)(?:教师|职工)?$/.test(textAfter(seat))) return true;
  if (/(?:支部|总支|党委|班子)$/.test(textBefore(seat)) && /^(?:委员|支委|成员)/.test(textAfter(seat))) return true;
  return textBefore(seat).endsWith("由") && /^[^，。]{0,16}(?:组成|构成)/.test(textAfter(seat, 20));
}

function people(situation: Situation): "roster" | false {
  const { seat, counted, rosterBefore } = situation;
  const described = isDescribed(situation);
  if (!seat.last && (isFromAmong(situation) || isPartOfKept(situation))) return false;
  const noun = seat.last ? textBefore(seat).slice(-12) : textAfter(seat);
  if (!MEMBERS.test(noun)) return rosterBefore && described && counted.kinds.length === 0 ? "roster" : false;
  if (described) return /发展(?!对象)|转正|表彰|评|参加|参与|走访|慰问/.test(textBefore(seat)) ? false : "roster";
  return isBare(situation) ? "roster" : false;
}

/** 第二党支部19名党员，3个党小组 has no verb at all. */
function isOwnSize(seat: Seat): boolean {
  if (seat.last) return false;
  if (/全(?:校|院|所|局|馆|园|公司|厂|村|社区|镇|乡)$/.test(textBefore(seat)))
    return !/参[加与]|捐/.test(textAfter(seat));
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
    /[一-龥]{2}(?<!奖)$/.test(textBefore(seat))
  );
}

/** 先后有3名党员走上新岗位, 其中1人转为正式党员. */
function isFromAmong({ seat, counted }: Situation): boolean {
  return FROM_AMONG.test(textBefore(seat)) || (counted.near && counted.kinds.some((kind) => BECOMING.has(kind)));
}

/** 30名书记述职，其中有6名作了发言. */
function isPartOfKept({ seat, keptBefore, rosterBefore }: Situation): boolean {
  return keptBefore && !rosterBefore && PART.test(textBefore(seat));
}

function isBare({ seat, counted, rosterBefore, keptBefore, clauseBefore }: Situation): boolean {
  if (keptBefore && /实到/.test(clauseBefore)) return false;
  if (keptBefore && !rosterBefore && ATTRIBUTE.test(textBefore(seat))) return false;
  const isPart = !rosterBefore && counted.kinds.length > 0 && clauseText(seat).startsWith("其中");
  return seat.last && !isPart && BARE.test(textBefore(seat)) && !counted.near && !isDoing(clauseText(seat));
}

/** 全村共有6个村民小组、412户1537人. */
function isHouseholds(situation: Situation): boolean {
  const { seat, counted, rosterBefore } = situation;
  if (seat.amount.unit !== "户" || counted.kinds.length > 0) return false;
  if (/全[村社组镇乡区]$/.test(textBefore(seat))) return true;
  return (rosterBefore || isInhabited(situation)) && isDescribed(situation);
}

function isInhabited({ seat }: Situation): boolean {
  if (!seat.last && /^(?:居民|村民|住户|农户)/.test(textAfter(seat))) return true;
  return /(?:村|社区|辖区|街道|小区)[^，。]{0,4}$/.test(textBefore(seat));
}

/** 支部现有…, 下设…, or a part of such a figure. */
function isDescribed({ seat, rosterBefore }: Situation): boolean {
  if (THERE_ARE.test(textBefore(seat).slice(-14))) return true;
  const opening = seat.reader.s.slice(seat.clause.start, seat.amount.start).slice(-24);
  if (!THERE_IS.test(opening) && !rosterBefore) return false;
  return !isDoing(clauseText(seat));
}
