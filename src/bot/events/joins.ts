import { isDeepStrictEqual } from "node:util";
import type { Facts } from "../../ledger/activity.ts";
import { discreet } from "../../ledger/discreet.ts";
import { factOf, type Values, valuesOf } from "../../ledger/event.ts";
import { maySameEvent } from "../../ledger/merge.ts";
import type { Doubt } from "../../ledger/understand/reading.ts";
import { findTwins, type StoredActivity, updateActivity } from "../../store/activities.ts";
import { dropApart, findApart, setApart } from "../../store/apart.ts";
import { attachReport } from "../../store/attendance.ts";
import { dropQuestions } from "../../store/questions.ts";
import type { Call } from "../call.ts";
import { journal } from "../journal.ts";
import { dropIfDiscreet } from "../photos/placing.ts";
import { mustFind, settle } from "../records.ts";
import { changedValues, refit } from "./fitting.ts";
import { type Joined, joinedTo, ownOf } from "./joined.ts";
import { areToldElsewhere } from "./sameness.ts";

/**
 * Joins a report to the event it tells of, with all that was joined to it: participations
 * more, missing values filled, the rest kept beside.
 */
export async function joinRecord(
  call: Call,
  report: StoredActivity,
  { target, remembered = [] }: { readonly target: StoredActivity; readonly remembered?: readonly number[] },
): Promise<StoredActivity> {
  const children = await joinedTo(call, report.id);
  const alone = children.length === 0 ? report : await withoutJoined(call, report, children);
  const before = await joinedTo(call, target.id);
  await dropQuestions(call.db, report.id);
  await dropApart(call.db, report.id, target.id);
  const comers = [alone, ...children.map(({ record }) => record)];
  for (const { id } of comers) {
    await updateActivity(call.db, id, { state: "void", heldFor: null, twinId: target.id, joined: true });
  }
  const brought = new Map(children.map((child) => [child.record.id, child.brought]));
  brought.set(report.id, [...remembered, ...children.map(({ record }) => record.id)]);
  const reports = [...before.map(({ record }) => record), ...comers];
  const kindless = new Set<number>();
  for (const comer of comers) if (await areToldElsewhere(call, comer, target)) kindless.add(comer.id);
  await refit(call, target, { before, own: ownOf(target, before), reports, brought, kindless });
  if (report.organisation !== target.organisation) await attachReport(call.db, report, target.id);
  await followTwin(call, report.id, target.id);
  return mustFind(call, target.id);
}

async function withoutJoined(call: Call, event: StoredActivity, before: readonly Joined[]): Promise<StoredActivity> {
  return refit(call, event, { before, own: ownOf(event, before), reports: [] });
}

/** What waited to learn whether it tells of a report waits now for the event that this was joined to. */
async function followTwin(call: Call, report: number, event: number): Promise<void> {
  for (const waiting of await findTwins(call.db, report)) {
    if (!(await findApart(call.db, waiting.id)).has(event)) {
      await updateActivity(call.db, waiting.id, { twinId: event });
      continue;
    }
    const { state } = await settle(call, waiting);
    await journal(call, "free", waiting.id, { twin: report, after: state });
  }
}

/** Keeps a held or joined report as an event of its own, and never asks about these two again. */
export async function separateRecord(call: Call, report: StoredActivity): Promise<StoredActivity> {
  if (report.twinId !== null) await setApart(call.db, report.id, report.twinId);
  if (report.joined) await leaveRecord(call, report, "with what it brought");
  const after = await settle(call, await mustFind(call, report.id));
  await journal(call, "separate", report.id, { twin: report.twinId, after: after.state });
  return after;
}

/** Takes a joined report back out of its event, with what it had added; the report stays void. */
export async function leaveRecord(
  call: Call,
  report: StoredActivity,
  how: "alone" | "with what it brought" = "alone",
): Promise<void> {
  if (report.twinId === null) return;
  const target = await mustFind(call, report.twinId);
  const before = await joinedTo(call, target.id);
  const brought = how === "alone" ? [] : (before.find(({ record }) => record.id === report.id)?.brought ?? []);
  const children = before.filter(({ record }) => brought.includes(record.id));
  await updateActivity(call.db, report.id, { twinId: null, joined: false });
  const reports = before.flatMap(({ record }) =>
    record.id === report.id || brought.includes(record.id) ? [] : [record],
  );
  await refit(call, target, { before, own: ownOf(target, before), reports });
  await journal(call, "leave", report.id, { target: target.id });
  for (const child of children) await rejoin(call, child, report.id);
}

async function rejoin(call: Call, { record, brought }: Joined, event: number): Promise<void> {
  await journal(call, "leave", record.id, { target: record.twinId });
  await joinRecord(call, record, { target: await mustFind(call, event), remembered: brought });
}

/** What is said of a record anew: of the facts only those that change. */
export type Changes = Partial<Facts> & {
  readonly doubts?: readonly Doubt[];
  readonly participants?: readonly number[];
};

/** Changes facts or doubts of a record, journals before and after, and settles it. */
export async function changeRecord(
  call: Call,
  { record, operation }: { readonly record: StoredActivity; readonly operation: "edit" | "answer" },
  changes: Changes,
): Promise<StoredActivity> {
  await dropQuestions(call.db, record.id);
  const after = await settle(call, await changeFacts(call, record, changes));
  await journal(call, operation, record.id, { before: record, after });
  return after;
}

/** Changes what a record says of itself; what was joined to it still fills what is missing. */
async function changeFacts(
  call: Call,
  record: StoredActivity,
  { participants, doubts = record.doubts, ...facts }: Changes,
): Promise<StoredActivity> {
  const before = await joinedTo(call, record.id);
  const own = ownOf(record, before);
  const said = discreet({ ...record, ...facts }, call.deps.catalogue);
  const decided = changedValues(valuesOf(record), valuesOf(said));
  const named = new Set(Object.keys(facts));
  const isSaid = (name: string) => (factOf(name) === "quantities" ? own.values.has(name) || decided.has(name) : true);
  const kept = [...own.values].filter(([name]) => !named.has(factOf(name)));
  const told = [...valuesOf(said)].filter(([name]) => named.has(factOf(name)) && isSaid(name));
  const { kinds, start, end } = said;
  if (record.state === "counted" && (kinds.length === 0 || start === null)) {
    await updateActivity(call.db, record.id, { state: "held", heldFor: start === null ? "date" : "kind" });
  }
  const changed = await refit(
    call,
    { ...record, kinds, start, end, doubts },
    {
      before,
      own: { values: new Map([...kept, ...told]), participants: participants ?? own.participants },
      reports: before.map(({ record: report }) => report),
      decided,
      decidesKinds: facts.kinds !== undefined && (participants === undefined || !sameKinds(own.values, facts.kinds)),
    },
  );
  await dropIfDiscreet(call, changed);
  return changed;
}

/** A message that says the same kinds as before decides nothing about those that reports brought. */
function sameKinds(values: Values, kinds: readonly string[]): boolean {
  const told = [...values].filter(([name]) => factOf(name) === "kinds").map(([, kind]) => kind);
  return isDeepStrictEqual(new Set(told), new Set(kinds));
}

/**
 * A joined report that says something else now: out of its event, and in again where it
 * may still be the same; what its author said of sameness holds.
 */
export async function changeJoined(call: Call, report: StoredActivity, changes: Changes): Promise<StoredActivity> {
  const { twinId } = report;
  if (twinId === null) return report;
  await leaveRecord(call, report);
  const changed = await changeFacts(call, { ...report, twinId: null, joined: false }, changes);
  const event = await mustFind(call, twinId);
  const sure = changed.doubts.every(({ about }) => about !== "kind" && about !== "date");
  if (sure && maySameEvent(changed, event, call.deps.catalogue)) await joinRecord(call, changed, { target: event });
  else await settle(call, changed);
  const after = await mustFind(call, report.id);
  await journal(call, "edit", report.id, { before: report, after });
  return after;
}

/**
 * Voids a record and returns the reports that count in its place: where others had joined
 * it the first of theirs, and those that waited to learn whether they tell of it.
 */
export async function voidRecord(call: Call, record: StoredActivity): Promise<StoredActivity[]> {
  const joined = await joinedTo(call, record.id);
  if (joined.length > 0) await withoutJoined(call, record, joined);
  await updateActivity(call.db, record.id, { state: "void", heldFor: null, twinId: null, joined: false });
  await dropQuestions(call.db, record.id);
  await journal(call, "void", record.id, { before: record });
  const waiting = [...joined.map((one) => one.record), ...(await findTwins(call.db, record.id))];
  const freed: StoredActivity[] = [];
  for (const [n, report] of waiting.entries()) {
    await dropQuestions(call.db, report.id);
    const later = new Set(waiting.slice(n + 1).map(({ id }) => id));
    const settled = await settle(call, report, later);
    await journal(call, "free", report.id, { twin: record.id, after: settled.state });
    if (settled.state === "counted") freed.push(settled);
  }
  return freed;
}
