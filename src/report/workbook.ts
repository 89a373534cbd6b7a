import {
  type CellStyle,
  type CellValue,
  cellRef,
  type Cell as HucreCell,
  type WriteSheet,
  writeXlsx,
} from "hucre/xlsx";
import type { Draft, LedgerRow } from "./draft.ts";
import type { DocumentPicture } from "./draft-picture.ts";
import { type Cell, type Column, fieldSheet, ledgerSheet, type Sheet, traceSheet } from "./sheets.ts";
import { monthSheet, peopleSheet } from "./sheets-more.ts";
import { clean, narrowWidth } from "./text.ts";

/**
 * The workbook of a draft: 台账, 字段, 溯源, 分月 and 参加情况, headings frozen and filtered, days
 * as dates, no formulas; 图 where a picture is given.
 */
export function draftWorkbook(draft: Draft, picture?: DocumentPicture): Promise<Uint8Array> {
  const sheets = [
    ledgerSheet(draft.rows),
    fieldSheet(draft),
    traceSheet(draft),
    monthSheet(draft),
    peopleSheet(draft.rows),
  ];
  return write(sheets, picture === undefined ? [] : [pictureSheet(picture)]);
}

/** One picture below its words, on one page in landscape. It fills a cell, which gives it its size: the picture's own is not looked at. */
function pictureSheet({ png, width, height, words, alt }: DocumentPicture): WriteSheet {
  const anchor = { from: { row: 1, col: 0 }, to: { row: 2, col: 1 } };
  return {
    name: "图",
    columns: [{ width: width / CHARACTER_PIXELS }],
    rows: [[words], [null]],
    rowDefs: new Map([[1, { height: height * POINTS_A_PIXEL }]]),
    images: [{ data: png, type: "png", anchor, width, height, altText: alt, title: words }],
    pageSetup: { paperSize: "a4", orientation: "landscape", fitToPage: true, fitToWidth: 1, fitToHeight: 1 },
  };
}

/** The ledger alone as a workbook. */
export function ledgerWorkbook(rows: readonly LedgerRow[]): Promise<Uint8Array> {
  return write([ledgerSheet(rows)]);
}

const FONT = { name: "宋体", size: 11 } as const;

/** How wide a character of the font is, by which columns are measured. */
const CHARACTER_PIXELS = 8;
const POINTS_A_PIXEL = 0.75;
const LINE_POINTS = 15;
/** The tallest row that Excel takes. */
const MOST_POINTS = 409;

/** In inches; narrow ones, since these sheets are wide. */
const MARGINS = { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 } as const;

const HEADING: CellStyle = {
  font: { ...FONT, bold: true },
  fill: { type: "pattern", pattern: "solid", fgColor: { rgb: "E7E6E6" } },
  alignment: { horizontal: "center", vertical: "center", wrapText: true },
};
const LINK: CellStyle = {
  font: { ...FONT, color: { rgb: "0563C1" }, underline: true },
  alignment: { horizontal: "center", vertical: "top" },
};

function write(sheets: readonly Sheet[], more: readonly WriteSheet[] = []): Promise<Uint8Array> {
  return writeXlsx({ sheets: [...sheets.map(toHucre), ...more], defaultFont: FONT });
}

/** Looks belong to columns: a look of its own on every cell makes large sheets slow. */
function toHucre(sheet: Sheet): WriteSheet {
  const { name, columns, rows } = sheet;
  const cells = new Map<string, Partial<HucreCell>>();
  for (const [c, { heading }] of columns.entries()) cells.set(`0,${c}`, { value: heading, style: HEADING });
  for (const [r, row] of rows.entries()) {
    for (const [c, cell] of row.entries()) {
      if (isLink(cell) && r < SHEET_LINKS) {
        cells.set(`${r + 1},${c}`, { value: cell.text, hyperlink: target(cell), style: LINK });
      } else if (typeof cell === "string" && ERROR.test(cell)) {
        cells.set(`${r + 1},${c}`, { value: cell, richText: [{ text: cell }] });
      }
    }
  }
  return {
    name,
    columns: columns.map((column) => ({ width: column.width, style: styleOf(column) })),
    rows: [columns.map(({ heading }) => heading), ...rows.map((row) => row.map(content))],
    cells,
    rowDefs: rowHeights(sheet),
    freezePane: { rows: 1 },
    autoFilter: { range: `A1:${cellRef(rows.length, columns.length - 1)}` },
    pageSetup: {
      paperSize: "a4",
      orientation: "landscape",
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: "$1:$1",
      margins: MARGINS,
    },
    headerFooter: { oddFooter: "&C&A　第 &P 页，共 &N 页" },
  };
}

/** Quotation marks and dashes, which this font makes as wide as a Chinese character. */
const MARKS = /[\u2010-\u203B]/g;

/** What takes several lines is given the room: not every office program makes it by itself. */
function rowHeights({ columns, rows }: Sheet): Map<number, { height: number }> {
  const heights = new Map<number, { height: number }>();
  for (const [r, row] of rows.entries()) {
    let lines = 1;
    for (const [c, { looks, width }] of columns.entries()) {
      const cell = row[c];
      if (looks !== "wrapped" || typeof cell !== "string") continue;
      lines = Math.max(lines, Math.ceil(narrowWidth(cell.replace(MARKS, "　")) / (width - 1)));
    }
    if (lines > 1) heights.set(r + 1, { height: Math.min(lines * LINE_POINTS, MOST_POINTS) });
  }
  return heights;
}

/** What the library would write as an error of a formula; as rich text it stays the text that somebody typed. */
const ERROR = /^#[A-Z0-9/_?!]+$/;

type Link = Extract<Cell, { readonly sheet: string }>;

function isLink(cell: Cell): cell is Link {
  return cell !== null && typeof cell === "object" && !(cell instanceof Date);
}

function target({ text, sheet, row }: Link): NonNullable<HucreCell["hyperlink"]> {
  return { target: "", location: `'${sheet}'!A${row}`, display: text };
}

/** Excel calls a workbook damaged that has more of either. */
const CELL_CHARS = 32_767;
const SHEET_LINKS = 65_530;

/** Text is always a string cell: what people typed never becomes a formula. */
function content(cell: Cell): CellValue {
  if (typeof cell === "string") return clean(clean(cell).slice(0, CELL_CHARS));
  return isLink(cell) ? cell.text : cell;
}

function styleOf({ looks }: Column): CellStyle {
  const vertical = "top" as const;
  if (looks === "wrapped") return { alignment: { vertical, wrapText: true } };
  if (looks === "date") return { alignment: { horizontal: "center", vertical }, numFmt: "yyyy-mm-dd" };
  return { alignment: looks === "centred" ? { horizontal: "center", vertical } : { vertical } };
}
