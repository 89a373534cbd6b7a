import type { Kind } from "../kinds.ts";
import { countsNames } from "./people/admitted.ts";
import type { Token } from "./token.ts";

/** The kind that a record is of, and where its last name ends. */
export type Head = { readonly kind: Kind; readonly end: number } | null;

/** 定于12月1日召开党员大会: what a meeting fixed for later. */
export function isPlanned(s: string, head: NonNullable<Head>, token: Token): boolean {
  return /(?:定于|拟于|将于|计划于)[^,;。\n]*$/.test(s.slice(Math.max(head.end, token.start - 30), token.start));
}

const AGENDA = /(?:研究|审议|讨论|通报|部署|布置|筹备)[^,;。\n ]*$/;

/** 支委会 研究党费收支、慰问困难党员等事项: what a meeting talks about. */
export function isOnAgenda(s: string, head: NonNullable<Head>, token: Token, kind: Kind): boolean {
  if (head.kind.family !== "meeting" || kind.sensitive) return false;
  const lead = s.slice(Math.max(head.end, token.start - 40), token.start);
  if (DECISIONS.test(lead)) return true;
  return kind.family !== "meeting" && AGENDA.test(lead) && !(countsNames(kind) && AGREED.test(lead));
}

/** 讨论通过吴桐转正 and 研究同意…: it was done. */
const AGREED = /(?:通过|同意|决定|批准)[^,;。\n ]*$/;

/** 定了2件事：七一慰问、党费收缴 */
const DECISIONS = /[定议过](?:了|下来?)*[\d一二两三四五六七八九十]{1,2}[件项个条][一-龥]{0,4}:[^;。\n]*$/;
