import { isDoing } from "./predicates.ts";
import type { Situation } from "./role.ts";
import { clauseText, type Seat, textAfter, textBefore } from "./seat.ts";

/** Kinds whose words name people as well: 志愿者 and 积极分子 are there before anybody does anything. */
const PEOPLE: ReadonlySet<string> = new Set(["志愿服务", "积极分子"]);

/** A figure of what there is, whatever verb stands by it: posts, wages, organisations set up long ago. */
export function isState(situation: Situation): boolean {
  const { seat } = situation;
  return (
    situation.stance === "being" ||
    isPost(seat) ||
    isDated(seat) ||
    isWage(seat) ||
    isCondition(seat) ||
    isFounded(seat) ||
    isEnrolled(situation) ||
    isSuch(seat)
  );
}

/** 编制20人, 人才入库达180人: how many there may be or are. */
const POSTS =
  /(?:编制|定员|定编|员额|[入在]库|储备库|参[保合](?:人员|农民)?|参加[^，。]{0,8}(?:保险|合作医疗)|总数|总量)(?:总?数|人数|共|有|为|约|达到?)*$/;

/** 注册会员达3000人. */
const SUBSCRIBED = /(?:会员|用户|粉丝|关注者|客户|学员)(?:人?数|总数|共|有|为|约|近|达到?)*$/;

function isPost({ amount, clause, reader }: Seat): boolean {
  const words = reader.s.slice(clause.start, amount.start);
  if (amount.counts === "any" && /总[数量](?:为|达到?|有|约)*$/.test(words)) return true;
  if (amount.counts !== "person") return false;
  return POSTS.test(words) || (SUBSCRIBED.test(words) && !isDoing(words.replace("注册", "")));
}

/** 2022年底近800人: how many there were on a day. */
const ON_A_DAY = /[年月][底末初](?:共|有|为|约|近|达到?|已|总数)*$/;

function isDated(seat: Seat): boolean {
  return /person|any|work|thing/.test(seat.amount.counts) && seat.last && ON_A_DAY.test(textBefore(seat));
}

/** 每月工资1100元, 单价30元: what one gets or pays. */
const WAGES =
  /(?:工资|月薪|年薪|薪酬|报酬|津贴|底薪|单价|均价|月保障金|月租|定价|票价|价格|售价)(?:标准|每[人名]|每?[月年天日]|为|是|约|近|达到?)*$/;

function isWage(seat: Seat): boolean {
  if (seat.amount.counts !== "money") return false;
  const before = textBefore(seat);
  return (WAGES.test(before) || MONTHLY.test(before)) && !isPaid(before);
}

const MONTHLY = /每(?:人每)?[月年天日][一-龥]{0,6}(?:补[贴助]|收入|待遇)(?:标准|为|是|约|近|达到?)*$|到每[月年天]$/;

function isPaid(words: string): boolean {
  return /发放|支付|兑现|补发|追讨|讨回|追回|累计|代发|增加|挽回/.test(words);
}

/** 交费800元（含）以上的会员: who is meant. */
const FROM = /^(?:\(?含[^)，。]{0,4}\)?)?(?:以[上下内]|及以[上下])(?:的|者|[一-龥]{2})/;

/** 收入刚过10万元的村7个. */
const BEYOND = /(?:刚过|超过|突破|高于|低于|不足|不到|未达)$/;
const WHOSE = /^的[一-龥]{0,4}(?:村|社区|户|家庭|企业|公司|商户|单位|项目|支部|人员|党员)/;

function isCondition(seat: Seat): boolean {
  const { reader, amount, clause } = seat;
  if (amount.counts !== "money") return false;
  const rest = reader.s.slice(amount.after, Math.min(clause.end, amount.after + 12));
  if (BEYOND.test(textBefore(seat)) && WHOSE.test(rest)) return true;
  return /^\(/.test(rest) && FROM.test(rest.replace(/^\(含(?:本数)?\)/, ""));
}

/** 已建立党总支5个: set up once, and standing since. */
const STANDING =
  "(?:(?:党委|总支|支部|党组织|党小组|协会|关工委|工会|分会|商会|学会|团委|妇联|团支部|团组织)(?:委员会)?(?:组织)?)";
const SET_UP = "(?<!新)(?:设立|建立|成立|设)(?:有|了|起)?";
const FOUNDED_LAST = new RegExp(`${SET_UP}[^，。、]{0,8}${STANDING}(?:共|有|约)*$`);
const FOUNDED = new RegExp(`${SET_UP}$`);
const NAMED = new RegExp(`^[一-龥“”]{0,6}${STANDING}(?:$|[，。；、,)])`);
const RECENT = /新|今年|本年|年内|全年|先后|累计|陆续|临时|突击|攻关|一线|流动/;

function isFounded(seat: Seat): boolean {
  if (RECENT.test(clauseText(seat).replace(/“[^”]{1,6}”|两新/g, ""))) return false;
  const before = textBefore(seat);
  if (seat.last) return FOUNDED_LAST.test(before);
  return FOUNDED.test(before) && NAMED.test(textAfter(seat, 16));
}

/** 已建立党组织的31家. */
function isSuch(seat: Seat): boolean {
  return /(?:建立|成立|设立|组建|覆盖|建有|设有)[^，。]{0,8}的(?:有|共|为)*$/.test(textBefore(seat));
}

/** 文艺队伍5支近90人 behind 共有, 入党积极分子40人 alone. */
function isEnrolled({ seat, counted, ground, keptBefore }: Situation): boolean {
  const { counts, style } = seat.amount;
  if (counts !== "person" || style === "blank" || !seat.last || counted.kinds.length === 0) return false;
  if (!counted.kinds.every((kind) => PEOPLE.has(kind)) || isDoing(textBefore(seat))) return false;
  return ground === "being" || (ground === null && !keptBefore && /积极分子(?:共|有|约|近)*$/.test(textBefore(seat)));
}
