import { hash } from "node:crypto";
import { addsUp } from "../ledger/merge.ts";
import type { Reading } from "../ledger/understand/reading.ts";
import { countOfKind, findBySource, type StoredActivity } from "../store/activities.ts";
import { findSame } from "../store/inbox.ts";
import { askNext, mergeReplies } from "./ask.ts";
import type { Answer, Call, Choice, Outcome, Reply } from "./call.ts";
import { may, said } from "./call.ts";
import { daysText, detailsText, nameText, recordLine } from "./describe.ts";
import { isSensitive, keepRecord, mustFind, yearOfRecord } from "./records.ts";

/** Two messages of one author with the same text within this time are one sent twice. */
const RETRY_MS = 5 * 60_000;

/** Keeps the records of a message and tells what was understood. */
export async function log(call: Call, readings: readonly Reading[]): Promise<Answer> {
  if (!may(call, "log")) return said("refused", "您的身份只能查看台账，不能登记。需要登记请联系书记。");
  const earlier = await findEarlier(call);
  const again = earlier.find(({ kinds }) => addsUp(kinds, call.deps.catalogue));
  if (earlier.length > 0 && again === undefined) return repeated(call, earlier);

  const records: StoredActivity[] = [];
  for (const [n, reading] of readings.entries()) {
    records.push((await keepRecord(call, reading, n, earlier[n]?.id ?? again?.id)).record);
  }
  const replies: Reply[] = [{ text: await confirmation(call, records), choices: afterwards(records) }];
  const next = await askNext(call, records);
  return {
    outcome: outcomeOf(records),
    records: records.map(({ id }) => id),
    replies: next === undefined ? replies : mergeReplies(replies, next),
    unkept: records.some(({ kinds }) => isSensitive(kinds, call.deps.catalogue)),
  };
}

/** Digest of a message's words, by which a retry is known. */
export function digestOf(text: string): string {
  return hash("sha256", text.normalize("NFKC").replace(/\s+/g, " ").trim(), "base64url").slice(0, 22);
}

/** The records of the same words by the same author a moment ago, as long as none was withdrawn. */
async function findEarlier(call: Call): Promise<StoredActivity[]> {
  const sent = new Date(call.sentAt).getTime();
  const same = await findSame(call.db, {
    personId: call.speaker.id,
    digest: digestOf(call.text),
    from: new Date(sent - RETRY_MS).toISOString(),
    to: new Date(sent + RETRY_MS).toISOString(),
  });
  for (const row of same) {
    const records = await findBySource(call.db, row.key);
    if (records.some(({ organisation }) => organisation !== call.organisation.id)) continue;
    if (records.length > 0 && records.every(({ state, joined }) => state !== "void" || joined)) return records;
  }
  return [];
}

async function repeated(call: Call, earlier: readonly StoredActivity[]): Promise<Answer> {
  const kept: StoredActivity[] = [];
  for (const record of earlier) {
    kept.push(record.joined && record.twinId !== null ? await mustFind(call, record.twinId) : record);
  }
  const lines = kept.map((record) => recordLine(record, call.now.today));
  const answer = said(
    "duplicate",
    `这条刚才记过了，没有重复计入：\n${lines.join("\n")}`,
    kept.map(({ id }) => id),
  );
  const next = await askNext(call, earlier);
  return next === undefined ? answer : { ...answer, replies: mergeReplies(answer.replies, next) };
}

/** What may be pressed under a confirmation of one record; the same words may be typed. */
function afterwards(records: readonly StoredActivity[]): Choice[] {
  const [record] = records;
  if (record === undefined || records.length > 1) return [];
  return [
    { label: "撤销", operation: { do: "say", words: `撤销 #${record.id}` } },
    { label: "怎么读的", operation: { do: "say", words: `为什么 #${record.id}` } },
  ];
}

function outcomeOf(records: readonly StoredActivity[]): Outcome {
  if (records.some(({ heldFor }) => heldFor === "kind" || heldFor === "date")) return "held";
  return records.some(({ state }) => state === "held") ? "asked" : "logged";
}

async function confirmation(call: Call, records: readonly StoredActivity[]): Promise<string> {
  const lines: string[] = [];
  for (const record of records) lines.push(await recordText(call, record));
  if (records.some(({ kinds }) => isSensitive(kinds, call.deps.catalogue))) {
    lines.push("这类事项只记次数、人数和日期，具体内容没有保存，也请不要在群里写。");
  }
  if (records.some(({ heldFor }) => heldFor === "closed")) lines.push("那一年已经封账，等书记写明原因后计入。");
  if (records.some(({ state }) => state === "counted")) lines.push("有误可发“改 人数 16”这样的话更正，或发“撤销”。");
  return lines.join("\n");
}

async function recordText(call: Call, record: StoredActivity): Promise<string> {
  const head = `${record.state === "counted" ? "已记" : "先留着"} #${record.id}：${nameText(record)}`;
  const facts = [daysText(record, call.now.today), detailsText(record)].filter(Boolean).join(" · ");
  const count = await yearCount(call, record);
  return [head, facts, count].filter(Boolean).join("\n");
}

/** 本年第 N 次 for each of its kinds. */
async function yearCount(call: Call, record: StoredActivity): Promise<string> {
  if (record.state !== "counted") return "";
  const year = yearOfRecord(call, record);
  const label = call.now.today.startsWith(String(year)) ? "本年" : `${year} 年`;
  const parts: string[] = [];
  for (const kind of record.kinds) {
    parts.push(`第 ${await countOfKind(call.db, { organisation: call.organisation.id, kind, year })} 次${kind}`);
  }
  return `${label}${parts.join("、")}`;
}
