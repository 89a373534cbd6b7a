import { addDays, daysBetween, weekPeriod, yearPeriod } from "../../ledger/calendar.ts";
import { periodsOf } from "../../ledger/duty-periods.ts";
import { ownField } from "../../ledger/fields.ts";
import type { Catalogue } from "../../ledger/kinds.ts";
import { namesOf, sharing, type Tallied } from "../../ledger/share.ts";

/** How much there was of a kind in each part of a year, and in all: 次, of works 篇 or 件. */
export type KindRow = {
  readonly kind: string;
  readonly unit: string;
  readonly parts: readonly number[];
  readonly total: number;
};

/** Kinds by how much there was of them, most first; equal ones in the catalogue's order. */
export function countsByPart(
  activities: readonly Tallied[],
  catalogue: Catalogue,
  { count, partOf }: { count: number; partOf: (activity: Tallied) => number },
): KindRow[] {
  const known = new Map(catalogue.kinds.map((kind) => [kind.name, kind]));
  const counted = activities.filter(({ state, start }) => state === "counted" && start !== null);
  const rows = catalogue.kinds.flatMap((kind) => {
    const field = ownField(kind);
    if (field === undefined) return [];
    const shareOf = sharing(field, known);
    const parts = new Array<number>(count).fill(0);
    for (const activity of counted.filter((one) => namesOf(one, known).has(kind.name))) {
      const share = shareOf(activity);
      const part = partOf(activity);
      if (typeof share !== "string" && part >= 0 && part < count) parts[part] = (parts[part] ?? 0) + share.value;
    }
    const total = parts.reduce((sum, n) => sum + n, 0);
    return total === 0 ? [] : [{ kind: kind.name, unit: field.unit, parts, total }];
  });
  return rows.sort((a, b) => b.total - a.total);
}

/** The weeks of a year from the one that holds 1 January; each has its Monday. */
export function weeksOf(year: number): { readonly count: number; readonly partOf: (activity: Tallied) => number } {
  const { first, last } = yearPeriod(year);
  const monday = weekPeriod(first).first;
  const count = Math.floor(daysBetween(monday, last) / 7) + 1;
  return { count, partOf: ({ start }) => (start === null ? -1 : Math.floor(daysBetween(monday, start) / 7)) };
}

/** In which column of {@link weeksOf} each month begins. */
export function monthColumns(year: number): number[] {
  const monday = weekPeriod(yearPeriod(year).first).first;
  return periodsOf({ period: "month" }, year).map(({ first }, n) =>
    Math.floor(daysBetween(monday, addDays(first, n === 0 ? 0 : 6)) / 7),
  );
}

export const MONTHS = {
  count: 12,
  partOf: ({ start }: Tallied) => (start === null ? -1 : Number(start.slice(5, 7)) - 1),
} as const;
