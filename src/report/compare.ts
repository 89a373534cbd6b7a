import type { Activity } from "../ledger/activity.ts";
import type { Draft } from "./draft.ts";
import type { Trace, Traced } from "./trace.ts";

/** A field whose value, or whose records, two drafts do not share. */
export type Difference = {
  readonly field: string;
  readonly label: string;
  readonly from: string;
  readonly to: string;
  /** Records that count in it only now, only then, and those in both that were changed in between; ids ascending. */
  readonly added: readonly number[];
  readonly gone: readonly number[];
  readonly changed: readonly number[];
  /** Who filled it in, where the later value is a person's. */
  readonly filled: string | null;
};

/** What an earlier draft and a later one of the same organisation do not share, in the order of the later one. */
export function differences(earlier: Draft, later: Draft): Difference[] {
  const before = new Map(earlier.traces.map((trace) => [trace.value.field, trace]));
  const named = new Set(later.named);
  const found = later.traces.flatMap((trace) => {
    const old = before.get(trace.value.field);
    return old === undefined ? [] : difference(old, trace);
  });
  return [...found.filter(({ field }) => named.has(field)), ...found.filter(({ field }) => !named.has(field))];
}

function difference(old: Trace, now: Trace): Difference[] {
  const then = new Map(old.records.map((record) => [record.activity.id, record]));
  const current = new Map(now.records.map((record) => [record.activity.id, record]));
  const added = [...current.keys()].filter((id) => !then.has(id));
  const gone = [...then.keys()].filter((id) => !current.has(id));
  const changed = [...current].filter(([id, one]) => isChanged(then.get(id), one)).map(([id]) => id);
  const { field, label, display, source } = now.value;
  const isSame = old.value.display === display && old.value.source === source;
  if (isSame && added.length === 0 && gone.length === 0) return [];
  const filled = source === "manual" && old.origin !== now.origin ? now.origin : null;
  return [
    {
      field,
      label,
      from: old.value.display,
      to: display,
      added: sorted(added),
      gone: sorted(gone),
      changed: sorted(changed),
      filled,
    },
  ];
}

function sorted(ids: readonly number[]): number[] {
  return [...ids].sort((a, b) => a - b);
}

/** Whether a record gives something else to the value; where that is no matter of adding up, whether it is another. */
function isChanged(before: Traced | undefined, now: Traced): boolean {
  if (before === undefined) return false;
  if (before.amount !== null && now.amount !== null) return before.amount !== now.amount;
  return factsOf(before.activity) !== factsOf(now.activity);
}

/** What the number of distinct people depends on. */
function factsOf({ headcount, participants }: Activity): string {
  return JSON.stringify([headcount, participants]);
}
