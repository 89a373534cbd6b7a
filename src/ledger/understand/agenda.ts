import type { Kind } from "../kinds.ts";
import { countsNames } from "./people/admitted.ts";
import type { Token } from "./token.ts";

/** The kind that a record is of, and where its last name ends. */
export type Head = { readonly kind: Kind; readonly end: number } | null;

/** 定于12月1日召开党员大会, 拟发展党员2名, 要求每人写心得: what a meeting fixed for later or asked for. */
export function isPlanned(s: string, from: number, token: Token): boolean {
  return isPlannedLead(s.slice(Math.max(from, token.start - 30), token.start));
}

/** Nothing is planned in words without one of them. */
const MAY_PLAN = /[定拟将计打准预下明求]/;
const PLANNED =
  /(?:(?:定于|拟于|将于|计划于)[^,;。\n]*|(?<![按照据依遵][^,;。\n]{0,6})要求[^,;。\n\d]{0,10}(?:写|交|撰写|提交|上交)(?:出|好|完)?(?:学习)?(?:心得(?:体会)?)?|(?:(?<![虚模草])拟(?![定订写好])|(?<![按照依年月度的])计划|(?<!的(?:工作|下步)?)打算|准备(?!了|好)|预计|下一?步(?:要|将)?|明年|下(?:个?月|周|个?季度|半年))(?!的|书|表|完成|内)[^,;。\n \d了、和与及等]{0,8})$/;

/** The 12户 of 计划慰问12户 are still to come. */
export function isPlannedLead(lead: string): boolean {
  return MAY_PLAN.test(lead) && PLANNED.test(lead);
}

const AGENDA = /(?:研究|审议|讨论|通报|部署|布置|筹备)[^,;。\n ]*$/;

/** 支委会 研究党费收支、慰问困难党员等事项: what a meeting talks about. */
export function isOnAgenda(s: string, head: NonNullable<Head>, token: Token, kind: Kind): boolean {
  if (head.kind.family !== "meeting" || kind.sensitive) return false;
  const lead = s.slice(Math.max(head.end, token.start - 40), token.start);
  if (DECISIONS.test(lead)) return true;
  const isListed = kind.family !== "meeting" || LISTED.test(s.slice(token.end, token.end + 12));
  return isListed && AGENDA.test(lead) && !(countsNames(kind) && AGREED.test(lead));
}

/** The 民主评议 of 研究民主评议、党费使用3项议题 and the 党员大会 of 研究党员大会议程. */
const LISTED = /^(?:[一-龥]{0,6}、|[一-龥]{0,6}等|的?(?:工作|议程|方案|事宜|事项|名单|筹备|安排|准备|时间))/;

/** 讨论通过吴桐转正 and 研究同意…: it was done. */
const AGREED = /(?:通过|同意|决定|批准|确定)[^,;。\n ]*$/;

/** 定了2件事：七一慰问、党费收缴 */
const DECISIONS = /[定议过](?:了|下来?)*[\d一二两三四五六七八九十]{1,2}[件项个条][一-龥]{0,4}:[^;。\n]*$/;
