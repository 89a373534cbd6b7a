import { understand } from "../ledger/understand/message.ts";
import type { Reading } from "../ledger/understand/reading.ts";
import { findBySource, type StoredActivity } from "../store/activities.ts";
import { findInbox, setDigest } from "../store/inbox.ts";
import { answer } from "./answer.ts";
import { askNext, mergeReplies } from "./ask.ts";
import { type Answer, type Call, IGNORED, said } from "./call.ts";
import { recordLine } from "./describe.ts";
import { leaveRecord } from "./joins.ts";
import { digestOf } from "./log.ts";
import { changeRecord, factsOf, keepRecord, voidRecord } from "./records.ts";

/**
 * An edited message corrects its records. Platforms report an edit for a mere reaction
 * too: the same words change nothing.
 */
export async function editMessage(call: Call, of: string): Promise<Answer> {
  const original = await findInbox(call.db, of);
  const digest = digestOf(call.text);
  if (original === undefined || original.person_id !== call.speaker.id || original.digest === digest) return IGNORED;
  await setDigest(call.db, of, digest);
  const records = (await findBySource(call.db, of)).filter(({ state }) => state !== "void");
  if (records.length === 0) return answer(call);
  const { records: readings } = understand(call.text, call.now, call.deps.vocabulary);
  const kept: StoredActivity[] = [];
  for (const [n, reading] of readings.entries()) kept.push(await follow(call, of, { reading, n, records }));
  for (const record of records.filter(({ sourceN }) => sourceN >= readings.length)) await voidRecord(call, record);
  const lines = kept.map((record) => recordLine(record, call.now.today));
  const text =
    lines.length === 0 ? "这条改过以后不再是活动，原来的记录已撤销。" : `已按修改后的话更正：\n${lines.join("\n")}`;
  const edited = said(
    "edited",
    text,
    kept.map(({ id }) => id),
  );
  const next = await askNext(call, kept);
  return next === undefined ? edited : { ...edited, replies: mergeReplies(edited.replies, next) };
}

async function follow(
  call: Call,
  of: string,
  { reading, n, records }: { reading: Reading; n: number; records: readonly StoredActivity[] },
): Promise<StoredActivity> {
  const record = records.find(({ sourceN }) => sourceN === n);
  if (record === undefined) return (await keepRecord({ ...call, key: of }, reading, n)).record;
  const change = { ...factsOf(reading), doubts: reading.doubts };
  return (await changeRecord(call, record, change, "edit")).record;
}

/** A message taken back takes its records back. */
export async function recallMessage(call: Call, of: string): Promise<Answer> {
  const original = await findInbox(call.db, of);
  if (original === undefined || original.person_id !== call.speaker.id) return IGNORED;
  const voided: number[] = [];
  for (const record of await findBySource(call.db, of)) {
    if (record.joined) await leaveRecord(call, record);
    else if (record.state !== "void") await voidRecord(call, record);
    else continue;
    voided.push(record.id);
  }
  if (voided.length === 0) return IGNORED;
  return said("voided", `消息撤回了，${voided.map((id) => `#${id}`).join("、")} 已一并撤销。`, voided);
}
