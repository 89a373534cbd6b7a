import type { Amount, Day } from "../ledger/activity.ts";
import type { Draft, LedgerRow } from "./draft.ts";

/** A cell; a link leads to a row (from 1, the heading included) of another sheet. */
export type Cell =
  | string
  | number
  | Date
  | null
  | { readonly text: string; readonly sheet: string; readonly row: number };

/** A column; its width is in characters. All columns of a sheet are printed side by side, so that wide ones make small print. */
export type Column = {
  readonly heading: string;
  readonly width: number;
  readonly looks?: "wrapped" | "centred" | "date";
};

/** A sheet of the workbook as data; the first row that is written are its headings. */
export type Sheet = {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
};

const STATES = { counted: "计入", held: "待定", void: "作废" } as const;
const HALVES = { morning: "上午", afternoon: "下午", evening: "晚上" } as const;
const SOURCES = { records: "记录", manual: "填写", blank: "待填" } as const;

/** How the column 说明 says that a number is still to be told. */
export const OPEN = { participants: "人数待核", duration: "时长待核" } as const;

const LEDGER: readonly Column[] = [
  { heading: "编号", width: 7, looks: "centred" },
  { heading: "状态", width: 7, looks: "centred" },
  { heading: "类别", width: 19, looks: "wrapped" },
  { heading: "开始日期", width: 11, looks: "date" },
  { heading: "结束日期", width: 11, looks: "date" },
  { heading: "时段", width: 7, looks: "centred" },
  { heading: "题目", width: 32, looks: "wrapped" },
  { heading: "地点", width: 12, looks: "wrapped" },
  { heading: "人数", width: 7, looks: "centred" },
  { heading: "参加人", width: 22, looks: "wrapped" },
  { heading: "时长（小时）", width: 13, looks: "centred" },
  { heading: "数量", width: 18, looks: "wrapped" },
  { heading: "说明", width: 11, looks: "wrapped" },
  { heading: "组织", width: 14, looks: "wrapped" },
  { heading: "记录人", width: 9, looks: "wrapped" },
];

/** All records with their state, in order of time; those without a day come last. */
export function ledgerSheet(rows: readonly LedgerRow[]): Sheet {
  return { name: "台账", columns: LEDGER, rows: inOrder(rows).map(ledgerRow) };
}

/** In order of time; those without a day come last. */
export function inOrder(rows: readonly LedgerRow[]): LedgerRow[] {
  const key = ({ start }: LedgerRow) => start ?? "9999";
  return [...rows].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a.id - b.id));
}

function ledgerRow(row: LedgerRow): Cell[] {
  const amounts = row.quantities.flatMap((quantity) => bound(quantity.name, quantity));
  const notes = [...bound("人数", row.headcount), ...bound("时长", row.minutes), ...amounts, ...openNotes(row)];
  return [
    row.id,
    STATES[row.state],
    row.kinds.join("、"),
    date(row.start),
    date(row.end),
    row.half === null ? null : HALVES[row.half],
    row.title,
    row.place,
    row.headcount?.value ?? null,
    row.people.join("、") || null,
    row.minutes === null ? null : Math.round((row.minutes.value / 60) * 100) / 100,
    row.quantities.map(({ name, value, unit }) => `${name} ${value} ${unit}`).join("；") || null,
    notes.join("；") || null,
    row.organisationName,
    row.reporter,
  ];
}

/** What of a record somebody still has to say: read back, it is asked about again and never taken for known. */
function openNotes({ headcount, minutes, doubts = [] }: LedgerRow): string[] {
  const isOpen = (about: string) => doubts.some((doubt) => doubt.about === about);
  return [
    ...(headcount === null && isOpen("participants") ? [OPEN.participants] : []),
    ...(minutes === null && isOpen("duration") ? [OPEN.duration] : []),
  ];
}

function bound(name: string, amount: Amount | null): string[] {
  if (amount === null || amount.bound === "exact") return [];
  return [amount.bound === "approx" ? `${name}为约数` : `${name}为下限`];
}

/** Midnight in UTC: a workbook keeps days without a zone, and a local midnight may become the day before. */
export function date(day: Day | null): Date | null {
  return day === null ? null : new Date(`${day}T00:00:00Z`);
}

const FIELDS: readonly Column[] = [
  { heading: "字段", width: 24, looks: "wrapped" },
  { heading: "数值", width: 10, looks: "centred" },
  { heading: "单位", width: 7, looks: "centred" },
  { heading: "显示", width: 22, looks: "wrapped" },
  { heading: "来源", width: 7, looks: "centred" },
  { heading: "记录数", width: 8, looks: "centred" },
  { heading: "口径", width: 58, looks: "wrapped" },
  { heading: "提醒", width: 60, looks: "wrapped" },
];

/** Fields, their values and how they were counted; those with a value first. */
export function fieldSheet({ traces }: Pick<Draft, "traces">): Sheet {
  const filled = traces.filter(({ value }) => value.source !== "blank");
  const blank = traces.filter(({ value }) => value.source === "blank");
  const rows = [...filled, ...blank].map(({ value, filter }): Cell[] => [
    value.field,
    value.value,
    value.unit,
    value.display,
    SOURCES[value.source],
    value.records.length,
    filter,
    value.warnings.join("；") || null,
  ]);
  return { name: "字段", columns: FIELDS, rows };
}

const TRACE: readonly Column[] = [
  { heading: "字段", width: 26, looks: "wrapped" },
  { heading: "显示", width: 12, looks: "wrapped" },
  { heading: "来源", width: 24, looks: "wrapped" },
  { heading: "记录", width: 8, looks: "centred" },
  { heading: "日期", width: 11, looks: "date" },
  { heading: "类别", width: 19, looks: "wrapped" },
  { heading: "题目", width: 36, looks: "wrapped" },
  { heading: "人数", width: 7, looks: "centred" },
  { heading: "计入", width: 9, looks: "centred" },
];

/** One row a field and record, each with a link to the record's row in the ledger sheet. */
export function traceSheet({ traces, rows }: Pick<Draft, "traces" | "rows">): Sheet {
  const place = new Map(inOrder(rows).map(({ id }, i) => [id, i + 2]));
  const made = traces
    .filter(({ value }) => value.source !== "blank")
    .flatMap(({ value, origin, records }): Cell[][] => {
      const head: Cell[] = [value.field, value.display, origin];
      if (records.length === 0) return [[...head, null, null, null, null, null, null]];
      return records.map(({ activity: { id, start, kinds, title, headcount }, amount }) => [
        ...head,
        { text: `#${id}`, sheet: "台账", row: place.get(id) ?? 1 },
        date(start),
        kinds.join("、"),
        title,
        headcount?.value ?? null,
        amount,
      ]);
    });
  return { name: "溯源", columns: TRACE, rows: made };
}
