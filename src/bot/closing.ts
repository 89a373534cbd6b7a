import type { Facts } from "../ledger/activity.ts";
import type { StoredActivity } from "../store/activities.ts";
import { isClosed } from "../store/closings.ts";
import { type Answer, type Call, said } from "./call.ts";
import { journal } from "./records.ts";

const REASON = /[\s,，;；。]*原因\s*[:：是]?\s*(\S.*)$/su;

/** A command's words without the reason at their end: 改 人数 16 原因 点错了. */
export function splitReason(call: Call): { readonly call: Call; readonly reason: string | undefined } {
  const [matched, reason] = REASON.exec(call.text) ?? [];
  if (matched === undefined) return { call, reason: undefined };
  return { call: { ...call, text: call.text.slice(0, -matched.length) }, reason };
}

/**
 * Refuses a change of a closed year that gives no reason; one that does is let through and
 * its reason journalled. `days` are all days the change touches, before and after it.
 */
export async function guardClosed(
  call: Call,
  record: StoredActivity,
  { reason, days }: { reason: string | undefined; days: readonly Pick<Facts, "start">[] },
): Promise<Answer | undefined> {
  for (const day of [record, ...days]) {
    if (!(await isClosed(call.db, record.organisation, day))) continue;
    if (reason !== undefined) {
      await journal(call, "reason", record.id, { reason });
      return undefined;
    }
    const year = day.start?.slice(0, 4) ?? "";
    return said(
      "asked",
      `${year} 年已经封账。确实要改 #${record.id}，请在后面写明原因，如：改 人数 16 原因 点错了人数。`,
    );
  }
  return undefined;
}
