import { anyOf } from "../../ledger/any-of.ts";
import { isDoing } from "./predicates.ts";
import type { Situation } from "./role.ts";
import { type Seat, textAfter, textBefore } from "./seat.ts";

const SUMMED = /共|累计|合计|总计|全年/g;
const RATE = new RegExp(anyOf`
  (?:最[高多大]达|[亩单]产|[亩吨]均|单日[^，。]{0,6}|日(?:均|接待|服务|客流)[^，。]{0,6}|人均|户均|月均|月平均[^，。；]{0,14}|平均|均为?|每(?:一)?(?:人|户|村(?!民)|社区|支部|校|镇|乡|企业|名|位|次|个(?!季|月|星|礼|工作)|场|期|家|篇|件|对|支|亩|吨|辆|台|间|党|职|员|条|项|单|小组|份|本|张|盏|公斤|斤|天|小时|班|只|批|套|册|课|堂|节))[^，；。]{0,14}$
  每(?![年月季周天日半两星个学旬])[一-龥]{1,2}$ 每$
`);
const AT_LEAST = /(?:至少|不少于|不低于|不得少于|不得低于|不小于|不能少于|最少|不多于|不超过|原则上)[^，；。\d]{0,12}$/;
const PERIODIC =
  /(?:每(?:个|一)?(?:半年|年度|年|季度|季|月|双周|两周|半月|半个月|[两二三2346]个月|周|星期|礼拜|学期|旬|天|日|工作日)|按季度?|按月|逐月|(?:^|坚持|做到)半年(?![内多来以]))[^，；。]{0,40}$/;
/** 每周学习不到1小时 is what fell short. */
const SHORT = /每[^，；]{0,16}(?:不足|不到|不满|仅)$/;
const OUTCOME = /可|预计|能|约|增加|节约|节省|减少|降低|创收|增收|产量|收入|效益/;

/** 不少于 and 每季度 make a quota, 每户 and 人均 a rate. Undefined where the number is neither. */
export function obligation(situation: Situation): "quota" | null | undefined {
  const { seat } = situation;
  const before = textBefore(seat);
  if (AT_LEAST.test(before)) return quotaOf(seat);
  if (NORM.test(before)) return seat.amount.counts === "money" ? null : quotaOf(seat);
  if (RULED.test(before)) return null;
  if (AIMED.test(before) && /^(?:以上|左右)/.test(textAfter(seat))) return "quota";
  if (isDaily(situation)) return "quota";
  const since = sinceSummed(seat);
  if (RATE.test(since) || SHORT.test(since) || goesOnPerEach(seat) || isOfEach(situation) || isNextOfEach(seat))
    return /党小组会?每组$|各组$/.test(since) ? undefined : null;
  return habit(situation, before);
}

/** 发展产业工人党员9名以上: nobody counts so what was done. */
const AIMED = /^(?![^，。]*(?:[已了共]|累计|总计|全年|今年|年来|年内))[^，。]{0,4}发展[^，。]{0,14}$/;

/** 每月低保金500元 is what one gets. */
const PAID = /每(?:个?月|天|日|季度?)[^，。]{0,8}$/;

/** 每月1次 is a quota; 每天清运3吨 is nobody's promise. */
function habit(situation: Situation, before: string): "quota" | null | undefined {
  const { seat } = situation;
  if (seat.amount.counts === "money") return PAID.test(sinceSummed(seat)) ? null : undefined;
  if (seat.amount.counts === "thing") return isHabit(seat) ? null : undefined;
  return isHabit(seat) || goesOn(situation, before) || isJoined(seat) || isParallel(situation) ? "quota" : undefined;
}

/** 每月10日，集中学习一次. */
const DATED = /每(?:年|季度?|月|周|半年)(?:\d{1,2}[日号]|[一二三四五六日天])?$/;
const PERIODIC_ONCE = /每(?:个|一)?(?:年|半年|季度?|月|周)[^，；]{0,8}[一1]次/;

/** 每季度至少上一次党课，听一次汇报: what follows in the same shape is wanted as often. */
function isParallel({ seat, clauseBefore }: Situation): boolean {
  if (seat.amount.value === 1 && seat.last && DATED.test(clauseBefore)) return true;
  const { counts, value } = seat.amount;
  if (!PERIODIC_ONCE.test(clauseBefore) || !/^[一-龥]{1,4}$/.test(textBefore(seat))) return false;
  return value === 1 || (seat.last && counts === "event" && value !== null && value <= 4);
}

/** 法律规定公民每年植树3棵 binds everybody. */
const RULED = /(?:法律?|条例|办法|制度|章程|文件|细则)(?:明确)?(?:规定|要求)|规定(?=全年|每)/;

/** 一季度一次. */
const ONCE = /(?<!第)[一1]个?(?:季度?|月|周|年)$|[一1]个(?:月|季度|星期)[一-龥]$/;

/** 按月开展主题党日12次 is how twelve came about. */
const SPREAD = /(?:按季度?|按月|逐月)[^，；。]{0,24}$/;

/** 每季度1次, 1次/月. */
function isHabit(seat: Seat): boolean {
  const since = sinceSummed(seat);
  if (seat.amount.value === 1 && ONCE.test(since)) return true;
  if ((seat.amount.value ?? 0) > 3 && SPREAD.test(since)) return false;
  return (PERIODIC.test(since) && !OUTCOME.test(since)) || /^[/每](?:月|季|周|年)/.test(textAfter(seat));
}

/** 每名党员全年完成2篇 is a norm. */
const NORM = /每[名位个](?:党员|干部|支委|委员|同志|职工|人)[^，。]{0,8}(?:全年|每年|年内|年度)[^，。]{0,8}$/;

/** 每次不超过3天 is no promise to do something. */
function quotaOf(seat: Seat): "quota" | null {
  return seat.amount.unit === "天" && /超过|多于/.test(textBefore(seat)) ? null : "quota";
}

/** 每家送上慰问品300元和食油1桶: what is joined to a rate is one. */
function goesOnPerEach(seat: Seat): boolean {
  const { previous } = seat;
  if (previous === null || !/^(?:[一-龥]{0,6}[和、及与]|等)/.test(textBefore(seat))) return false;
  if (PERIODIC.test(textBefore(seat))) return false;
  return RATE.test(textBefore(previous)) || goesOnPerEach(previous);
}

/** 坚持每天1小时学习 is a habit, where 每天8小时 of work would be none. */
function isDaily({ seat, counted }: Situation): boolean {
  return seat.amount.counts === "time" && counted.kinds.length > 0 && /每[天日][^，。]{0,4}$/.test(textBefore(seat));
}

/** 每家送上慰问品300元，米、油各1份. */
function isOfEach({ seat, clauseBefore }: Situation): boolean {
  return /各$/.test(textBefore(seat)) && /每(?:户|人|名|位|家|村|个)/.test(clauseBefore);
}

const EACH = /每(?:人|名|户|位|个)|[人户]均/;
/** What one does alone: 撰写笔记. */
const OWN_WORK = /^(?:撰写|书写|写|记|完成)/;

/** 每人撰写心得8篇，调研文章1篇: a list goes on per head until a verb or a sum begins anew. */
function isNextOfEach({ reader: { s }, clause, amount }: Seat): boolean {
  if (!isListWords(s.slice(clause.start, amount.start).replace(OWN_WORK, ""))) return false;
  const before = /[^。！？；\n]*$/.exec(s.slice(Math.max(0, clause.start - 100), clause.start))?.[0] ?? "";
  const head = before
    .split("，")
    .findLast((one) => one !== "" && (EACH.test(one) || !isListWords(one.replace(OWN_WORK, ""))));
  return head !== undefined && EACH.test(head) && /\d/.test(head) && !/共|累计|合计|总计/.test(head);
}

/** 学习笔记9000字: a noun with its number. */
function isListWords(words: string): boolean {
  return (
    /^(?!共|累计|合计|总计|其中|[^，]{0,4}有)[一-龥]{2,8}(?:约|近|达|各)?(?:\d[\d.万千余多]*[一-龥]{1,2})?$/.test(
      words,
    ) && !isDoing(words.replace(/^读书/, ""))
  );
}

/** 至少开展2次警示教育、1次廉政家访, 每年一次民主生活会和一次民主评议: what is joined to a quota is one. */
function isJoined(seat: Seat): boolean {
  const { previous } = seat;
  return (
    previous !== null &&
    !seat.last &&
    /^[^，；]{0,12}[、和及]$/.test(textBefore(seat)) &&
    [AT_LEAST, PERIODIC].some((words) => words.test(sinceSummed(previous)))
  );
}

/** 每周一集中学习，时长1小时. */
function goesOn({ seat, counted, clauseBefore }: Situation, before: string): boolean {
  return seat.amount.counts === "time" && PERIODIC.test(clauseBefore) && lastSummed(before) === 0 && !counted.near;
}

function sinceSummed(seat: Seat): string {
  const before = textBefore(seat);
  return before.slice(lastSummed(before));
}

/** Where the last 共 or 累计 stands: from there on a number is a sum, whatever 每 came before. */
function lastSummed(before: string): number {
  return [...before.matchAll(SUMMED)].at(-1)?.index ?? 0;
}
