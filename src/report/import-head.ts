import type { TableCell } from "./table-cell.ts";

/** Headings, and the first and the last row that they take, from 0. */
export type Head = { readonly headings: readonly string[]; readonly head: number; readonly last: number };

type Rows = {
  readonly row: readonly TableCell[];
  readonly next: readonly TableCell[];
  /** Whether a heading is one that means something here. */
  readonly isName: (heading: string, at: number) => boolean;
};

/** What the headings in a row may be, the likelier first: with those of the next row where it parts them, 参加情况 over 人数 and 时长; or alone. */
export function headsAt(head: number, { row, next, isName }: Rows): Head[] {
  const upper = row.map(plain);
  const lower = next.map(plain);
  const both = Array.from({ length: Math.max(upper.length, lower.length) }, (_, i) => lower[i] || upper[i] || "");
  const known = (headings: readonly string[]) => headings.filter(isName).length;
  // A title above its headings adds none to them.
  const isParted = areNames(next) && known(lower) > 0 && known(both) > known(lower);
  return [...(isParted ? [{ headings: both, head, last: head + 1 }] : []), { headings: upper, head, last: head }];
}

const LONGEST = 12;

/** Whether a row may hold nothing but headings: short words without digits. */
function areNames(row: readonly TableCell[]): boolean {
  return row.every(
    (cell) => cell === null || (typeof cell === "string" && !/\d/.test(cell) && plain(cell).length <= LONGEST),
  );
}

function plain(cell: TableCell): string {
  return typeof cell === "string" ? cell.normalize("NFKC").replace(/[\s*:]+/g, "") : "";
}
