import type { TableCell } from "./cell.ts";

/** Headings, and the first and the last row that they take, from 0. */
export type Head = { readonly headings: readonly string[]; readonly head: number; readonly last: number };

type Rows = {
  readonly row: readonly TableCell[];
  /** The rows below it, as far as headings may reach. */
  readonly below: readonly (readonly TableCell[])[];
  /** Whether a heading is one that means something here. */
  readonly isName: (heading: string, at: number) => boolean;
};

/**
 * What the headings in a row may be, the likelier first: with those of the rows below where these part them, 参加情况
 * over 人数 and 时长; or alone.
 */
export function headsAt(head: number, { row, below, isName }: Rows): Head[] {
  const known = (headings: readonly string[]) => headings.filter(isName).length;
  const heads: Head[] = [{ headings: row.map(plain), head, last: head }];
  for (const next of below) {
    const [{ headings: upper, last }] = heads as [Head];
    const lower = next.map(plain);
    const both = Array.from({ length: Math.max(upper.length, lower.length) }, (_, i) => lower[i] || upper[i] || "");
    // A title above its headings adds none to them.
    if (!areNames(next) || known(lower) === 0 || known(both) <= known(lower)) break;
    heads.unshift({ headings: both, head, last: last + 1 });
  }
  return heads;
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
