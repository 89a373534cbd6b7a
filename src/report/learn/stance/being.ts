import { anyOf } from "../../../ledger/any-of.ts";
import { endsDoing, isDoing } from "../predicates.ts";
import { type Seat, textBefore } from "../seat.ts";
import type { View } from "../view.ts";

const FIGURE = new RegExp(anyOf`
  (?:居民|村民)户(?:共|有|为|约)*$
  (?:从业|用工|在岗|在职|参保|常驻|务工|关注)(?:人员|人数|职工|用户)?(?:总数)?(?:共|有|为|达|约)*$
  (?:党组织|支部|总支|党委|企业|单位|商户|网点|农户|[居村]民|住户|户|会员|社员|教师|学生|队员|站点|机构|牲畜总?头)(?:总)?数(?:量)?(?:共|有|为|达|约)*$
`);

/** A noun that names a figure. */
export function isFigure({ seat, before }: View): boolean {
  const noun = before.replace(/^.*的(?=[一-龥])/, "");
  if (
    /(?:活动|覆盖|惠及|受益|走访|慰问|帮扶|培训|服务)[^，。]{0,4}的$/.test(before.slice(0, before.length - noun.length))
  )
    return false;
  return seat.last && FIGURE.test(noun) && !/参[加与训]|[参受]训|慰问|走访|发放|覆盖|新增/.test(noun);
}

const EXISTING = /(?:共有|现有|拥有|设有|建有|配有|驻有|共)$/;
/** 在园区登记经营的: what those who are there do themselves. */
const RELATIVE = /(?:在|由|经|因)[^，。]{1,24}的(?=[一-龥])/;

/** A verb of having directly before the number, whose subject says of nothing done. */
export function isExisting({ seat, before, ...view }: View): boolean {
  if (!seat.last || (seat.amount.counts === "work" && !/[家户]/.test(seat.amount.unit))) return false;
  const subject = before.replace(RELATIVE, "").replace(EXISTING, "");
  if (subject === before.replace(RELATIVE, "") || subject.endsWith("的") || subject.length < 2) return false;
  return !isDoing(subject) && !isDoing(view.opening.slice(0, view.opening.length - before.length));
}

const REACHING =
  /(?<!实现|新增|扩大|惠及)(?:覆盖|辐射|横跨|毗邻)(?:了|到|带动|周边|全部|所有|全[乡镇村县市区]){0,2}$|分[别片头](?:定点|对口)?(?:联系|督导|包[联保抓]|挂[钩联]|负责|指导|联系督导)+$/;

/** 团组织覆盖企业310家. */
const ORGANISED = /(?:组织|工会|网络|平台|体系)覆盖(?!率)[一-龥]{2,8}$/;

/** How far something reaches, or whom one is charged with. */
export function isReached({ seat, before }: View): boolean {
  if (seat.amount.counts === "person" && !/的$/.test(before)) return isBesideReached(seat);
  if (seat.last && ORGANISED.test(before)) return true;
  return (REACHING.test(before) && !/^(?:并|共)?辐射/.test(before)) || isBesideReached(seat);
}

/** 覆盖3个小区、1个市场. */
function isBesideReached(seat: Seat): boolean {
  const { previous } = seat;
  if (previous === null || !BESIDE.test(textBefore(seat)) || endsDoing(textBefore(seat))) return false;
  return REACHING.test(textBefore(previous)) || isBesideReached(previous);
}

const BESIDE = /^(?:|[村镇乡县区]|[一-龥]{0,8}[、和及])$/;

/** People in posts. */
export function isStaff({ seat, before, rest }: View): boolean {
  if (/配[备齐强](?:了)?(?:专[职门]|兼职)*$/.test(before)) return true;
  if (seat.last && /配[备齐强][一-龥]{2,10}$/.test(before)) return true;
  return /抽调$/.test(before.slice(-2)) && /^[^，。]{2,14}(?:作为|为|组成)[^，。]{0,8}(?:成员|队员)/.test(rest);
}

/** A noun of people with 达 has no deed in it, whatever was done before it. */
export function isCrowd({ seat, before }: View): boolean {
  if (seat.last && /^(?:小?组|队)?成员(?:共|有|为)*$/.test(before)) return true;
  return (
    seat.last &&
    /^[一-龥]{1,8}[员手户者人](?:总数|人数)?已?(?:达到?|发展到)了?$/.test(before) &&
    !/人员|[参受到救助访问训]|观众|听众|服务|帮扶|接待/.test(before)
  );
}

/** How many are of a sort. */
export function isShare({ before, sentence }: View): boolean {
  if (/(?<![评列定确命授])[为是][一-龥]{1,4}的(?:共?有)$/.test(before)) return true;
  return /^，?\(?占[^，。]{0,14}\d/.test(sentence) && /的(?:共?有)?$/.test(before) && !isDoing(before);
}

/** A posture or a place for a verb. */
export function isThereMerely({ seat, before, rest }: View): boolean {
  if (seat.last && !/[、和]/.test(rest.charAt(0))) return false;
  return (
    /^(?:全[村镇乡县区校院局]|.{0,12}[、与和]|.{0,12}(?:支部|总支|党委))?$/.test(before) &&
    /^[^，。]{1,24}(?:挤|吃住|居住|坐落|生活[在于]|坚守在|就读|住在|分布|分散|来自|平均)[在于]?/.test(rest)
  );
}

/** 目前全区已有25家商户建立了台账: how many have it by now. */
export function isHavingByNow({ seat, before, rest }: View): boolean {
  return (
    !seat.last &&
    /(?:目前|全[镇乡县市区村])[^，。]{0,6}已?有$/.test(before) &&
    /^[^，。]{1,12}(?:建立|设立|成立|组建|设有)了?/.test(rest)
  );
}

/** 我支部32个成员, 我班6名党员. */
export function isOwn({ seat, before, after }: View): boolean {
  return !seat.last && /(?:支部|总支|党委|班子|团队|小组)的?$/.test(before) && /^(?:成员|同志)/.test(after);
}

/** 88家企业中，30家…; 一个有80人的工会: of whom or of what is told. */
export function isOfWhom({ seat, before, after, rest }: View): boolean {
  if (seat.last) return false;
  return /^[一-龥]{1,10}中(?=$|[，、])/.test(rest) || (/有$/.test(before) && /^[一-龥]{0,3}的[一-龥]/.test(after));
}

/** 我区90户企业, 全镇16个村把…作为重点: no verb before it, and all of them. */
export function isAllOurs({ seat, before, rest }: View): boolean {
  if (/^全[县市镇乡]$/.test(before) && /^(?:行政)?(?:村|社区)(?!书记|干部)/.test(rest)) return true;
  return (
    !seat.last &&
    /^(?:我|本|全)[区县市镇乡村校院局]$/.test(before) &&
    !isDoing(rest.replace(/\(.*/, "")) &&
    !/获|评|被|达标|成为/.test(rest)
  );
}
