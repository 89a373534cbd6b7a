import { isDeepStrictEqual } from "node:util";
import { valuesOf } from "../../ledger/event.ts";
import { understand } from "../../ledger/understand/message.ts";
import type { Reading } from "../../ledger/understand/reading.ts";
import { findBySource, findJoined, isLive, type StoredActivity } from "../../store/activities.ts";
import { findInbox, setDigest } from "../../store/inbox.ts";
import { leftOutText } from "../answer/left-out.ts";
import { answer } from "../answer.ts";
import { type Answer, type Call, IGNORED } from "../call.ts";
import { joinedTo, ownOf } from "../events/joined.ts";
import { type Changes, changeJoined, changeRecord, leaveRecord, voidRecord } from "../events/joins.ts";
import { followCaption, recallFiles } from "../photos/placing.ts";
import { askAlso } from "../questions/ask.ts";
import { isUnread } from "../questions/wording.ts";
import { guardClosed } from "../records/closing.ts";
import { areSensitive, howToRestore, type Since, toldAnew } from "../records/confirmation.ts";
import { digestOf } from "../records/log.ts";
import { doubtsOf, eventOf, factsTold, keepRecord, mustFind, peopleOf } from "../records.ts";
import { recordLine } from "../replies/describe.ts";

/**
 * An edited message corrects its records. Platforms report an edit for a mere reaction
 * too: the same words change nothing. One that told nothing, or was withdrawn as a whole,
 * is taken as what it says now; a message that was taken back says nothing any more.
 */
export async function editMessage(call: Call, of: string): Promise<Answer> {
  const answered = await followWords(call, of);
  await followCaption(call, of);
  return answered;
}

async function followWords(call: Call, of: string): Promise<Answer> {
  const digest = digestOf(call.text);
  if (!(await saysElse(call, of, digest))) return IGNORED;
  const all = await findBySource(call.db, of);
  const live = all.filter(isLive);
  const { records: readings } = understand(call.text, call.now, call.deps.vocabulary);
  if (all.length === 0 || (live.length === 0 && readings.length === 0)) {
    await setDigest(call.db, of, digest);
    return answer({ ...call, key: of });
  }
  const steps = await stepsOf(call, live.length === 0 ? all : live, readings);
  const refused = await guardSteps(call, steps);
  if (refused !== undefined) return refused;
  await setDigest(call.db, of, digest);
  const kept = await followAll(call, of, { all, steps, readings });
  return told(call, of, { steps, kept });
}

/** Whether these are new words of the author of a message that still stands. */
async function saysElse(call: Call, of: string, digest: string): Promise<boolean> {
  const original = await findInbox(call.db, of);
  if (original === undefined || original.person_id !== call.speaker.id) return false;
  return original.digest !== null && original.digest !== digest;
}

type Followed = {
  readonly all: readonly StoredActivity[];
  readonly steps: readonly Step[];
  readonly readings: readonly Reading[];
};

/** What was withdrawn of a message that otherwise stands stays withdrawn. */
async function followAll(call: Call, of: string, { all, steps, readings }: Followed): Promise<StoredActivity[]> {
  const kept: StoredActivity[] = [];
  for (const [n, reading] of readings.entries()) {
    const step = steps.find(({ record }) => record.sourceN === n);
    if (step !== undefined) kept.push(await follow(call, step));
    else if (all.every(({ sourceN }) => sourceN !== n)) {
      kept.push(await keepRecord({ ...call, key: of }, reading, { n }));
    }
  }
  for (const { record, change } of steps) if (change === "withdrawn") await withdraw(call, record);
  return kept;
}

type Kept = Pick<Followed, "steps"> & { readonly kept: readonly StoredActivity[] };

async function told(call: Call, of: string, { steps, kept }: Kept): Promise<Answer> {
  const since = sinceOf(steps);
  const again = kept.filter(({ id }) => since.get(id) === "again").map(({ id }) => `#${id}`);
  const lines = kept.map((record) => recordLine(record, call.now.today));
  if (again.length > 0) lines.push(`${again.join("、")} 原来撤销了，现在重新计入。`);
  const left = kept.some(isUnread) ? undefined : leftOutText(call.text, areSensitive(call, kept));
  const corrected = ["已按修改后的话更正：", ...lines, ...(left === undefined ? [] : [left])].join("\n");
  const text = lines.length === 0 ? "这条改过以后不再是活动，原来的记录已撤销。" : corrected;
  const ids = kept.map(({ id }) => id);
  const edited: Answer = {
    outcome: "edited",
    records: ids,
    replies: [{ text, ...(await toldAnew(call, of, since)) }],
  };
  return askAlso(call, edited, kept);
}

/** What the edit did to the records that stand: a new one it only told. */
function sinceOf(steps: readonly Step[]): Since {
  const changed = steps.filter(({ change }) => change !== undefined && change !== "withdrawn");
  return new Map(changed.map(({ record }) => [record.id, isLive(record) ? "corrected" : "again"]));
}

/** What becomes of one record of a message; undefined where the words say what they said before. */
type Step = { readonly record: StoredActivity; readonly change: Changes | "withdrawn" | undefined };

async function stepsOf(
  call: Call,
  records: readonly StoredActivity[],
  readings: readonly Reading[],
): Promise<readonly Step[]> {
  const steps: Step[] = [];
  for (const record of records) {
    const reading = readings[record.sourceN];
    if (reading !== undefined) steps.push({ record, change: await changeOf(call, record, reading) });
    else if (isLive(record)) steps.push({ record, change: "withdrawn" });
  }
  return steps;
}

async function changeOf(call: Call, record: StoredActivity, reading: Reading): Promise<Changes | undefined> {
  const facts = factsTold(call, reading);
  const participants = await peopleOf(call, reading);
  const doubts = doubtsOf(call, reading);
  const conflicts = record.doubts.filter(({ reason }) => reason === "conflict");
  const { values, participants: present } = ownOf(record, await joinedTo(call, record.id));
  const before = {
    days: [record.start, record.end],
    values: new Map(values),
    present: new Set(present),
    doubts: record.doubts.filter((doubt) => !conflicts.includes(doubt)),
  };
  const after = {
    days: [facts.start, facts.end],
    values: valuesOf(facts),
    present: new Set(participants),
    doubts,
  };
  if (isLive(record) && isDeepStrictEqual(before, after)) return undefined;
  return { ...facts, participants, doubts: [...doubts, ...conflicts] };
}

/** A closed year changes by a reason alone, and an edit or a recall gives none. */
async function guardSteps(call: Call, steps: readonly Step[]): Promise<Answer | undefined> {
  for (const { record, change } of steps) {
    if (change === undefined) continue;
    const days = [
      ...(await others(call, record)),
      ...(change === "withdrawn" ? [] : [{ start: change.start ?? null }]),
    ];
    const refused = await guardClosed(call, record, { reason: undefined, days });
    if (refused !== undefined) return refused;
  }
  return undefined;
}

/** The other records whose count changes with one: its event, or what was joined to it. */
async function others(call: Call, record: StoredActivity): Promise<readonly StoredActivity[]> {
  const event = await eventOf(call, record);
  return event === undefined ? findJoined(call.db, record.id) : [event];
}

async function follow(call: Call, { record, change }: Step): Promise<StoredActivity> {
  if (change === undefined || change === "withdrawn") return record;
  if (record.joined) return changeJoined(call, record, change);
  return changeRecord(call, { record, operation: "edit" }, change);
}

/** A message taken back takes its records back. */
export async function recallMessage(call: Call, of: string): Promise<Answer> {
  const original = await findInbox(call.db, of);
  if (original === undefined || original.person_id !== call.speaker.id) return IGNORED;
  const live = (await findBySource(call.db, of)).filter(isLive);
  const refused = await guardSteps(
    call,
    live.map((record) => ({ record, change: "withdrawn" })),
  );
  if (refused !== undefined) return refused;
  await setDigest(call.db, of, null);
  await recallFiles(call, of);
  for (const { id } of live) await withdraw(call, await mustFind(call, id));
  if (live.length === 0) return IGNORED;
  const ids = live.map(({ id }) => id);
  const text = `消息撤回了，${ids.map((id) => `#${id}`).join("、")} 已一并撤销。${howToRestore(live)}`;
  return { outcome: "voided", records: ids, replies: [{ text, ...(await toldAnew(call, of)) }] };
}

async function withdraw(call: Call, record: StoredActivity): Promise<void> {
  const now = await mustFind(call, record.id);
  if (now.joined) await leaveRecord(call, now);
  else await voidRecord(call, now);
}
