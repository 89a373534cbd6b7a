import { isEnumerated } from "./enumeration.ts";
import { isIdiom, isSlogan } from "./idiom.ts";
import { endsDoing, isDoing } from "./predicates.ts";
import type { Situation } from "./role.ts";
import { clauseText, restAfter, type Seat, textAfter, textBefore } from "./seat.ts";
import { ABSTRACT, CAME } from "./words.ts";

type Counting = Situation["counted"];

const SUMMED = /共|累计|合计|总计|全年|总共|先后|已/;
const VERB_AT =
  /(?:召开|开展|组织|举办|举行|进行|讲授?|撰写|上交|提交|发表|完成|签订|发展|转正|获得?|荣获|取得|接收|吸收|培养|确定|表彰|承办|参加|观看|刊发|开设|作|(?<![当看叫])做|上|办|新增|救助|慰问|走访|看望|推荐|评选|化解|解决|处分|资助|收到|捐赠|[另还]有|增补|补选|经过|历经)了?$/;

/** Chinese numerals are mostly idiom: they want a verb or a kind right beside them. */
export function isSpoken(seat: Seat, counted: Counting): boolean {
  const { counts, unit, value } = seat.amount;
  if (unit === "层") return false;
  if (value === 1 && textBefore(seat).endsWith("的")) return false;
  if (counts === "times" || counts === "money") return true;
  if (isIdiom(seat)) return false;
  return (
    isMade(seat) ||
    isNextOfSame(seat) ||
    isEnumerated(seat) ||
    isJoined(seat) ||
    isPaired(seat) ||
    isCome(seat) ||
    isSaid(seat, counted)
  );
}

/** 获得一项一等奖，一项优秀案例. */
function isNextOfSame({ reader, clause, amount }: Seat): boolean {
  if (amount.start !== clause.start || amount.value !== 1) return false;
  const before = reader.s.slice(Math.max(0, clause.start - 60), clause.start);
  return new RegExp(`(?:获得?|荣获|取得|完成)了?一${amount.unit}[^，。；]+(?:，一${amount.unit}[^，。；]+)*，$`).test(
    before,
  );
}

/** 整顿3个后进支部和一个村: the second is as much a number as the first. */
export function isJoined({ reader, amount, previous }: Seat): boolean {
  if (previous === null || previous.amount.style !== "latin" || previous.amount.unit !== amount.unit) return false;
  return /[一-龥](?:和|及|以及|、)$/.test(reader.s.slice(previous.amount.after, amount.start));
}

/** 与两个村结对: those with whom it was done. */
export function isPaired(seat: Seat): boolean {
  return (
    !seat.last &&
    /(?:与|同|和)$/.test(textBefore(seat)) &&
    /^[一-龥]{1,10}(?:结对|结成|共建|联建|签订|签约)/.test(restAfter(seat, 20))
  );
}

function isSaid(seat: Seat, counted: Counting): boolean {
  const { counts, value } = seat.amount;
  const beside = [isGoverned, isTold, isHeld].some((told) => told(seat)) || isBesideKind(seat, counted);
  if (value === 1) return beside && isCountable(seat);
  if (isLarge(seat) && (counts !== "time" || isLong(seat))) return true;
  if (counts === "any")
    return isProblems(seat) || isHonour(seat) || isOver(seat) || (beside && counted.quantity !== null);
  return beside || (counts !== "person" && isCarried(seat, counted));
}

/** 宣讲了四个文件: what was done to things is over. */
function isOver(seat: Seat): boolean {
  const before = textBefore(seat);
  return (
    seat.amount.unit === "个" &&
    /了$/.test(before) &&
    endsDoing(before) &&
    !seat.last &&
    !ABSTRACT.test(textAfter(seat))
  );
}

/** 获得了三个第一名, 两个奖项. */
function isHonour(seat: Seat): boolean {
  return (
    /^(?:荣誉|奖|第[一二三四五六])/.test(textAfter(seat)) || /(?:获得|荣获|取得|夺得|斩获)了?$/.test(textBefore(seat))
  );
}

/** 走访了三名职工: what was done is over. */
function isGoverned(seat: Seat): boolean {
  const before = textBefore(seat);
  if (/person|event/.test(seat.amount.counts) && endsDoing(before)) return true;
  return VERB_AT.test(before) || (/[^为有]了$/.test(before) && /person|event|work/.test(seat.amount.counts));
}

const MAKING =
  /新建|修建|建成|兴建|扩建|改建|建设|购置|购买|采购|配备|安装|加装|捐赠|赠送|组建|成立|设立|建立|开设|创建|创办|制作|开辟|维修|修复|修缮|改造|翻修|整修|疏通|更换|举办|出版|编印|收到|收获|获得|荣获|拍摄|引进|开通|挂牌/;

/** 建成了一个蓄水池. */
/** 新建900平方米办公楼一栋. */
function isSizedBefore({ previous }: Seat): boolean {
  return previous !== null && !previous.last && /米$/.test(previous.amount.unit) && MAKING.test(textBefore(previous));
}

const BUILT_AT =
  /(?:新建|修建|兴建|建起|捐建|援建|扩建|购置|购买|添置|安装)了?$|(?:建成|成立|组建|设立|建立|开办|创办|修|建|打|装|架|挖)了$/;

/** 获了一块奖牌. */
const AWARDED = /(?:获|获得|荣获|捧回|赢得|收到|送来)了?$/;

/** 新建文化长廊一处: a number behind its noun is a list's, where something was made. */
function isMade(seat: Seat): boolean {
  const before = textBefore(seat);
  if (/[块面座枚]/.test(seat.amount.unit) && AWARDED.test(before)) return true;
  if (BUILT_AT.test(before) && seat.amount.counts !== "time" && !/^[批些]/.test(seat.amount.unit)) return true;
  if (!seat.last || seat.amount.counts === "time" || !/[一-龥]{2}$/.test(before)) return false;
  if (seat.previous !== null && /^[、和及]/.test(before))
    return seat.previous.amount.style === "chinese" && isMade(seat.previous);
  return MAKING.test(before) || isSizedBefore(seat);
}

/** 一场 is one; 一批 and 一本书 of a slogan are many. */
function isCountable(seat: Seat): boolean {
  const { counts, unit } = seat.amount;
  return !/[批遍]/.test(unit) && /event|work|person/.test(counts) && !isSlogan(seat);
}

/** 先后三次召开, 有三名同志递交了申请. */
function isTold(seat: Seat): boolean {
  const [before, after] = [textBefore(seat), textAfter(seat, 30)];
  if (seat.amount.counts === "event")
    return /^(?:被|荣?获|受到)/.test(after) || (/(?:先后|累计|已|曾|日)$/.test(before) && VERB_FROM.test(after));
  if (seat.amount.counts === "work")
    return /有$/.test(before) && /^[^，。]{1,8}(?:参评|获|入选|发表|刊发|被)/.test(after);
  if (seat.amount.counts !== "person") return false;
  if (NAMED.test(before) && isDoing(clauseText(seat))) return true;
  return BECAME.test(after) || (/有$/.test(before) && /[交获成走当完][^，。]{0,3}了|(?:获|被|荣)/.test(after));
}

/** 为林小满、贺知秋等十名学生送去书包: those who are named are counted. */
const NAMED =
  /(?:^|[^一-龥]|[为对给向与和让请帮])[一-龥]{2,3}[、和][一-龥]{2,3}等?$|(?:[、和]|产生了?由)[一-龥]{2,4}等$/;

/** 共有七支球队参加. */
function isCome(seat: Seat): boolean {
  return /有$/.test(textBefore(seat)) && CAME.test(clauseText(seat)) && !/[批些]/.test(seat.amount.unit);
}

/** 两名同志被确定为发展对象. */
const BECAME =
  /^[一-龥]{0,8}(?:被(?:评|确定|列|授|推|选|吸)|(?:成|转|升)为|为(?:入党积极分子|发展对象|预备党员)|(?:获|荣获|当选|入选|加入)(?!中国共产党的))/;

const VERB_FROM = /^(?:召开|组织|开展|举办|举行|深入|前往|赴|到|参加|邀请|听取|向|为)/;

/** 举办演讲比赛一场, 和两场宣讲: what was held. */
function isHeld(seat: Seat): boolean {
  const [before, after] = [textBefore(seat), textAfter(seat)];
  if (seat.amount.counts === "work") return /了$/.test(before) && HELD.test(after.slice(0, 6));
  if (seat.amount.counts !== "event") return false;
  return seat.last
    ? (HELD_AT.test(before) || seat.previous !== null) && HELD.test(before.slice(-4))
    : /[、和及]$/.test(before) && HELD.test(after.slice(0, 8));
}

const HELD_AT = /(?:举办|举行|承办|组织|开展|召开|邀请)了?/;
const HELD =
  /比赛|大赛|竞赛|展演|汇演|演出|宣讲|讲座|授课|辅导|报告(?:会|$)|座谈会|分享会|观摩|交流会|仪式|活动|联谊|演练|庭审|观影|参观|研学|考察|拓展|体检|义诊|赛$/;

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

/** 二十四课时, 一百二十小时; 二十四小时 is round the clock. */
function isLong({ amount: { unit, value } }: Seat): boolean {
  return /[学课]时/.test(unit) || (unit === "小时" && (value ?? 0) > 24);
}

function isLarge({ amount }: Seat): boolean {
  const { value, approx } = amount;
  return value !== null && (value > 10 || (approx && value >= 10));
}

function startsWithKind({ clause, amount }: Seat): boolean {
  return clause.kinds.some(({ start }) => start >= amount.after && start <= amount.after + 2);
}
