import type { Facts, Half } from "../../ledger/activity.ts";
import { discreet } from "../../ledger/discreet.ts";
import type { Catalogue, Kind } from "../../ledger/kinds.ts";
import { nearest } from "../../ledger/nearest.ts";
import { readKind, type Vocabulary } from "../../ledger/understand/message.ts";
import type { Doubt } from "../../ledger/understand/reading.ts";
import { OPEN } from "../sheets.ts";
import { columnQuantity, minutesOf, peopleOf, quantitiesOf } from "./amounts.ts";
import { type TableCell, textOf } from "./cell.ts";
import type { Columns, Role } from "./columns.ts";
import { areSerials, commonYear, daysOf } from "./days.ts";

/** A row of an old ledger as an activity. */
export type ImportRow = {
  /** The row in the file, from 1, with its sheet where there are several: 第 3 行, “2月”第 3 行. */
  readonly place: string;
  readonly facts: Facts;
  /** Numbers that a workbook of ours says are still to be told. */
  readonly doubts: readonly Doubt[];
  /** Names of those who took part, and of who logged it. */
  readonly people: readonly string[];
  readonly reporter: string | null;
  /** The number that the row has in a workbook of ours. */
  readonly id: number | null;
  /** All that the row says, for its key. */
  readonly content: string;
};

/** What the rows of a table gave: all that is not in the first list is told to whoever imports. */
export type RowsRead = {
  readonly rows: readonly ImportRow[];
  /** One sentence a row that cannot be taken. */
  readonly problems: readonly string[];
  /** Rows that are not counted in the ledger they come from. */
  readonly left: readonly string[];
};

/** By what rows are read. */
type Known = {
  readonly catalogue: Catalogue;
  readonly vocabulary: Vocabulary;
  /** For days without one. */
  readonly year?: number;
  /** What to do about days without one where this is missing; `others` is the year of all the other days. */
  readonly noYear?: (others: number | null) => string;
};

/** Reads the rows below the headings. A row that is not clear is a problem, never a guess. */
export function readRows(columns: Columns, known: Known): RowsRead {
  const rows: ImportRow[] = [];
  const problems: string[] = [];
  const left: string[] = [];
  const placed = placedRows(columns).map(({ cells, place }): Row & Pick<PlacedRow, "place"> => {
    return { cells, place, cell: (role) => cells[columns.at.get(role) ?? -1] ?? null };
  });
  const dates = placed.filter((row) => totalOf(row) === null && footOf(row) === null).map(({ cell }) => cell("日期"));
  const isSerial = areSerials(dates);
  const noYear = known.noYear?.(commonYear(dates, isSerial));
  const here = { ...known, isSerial, noYear };
  for (const { place, ...row } of placed) {
    const why = notCounted(row);
    if (why !== null) left.push(`${place}是${why}，没有导入`);
    else {
      const read = readRow(row, here, columns);
      if (typeof read === "string") problems.push(`${place}：${read}`);
      else rows.push({ place, ...read });
    }
  }
  return { rows, problems, left };
}

function notCounted(row: Row): string | null {
  const state = textOf(row.cell("状态"));
  return state !== null && state !== "计入" ? `“${state}”` : (totalOf(row) ?? footOf(row));
}

/** What people sign below a table with: 填表人：…, 审核人, 制表日期, 备注：…. */
const FOOT =
  /^((?:填表|制表|填报|编制|统计|登记|记录|审核|复核|审批|负责|经办|联系|制单)(?:人|单位|部门|日期|时间|电话|签字|签名)|(?:党支部|支部)?书记|(?:党支部|单位|支部)?盖章|(?:填表|制表)?说明|备注|注)(?:[(（].{0,4}[)）])?\s*(?:$|[:：])/;

/** The first cell of a row without a day that only says who made the table, or what has to be known of it. */
function footOf({ cell, cells }: Row): string | null {
  const first = cell("日期") ?? cells.find((one) => one !== null) ?? null;
  const foot = FOOT.exec((textOf(first) ?? "").normalize("NFKC"))?.[1];
  return foot === undefined ? null : `“${foot}”`;
}

const TOTAL = /^.{0,8}(合计|小计|总计)$/;

/** What a row that adds up others calls itself, in its first cell or for a day or a kind; it has no day. */
function totalOf({ cell, cells }: Row): string | null {
  const total = (one: TableCell) => TOTAL.exec((textOf(one) ?? "").replace(/[\s:：]+/g, ""))?.[1] ?? null;
  const day = cell("日期");
  if (day !== null) return total(day);
  return total(cells.find((one) => one !== null) ?? null) ?? total(cell("类别"));
}

type PlacedRow = { readonly cells: readonly TableCell[]; readonly place: string };

/** The rows below the headings of all sheets that are alike; empty ones are left out. */
function placedRows({ table, head, last, alike }: Columns): PlacedRow[] {
  return [{ table, head, last }, ...alike].flatMap(({ table: { sheet, rows }, last: top }) => {
    const named = alike.length === 0 ? "" : `“${sheet}”`;
    return rows.flatMap((cells, i) =>
      i <= top || cells.every((cell) => cell === null) ? [] : [{ cells, place: `${named}第 ${i + 1} 行` }],
    );
  });
}

/** A row by the roles of its columns, and as it stands. */
type Row = { readonly cell: (role: Role) => TableCell; readonly cells: readonly TableCell[] };

type KnownHere = Omit<Known, "noYear"> & { readonly isSerial: boolean; readonly noYear: string | undefined };

function readRow(row: Row, known: KnownHere, columns: Columns): Omit<ImportRow, "place"> | string {
  const { cell } = row;
  const days = daysOf(cell("日期"), cell("结束日期"), known);
  if (typeof days === "string") return days;
  const kinds = kindsOf(textOf(cell("类别")) ?? "", known);
  if (typeof kinds === "string") return kinds;
  const amounts = amountsOf(row, kindsNamed(kinds, known.catalogue), columns);
  if (typeof amounts === "string") return amounts;
  const told: Facts = {
    ...days,
    kinds,
    half: HALVES.get(textOf(cell("时段")) ?? "") ?? null,
    title: textOf(cell("题目")),
    place: textOf(cell("地点")),
    ...amounts,
  };
  const facts = discreet(told, known.catalogue);
  const people = namesIn(textOf(cell("参加人")) ?? "");
  const reporter = textOf(cell("记录人"));
  const id = Number(cell("编号")) || null;
  const doubts = openIn(textOf(cell("说明")) ?? "", facts);
  return { facts, doubts, people, reporter, id, content: JSON.stringify([facts, people, reporter]) };
}

function openIn(notes: string, { headcount, minutes }: Facts): Doubt[] {
  const open = [headcount === null && ("participants" as const), minutes === null && ("duration" as const)];
  return open.flatMap((about) =>
    about && notes.includes(OPEN[about]) ? [{ about, reason: "approximate", words: OPEN[about], options: [] }] : [],
  );
}

/** Names in a row: by marks where there are any, since a name may hold a space. */
function namesIn(text: string): string[] {
  const names = text.split(/[、,，;；]/.test(text) ? /\s*[、,，;；]\s*/ : /\s+/);
  return [...new Set(names.filter((name) => name !== ""))];
}

type Amounts = Pick<Facts, "headcount" | "minutes" | "quantities">;

function amountsOf({ cell, cells }: Row, kinds: readonly Kind[], columns: Columns): Amounts | string {
  const notes = textOf(cell("说明")) ?? "";
  const headcount = peopleOf(cell("人数"), notes);
  if (typeof headcount === "string") return headcount;
  const minutes = minutesOf(cell("时长"), columns, notes);
  if (typeof minutes === "string") return minutes;
  const quantities = quantitiesOf(cell("数量"), kinds, notes);
  if (typeof quantities === "string") return quantities;
  const own = columns.amounts.flatMap((column) => columnQuantity(cells[column.at] ?? null, column, kinds, notes));
  return { headcount, minutes, quantities: [...quantities, ...own] };
}

const HALVES: ReadonlyMap<string, Half> = new Map([
  ["上午", "morning"],
  ["下午", "afternoon"],
  ["晚上", "evening"],
]);

function kindsOf(text: string, known: Pick<Known, "catalogue" | "vocabulary">): string[] | string {
  const names = text.split(/[、,，;；+/／\s]+/).filter((name) => name !== "");
  if (names.length === 0) return "没有类别";
  const kinds: string[] = [];
  for (const name of names) {
    const kind = readKind(name, known.vocabulary);
    if (kind === null) return unknownKind(name, known.catalogue);
    kinds.push(kind);
  }
  return [...new Set(kinds)];
}

function unknownKind(name: string, { kinds }: Catalogue): string {
  const near = nearest(
    name,
    kinds.flatMap((kind) => [kind.name, ...kind.aliases]),
  );
  return `不认识类别“${name}”${near.length === 0 ? "" : `，最接近的是“${near[0]}”`}`;
}

function kindsNamed(names: readonly string[], { kinds }: Catalogue): Kind[] {
  return kinds.filter(({ name }) => names.includes(name));
}
