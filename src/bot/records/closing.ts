import type { Facts } from "../../ledger/activity.ts";
import type { StoredActivity } from "../../store/activities.ts";
import { findAttending } from "../../store/attendance.ts";
import { isClosed } from "../../store/closings.ts";
import { getOrganisation } from "../../store/organisations.ts";
import { type Answer, type Call, said } from "../call.ts";
import { journal } from "../journal.ts";

/** The reason at the end of a command. */
export const REASON = /[\s,，;；。]*原因\s*[:：是]?\s*(\S.*)$/su;

/** Said of what came after its year was closed. */
export const CLOSED = "那一年已经封账，等书记写明原因后计入。";

/** A command's words without the reason at their end: 改 人数 16 原因 点错了. */
export function splitReason(call: Call): { readonly call: Call; readonly reason: string | undefined } {
  const [matched, reason] = REASON.exec(call.text) ?? [];
  if (matched === undefined) return { call, reason: undefined };
  return { call: { ...call, text: call.text.slice(0, -matched.length) }, reason };
}

/** What to send again with its reason: the words of a short command, naming the record, else an example. */
function again({ text }: Call, { id }: StoredActivity): string {
  const words = text.normalize("NFKC").trim();
  if (/^撤销(?!.*#)/su.test(words)) return `撤销 #${id}`;
  if (/^改 .{1,20}$/u.test(words)) return `#${id} ${words}`;
  return /^(?:#\d+ 改|撤销|合并|分开|恢复) .{1,20}$/u.test(words) ? words : `#${id} 改 人数 16`;
}

/**
 * Refuses a change of a closed year that gives no reason, be it closed by the record's branch or by one that took
 * part in it; one that does is let through and its reason journalled. `days` are all days the change touches, before
 * and after it.
 */
export async function guardClosed(
  call: Call,
  record: StoredActivity,
  { reason, days }: { reason: string | undefined; days: readonly Pick<Facts, "start">[] },
): Promise<Answer | undefined> {
  const closed = await findClosed(call, record, [record, ...days]);
  if (closed === undefined) return undefined;
  if (reason !== undefined) {
    await journal(call, "reason", record.id, { reason });
    return undefined;
  }
  return said(
    "asked",
    `${closed}已经封账。确实要改 #${record.id}，请连同原因再发一次，如：${again(call, record)} 原因 记错了。`,
  );
}

/** The first closed year that a change touches: `2026 年`, `“第一党支部”2026 年`. */
export async function findClosed(
  { db }: Call,
  { id, organisation }: StoredActivity,
  days: readonly Pick<Facts, "start">[],
): Promise<string | undefined> {
  for (const unit of [organisation, ...(await findAttending(db, id))]) {
    for (const day of days) {
      if (!(await isClosed(db, unit, day))) continue;
      const whose = unit === organisation ? "" : `“${(await getOrganisation(db, unit)).name}”`;
      return `${whose}${day.start?.slice(0, 4)} 年`;
    }
  }
  return undefined;
}
