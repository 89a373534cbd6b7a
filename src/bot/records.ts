import type { Activity, Facts, State } from "../ledger/activity.ts";
import { yearOf } from "../ledger/calendar.ts";
import { maySameEvent } from "../ledger/merge.ts";
import { mixedDoubts } from "../ledger/mixed.ts";
import type { Doubt, Reading } from "../ledger/understand/reading.ts";
import {
  addParticipants,
  findActivity,
  findJoined,
  findOverlapping,
  findTwins,
  insertActivity,
  type StoredActivity,
  updateActivity,
} from "../store/activities.ts";
import { findApart } from "../store/apart.ts";
import { appendJournal } from "../store/journal.ts";
import { findMembersNamed } from "../store/people.ts";
import { dropQuestions } from "../store/questions.ts";
import type { HeldFor } from "../store/schema.ts";
import type { Call } from "./call.ts";

/** Where a record stands after something was done to it. */
export type Standing = {
  readonly record: StoredActivity;
  /** The record it may be the same event as, when that is what holds it. */
  readonly twin: StoredActivity | undefined;
};

/** Keeps the n-th record of a message: counted, or held for its kind, its day or its sameness. */
export async function keepRecord(call: Call, reading: Reading, n: number, again?: number): Promise<Standing> {
  const facts = factsOf(reading);
  const doubts = [...reading.doubts, ...mixedDoubts(facts, call.deps.catalogue)];
  const heldFor: HeldFor | null = again === undefined ? essentialDoubt(doubts) : "again";
  const twin = heldFor === null ? await findTwin(call, { facts, sourceKey: call.key, id: undefined }) : undefined;
  const id = await insertActivity(call.db, {
    ...facts,
    sourceKey: call.key,
    sourceN: n,
    organisation: call.organisation.id,
    authorId: call.speaker.id,
    chat: call.chat,
    state: heldFor === null && twin === undefined ? "counted" : "held",
    heldFor: twin === undefined ? heldFor : "same",
    twinId: twin?.id ?? again ?? null,
    doubts,
    sentAt: call.sentAt,
    createdAt: call.deps.clock().toISOString(),
  });
  await addParticipants(call.db, id, await peopleOf(call, reading), "took");
  const record = await mustFind(call, id);
  await journal(call, "log", id, { after: record, trace: reading.trace });
  return { record, twin };
}

/** Decides anew what holds a record, after a doubt was settled or a fact corrected. */
export async function settle(call: Call, record: StoredActivity): Promise<Standing> {
  const heldFor = essentialDoubt(record.doubts);
  const twin =
    heldFor === null ? await findTwin(call, { facts: record, sourceKey: record.sourceKey, id: record.id }) : undefined;
  const state: State = heldFor === null && twin === undefined ? "counted" : "held";
  await updateActivity(call.db, record.id, {
    state,
    heldFor: twin === undefined ? heldFor : "same",
    twinId: twin?.id ?? null,
    joined: false,
  });
  return { record: await mustFind(call, record.id), twin };
}

/** Changes facts or doubts of a record, journals before and after, and settles it. */
export async function changeRecord(
  call: Call,
  record: StoredActivity,
  change: Partial<Facts> & { readonly doubts?: readonly Doubt[] },
  operation: "edit" | "answer",
): Promise<Standing> {
  await updateActivity(call.db, record.id, change);
  const standing = await settle(call, { ...record, ...change });
  await journal(call, operation, record.id, { before: record, after: standing.record });
  return standing;
}

/**
 * Voids a record and returns the reports that count in its place: those that waited to
 * learn whether they tell of it, and, where others had joined it, the first of theirs.
 */
export async function voidRecord(call: Call, record: StoredActivity): Promise<StoredActivity[]> {
  await updateActivity(call.db, record.id, { state: "void", heldFor: null, twinId: null, joined: false });
  await dropQuestions(call.db, record.id);
  await journal(call, "void", record.id, { before: record });
  const freed: StoredActivity[] = [];
  for (const report of [...(await findJoined(call.db, record.id)), ...(await findTwins(call.db, record.id))]) {
    await dropQuestions(call.db, report.id);
    const { record: settled } = await settle(call, report);
    await journal(call, "free", report.id, { twin: record.id, after: settled.state });
    if (settled.state === "counted") freed.push(settled);
  }
  return freed;
}

export async function mustFind(call: Call, id: number): Promise<StoredActivity> {
  const found = await findActivity(call.db, id);
  if (found === undefined) throw new Error(`activity ${id} is gone`);
  return found;
}

/** The year whose count a record raises; the day it was logged where the day is not known. */
export function yearOfRecord(call: Call, record: Pick<Activity, "start">): number {
  return yearOf(record.start ?? call.now.today);
}

/** What a reading says of an activity, without its doubts. */
export function factsOf(reading: Reading): Facts {
  const { kinds, start, end, half, title, place, headcount, minutes, quantities } = reading;
  return { kinds, start, end, half, title, place, headcount, minutes, quantities };
}

function essentialDoubt(doubts: readonly Doubt[]): HeldFor | null {
  if (doubts.some(({ about }) => about === "kind")) return "kind";
  return doubts.some(({ about }) => about === "date") ? "date" : null;
}

async function findTwin(
  call: Call,
  { facts, sourceKey, id }: { facts: Facts; sourceKey: string; id: number | undefined },
): Promise<StoredActivity | undefined> {
  if (facts.start === null) return undefined;
  const near = await findOverlapping(call.db, {
    organisation: call.organisation.id,
    first: facts.start,
    last: facts.end ?? facts.start,
  });
  const apart = id === undefined ? new Set<number>() : await findApart(call.db, id);
  const candidates = near.filter(
    (other) =>
      other.id !== id &&
      other.sourceKey !== sourceKey &&
      !apart.has(other.id) &&
      (id === undefined || other.twinId !== id) &&
      maySameEvent(facts, other, call.deps.catalogue),
  );
  return candidates.find(({ state }) => state === "counted") ?? candidates.find(({ heldFor }) => heldFor === "same");
}

async function peopleOf(call: Call, reading: Reading): Promise<number[]> {
  if (reading.names.length === 0) return [call.speaker.id];
  const named = await findMembersNamed(call.db, call.organisation.id, reading.names);
  return named.map(({ id }) => id);
}

/** Journals what a command did to the organisation rather than to one record. */
export async function journalCommand(call: Call, operation: string, body: object): Promise<void> {
  await journal(call, operation, null, body);
}

/** Journals one operation on a record, or on the organisation where that is null. */
export async function journal(call: Call, operation: string, activityId: number | null, body: object): Promise<void> {
  await appendJournal(call.db, {
    at: call.deps.clock().toISOString(),
    organisationId: call.organisation.id,
    personId: call.speaker.id,
    operation,
    activityId,
    sourceKey: call.key,
    salt: call.deps.random(),
    body,
  });
}
