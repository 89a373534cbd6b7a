import { anyOf } from "../../ledger/any-of.ts";
import { GROWN, isDescription } from "./description.ts";
import { isEnumerated } from "./enumeration.ts";
import { isRest } from "./missed.ts";
import { isDoing, THERE_ARE } from "./predicates.ts";
import { clauseText, isCell, restAfter, type Seat, textAfter, textBefore } from "./seat.ts";
import { isJoined, isPaired } from "./spoken.ts";
import { isTask } from "./task.ts";
import { ABSTRACT, CAME, OUTCOMES } from "./words.ts";

/** What a number is a part of, a frame for, or told by: 依托3个平台, 分为4个片区. Nobody did as many. */
const SETTING = new RegExp(
  `${anyOf`
  依托 立足 面向 瞄准 紧盯 锚定 横跨 辐射 分布 围绕 分[为成] 划[为分] 涉及 涵盖 按照 聚焦 突出 利用 来自 包[括含]
  相当于 共?有 辖 属 含 通过 借助 凭借 根据 针对 紧扣 抓[住好] 坚持 做[到好] 遵循 统筹 落实 每 各 等 这 那
  [县市区镇乡村校院厂省国局行社东西南北] 公司 集团 系统 街道 其他 其它 其中 任何 同 前 后 上 下 里 内 中 的 是 为
  和 与 及 并 或 在 间 年 月 日
`}$`,
);
/** 提出了1个正面案例和1个反面案例. */
const JOINED = /^[^，；]{0,8}(?:和|及|与|、)$/;
/** 与6个单位签订协议. */
const TOWARDS = /(?:^|支部|党员|先后|分别|累计)(?:与|同|向|给|为)$/;
const TIED = /签订|签约|签署|结对|共建|合作|结成|达成/;
/** How long or large something is, which is nobody's work where no verb made it. */
const SIZES: ReadonlySet<string> = new Set(
  "兆瓦 千瓦 米 公里 千米 平方米 平方公里 立方米 平方 公顷 亩 层 字 吨 公斤 斤 千克 克 毫升 度 千瓦时 段".split(" "),
);
const ALWAYS: ReadonlySet<string> = new Set(["event", "times", "money"]);

/** A number without a known kind that is an outcome all the same, and no part of a description. */
export function isOutcome(seat: Seat): boolean {
  const { counts } = seat.amount;
  if (ALWAYS.has(counts) || isCell(seat)) return true;
  if (counts === "person") return seat.last || !/^(?:小组|团队|座|间|份|式|制)/.test(textAfter(seat));
  if (counts === "time") return isTotal(seat) || (seat.last && isSpent(seat));
  return !isDescription(seat) && isDone(seat);
}

/** 陪伴老人340小时, not 历时3天. */
function isSpent(seat: Seat): boolean {
  const before = textBefore(seat);
  return isDoing(before) && !/历时|为期|长达|不超过|[前后内]$|缩短|压缩|提前|仅用|只用/.test(before);
}

export function isTotal(seat: Seat): boolean {
  const before = textBefore(seat);
  return (
    /共|累计|合计|总计|总共|加班|义务|奉献|服务|安全(?:生产|运行|行驶)|驻村|驻点|蹲点|值守|坚守|支援|执勤|巡逻|播放/.test(
      before,
    ) && !/历时|为期|长达/.test(before)
  );
}

/** 问题12个，其中有5个整改到位: a part is what its whole is. */
const PART = /^\(?其中[^，。]{0,6}$/;

/** 讲党课5次，辐射9个学校. */
const REACHED = /^(?:(?:并|共)?辐射(?:带动)?|涉及|全部用于|用于)[一-龥]{0,4}$/;

/** 保障了3吨消毒液，500个口罩: verbless, behind what was done. */
export function isNextOfList(seat: Seat): boolean {
  const { reader, clause, amount, last } = seat;
  if (last || amount.style !== "latin" || textBefore(seat) !== "" || amount.start !== clause.start) return false;
  const named = reader.s.slice(amount.after, clause.end);
  return /^[一-龥]{1,8}$/.test(named) && !isDoing(named) && !ABSTRACT.test(named);
}

/** 新修便道3处，约150米: the size of what was just made. */
function isSizeOfMade(seat: Seat): boolean {
  return (
    seat.last &&
    SIZES.has(seat.amount.unit) &&
    /^(?:(?:总?面积|全长|总长|长度?)?(?:约|近|达|为|共)*|(?!占地|规划|辖区|国土)[一-龥]{2,4}面积约?)$/.test(
      textBefore(seat),
    )
  );
}

/** 问题4个，3个已整改: what became of some of them. */
const DEALT_WITH = /^(?:现|均)?已(?:全部|基本)?(?:整改|解决|完成|办结|办好|销号|落实|化解|处置|结题|验收|答复)/;

/** What stands behind a number that was kept, and goes on with it. */
export function isGoneOnWith(seat: Seat): boolean {
  const isBeside = seat.previous !== null && textBefore(seat) === "" && !/^的/.test(textAfter(seat));
  return (
    isSizeOfMade(seat) ||
    isBeside ||
    (textBefore(seat) === "" && DEALT_WITH.test(textAfter(seat))) ||
    isListed(seat) ||
    isNextOfList(seat) ||
    PART.test(textBefore(seat)) ||
    REACHED.test(textBefore(seat))
  );
}

/** 累计整备客车1010辆: what is summed up was done. */
const SUMMED_UP = /累计(?![有达为共])[一-龥]{3,}$/;

/** 整顿3个后进支部和一个村. */
function isJoinedToDone(seat: Seat): boolean {
  return isJoined(seat) && seat.previous !== null && isDone(seat.previous);
}

function isDone(seat: Seat): boolean {
  const { counts, unit } = seat.amount;
  if (isEnumerated(seat) || isJoinedToDone(seat)) return true;
  if (counts === "any") return isGoverned(seat);
  if (counts === "work" || SUMMED_UP.test(textBefore(seat)) || GROWN.test(textBefore(seat))) return true;
  if (isDoing(seat.last ? clauseText(seat) : textBefore(seat))) return true;
  if (THERE_ARE.test(clauseText(seat)) || unit === "层" || (SIZES.has(unit) && !seat.last)) return false;
  return !seat.last && isDirect(seat);
}

/** 图书900册 behind 捐建书架3个: what was done stands before the first of the list. */
function isListed(seat: Seat): boolean {
  const { counts, unit } = seat.amount;
  const before = textBefore(seat);
  if (seat.last && /^[户家]$/.test(unit) && /^[一-龥]{2,4}$/.test(before) && isOfVisited(seat)) return true;
  const isNamed = seat.last && counts === "thing" && /[一-龥]$/.test(before);
  const isSized = SIZES.has(unit) && /[宽长高深厚重达约]$/.test(before);
  return isNamed && !isSized && !THERE_ARE.test(clauseText(seat)) && !isDescription(seat);
}

/** 走访农户20户，企业37家. */
function isOfVisited({ reader, clause }: Seat): boolean {
  const before = reader.s.slice(Math.max(0, clause.start - 40), clause.start);
  return /(?:走访|慰问|服务|帮扶|惠及)[^，。；]*[户家人]，$/.test(before);
}

/** 盘活3个旧厂房: a word right before a number in digits that sets no frame is a verb. */
function isDirect(seat: Seat): boolean {
  const before = textBefore(seat);
  if (seat.amount.style !== "latin") return false;
  if (TOWARDS.test(before) || (/[与同]$/.test(before) && TIED.test(restAfter(seat, 24)))) return true;
  if (JOINED.test(before)) return seat.previous !== null && !seat.previous.last && isDone(seat.previous);
  return /[一-龥]{2}$/.test(before) && !SETTING.test(before) && !/^[与同和跟在从对]/.test(before);
}

/** 示范岗6个, 解决问题27个; 43个行政村 says where and 三个方面 how. */
function isGoverned(seat: Seat): boolean {
  if (seat.last) return !/(?:方面|层面|目标|特点|优势|优点|原则)$/.test(textBefore(seat));
  const [before, after] = [textBefore(seat), textAfter(seat)];
  if (ABSTRACT.test(after)) return isFindings(seat);
  if (HONOURED.test(after) || CHOSEN.test(restAfter(seat, 24)) || isTask(seat) || isOver(seat)) return true;
  if (KEPT_UP.test(restAfter(seat, 30))) return false;
  return (
    isRest(seat) ||
    isPaired(seat) ||
    (OUTCOMES.test(after) && !FRAME.test(before)) ||
    isDoing(/等$/.test(before) ? before : before.slice(-10)) ||
    isDirect(seat)
  );
}

/** 已有8项完成, 截至6月，3万元救助金全部发放: the verb stands behind the number. */
export function isOver(seat: Seat): boolean {
  if (seat.last) return false;
  const mayBe = seat.amount.counts === "money" || /(?:已|其中|先后)有$/.test(textBefore(seat));
  return (
    (mayBe && isOverIn(restAfter(seat, 16))) || (/(?:^|(?<!现)有|[、和及])$/.test(textBefore(seat)) && isOfNote(seat))
  );
}

function isOverIn(words: string): boolean {
  return isDoing(words) || /搬[进入出]|住[进上]|[用喝]上|走上|加入|脱贫|就业/.test(words);
}

function isOfNote(seat: Seat): boolean {
  const rest = restAfter(seat, 24);
  const isTold = textBefore(seat).endsWith("有") && isDoing(rest) && rest.includes("了");
  return isTold || CAME.test(clauseText(seat)) || PRAISED.test(restAfter(seat, 24));
}

/** 有3篇论文参评. */
const PRAISED = /^[^，。]{1,14}(?:参评|获|入选|发表|刊发|被)/;
/** 2种入选国家规划. */
const HONOURED = /^第[一二三四五六](?![次届期个])|^[^，。\d]{0,2}(?:入选|入围|获|被评|荣获|列入|上榜|通过)/;
/** 确定3个单位作为试点. */
const CHOSEN = /^[^，。]{2,20}(?:作为|列为|定为|评为|命名为)/;
/** 巩固12个示范点的创建成果: what is kept up is no number of them. */
const KEPT_UP = /^[^，。]{2,20}的[^，。]{0,6}(?:成果|成效|水平|质量|能力)$/;
/** 立足3个服务点. */
const FRAME = /(?:依托|立足|围绕|聚焦|按照|利用|借助|通过|凭借|针对|紧扣|结合|根据)$/;

/** 反馈的4个方面11个问题, 查摆出4个方面的问题: how many kinds of problems were found. */
function isFindings(seat: Seat): boolean {
  const found = /(?:反馈|指出|查摆|查找|检视|梳理)[^，。]{0,6}$/.test(textBefore(seat));
  if (!found || seat.amount.style !== "latin") return false;
  const after = textAfter(seat);
  return seat.next === null ? /^方面的?[^，。]{0,4}(?:问题|不足|短板)/.test(after) : after.startsWith("方面");
}
