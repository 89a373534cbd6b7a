import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { Facts } from "../ledger/activity.ts";
import {
  type Conflict,
  compose,
  type Fitted,
  type Report,
  type Share,
  type Values,
  valueName,
  valuesOf,
  withValues,
} from "../ledger/event.ts";
import type { Doubt } from "../ledger/understand/reading.ts";
import {
  addParticipants,
  findJoined,
  removeParticipant,
  type StoredActivity,
  updateActivity,
} from "../store/activities.ts";
import { findHistory } from "../store/journal.ts";
import type { Call } from "./call.ts";
import { isSensitive, journal } from "./records.ts";

/** A report that was joined to an event, with what it brought. */
export type Joined = {
  readonly record: StoredActivity;
  readonly share: Omit<Share, "report" | "conflicts">;
  /** Reports that had been joined to it and came with it. */
  readonly brought: readonly number[];
  readonly order: number;
};

/** How a `join` stands in the journal: ids and names of fields, no words of anybody. */
const joinBody = z.object({
  target: z.number(),
  fields: z.array(z.string()).catch([]),
  newcomers: z.array(z.number()),
  brought: z.array(z.number()).catch([]),
});

/** What was joined to an event, in the order of joining. */
export async function joinedTo(call: Call, event: number): Promise<Joined[]> {
  const joined: Joined[] = [];
  for (const record of await findJoined(call.db, event)) joined.push(await joinedOf(call, record));
  return joined.sort((a, b) => a.order - b.order);
}

/** A report as it was joined: the first of its joinings to the event says when, the last what it brings. */
async function joinedOf(call: Call, record: StoredActivity): Promise<Joined> {
  const rows = await findHistory(call.db, record.id);
  const left = rows.findLastIndex(({ operation }) => operation === "leave" || operation === "free");
  const joins = rows.slice(left + 1).filter(({ operation }) => operation === "join");
  const bodies = joins.map(({ body }) => joinBody.safeParse(body === null ? undefined : JSON.parse(body)).data);
  const elsewhere = bodies.findLastIndex((body) => body !== undefined && body.target !== record.twinId);
  const { fields, newcomers, brought } = bodies.at(-1) ?? {
    fields: [],
    newcomers: [...record.participants],
    brought: [],
  };
  return { record, share: { fields, newcomers }, brought, order: joins[elsewhere + 1]?.id ?? 0 };
}

/** What an event says of itself, without what joined reports brought to it. */
export function ownOf(event: StoredActivity, joined: readonly Joined[]): Omit<Report, "id"> {
  const filled = new Set(joined.flatMap(({ share }) => share.fields));
  const newcomers = new Set(joined.flatMap(({ share }) => share.newcomers));
  return {
    values: new Map([...valuesOf(event)].filter(([field]) => !filled.has(field))),
    participants: event.participants.filter((person) => !newcomers.has(person)),
  };
}

export type Fitting = {
  /** What was joined to the event until now. */
  readonly before: readonly Joined[];
  /** What is joined from now on, in the order of joining. */
  readonly reports: readonly StoredActivity[];
  /** What the event says of itself from now on. */
  readonly own: Omit<Report, "id">;
  /** Values that a person has just decided: what contradicted them is settled. */
  readonly decided?: ReadonlySet<string>;
  /** For each report that is new, the reports that came with it. */
  readonly brought?: ReadonlyMap<number, readonly number[]>;
};

/** Fits an event to what is joined to it, and journals each report that brings something else than before. */
export async function refit(call: Call, event: StoredActivity, fitting: Fitting): Promise<StoredActivity> {
  const fitted = compose(
    fitting.own,
    fitting.reports.map((record) => reportOf(call, event, record)),
  );
  const patch = withValues(event, fitted.values);
  const doubts = doubtsOf(event, fitted, fitting);
  await updateActivity(call.db, event.id, { ...patchOf(patch), doubts });
  await seat(call, event, fitted.participants);
  for (const share of fitted.shares) await keepShare(call, event, share, fitting);
  return { ...patch, doubts, participants: [...fitted.participants].sort((a, b) => a - b) };
}

function patchOf({ kinds, start, end, half, title, place, headcount, minutes, quantities }: Facts): Facts {
  return { kinds, start, end, half, title, place, headcount, minutes, quantities };
}

/** Of another branch's report only the people count here; a sensitive event is given no words. */
function reportOf({ deps }: Call, event: StoredActivity, { id, participants, ...record }: StoredActivity): Report {
  if (record.organisation !== event.organisation) return { id, participants, values: new Map() };
  const values = valuesOf({ ...record });
  if (isSensitive(event.kinds, deps.catalogue)) for (const words of ["title", "place"]) values.delete(words);
  return { id, participants, values };
}

async function seat(call: Call, event: StoredActivity, people: readonly number[]): Promise<void> {
  for (const person of event.participants) {
    if (!people.includes(person)) await removeParticipant(call.db, event.id, person);
  }
  const missing = people.filter((person) => !event.participants.includes(person));
  await addParticipants(call.db, event.id, missing, "took");
}

async function keepShare(call: Call, event: StoredActivity, share: Share, { before, brought }: Fitting): Promise<void> {
  const known = before.find(({ record }) => record.id === share.report);
  const { fields, newcomers } = share;
  if (known !== undefined && isDeepStrictEqual(known.share, { fields, newcomers })) return;
  const body = { target: event.id, fields, newcomers, brought: known?.brought ?? brought?.get(share.report) ?? [] };
  await journal(call, "join", share.report, body);
}

/** Contradictions are shown until somebody decides; those of values that changed since are told anew. */
function doubtsOf(event: StoredActivity, { values, shares }: Fitted, { before, decided }: Fitting): Doubt[] {
  const old = valuesOf(event);
  const isNew = (report: number) => before.every(({ record }) => record.id !== report);
  const stays: Doubt[] = event.doubts.filter(({ reason }) => reason !== "conflict");
  for (const { report, conflicts } of shares) {
    for (const conflict of conflicts) {
      const name = valueName(conflict);
      const doubt = conflictDoubt(report, conflict);
      const kept = event.doubts.some(({ about, words }) => about === doubt.about && words === doubt.words);
      if (decided?.has(name)) continue;
      if (kept || isNew(report) || !isDeepStrictEqual(old.get(name), values.get(name))) stays.push(doubt);
    }
  }
  return stays;
}

function conflictDoubt(report: number, { field, kept, told }: Conflict): Doubt {
  const about = field === "headcount" ? "participants" : field === "minutes" ? "duration" : "quantity";
  return {
    about,
    reason: "conflict",
    words: `#${report} 报的是 ${told}`,
    options: [String(kept), String(told)],
    ...(about === "quantity" ? { quantity: { name: field, unit: "" } } : {}),
  };
}

export function changedValues(before: Values, after: Values): Set<string> {
  const names = new Set([...before.keys(), ...after.keys()]);
  return new Set([...names].filter((name) => !isDeepStrictEqual(before.get(name), after.get(name))));
}
