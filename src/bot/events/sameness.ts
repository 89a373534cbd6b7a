import type { Facts } from "../../ledger/activity.ts";
import { withImplied } from "../../ledger/kinds.ts";
import { maySameEvent } from "../../ledger/merge.ts";
import { findOverlapping, type StoredActivity } from "../../store/activities.ts";
import { findApart } from "../../store/apart.ts";
import type { Call } from "../call.ts";

/** The records of an organisation, and those of others in which it took part, that share a day with something; none without a day. */
export async function recordsNear(
  { db }: Call,
  organisation: number,
  { start, end }: Pick<Facts, "start" | "end">,
): Promise<StoredActivity[]> {
  return start === null ? [] : findOverlapping(db, { organisation, first: start, last: end ?? start });
}

/** What may tell of an event that is known: `id` where it is kept already; `later` are settled after it. */
export type Candidate = {
  facts: Facts;
  organisation: number;
  sourceKey: string;
  id: number | undefined;
  later?: ReadonlySet<number>;
};

/**
 * The record that something may be the same event as, be it one of a superior in which its branch took part: a
 * counted one first.
 */
export async function findTwin(
  call: Call,
  { facts, organisation, sourceKey, id, later }: Candidate,
): Promise<StoredActivity | undefined> {
  const near = await recordsNear(call, organisation, facts);
  const apart = id === undefined ? new Set<number>() : await findApart(call.db, id);
  const candidates = near.filter(
    (other) =>
      other.id !== id &&
      other.sourceKey !== sourceKey &&
      !apart.has(other.id) &&
      !later?.has(other.id) &&
      (id === undefined || other.twinId !== id) &&
      maySameEvent(facts, other, call.deps.catalogue),
  );
  return candidates.find(({ state }) => state === "counted") ?? candidates.find(({ heldFor }) => heldFor === "same");
}

/**
 * Whether each kind that a report would add to an event is already counted by another record that it may tell of:
 * 主题党日上党课 joined to the 主题党日 of a day whose 党课 was logged for itself.
 */
export async function areToldElsewhere(call: Call, report: StoredActivity, event: StoredActivity): Promise<boolean> {
  const more = report.kinds.filter((kind) => !event.kinds.includes(kind));
  if (more.length === 0 || report.organisation !== event.organisation) return false;
  const near = await recordsNear(call, report.organisation, report);
  const { catalogue } = call.deps;
  const others = near.filter(({ id, state }) => id !== event.id && state === "counted");
  return more.every((kind) =>
    others.some(
      (other) =>
        withImplied(other.kinds, catalogue).includes(kind) &&
        maySameEvent({ ...report, kinds: [kind], title: null }, other, catalogue),
    ),
  );
}
