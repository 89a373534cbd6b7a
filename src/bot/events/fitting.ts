import { isDeepStrictEqual } from "node:util";
import type { Facts } from "../../ledger/activity.ts";
import { discreet } from "../../ledger/discreet.ts";
import { compose, factOf, type Report, type Share, type Values, valuesOf, withValues } from "../../ledger/event.ts";
import { withoutExcess } from "../../ledger/mixed.ts";
import { addParticipants, removeParticipant, type StoredActivity, updateActivity } from "../../store/activities.ts";
import type { Call } from "../call.ts";
import { journal } from "../journal.ts";
import { conflictDoubts, partDoubts } from "./doubts.ts";
import type { Joined } from "./joined.ts";

/** What an event is fitted to. */
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
  const doubts = [...conflictDoubts(event, fitted, fitting), ...partDoubts(event, patch, catalogue)];
  await updateActivity(call.db, event.id, { ...patchOf(patch), doubts });
  await seat(call, event, fitted.participants);
  for (const share of fitted.shares)
    await keepShare(call, { ...share, target: event.id, kindless: kindless.has(share.report) }, fitting);
  return { ...patch, doubts, participants: [...fitted.participants].sort((a, b) => a - b) };
}

/** The reports whose kinds are left out. */
function kindlessOf({ before, decidesKinds = false, kindless = new Set() }: Fitting): ReadonlySet<number> {
  const old = before.filter(({ share }) => decidesKinds || share.kindless).map(({ record }) => record.id);
  return new Set([...old, ...kindless]);
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
  { target, report, fields, newcomers, kindless }: Share & { readonly target: number; readonly kindless: boolean },
  { before, brought }: Fitting,
): Promise<void> {
  const known = before.find(({ record }) => record.id === report);
  const share = { fields, newcomers, kindless };
  if (known !== undefined && isDeepStrictEqual(known.share, share)) return;
  await journal(call, "join", report, {
    target,
    ...share,
    brought: known?.brought ?? brought?.get(report) ?? [],
  });
}

/** The names of the values that are not the same. */
export function changedValues(before: Values, after: Values): Set<string> {
  const names = new Set([...before.keys(), ...after.keys()]);
  return new Set([...names].filter((name) => !isDeepStrictEqual(before.get(name), after.get(name))));
}
