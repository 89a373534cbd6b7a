import type { Day } from "../ledger/activity.ts";
import type { LedgerRow } from "./draft.ts";
import { clean } from "./text.ts";

/** How often each kind was held in each month, with its sum; kinds in the order of the year. A record of two kinds is in both. */
export function monthsByKind(rows: readonly LedgerRow[]): string[][] {
  const counts = monthCounts(rows);
  const head = ["类别", ...Array.from({ length: 12 }, (_, i) => `${i + 1}月`), "合计"];
  return [
    head,
    ...counts.map(({ kind, months, total }) => [kind, ...months.map((n) => (n === 0 ? "" : String(n))), String(total)]),
  ];
}

export type MonthCount = { readonly kind: string; readonly months: readonly number[]; readonly total: number };

/** The counted records of each kind by month, the most frequent kind first. */
export function monthCounts(rows: readonly LedgerRow[]): MonthCount[] {
  const byKind = new Map<string, number[]>();
  for (const { state, start, kinds } of rows) {
    if (state !== "counted" || start === null) continue;
    for (const kind of kinds) {
      const months = byKind.get(kind) ?? Array.from({ length: 12 }, () => 0);
      const month = Number(start.slice(5, 7)) - 1;
      months[month] = (months[month] ?? 0) + 1;
      byKind.set(kind, months);
    }
  }
  return [...byKind]
    .map(([kind, months]) => ({ kind, months, total: months.reduce((sum, n) => sum + n, 0) }))
    .sort((a, b) => b.total - a.total || (a.kind < b.kind ? -1 : 1));
}

/** The counted records of each kind in order of time, as a table's cells. */
export function recordsByKind(rows: readonly LedgerRow[]): { kind: string; rows: string[][] }[] {
  const byKind = new Map<string, LedgerRow[]>();
  for (const row of rows) {
    if (row.state !== "counted" || row.start === null) continue;
    for (const kind of row.kinds) {
      const list = byKind.get(kind);
      if (list) list.push(row);
      else byKind.set(kind, [row]);
    }
  }
  return monthCounts(rows).map(({ kind }) => ({
    kind,
    rows: (byKind.get(kind) ?? []).sort(byTime).map((row, i) => cells(row, i + 1)),
  }));
}

function byTime(a: LedgerRow, b: LedgerRow): number {
  return (a.start ?? "") < (b.start ?? "") ? -1 : (a.start ?? "") > (b.start ?? "") ? 1 : a.id - b.id;
}

function cells({ id, start, end, title, headcount, place }: LedgerRow, n: number): string[] {
  const about = headcount?.bound === "approx" ? "约" : "";
  return [
    String(n),
    days(start, end),
    title === null ? "" : clean(title),
    headcount === null ? "" : `${about}${headcount.value}${headcount.bound === "least" ? "余" : ""}`,
    place === null ? "" : clean(place),
    `#${id}`,
  ];
}

/** `03.06`, a range as `03.06—03.08`: a hyphen would let Word break the line in a date. */
function days(start: Day | null, end: Day | null): string {
  const short = (day: Day) => day.slice(5).replace("-", ".");
  if (start === null) return "";
  return end === null || end === start ? short(start) : `${short(start)}—${short(end)}`;
}
