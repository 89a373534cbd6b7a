import { AUTHOR, type Notes, openNotes } from "./note.ts";
import { type Paragraph as Lines, type Outline, paragraphText, type Run } from "./outline.ts";
import { escapeXml } from "./text.ts";
import type { Trace } from "./trace.ts";
import { type PicturePages, withPictures } from "./word/pictures.ts";
import { type Shell, wordShell } from "./word/shell.ts";
import { coreProperties, NOTE_STYLE, STYLE_IDS } from "./word/style.ts";
import { zipOf } from "./zip.ts";

/** What a Word draft is made of; `madeOn` is its only date. */
type WordInput = {
  readonly outline: Outline;
  readonly traces: readonly Trace[];
  readonly madeOn: string;
  /** Word's XML for what is added behind the text. */
  readonly annex?: string;
  /** Behind the annex. */
  readonly pictures?: PicturePages;
};

/**
 * Lays an outline out as a Word file after GB/T 9704-2012. Each number carries a comment with
 * its filter and its records, each blank is highlighted. Any text gives valid XML.
 */
export async function word({ outline, traces, madeOn, annex = "", pictures }: WordInput): Promise<Uint8Array> {
  const shell = await wordShell();
  const notes = openNotes(traces, { madeOn, look: `<w:pPr><w:pStyle w:val="${NOTE_STYLE}"/></w:pPr>` });
  const write: Writing = { shell, notes };
  const body = outline.paragraphs.map((lines, i) => {
    const ends = lines.style === "title" && outline.paragraphs[i + 1]?.style !== "title";
    const text = lines.runs.length === 0 ? "" : paragraph(lines, write);
    return text + (lines.table === undefined ? "" : table(lines.table, write)) + (ends ? EMPTY : "");
  });
  const title = outline.paragraphs
    .filter(({ style }) => style === "title")
    .map(paragraphText)
    .join("");
  const parts = new Map<string, Buffer | string>(shell.parts)
    .set("word/document.xml", shell.head + body.join("") + annex + shell.tail)
    .set("word/comments.xml", `${shell.commentsHead}${notes.made.join("")}</w:comments>`)
    .set("docProps/core.xml", coreProperties(title, AUTHOR, new Date(`${madeOn}T00:00:00Z`)));
  return zipOf(withPictures(parts, pictures));
}

type Writing = { readonly shell: Shell; readonly notes: Notes };

const EMPTY = `<w:p><w:pPr><w:pStyle w:val="${STYLE_IDS.body}"/></w:pPr></w:p>`;

function paragraph({ style, runs }: Lines, write: Writing): string {
  const written = runs.map((run) => runXml(run, write)).join("");
  return `<w:p><w:pPr><w:pStyle w:val="${STYLE_IDS[style]}"/></w:pPr>${written}</w:p>`;
}

function runXml(run: Run, { shell, notes }: Writing): string {
  const looks = shell.looks.get(run.face);
  const look = (run.is === "blank" ? looks?.blank : looks?.plain) ?? "";
  const shown = `<w:r>${look}<w:t xml:space="preserve">${escapeXml(run.text)}</w:t></w:r>`;
  const id = run.is === "value" ? notes.add(run.field) : undefined;
  if (id === undefined) return shown;
  const reference = `<w:r>${look}<w:commentReference w:id="${id}"/></w:r>`;
  return `<w:commentRangeStart w:id="${id}"/>${shown}<w:commentRangeEnd w:id="${id}"/>${reference}`;
}

/** In twips; six columns are as wide as the text, and the others hold `198小时` in one line. */
const FIRST_COLUMN = 2095;
const OTHER_COLUMN = 1350;
const MARGINS = '<w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar>';

const SIDES = ["top", "left", "bottom", "right", "insideH", "insideV"];
const BORDERS = SIDES.map((side) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>`).join("");

/** A table within the text; its numbers carry comments as those in the text do. */
function table(rows: readonly (readonly Run[])[], write: Writing): string {
  const widths = (rows[0] ?? []).map((_, c) => (c === 0 ? FIRST_COLUMN : OTHER_COLUMN));
  const total = widths.reduce((sum, width) => sum + width, 0);
  const properties = `<w:tblPr><w:tblW w:w="${total}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>${BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>${MARGINS}</w:tblPr>`;
  const grid = widths.map((width) => `<w:gridCol w:w="${width}"/>`).join("");
  const made = rows.map((row, i) => {
    const cells = row.map((run, c) => {
      const side = c === 0 && i > 0 ? "left" : "center";
      const width = `<w:tcPr><w:tcW w:w="${widths[c] ?? 0}" w:type="dxa"/></w:tcPr>`;
      return `<w:tc>${width}<w:p><w:pPr><w:jc w:val="${side}"/></w:pPr>${runXml(run, write)}</w:p></w:tc>`;
    });
    return `<w:tr><w:trPr><w:cantSplit/>${i === 0 ? "<w:tblHeader/>" : ""}</w:trPr>${cells.join("")}</w:tr>`;
  });
  return `<w:tbl>${properties}<w:tblGrid>${grid}</w:tblGrid>${made.join("")}</w:tbl>`;
}
