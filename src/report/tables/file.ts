import { hasMacros, isEncrypted, isOle, isZip } from "../file-signs.ts";
import { type Archive, inflate, LIMITS, openArchive } from "../learn/archive.ts";
import { megabytes } from "../word/package.ts";
import type { TableCell } from "./cell.ts";

/** The rows of a sheet, headings included; a text table has no sheet. */
export type Table = { readonly sheet: string | null; readonly rows: readonly (readonly TableCell[])[] };

/** A table as read; else one Chinese sentence for the person who gave the file. */
export type TableRead =
  | { readonly ok: true; readonly tables: readonly Table[] }
  | { readonly ok: false; readonly problem: string };

/** A file as somebody gave it; its name is shown in what is wrong with it. */
export type TableFile = { readonly name: string; readonly bytes: Uint8Array };

/** A larger file is refused before it is read. */
export const MOST_TABLE_BYTES = LIMITS.fileBytes;
const MOST_ROWS = 20_000;
const ADVICE = "请在 Excel 或 WPS 里另存为 .xlsx 再导入";
const WORD = "是 Word 文档，不是表格，请把里面的表格复制到 Excel 或 WPS 表格里，存成 .xlsx 再导入";

/** Reads a workbook or a text table in UTF-8, UTF-16 or GBK. What is larger than the limits is refused before it takes memory. */
export async function readTables({ name, bytes }: TableFile): Promise<TableRead> {
  if (bytes.length > MOST_TABLE_BYTES) return refused(tooLarge(bytes.length));
  if (bytes.length === 0) return refused("文件是空的");
  if (/\.xls[mb]$/i.test(name)) return refused(`带有宏或是 .xlsb 格式，为了安全不能读取，${ADVICE}`);
  if (isOle(bytes)) return refused(oldFormat(bytes));
  if (!isZip(bytes) && /\.xlsx$/i.test(name)) return refused("已损坏，不是完整的 Excel 工作簿");
  const read = isZip(bytes) ? await readBook(bytes) : readText(bytes);
  if (!read.ok) return read;
  if (read.tables.some(({ rows }) => rows.length > MOST_ROWS)) return refused(`超过 ${MOST_ROWS} 行，请分几个文件导入`);
  return read;
}

function oldFormat(bytes: Uint8Array): string {
  return isEncrypted(bytes) ? "设了打开密码，读不了，请去掉密码后再导入" : `是旧的 .xls 格式，读不了，${ADVICE}`;
}

/** The end of the sentence that refuses a file of so many bytes. */
export function tooLarge(length: number): string {
  return `有 ${megabytes(length)} MB，超过 ${MOST_TABLE_BYTES >> 20} MB，请分几个文件导入`;
}

function refused(problem: string): TableRead {
  return { ok: false, problem };
}

async function readBook(bytes: Uint8Array): Promise<TableRead> {
  const problem = faultOf(bytes);
  if (problem !== null) return refused(problem);
  const { readXlsx } = await import("hucre/xlsx");
  try {
    const { sheets } = await readXlsx(bytes);
    return {
      ok: true,
      tables: sheets.map(({ name, rows }) => ({ sheet: name, rows: rows.map((row) => row.map(cellOf)) })),
    };
  } catch {
    return refused("已损坏，读不出表格");
  }
}

/** What is wrong with a workbook, found before the library that reads it sees it. */
function faultOf(bytes: Uint8Array): string | null {
  const opened = openArchive(bytes);
  const bomb = `展开后超过 ${LIMITS.inflatedBytes >> 20} MB 或 ${LIMITS.ratio} 倍，为了安全没有打开`;
  if (!opened.ok) return opened.why === "damaged" ? "已损坏，解不开" : bomb;
  const names = [...opened.archive.entries.keys()];
  if (names.includes("word/document.xml")) return WORD;
  if (hasMacros(names)) return `带有宏，为了安全不能读取，${ADVICE}`;
  if (!names.includes("xl/workbook.xml")) return "是一个压缩包，不是 Excel 工作簿";
  return faultInside(opened.archive, names, bomb);
}

function faultInside(archive: Archive, names: readonly string[], bomb: string): string | null {
  let total = 0;
  for (const name of names) {
    const part = inflate(archive, name);
    if (part === null || !part.ok) return part?.why === "too large inside" ? bomb : "已损坏，解不开";
    total += part.data.length;
    if (total > LIMITS.inflatedBytes) return bomb;
    if (/\.(xml|rels)$/.test(name) && part.data.includes("<!DOCTYPE")) return "已损坏，读不出表格";
  }
  return null;
}

function cellOf(value: unknown): TableCell {
  if (typeof value === "number") return value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString().slice(0, 10);
  if (typeof value === "string") return value.trim() === "" ? null : value;
  return typeof value === "boolean" ? String(value) : null;
}

function readText(bytes: Uint8Array): TableRead {
  const text = decoded(bytes);
  if (text === null || text.includes("\u0000")) return refused("不是表格，请给出 .xlsx 或 .csv 文件");
  return { ok: true, tables: [{ sheet: null, rows: parseCsv(text) }] };
}

/** UTF-8, or UTF-16 by its mark, or GBK. */
function decoded(bytes: Uint8Array): string | null {
  const mark = (bytes[0] ?? 0) * 256 + (bytes[1] ?? 0);
  const encodings = mark === 0xfffe ? ["utf-16le"] : mark === 0xfeff ? ["utf-16be"] : ["utf-8", "gb18030"];
  for (const encoding of encodings) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // The next one may fit.
    }
  }
  return null;
}

/** The sign that parts one of the first lines most often: above the headings may stand a title. */
function separatorOf(text: string): string {
  const lines = text.split(/\r\n|\n|\r/, LOOKED_AT);
  const most = (sign: string) => Math.max(...lines.map((line) => line.split(sign).length));
  return [",", "\t", ";", "，"].sort((a, b) => most(b) - most(a))[0] ?? ",";
}

const LOOKED_AT = 10;

/** Rows of a text table parted by commas, tabs or semicolons; quoted cells may hold any of them and line breaks. */
export function parseCsv(text: string): TableCell[][] {
  const between = separatorOf(text);
  const cell = new RegExp(`("(?:[^"]|"")*"|[^${between}\\r\\n]*)(${between}|\\r\\n|\\n|\\r|$)`, "gy");
  const rows: TableCell[][] = [];
  let row: TableCell[] = [];
  for (const [all, raw = "", end] of text.matchAll(cell)) {
    const plain =
      raw.startsWith('"') && raw.endsWith('"') && raw.length > 1 ? raw.slice(1, -1).replaceAll('""', '"') : raw;
    row.push(plain.trim() === "" ? null : plain);
    if (end === between) continue;
    rows.push(row);
    row = [];
    if (all === "" || end === "") break;
  }
  return rows.filter((one, i) => i < rows.length - 1 || one.some((value) => value !== null));
}
