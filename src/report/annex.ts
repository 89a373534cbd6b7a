import { isOfSeveral, monthsByKind, recordsByKind } from "./annex-rows.ts";
import type { Draft } from "./draft.ts";
import { escapeXml } from "./text.ts";

/** Widths of columns in twips; together the text's width of A4 with the report's margins. */
const RECORDS = {
  地点: { 序号: 600, 日期: 1450, 题目: 2895, 人数: 650, 数量: 1600, 地点: 1000, 编号: 650 },
  组织: { 序号: 600, 日期: 1250, 题目: 2395, 人数: 650, 数量: 1400, 组织: 1900, 编号: 650 },
} as const;

const KIND_WIDTH = 2045;
const MONTH_WIDTH = 520;
const TOTAL_WIDTH = 560;

/**
 * The ledger as tables behind the text: first kinds by month, then the records of each kind by
 * day. Written as XML at once, since a library that keeps an object a cell takes seconds for thousands of rows.
 */
export function annexXml(draft: Pick<Draft, "rows" | "also" | "works" | "year" | "organisation">): string {
  const where = isOfSeveral(draft.rows) ? "组织" : "地点";
  const columns = RECORDS[where];
  const sections = recordsByKind(draft, where).map(({ kind, rows }) =>
    [
      line(`${kind}（${rows.length} 条）`, { bold: true, keep: true }),
      table(Object.values(columns), [Object.keys(columns), ...rows], LEFT),
      EMPTY,
    ].join(""),
  );
  const months = monthsByKind(draft);
  const widths = [KIND_WIDTH, ...Array.from({ length: 12 }, () => MONTH_WIDTH), TOTAL_WIDTH];
  return [
    PAGE_BREAK,
    line(`附表 ${draft.year}年台账`, { bold: true, keep: true, size: 32, centred: true }),
    line("一、各类活动分月次数", { bold: true, keep: true }),
    table(widths, months, new Set([0])),
    EMPTY,
    line("二、活动明细", { bold: true, keep: true }),
    ...sections,
  ].join("");
}

/** A paragraph that begins a new page. */
export const PAGE_BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>';

const LEFT: ReadonlySet<number> = new Set([2, 4, 5]);
const FONT = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="宋体" w:cs="Times New Roman"/>';
const PLAIN = `<w:rPr>${FONT}<w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr>`;
const BOLD = `<w:rPr>${FONT}<w:b/><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr>`;
/** Properties of a paragraph in which a template's own line height and indent do not matter. */
export const TIGHT =
  '<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="280" w:lineRule="atLeast"/><w:ind w:firstLine="0" w:firstLineChars="0"/>';
const EMPTY = `<w:p><w:pPr>${TIGHT}</w:pPr></w:p>`;

type Look = { readonly bold?: boolean; readonly keep?: boolean; readonly size?: number; readonly centred?: boolean };

/** One line of what is added behind the text. */
export function line(text: string, { bold, keep, size = 24, centred }: Look): string {
  const look = `<w:rPr>${FONT}${bold ? "<w:b/>" : ""}<w:sz w:val="${size}"/><w:szCs w:val="${size}"/></w:rPr>`;
  const paragraph = `${keep ? "<w:keepNext/>" : ""}${TIGHT}${centred ? '<w:jc w:val="center"/>' : ""}`;
  return `<w:p><w:pPr>${paragraph}</w:pPr><w:r>${look}<w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r></w:p>`;
}

const SIDES = ["top", "left", "bottom", "right", "insideH", "insideV"];
const BORDERS = SIDES.map((side) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>`).join("");

/** The first row is the heading, repeated on every page and never alone at its end; no row breaks over pages. */
function table(widths: readonly number[], rows: readonly (readonly string[])[], left: ReadonlySet<number>): string {
  const total = widths.reduce((sum, width) => sum + width, 0);
  const grid = widths.map((width) => `<w:gridCol w:w="${width}"/>`).join("");
  const properties = `<w:tblPr><w:tblW w:w="${total}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>${BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="30" w:type="dxa"/><w:right w:w="30" w:type="dxa"/></w:tblCellMar></w:tblPr>`;
  const made = rows.map((row, i) => {
    const head = i === 0 ? "<w:cantSplit/><w:tblHeader/>" : "<w:cantSplit/>";
    const cells = row.map((text, c) => cell(text, widths[c] ?? 0, { isHead: i === 0, isLeft: i > 0 && left.has(c) }));
    return `<w:tr><w:trPr>${head}</w:trPr>${cells.join("")}</w:tr>`;
  });
  return `<w:tbl>${properties}<w:tblGrid>${grid}</w:tblGrid>${made.join("")}</w:tbl>`;
}

function cell(text: string, width: number, { isHead, isLeft }: { isHead: boolean; isLeft: boolean }): string {
  const align = isLeft ? "left" : "center";
  const run =
    text === "" ? "" : `<w:r>${isHead ? BOLD : PLAIN}<w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>`;
  return `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr>${isHead ? "<w:keepNext/>" : ""}${TIGHT}<w:jc w:val="${align}"/>${PLAIN}</w:pPr>${run}</w:p></w:tc>`;
}
