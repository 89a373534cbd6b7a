import { hash } from "node:crypto";
import { addsUp } from "../../ledger/kinds.ts";
import type { Reading } from "../../ledger/understand/reading.ts";
import { findBySource, isLive, type StoredActivity } from "../../store/activities.ts";
import { findSame } from "../../store/inbox.ts";
import type { Answer, Call, Outcome } from "../call.ts";
import { may, said } from "../call.ts";
import { namedUnits } from "../events/named-units.ts";
import { askAlso } from "../questions/ask.ts";
import { eventOf, keepRecord } from "../records.ts";
import { recordLine } from "../replies/describe.ts";
import { afterwards, areSensitive, confirmation } from "./confirmation.ts";

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
    records.push(await keepRecord(call, reading, { n, again: earlier[n]?.id ?? again?.id }));
  }
  const text = await confirmation(call, records, { words: call.text });
  const units = await namedUnits(call, records);
  const confirmed = {
    text: units === undefined ? text : `${text}\n${units.text}`,
    choices: [...afterwards(call, records), ...(units === undefined ? [] : [units.choice])],
    about: call.key,
  };
  const logged: Answer = {
    outcome: outcomeOf(records),
    records: records.map(({ id }) => id),
    replies: [confirmed],
    unkept: areSensitive(call, records),
  };
  return askAlso(call, logged, records);
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
    if (records.length > 0 && records.every(isLive)) return records;
  }
  return [];
}

async function repeated(call: Call, earlier: readonly StoredActivity[]): Promise<Answer> {
  const kept: StoredActivity[] = [];
  for (const record of earlier) kept.push((await eventOf(call, record)) ?? record);
  const lines = kept.map((record) => recordLine(record, call.now.today));
  const answer = said(
    "duplicate",
    `这条刚才记过了，没有重复计入：\n${lines.join("\n")}`,
    kept.map(({ id }) => id),
  );
  return askAlso(call, answer, earlier);
}

function outcomeOf(records: readonly StoredActivity[]): Outcome {
  if (records.some(({ heldFor }) => heldFor === "kind" || heldFor === "date")) return "held";
  return records.some(({ state }) => state === "held") ? "asked" : "logged";
}
