import {
  type CellStyle,
  type CellValue,
  cellRef,
  type Cell as HucreCell,
  type WriteSheet,
  writeXlsx,
} from "hucre/xlsx";
import type { Draft, LedgerRow } from "./draft.ts";
import { type Cell, fieldSheet, ledgerSheet, type Sheet, traceSheet } from "./sheets.ts";
import { clean } from "./text.ts";

/** The workbook of a draft: 台账, 字段 and 溯源, headings frozen and filtered, days as dates, no formulas. */
export function draftWorkbook(draft: Draft): Promise<Uint8Array> {
  return write([ledgerSheet(draft.rows), fieldSheet(draft), traceSheet(draft)]);
}

/** The ledger alone as a workbook. */
export function ledgerWorkbook(rows: readonly LedgerRow[]): Promise<Uint8Array> {
  return write([ledgerSheet(rows)]);
}

const HEADING: CellStyle = {
  font: { bold: true },
  fill: { type: "pattern", pattern: "solid", fgColor: { rgb: "E7E6E6" } },
  alignment: { vertical: "center", wrapText: true },
};
const TOP: CellStyle = { alignment: { vertical: "top" } };
const WRAPPED: CellStyle = { alignment: { vertical: "top", wrapText: true } };
const DATE: CellStyle = { ...TOP, numFmt: "yyyy-mm-dd" };
const LINK: CellStyle = { ...TOP, font: { color: { rgb: "0563C1" }, underline: true } };

function write(sheets: readonly Sheet[]): Promise<Uint8Array> {
  return writeXlsx({ sheets: sheets.map(toHucre), defaultFont: { name: "宋体", size: 11 } });
}

function toHucre({ name, columns, rows }: Sheet): WriteSheet {
  const cells = new Map<string, Partial<HucreCell>>();
  const at = (row: number, column: number, cell: Partial<HucreCell>) => cells.set(`${row},${column}`, cell);
  for (const [c, { heading }] of columns.entries()) at(0, c, { value: heading, type: "string", style: HEADING });
  for (const [r, row] of rows.entries()) {
    for (const [c, cell] of row.entries()) {
      at(r + 1, c, { ...content(cell), style: styleOf(cell, columns[c]?.wraps ?? false) });
    }
  }
  return {
    name,
    columns: columns.map(({ width }) => ({ width })),
    rows: [columns.map(({ heading }) => heading), ...rows.map((row) => row.map((cell) => content(cell).value))],
    cells,
    freezePane: { rows: 1 },
    autoFilter: { range: `A1:${cellRef(rows.length, columns.length - 1)}` },
    pageSetup: {
      paperSize: "a4",
      orientation: "landscape",
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: "$1:$1",
    },
  };
}

/** Text is always a string cell: what people typed never becomes a formula. */
function content(cell: Cell): { value: CellValue } & Partial<HucreCell> {
  if (typeof cell === "string") return { value: clean(cell), type: "string" };
  if (cell === null || typeof cell === "number" || cell instanceof Date) return { value: cell };
  const hyperlink = { target: "", location: `'${cell.sheet}'!A${cell.row}`, display: cell.text };
  return { value: cell.text, type: "string", hyperlink };
}

function styleOf(cell: Cell, wraps: boolean): CellStyle {
  if (cell instanceof Date) return DATE;
  if (cell !== null && typeof cell === "object") return LINK;
  return wraps ? WRAPPED : TOP;
}
