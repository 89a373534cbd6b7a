import type { Day } from "../ledger/activity.ts";
import { displayAmount } from "../ledger/display.ts";
import { timesOf } from "../ledger/duties.ts";
import { type Field, ownField } from "../ledger/fields.ts";
import type { Kind } from "../ledger/kinds.ts";
import { partName } from "../ledger/mixed.ts";
import { sharing } from "../ledger/share.ts";
import type { Also, Draft, LedgerRow, Works } from "./draft.ts";
import { clean } from "./text.ts";
import { byTime } from "./trace.ts";

/** How much there was of each kind in each month, with its sum; kinds in the order of the year. A record of two kinds is in both. */
export function monthsByKind(draft: Counting): string[][] {
  const counts = monthCounts(draft);
  const head = ["类别", ...Array.from({ length: 12 }, (_, i) => `${i + 1}月`), "合计"];
  return [
    head,
    ...counts.map(({ label, months, total }) => [
      label,
      ...months.map((n) => (n === 0 ? "" : String(n))),
      String(total),
    ]),
  ];
}

type Counting = Pick<Draft, "rows" | "also" | "works">;

type MonthCount = {
  readonly kind: string;
  /** The kind, with its unit where that is not 次: 心得体会（篇）. */
  readonly label: string;
  readonly months: readonly number[];
  readonly total: number;
};

/** How much there was of each kind in each month, counted as the report counts, the most frequent kind first. */
export function monthCounts({ rows, also = {}, works = {} }: Counting): MonthCount[] {
  const byKind = new Map<string, { months: number[]; amountOf: (row: LedgerRow) => number }>();
  for (const row of rows) {
    if (row.state !== "counted" || row.start === null) continue;
    for (const kind of kindsOf(row, also)) {
      const counts = byKind.get(kind) ?? {
        months: Array.from({ length: 12 }, () => 0),
        amountOf: amountsOf(openField(kind, { also, works }), works[kind]),
      };
      const month = Number(row.start.slice(5, 7)) - 1;
      counts.months[month] = (counts.months[month] ?? 0) + counts.amountOf(row);
      byKind.set(kind, counts);
    }
  }
  return [...byKind]
    .map(([kind, { months }]) => {
      const { unit } = openField(kind, { also, works });
      const label = unit === "次" ? kind : `${kind}（${unit}）`;
      return { kind, label, months, total: months.reduce((sum, n) => sum + n, 0) };
    })
    .sort((a, b) => b.total - a.total || (a.kind < b.kind ? -1 : 1));
}

/** The kinds of a record, and those that they also are. */
function kindsOf({ kinds }: LedgerRow, also: Also): ReadonlySet<string> {
  return new Set(kinds.flatMap((kind) => [kind, ...(Object.hasOwn(also, kind) ? (also[kind] ?? []) : [])]));
}

/** What counts a kind: works in their own unit, all others in 次. */
function openField(kind: string, { also, works }: { readonly also: Also; readonly works: Works }): Field {
  const work = works[kind];
  const others = Object.keys(also).filter((name) => also[name]?.includes(kind));
  return (work && ownField(work)) ?? timesOf({ id: kind, kinds: [kind, ...others] });
}

function amountsOf(field: Field, work: Kind | undefined): (row: LedgerRow) => number {
  const shareOf = sharing(field, new Map(work === undefined ? [] : [[work.name, work]]));
  return (row) => {
    const share = shareOf(row);
    return typeof share === "string" ? 0 : share.value;
  };
}

/** Whether the records are of more than one organisation, whose names then tell them apart. */
export function isOfSeveral(rows: readonly LedgerRow[]): boolean {
  return rows.some(({ organisation }) => organisation !== rows[0]?.organisation);
}

type Where = "地点" | "组织";

/** The counted records of each kind in order of time, as a table's cells, with where they were held or who held them. */
export function recordsByKind(
  { rows, also = {}, works = {} }: Counting,
  where: Where,
): { kind: string; rows: string[][] }[] {
  const byKind = new Map<string, LedgerRow[]>();
  for (const row of rows) {
    if (row.state !== "counted" || row.start === null) continue;
    for (const kind of kindsOf(row, also)) {
      const list = byKind.get(kind);
      if (list) list.push(row);
      else byKind.set(kind, [row]);
    }
  }
  return monthCounts({ rows, also, works }).map(({ kind }) => ({
    kind,
    rows: (byKind.get(kind) ?? []).sort(byTime).map((row, i) => cells(row, i + 1, where)),
  }));
}

function cells(row: LedgerRow, n: number, where: Where): string[] {
  const { id, start, end, title, headcount, minutes, quantities } = row;
  const told = where === "组织" ? row.organisationName : row.place;
  return [
    String(n),
    days(start, end),
    title === null ? "" : clean(title),
    headcount === null ? "" : displayAmount(headcount, ""),
    [...(minutes === null ? [] : [durationText(minutes)]), ...amountTexts(quantities)].join("、"),
    told === null ? "" : clean(told),
    `#${id}`,
  ];
}

/** Half hours as hours, else minutes: 1.5小时, 50分钟. */
function durationText({ value, bound }: NonNullable<LedgerRow["minutes"]>): string {
  if (value % 30 === 0) return displayAmount({ value: value / 60, bound }, "小时");
  return displayAmount({ value: Math.round(value), bound }, "分钟");
}

type Amount = LedgerRow["quantities"][number];

/** The amounts of a record, each with the part of it that was 三重一大: `5个议定事项（其中三重一大2个）`. */
function amountTexts(quantities: readonly Amount[]): string[] {
  const partOf = ({ name }: Amount) => quantities.find((one) => one.name === partName(name));
  const parts = new Set(quantities.map(partOf));
  return quantities.flatMap((one) => {
    if (parts.has(one)) return [];
    const part = partOf(one);
    const of = part === undefined ? "" : `（其中三重一大${displayAmount(part, part.unit)}）`;
    return [displayAmount(one, unitNamed(one)) + of];
  });
}

/** 个, 项 and 次 do not tell of what they are. */
function unitNamed({ name, unit }: Amount): string {
  return ["个", "项", "次"].includes(unit) && name !== "次数" ? `${unit}${name}` : unit;
}

/** `03.06`, a range as `03.06—03.08`: a hyphen would let Word break the line in a date. */
function days(start: Day | null, end: Day | null): string {
  const short = (day: Day) => day.slice(5).replace("-", ".");
  if (start === null) return "";
  return end === null || end === start ? short(start) : `${short(start)}—${short(end)}`;
}
