import { understand } from "../../ledger/understand/message.ts";
import { findBySource } from "../../store/activities.ts";
import { findInbox } from "../../store/inbox.ts";
import { type Answer, type Call, IGNORED, may, offered, said } from "../call.ts";
import { nowIn, textOfInbox } from "../intake/text-of.ts";
import { areSensitive } from "../records/confirmation.ts";
import { log } from "../records/log.ts";
import { recordLine } from "../replies/describe.ts";

/**
 * Words that somebody passes on are not their own: they never command, answer or correct
 * anything, and a report among them is logged only when the person says so. In a group,
 * where passing on is a way of showing things to others, nothing is said.
 */
export async function answerForwarded(call: Call): Promise<Answer> {
  if (call.place !== "private" || !may(call, "log")) return IGNORED;
  const { records } = understand(call.text, call.now, call.deps.vocabulary);
  if (records.length === 0) return said("ignored", "这是转发来的话，没有记。要记活动请自己发一句。");
  if (areSensitive(call, records)) {
    const answered = said("ignored", "这类事项请自己发一句，只写次数、人数和日期，不要转发。");
    return { ...answered, unkept: true };
  }
  const text = "这是转发来的话，还没有记。要按它记到您名下吗？";
  return offered("asked", text, [{ label: "记下", operation: { do: "pass", of: call.key } }]);
}

/** Logs a message that was passed on, as of the day on which it was first written. */
export async function logForwarded(call: Call, of: string): Promise<Answer> {
  const row = await findInbox(call.db, of);
  const text = row === undefined ? undefined : textOfInbox(row);
  const [before] = await findBySource(call.db, of);
  if (before !== undefined) return said("duplicate", `已经记过：${recordLine(before, call.now.today)}`, [before.id]);
  if (row === undefined || text === undefined) return said("refused", "那句话没有保留，请自己发一句。");
  const now = nowIn(call.organisation.zone, new Date(row.sent_at));
  const { records } = understand(text, now, call.deps.vocabulary);
  return log({ ...call, key: of, text, now, sentAt: row.sent_at }, records);
}
