import { readWithdrawal } from "../../ledger/understand/message.ts";
import { findJoined, isLive, type StoredActivity } from "../../store/activities.ts";
import { type Answer, type Call, may, type Reply, said } from "../call.ts";
import { leaveRecord, voidRecord } from "../events/joins.ts";
import { guardClosed, splitReason } from "../records/closing.ts";
import { afterwards, howToRestore, toldAnew } from "../records/confirmation.ts";
import { newestOwn, seenRecord } from "../records/sight.ts";
import { eventOf } from "../records.ts";
import { recordLine } from "../replies/describe.ts";

/** Answers 撤销, 撤销 #12, 撤销上一条; nothing when the text withdraws nothing definite. */
export async function undo(whole: Call): Promise<Answer | undefined> {
  const { call, reason } = splitReason(whole);
  const wanted = readWithdrawal(call.text);
  if (wanted === null) return undefined;
  const record = await targetOf(call, wanted.target);
  if (record === undefined) return (await undone(call, wanted.target)) ?? said("asked", noTarget(wanted.target));
  if (!mayChange(call, record)) return said("refused", `#${record.id} 不是您记的，只有本人或书记可以撤销。`);
  const event = await eventOf(call, record);
  const days = event === undefined ? await findJoined(call.db, record.id) : [event];
  const refused = await guardClosed(call, record, { reason, days });
  if (refused !== undefined) return refused;
  if (event !== undefined) {
    await leaveRecord(call, record);
    return told(call, record, [`已撤回您在 ${recordLine(event, call.now.today)} 中的参加。`]);
  }
  const freed = await voidRecord(call, record);
  return told(call, record, [
    `已撤销 ${recordLine(record, call.now.today)}。${howToRestore([record])}`,
    ...freed.map((other) => `原来没有单独计入的 ${recordLine(other, call.now.today)} 现在计入。`),
  ]);
}

/** What is withdrawn a second time, by an older button for example, can still be restored. */
async function undone(call: Call, target: number | "newest"): Promise<Answer | undefined> {
  const record = target === "newest" ? undefined : await seenRecord(call, target);
  if (record === undefined || !mayChange(call, record)) return undefined;
  const text = `${recordLine(record, call.now.today)} 已经撤销了。${howToRestore([record])}`;
  const choices = afterwards(call, [record]);
  return { outcome: "answered", records: [record.id], replies: [{ text, choices, about: record.sourceKey }] };
}

async function told(call: Call, { id, sourceKey }: StoredActivity, lines: readonly string[]): Promise<Answer> {
  const { inPlace } = await toldAnew(call, sourceKey);
  const more = lines.slice(1);
  const beside = more.length === 0 ? {} : { beside: { text: more.join("\n") } };
  const reply: Reply = { text: lines.join("\n"), ...(inPlace && { inPlace: { ...inPlace, ...beside } }) };
  return { outcome: "voided", records: [id], replies: [reply] };
}

/** The record that `#n` names, or the speaker's own newest one in this chat. */
export async function targetOf(call: Call, target: number | "newest"): Promise<StoredActivity | undefined> {
  if (target === "newest") return newestOwn(call);
  const found = await seenRecord(call, target);
  return found !== undefined && isLive(found) ? found : undefined;
}

/** What to say where a correction or a withdrawal finds no record. */
export function noTarget(target: number | "newest"): string {
  return target === "newest" ? "您在这里还没有可以撤销或更正的记录。" : `没有找到 #${target}，发“最近”可以查看编号。`;
}

/** Whether the speaker may change a record here: their own, or anybody's by their role. */
export function mayChange(call: Call, record: StoredActivity): boolean {
  return (record.authorId === call.speaker.id && may(call, "log")) || may(call, "edit-others");
}
