import { isDeepStrictEqual } from "node:util";
import * as z from "zod";
import type { Facts } from "../ledger/activity.ts";
import {
  type Conflict,
  compose,
  type Fitted,
  factOf,
  type Report,
  type Share,
  type Values,
  valueName,
  valuesOf,
  withValues,
} from "../ledger/event.ts";
import type { Catalogue } from "../ledger/kinds.ts";
import { mixedDoubts, withoutExcess } from "../ledger/mixed.ts";
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
import { discreet, journal } from "./records.ts";

/** A report that was joined to an event, with what it brought. */
export type Joined = {
  readonly record: StoredActivity;
  readonly share: Omit<Share, "report" | "conflicts"> & {
    /** Whether its kinds are left out, since a person decided the event's after it was joined. */
    readonly kindless: boolean;
  };
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
  kindless: z.boolean().catch(false),
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
  const { fields, newcomers, brought, kindless } = bodies.at(-1) ?? {
    fields: [],
    newcomers: [...record.participants],
    brought: [],
    kindless: false,
  };
  return { record, share: { fields, newcomers, kindless }, brought, order: joins[elsewhere + 1]?.id ?? 0 };
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
  /** Whether a person has just decided the kinds: those of earlier reports are left out from now on. */
  readonly decidesKinds?: boolean;
  /** New reports whose further kinds are counted by records of their own. */
  readonly kindless?: ReadonlySet<number>;
  /** For each report that is new, the reports that came with it. */
  readonly brought?: ReadonlyMap<number, readonly number[]>;
};

/** Fits an event to what is joined to it, and journals each report that brings something else than before. */
export async function refit(call: Call, event: StoredActivity, fitting: Fitting): Promise<StoredActivity> {
  const { catalogue } = call.deps;
  const kindless = kindlessOf(fitting);
  const reports = fitting.reports.map((record) => reportOf(event, record, kindless));
  const fitted = compose(fitting.own, reports);
  const patch = withoutExcess(discreet(withValues(event, fitted.values), catalogue));
  const doubts = [...doubtsOf(event, fitted, fitting), ...partDoubts(event, patch, catalogue)];
  await updateActivity(call.db, event.id, { ...patchOf(patch), doubts });
  await seat(call, event, fitted.participants);
  for (const share of fitted.shares)
    await keepShare(call, event, { ...share, kindless: kindless.has(share.report) }, fitting);
  return { ...patch, doubts, participants: [...fitted.participants].sort((a, b) => a - b) };
}

/** The reports whose kinds are left out. */
function kindlessOf({ before, decidesKinds = false, kindless = new Set() }: Fitting): ReadonlySet<number> {
  const old = before.filter(({ share }) => decidesKinds || share.kindless).map(({ record }) => record.id);
  return new Set([...old, ...kindless]);
}

/** What is asked about a meeting's amounts: what was open, and where it became a mixed one or has another amount. */
function partDoubts(event: StoredActivity, patch: Facts, catalogue: Catalogue): Doubt[] {
  const before = new Set(mixedDoubts(event, catalogue).map(({ words }) => words));
  const open = new Set(event.doubts.filter(isPart).map(({ words }) => words));
  return mixedDoubts(patch, catalogue).filter(({ words }) => open.has(words) || !before.has(words));
}

/** Whether it is asked how much of a meeting's amount was 三重一大. */
export function isPart({ reason }: Doubt): boolean {
  return reason === "part";
}

function patchOf({ kinds, start, end, half, title, place, headcount, minutes, quantities }: Facts): Facts {
  return { kinds, start, end, half, title, place, headcount, minutes, quantities };
}

/** Of another branch's report only the people count here. */
function reportOf(event: StoredActivity, record: StoredActivity, kindless: ReadonlySet<number>): Report {
  const { id, participants, organisation } = record;
  if (organisation !== event.organisation) return { id, participants, values: new Map() };
  const values = valuesOf(record);
  return { id, participants, values: kindless.has(id) ? withoutKinds(values) : values };
}

function withoutKinds(values: Values): Values {
  return new Map([...values].filter(([name]) => factOf(name) !== "kinds"));
}

async function seat(call: Call, event: StoredActivity, people: readonly number[]): Promise<void> {
  for (const person of event.participants) {
    if (!people.includes(person)) await removeParticipant(call.db, event.id, person);
  }
  const missing = people.filter((person) => !event.participants.includes(person));
  await addParticipants(call.db, event.id, missing, "took");
}

async function keepShare(
  call: Call,
  event: StoredActivity,
  { report, fields, newcomers, kindless }: Share & { readonly kindless: boolean },
  { before, brought }: Fitting,
): Promise<void> {
  const known = before.find(({ record }) => record.id === report);
  const share = { fields, newcomers, kindless };
  if (known !== undefined && isDeepStrictEqual(known.share, share)) return;
  await journal(call, "join", report, {
    target: event.id,
    ...share,
    brought: known?.brought ?? brought?.get(report) ?? [],
  });
}

/** Contradictions are shown until somebody decides; those of values that changed since are told anew. */
function doubtsOf(event: StoredActivity, { values, shares }: Fitted, { before, decided }: Fitting): Doubt[] {
  const old = valuesOf(event);
  const isNew = (report: number) => before.every(({ record }) => record.id !== report);
  const stays: Doubt[] = event.doubts.filter((doubt) => doubt.reason !== "conflict" && !isPart(doubt));
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
