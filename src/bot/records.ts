import type { Facts, State } from "../ledger/activity.ts";
import { discreet, isSensitive } from "../ledger/discreet.ts";
import { giversIn, wordsOfReading } from "../ledger/givers.ts";
import { addsUp } from "../ledger/kinds.ts";
import { mixedDoubts, withoutExcess, withStatedPart } from "../ledger/mixed.ts";
import { withPairs } from "../ledger/talks.ts";
import type { Doubt, Reading } from "../ledger/understand/reading.ts";
import {
  addParticipants,
  findActivity,
  insertActivity,
  type NewActivity,
  type StoredActivity,
  updateActivity,
} from "../store/activities.ts";
import { isClosed } from "../store/closings.ts";
import { findMembers } from "../store/members.ts";
import { findMembersNamed } from "../store/people.ts";
import type { HeldFor } from "../store/schema/activities.ts";
import type { Call } from "./call.ts";
import { type Candidate, findTwin } from "./events/sameness.ts";
import { journal } from "./journal.ts";
import { leaderOf } from "./plans/rota.ts";

/** Which record of its message it is, and which one it may only repeat. */
type Place = { readonly n: number; readonly again?: number | undefined };

/** Keeps the n-th record of a message: counted, or held for its kind, its day, its year or its sameness. */
export async function keepRecord(call: Call, reading: Reading, { n, again }: Place): Promise<StoredActivity> {
  const facts = factsTold(call, reading);
  const doubts = doubtsOf(call, reading);
  const told = { facts, doubts, sourceKey: call.key };
  const hold: Hold =
    again === undefined
      ? await holdOf(call, { ...told, organisation: call.organisation.id, id: undefined })
      : { heldFor: "again", twin: undefined };
  const kept: NewActivity = {
    ...facts,
    sourceKey: call.key,
    sourceN: n,
    organisation: call.organisation.id,
    authorId: call.speaker.id,
    chat: call.chat,
    state: hold.heldFor === null ? "counted" : "held",
    heldFor: hold.heldFor,
    twinId: hold.twin?.id ?? again ?? null,
    doubts,
    sentAt: call.sentAt,
    createdAt: call.deps.clock().toISOString(),
  };
  const id = await insertActivity(call.db, kept);
  const present = await peopleOf(call, reading);
  await addParticipants(call.db, id, present, "took");
  const leader =
    reading.names.length > 0
      ? undefined
      : await leaderOf(call.db, call.organisation.id, { ...facts, words: call.text });
  if (leader !== undefined) await addParticipants(call.db, id, [leader], "led");
  const participants = [...new Set([...present, ...(leader === undefined ? [] : [leader])])];
  const record: StoredActivity = { ...kept, id, participants, joined: false, version: 1 };
  await journal(call, "log", id, { after: record, trace: reading.trace });
  return record;
}

/**
 * Decides anew what holds a record, after a doubt was settled or a fact corrected. It is
 * not asked about those that are about to be settled after it.
 */
export async function settle(
  call: Call,
  record: StoredActivity,
  later: ReadonlySet<number> = new Set(),
): Promise<StoredActivity> {
  const { doubts, organisation, sourceKey, id } = record;
  return stand(call, record, await holdOf(call, { facts: record, organisation, doubts, sourceKey, id, later }));
}

/** Counts a record of a closed year, unless something else holds it. */
export async function acceptRecord(call: Call, record: StoredActivity): Promise<StoredActivity> {
  const { organisation, sourceKey, id } = record;
  const twin = await findTwin(call, { facts: record, organisation, sourceKey, id });
  const after = await stand(call, record, { heldFor: twin === undefined ? null : "same", twin });
  await journal(call, "accept", id, { after: after.state });
  return after;
}

async function stand(call: Call, { id }: StoredActivity, { heldFor, twin }: Hold): Promise<StoredActivity> {
  const state: State = heldFor === null ? "counted" : "held";
  await updateActivity(call.db, id, { state, heldFor, twinId: twin?.id ?? null, joined: false });
  return mustFind(call, id);
}

/** A record that the ledger has to have. Throws where it has none of that number. */
export async function mustFind(call: Call, id: number): Promise<StoredActivity> {
  const found = await findActivity(call.db, id);
  if (found === undefined) throw new Error(`activity ${id} is gone`);
  return found;
}

/** The event that a record was joined to; nothing where it stands for itself. */
export async function eventOf(call: Call, { joined, twinId }: StoredActivity): Promise<StoredActivity | undefined> {
  return joined && twinId !== null ? mustFind(call, twinId) : undefined;
}

/** What is kept of a reading: no more than its kind allows, with what the words say of pairs and parts. */
export function factsTold({ text, deps: { catalogue } }: Call, reading: Reading): Facts {
  const facts = withPairs(discreet(factsOf(reading), catalogue), text);
  return withStatedPart(facts, { words: text, catalogue });
}

/** What a reading says of an activity, without its doubts. */
function factsOf(reading: Reading): Facts {
  const { kinds, start, end, half, title, place, headcount, minutes, quantities } = reading;
  return withoutExcess({ kinds, start, end, half, title, place, headcount, minutes, quantities });
}

type Hold = { readonly heldFor: HeldFor | null; readonly twin: StoredActivity | undefined };

/** What keeps a record from being counted: its kind, its day, a closed year, or a record it may repeat. */
async function holdOf(call: Call, { doubts, ...one }: Candidate & { doubts: readonly Doubt[] }): Promise<Hold> {
  if (doubts.some(({ about }) => about === "kind")) return { heldFor: "kind", twin: undefined };
  if (doubts.some(({ about }) => about === "date")) return { heldFor: "date", twin: undefined };
  const newlyClosed = one.id === undefined || (await mustFind(call, one.id)).state === "held";
  if (newlyClosed && (await isClosed(call.db, one.organisation, one.facts)))
    return { heldFor: "closed", twin: undefined };
  const twin = await findTwin(call, one);
  return { heldFor: twin === undefined ? null : "same", twin };
}

/** What of a reading needs a question. */
export function doubtsOf(call: Call, reading: Reading): Doubt[] {
  return [...reading.doubts, ...mixedDoubts(factsTold(call, reading), call.deps.catalogue)];
}

/** Those named as taking part, else the speaker; of works that members add, those who are said to have done them. */
export async function peopleOf(call: Call, reading: Reading): Promise<number[]> {
  const named = await findMembersNamed(call.db, call.organisation.id, reading.names);
  if (named.length > 0) return named.map(({ id }) => id);
  const givers = await giversOf(call, reading);
  return givers.length > 0 || reading.names.length > 0 ? givers : [call.speaker.id];
}

async function giversOf({ db, organisation, speaker, text, deps }: Call, reading: Reading): Promise<number[]> {
  const { kinds } = reading;
  if (!addsUp(kinds, deps.catalogue) || isSensitive(kinds, deps.catalogue)) return [];
  const members = await findMembers(db, organisation.id);
  const words = wordsOfReading(text, reading);
  const names = giversIn(
    words,
    members.map(({ name }) => name),
  );
  const givers = members.filter(({ name }) => names.includes(name)).map(({ id }) => id);
  const isOne = givers.length > 0 && AND_I.test(words);
  return [...new Set([...(isOne ? [speaker.id] : []), ...givers])];
}

/** 我和张三各捐100元 */
const AND_I = /我[、和跟与]|[、和跟与]我/;
