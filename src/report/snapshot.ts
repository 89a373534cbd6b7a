import type { Draft } from "./draft.ts";
import type { Traced } from "./trace.ts";

/** A draft as the ledger keeps it: a record stands in it once, and traces name it. */
export function snapshotOf(draft: Draft): string {
  const rows = new Set<Traced["activity"]>(draft.rows);
  const short = ({ activity, amount }: Traced) =>
    rows.has(activity) ? { id: activity.id, amount } : { activity, amount };
  const traces = draft.traces.map((trace) => ({ ...trace, records: trace.records.map(short) }));
  return JSON.stringify({ ...draft, traces });
}

type Short = Traced | { readonly id: number; readonly amount: number | null };

type Kept = Omit<Draft, "traces"> & {
  readonly traces: readonly (Omit<Draft["traces"][number], "records"> & { readonly records: readonly Short[] })[];
};

/** The draft again, from which its documents are made as they were. Throws where this program did not write it. */
export function readSnapshot(json: string): Draft {
  const kept: unknown = JSON.parse(json);
  if (!isKept(kept)) throw new Error("the ledger holds a draft that this program did not write");
  const rows = new Map(kept.rows.map((row) => [row.id, row]));
  const whole = (record: Short): Traced[] => {
    if ("activity" in record) return [record];
    const activity = rows.get(record.id);
    return activity === undefined ? [] : [{ activity, amount: record.amount }];
  };
  return { ...kept, traces: kept.traces.map((trace) => ({ ...trace, records: trace.records.flatMap(whole) })) };
}

const LISTS = ["values", "held", "checks", "named", "traces", "rows"] as const;

/** By its frame: what is in it was written by one statement with it. */
function isKept(value: unknown): value is Kept {
  if (typeof value !== "object" || value === null) return false;
  const kept: Partial<Record<keyof Kept, unknown>> = value;
  const isFramed = typeof kept.organisation === "string" && typeof kept.year === "number";
  return isFramed && typeof kept.madeOn === "string" && LISTS.every((name) => Array.isArray(kept[name]));
}
