import type { Day, Facts } from "../../ledger/activity.ts";
import { isDay, yearOf } from "../../ledger/calendar.ts";
import { isSensitive } from "../../ledger/discreet.ts";
import { readCorrection } from "../../ledger/understand/message.ts";
import type { About, Change, Doubt } from "../../ledger/understand/reading.ts";
import type { StoredActivity } from "../../store/activities.ts";
import { findAttachments } from "../../store/attachment-links.ts";
import { type Answer, type Call, isAnswer, type Reply, said } from "../call.ts";
import { isPart } from "../events/doubts.ts";
import { changeRecord } from "../events/joins.ts";
import { askNext } from "../questions/ask.ts";
import { unknownKindText } from "../questions/asked.ts";
import { askWhichHad } from "../questions/described.ts";
import { doubtWording } from "../questions/wording.ts";
import { factsOfChange } from "../records/changed-facts.ts";
import { guardClosed, splitReason } from "../records/closing.ts";
import { toldAnew } from "../records/confirmation.ts";
import { dayText, recordLine } from "../replies/describe.ts";
import { mergeReplies } from "../replies/merged.ts";
import { amountChange, peopleChange } from "./edit-amount.ts";
import { mayChange, noTarget, targetOf } from "./undo.ts";

/** Answers 改 人数 16, 改成16人, 不是昨天，是前天, #12 改 日期 11-21; nothing when the text corrects nothing. */
export async function edit(whole: Call): Promise<Answer | undefined> {
  const { call, reason } = splitReason(whole);
  const wanted =
    (await amountChange(call)) ??
    (await peopleChange(call)) ??
    readCorrection(call.text, call.now, call.deps.vocabulary);
  if (wanted === null) return undefined;
  if (isAnswer(wanted)) return wanted;
  if (wanted.doubt !== null) return said("asked", doubtText(call, wanted.doubt));
  const record = await targetOf(call, wanted.target);
  if (record === undefined) return said("asked", noTarget(wanted.target));
  const asked = wanted.target === "newest" ? await askWhichHad(call, record) : undefined;
  return asked ?? notToCorrect(call, record) ?? correct(call, record, { changes: wanted.changes, reason });
}

function doubtText(call: Call, doubt: Doubt): string {
  const { about, reason, options, words } = doubt;
  if (about === "kind" && options.length === 0) return unknownKindText(call, words);
  const meant = options.find(isDay);
  if (about === "date" && reason === "future" && meant !== undefined && !isInYear(meant, yearOf(call.now.today)))
    return `今年没有 ${words}。要改成${dayText(meant, call.now.today)}，请把年份也写上，如“改 日期 ${meant}”。`;
  if (about === "date" && reason === "future" && meant !== undefined)
    return `${words}还没有到。要改成${dayText(meant, call.now.today)}，请把年份也写上，如“改 日期 ${meant}”。`;
  return doubtWording(doubt, call.now.today).text;
}

/** Whether a year has this day: 29 February is not in every one. */
function isInYear(day: Day, year: number): boolean {
  return isDay(`${String(year).padStart(4, "0")}${day.slice(4)}`);
}

/** Why the speaker may not correct a record. */
export function notToCorrect(call: Call, record: StoredActivity): Answer | undefined {
  if (!mayChange(call, record)) return said("refused", `#${record.id} 不是您记的，只有本人或书记可以更正。`);
  if (!record.joined) return undefined;
  return said(
    "refused",
    `#${record.id} 已并入 #${record.twinId}，更正请写“#${record.twinId} 改 …”，或请记录人、书记更正。`,
  );
}

/** Corrects a record of which the speaker may do so; one of a closed year only with a reason. */
export async function correct(
  call: Call,
  record: StoredActivity,
  { changes, reason }: { readonly changes: readonly Change[]; readonly reason: string | undefined },
): Promise<Answer> {
  const days = changes.filter((one) => one.field === "date");
  const refused = await guardClosed(call, record, { reason, days });
  return refused ?? change(call, record, changes);
}

async function change(call: Call, record: StoredActivity, changes: readonly Change[]): Promise<Answer> {
  const doubts = record.doubts.filter((doubt) => !changes.some((one) => settles(one, doubt)));
  let facts: Partial<Facts> = {};
  for (const one of changes) facts = { ...facts, ...factsOfChange(one, { ...record, ...facts }) };
  const photos = await findAttachments(call.db, [record.id]);
  const after = await changeRecord(call, { record, operation: "edit" }, { ...facts, doubts });
  const text = `已更正：${recordLine(after, call.now.today)}。`;
  const reply: Reply = { text, ...(await toldAnew(call, after.sourceKey, new Map([[after.id, "corrected"]]))) };
  const dropped = photos.length > 0 && isSensitive(after.kinds, call.deps.catalogue);
  const gone = dropped ? [{ text: "这类事项不留照片，原来的照片已删除。" }] : [];
  const next = await askNext(call, [after]);
  const [more] = next === undefined ? gone : mergeReplies(gone, next);
  const replies = more === undefined ? [reply] : mergeReplies([reply], more);
  return { outcome: "edited", records: [after.id], replies };
}

const ABOUT: Partial<Record<Change["field"], About>> = {
  date: "date",
  kinds: "kind",
  headcount: "participants",
  minutes: "duration",
  quantity: "quantity",
};

/** Whether a correction answers a question; that of another amount stays open, and that of a part while none is stated. */
function settles(change: Change, doubt: Doubt): boolean {
  const { about, quantity } = doubt;
  if (ABOUT[change.field] !== about || isPart(doubt)) return false;
  return change.field !== "quantity" || quantity === undefined || quantity.name === change.quantity.name;
}
