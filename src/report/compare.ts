import type { Activity } from "../ledger/activity.ts";
import { describe } from "../ledger/fields.ts";
import type { Draft } from "./draft.ts";
import type { Trace, Traced } from "./trace.ts";

/** A field whose value, or whose records, two drafts do not share. */
export type Difference = {
  readonly field: string;
  readonly label: string;
  /** Null where the draft has no such field: its kind or the template was another one. */
  readonly from: string | null;
  readonly to: string | null;
  /** Records that count in it only now, only then, and those in both that were changed in between; ids ascending. */
  readonly added: readonly number[];
  readonly gone: readonly number[];
  readonly changed: readonly number[];
  /** Who filled it in, where the later value is a person's; that it is counted again, where the earlier one was. */
  readonly filled: string | null;
};

/** What an earlier draft and a later one of the same organisation do not share, in the order of the later one. */
export function differences(earlier: Draft, later: Draft): Difference[] {
  const before = new Map(earlier.traces.map((trace) => [trace.value.field, trace]));
  const named = new Set(later.named);
  const found = later.traces.flatMap((trace) => {
    const old = before.get(trace.value.field);
    before.delete(trace.value.field);
    return old === undefined ? only(trace, "to") : difference(old, trace);
  });
  const lost = [...before.values()].flatMap((trace) => only(trace, "from"));
  const all = [...found, ...lost];
  return [...all.filter(({ field }) => named.has(field)), ...all.filter(({ field }) => !named.has(field))];
}

const NONE = { added: [], gone: [], changed: [] } as const;

/** A field that one of the two drafts does not have. */
function only({ value: { field, label, display, source } }: Trace, side: "from" | "to"): Difference[] {
  return source === "blank" ? [] : [{ ...NONE, field, label, from: null, to: null, [side]: display, filled: null }];
}

function difference(old: Trace, now: Trace): Difference[] {
  const { field, label, display, source } = now.value;
  const filled = filledIn(old, now);
  const records = recordsOf(old, now);
  const isSame = old.value.display === display && old.value.source === source && filled === null;
  if (isSame && records.added.length === 0 && records.gone.length === 0) return [];
  return [{ field, label, from: old.value.display, to: display, ...records, filled }];
}

/** What the records did to a value that was counted both times; where a person stated one of the two, nothing. */
function recordsOf(old: Trace, now: Trace): Pick<Difference, "added" | "gone" | "changed"> {
  if (old.value.source === "manual" || now.value.source === "manual") return NONE;
  const then = new Map(old.records.map((record) => [record.activity.id, record]));
  const current = new Map(now.records.map((record) => [record.activity.id, record]));
  return {
    added: sorted([...current.keys()].filter((id) => !then.has(id))),
    gone: sorted([...then.keys()].filter((id) => !current.has(id))),
    changed: sorted([...current].filter(([id, one]) => isChanged(then.get(id), one)).map(([id]) => id)),
  };
}

/** A list counts as filled in anew also where its length is the same: its words may be others. */
function filledIn(old: Trace, now: Trace): string | null {
  if (now.value.source !== "manual") {
    if (old.value.source !== "manual") return null;
    return now.value.source === "blank" ? "取消了填写" : "改回按记录计";
  }
  const isOther = old.value.source !== "manual" || old.value.display !== now.value.display;
  return isOther || (isList(now) && old.origin !== now.origin) ? now.origin : null;
}

function isList({ filter }: Trace): boolean {
  return filter === describe(LIST);
}

const LIST = { measure: { by: "list" }, kinds: [], heldBy: null } as const;

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
