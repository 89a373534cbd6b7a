import { isCountedBy } from "./counted-by.ts";
import { isMissed, isOther, isRest } from "./missed.ts";
import { isPlace } from "./place.ts";
import { isDoing, THERE_ARE } from "./predicates.ts";
import type { Situation } from "./role.ts";
import { clauseText, type Seat, textAfter, textBefore } from "./seat.ts";
import { isSpoken } from "./spoken.ts";
import { ABSTRACT, DESCRIBING, OUTCOMES, SIZED } from "./words.ts";

/** 9个方面36条标准 is what a document says; 制定标准36条 was done. */
const RULES = /^(?:标准|要求|规定|纪律|禁令|准则|条款|红线)/;
/** What a number is a part of, a frame for, or told by: 依托3个平台, 分为4个片区. Nobody did as many. */
const SETTING =
  /(?:依托|立足|面向|瞄准|紧盯|锚定|横跨|辐射|分布|围绕|分[为成]|划[为分]|涉及|涵盖|按照|聚焦|突出|利用|来自|包[括含]|相当于|共?有|辖|属|含|通过|借助|凭借|根据|针对|紧扣|抓[住好]|坚持|做[到好]|遵循|统筹|落实|每|各|等|这|那|全(?:[县市区镇乡村校院厂省国局行社]|公司|集团|系统|街道|社区)|其他|其它|其中|任何|同|前|后|上|下|里|内|中|的|是|为|和|与|及|并|或|在|间|年|月|日)$/;
/** 六项重点内容 is how a text is divided. */
const TOPICS = /^(?:重点)?(?:内容|要求|原则|措施|举措|职责|纪律)/;
/** 提出了1个正面案例和1个反面案例. */
const JOINED = /^[^，；]{0,8}(?:和|及|与|、)$/;
/** 与6个单位签订协议. */
const TOWARDS = /(?:^|支部|党员|先后|分别|累计)(?:与|同|向|给|为)$/;
/** How long or large something is, which is nobody's work where no verb made it. */
const SIZES: ReadonlySet<string> = new Set(
  "兆瓦 千瓦 米 公里 千米 平方米 平方公里 立方米 平方 公顷 亩 层 字 吨 公斤 斤 千克 克 毫升 度 千瓦时 段".split(" "),
);
/** Tally where the ledger counts it, manual where a person can vouch for it, null where nobody keeps it. */
export function keptRole(situation: Situation): "tally" | "manual" | null {
  const { seat, counted } = situation;
  if (seat.amount.style === "blank") return counted.kinds.length > 0 ? "tally" : "manual";
  if (isNobodys(seat, counted)) return null;
  if (counted.kinds.length > 0 && isCountedBy(seat, counted)) return "tally";
  if (isThere(situation)) return null;
  return isOutcome(seat) || (situation.keptBefore && isListed(seat)) ? "manual" : null;
}

/** Whether it is there without anybody's doing. */
function isThere({ seat, ground, lacking }: Situation): boolean {
  if (isCell(seat)) return false;
  return ground === null ? isUnmade(seat) : ground === "being" && !lacking && isStanding(seat);
}

/** 现有设备30台，年产值6亿元: all but what happens. */
function isStanding(seat: Seat): boolean {
  const { counts } = seat.amount;
  return counts !== "event" && counts !== "times" && (counts !== "person" || seat.last) && !isRest(seat);
}

/** 专用窗口3个: no verb made it, and it is nothing that is made. */
function isUnmade(seat: Seat): boolean {
  const { counts } = seat.amount;
  return seat.last && counts === "any" && !OUTCOMES.test(textBefore(seat).slice(-6));
}

function isNobodys(seat: Seat, counted: Counting): boolean {
  if (isMissed(seat) || isOther(seat) || isRule(seat)) return true;
  if (seat.amount.unit === "分钟" && !isTotal(seat)) return true;
  if (isPlace(seat) && counted.quantity === null) return true;
  return seat.amount.style === "chinese" && !isSpoken(seat, counted);
}

function isRule(seat: Seat): boolean {
  if (seat.amount.style === "chinese" && TOPICS.test(textAfter(seat))) return true;
  return !seat.last && RULES.test(textAfter(seat)) && !isDoing(textBefore(seat));
}

type Counting = Situation["counted"];

/** A number alone on its line fills a cell of a table. */
function isCell({ reader: { s }, clause: { start, end }, amount }: Seat): boolean {
  return amount.start === start && amount.after === end && s.charAt(start - 1) === "\n";
}

const ALWAYS: ReadonlySet<string> = new Set(["event", "times", "money"]);

/** A number without a known kind that is an outcome all the same, and no part of a description. */
function isOutcome(seat: Seat): boolean {
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

function isTotal(seat: Seat): boolean {
  const before = textBefore(seat);
  return (
    /共|累计|合计|总计|总共|加班|义务|奉献|服务|安全(?:生产|运行|行驶)|驻村|驻点|蹲点|值守|坚守|支援|执勤|巡逻|播放/.test(
      before,
    ) && !/历时|为期|长达/.test(before)
  );
}

function isDone(seat: Seat): boolean {
  const { counts, unit } = seat.amount;
  if (counts === "any") return isGoverned(seat);
  if (counts === "work" || GROWN.test(textBefore(seat))) return true;
  if (isDoing(seat.last ? clauseText(seat) : textBefore(seat))) return true;
  if (THERE_ARE.test(clauseText(seat)) || unit === "层" || (SIZES.has(unit) && !seat.last)) return false;
  return !seat.last && isDirect(seat);
}

/** 图书900册 behind 捐建书架3个: what was done stands before the first of the list. */
function isListed(seat: Seat): boolean {
  const { counts, unit } = seat.amount;
  const before = textBefore(seat);
  const isNamed = seat.last && counts === "thing" && /[一-龥]$/.test(before);
  const isSized = SIZES.has(unit) && /[宽长高深厚重达约]$/.test(before);
  return isNamed && !isSized && !THERE_ARE.test(clauseText(seat)) && !isDescription(seat);
}

/** 盘活3个旧厂房: a word right before a number in digits that sets no frame is a verb. */
function isDirect(seat: Seat): boolean {
  const before = textBefore(seat);
  if (seat.amount.style !== "latin") return false;
  if (TOWARDS.test(before)) return true;
  if (JOINED.test(before)) return seat.previous !== null && !seat.previous.last && isDone(seat.previous);
  return /[一-龥]{2}$/.test(before) && !SETTING.test(before);
}

/** 检查了库房30间, 占地300亩, unless something was done about it: 发现并整改问题33个. */
function isDescription(seat: Seat): boolean {
  const clause = clauseText(seat);
  if (GROWN.test(textBefore(seat))) return false;
  if (seat.last && LONG.test(textBefore(seat))) return true;
  if (seat.last && INHABITANTS.test(textBefore(seat)) && !isDoing(clause) && !/涉及/.test(clause)) return true;
  const what = seat.amount.counts === "work" ? SIZED : DESCRIBING;
  if (!what.test(clause) || (/面积/.test(textBefore(seat)) && BUILT.test(clause))) return false;
  const beside = seat.last ? textBefore(seat).slice(-6) : textAfter(seat);
  if (/问题|隐患|缺陷|故障|线索|矛盾|项目|企业|单位|商户|场所/.test(beside)) return false;
  return !isDoing(textBefore(seat).replace(DESCRIBED, "").slice(-24));
}

/** 改建工程全长23公里. */
const LONG = /(?:工程|项目|[桥路线道廊])[全总]长(?:约|达)?$/;
/** 面积扩大到500亩. */
const GROWN = /(?:扩|增|发展|提高|上升|提升)[大加长]?[到至]$/;
const INHABITANTS =
  /^(?:[^，。]{0,4}(?:有|辖区内?|驻区|周边|全[村镇区县市])|规上|小微|个体|沿街)?(?:居民|村民|农户|住户|商户|人家|企业|单位|学校)(?:共?有?)$/;
/** 新建广场1个、面积800平方米: the size of what was made. */
const BUILT = /推广|种植|流转|治理|新建|改建|扩建|新增|建成|改造|翻新|修缮|装修/;
const DESCRIBED = new RegExp(DESCRIBING.source, "g");

/** 示范岗6个, 解决问题27个; 43个行政村 says where and 三个方面 how. */
function isGoverned(seat: Seat): boolean {
  if (seat.last) return !/(?:方面|层面|目标|特点|优势|优点|原则)$/.test(textBefore(seat));
  const [before, after] = [textBefore(seat), textAfter(seat)];
  if (ABSTRACT.test(after)) return isFindings(seat);
  if (HONOURED.test(after)) return true;
  return isRest(seat) || (OUTCOMES.test(after) && !FRAME.test(before)) || isDoing(before.slice(-10)) || isDirect(seat);
}

/** 2种入选国家规划. */
const HONOURED = /^[^，。\d]{0,2}(?:入选|入围|获|被评|荣获|列入|上榜|通过)/;
/** 立足3个服务点. */
const FRAME = /(?:依托|立足|围绕|聚焦|按照|利用|借助|通过|凭借|针对|紧扣|结合|根据)$/;

/** 反馈的4个方面11个问题: how many kinds of problems were found. */
function isFindings(seat: Seat): boolean {
  const found = /(?:反馈|指出|查摆|查找|检视|梳理)[^，。]{0,6}$/.test(textBefore(seat));
  return found && seat.amount.style === "latin" && seat.next !== null && textAfter(seat).startsWith("方面");
}
