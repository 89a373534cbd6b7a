import {
  AlignmentType,
  CommentRangeEnd,
  CommentRangeStart,
  CommentReference,
  Document,
  DocumentGridType,
  Footer,
  type ICommentOptions,
  Packer,
  PageNumber,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from "docx";
import { AUTHOR, noteLines } from "./note.ts";
import { type Paragraph as Lines, type Outline, paragraphText, type Run } from "./outline.ts";
import { clean } from "./text.ts";
import type { Trace } from "./trace.ts";
import { withAnnex } from "./word-annex.ts";
import {
  coreProperties,
  fontTable,
  LINE,
  NOTE_STYLE,
  PAGE,
  PAGE_NUMBER,
  PARAGRAPH_STYLES,
  runType,
  STYLE_IDS,
} from "./word-style.ts";

export { noteLines } from "./note.ts";

/** What a Word draft is made of; `madeOn` is its only date. */
export type WordInput = {
  readonly outline: Outline;
  readonly traces: readonly Trace[];
  readonly madeOn: string;
  /** Word's XML for what is added behind the text. */
  readonly annex?: string;
};

/**
 * Lays an outline out as a Word file after GB/T 9704-2012. Each number carries a comment with
 * its filter and its records, each blank is highlighted. Any text gives valid XML.
 */
export async function word({ outline, traces, madeOn, annex }: WordInput): Promise<Uint8Array> {
  const notes = new Notes(traces, new Date(`${madeOn}T00:00:00Z`));
  const children = outline.paragraphs.flatMap((lines, i) => {
    const ends = lines.style === "title" && outline.paragraphs[i + 1]?.style !== "title";
    const table = lines.table === undefined ? [] : [quarterTable(lines.table, notes)];
    const made = lines.runs.length === 0 ? [] : [paragraph(lines, notes)];
    return [...made, ...table, ...(ends ? [new Paragraph({ style: STYLE_IDS.body })] : [])];
  });
  const title = outline.paragraphs
    .filter(({ style }) => style === "title")
    .map(paragraphText)
    .join("");
  const document = new Document({
    evenAndOddHeaderAndFooters: true,
    comments: { children: notes.made },
    styles: {
      default: { document: { run: { ...runType("body"), language: { value: "en-US", eastAsia: "zh-CN" } } } },
      paragraphStyles: [...PARAGRAPH_STYLES],
    },
    sections: [
      {
        properties: { page: PAGE, grid: { type: DocumentGridType.LINES, linePitch: LINE } },
        footers: { default: pageNumber(AlignmentType.RIGHT), even: pageNumber(AlignmentType.LEFT) },
        children,
      },
    ],
  });
  const file = await Packer.toBuffer(document, false, [
    { path: "word/fontTable.xml", data: fontTable() },
    { path: "docProps/core.xml", data: coreProperties(title, AUTHOR, notes.date) },
  ]);
  return annex === undefined ? file : withAnnex(file, annex);
}

function paragraph({ style, runs }: Lines, notes: Notes): Paragraph {
  return new Paragraph({ style: STYLE_IDS[style], children: runs.flatMap((run) => children(run, notes)) });
}

/** A table within the text; its numbers carry comments as those in the text do. */
function quarterTable(rows: readonly (readonly Run[])[], notes: Notes): Table {
  const made = rows.map(
    (row, i) =>
      new TableRow({
        cantSplit: true,
        tableHeader: i === 0,
        children: row.map((run, c) => {
          const width = { size: c === 0 ? FIRST_COLUMN : OTHER_COLUMN, type: WidthType.DXA };
          const alignment = c === 0 && i > 0 ? AlignmentType.LEFT : AlignmentType.CENTER;
          return new TableCell({ width, children: [new Paragraph({ alignment, children: children(run, notes) })] });
        }),
      }),
  );
  const columnWidths = (rows[0] ?? []).map((_, c) => (c === 0 ? FIRST_COLUMN : OTHER_COLUMN));
  return new Table({ rows: made, columnWidths, layout: TableLayoutType.FIXED, alignment: AlignmentType.CENTER });
}

/** In twips; six columns are as wide as the text. */
const FIRST_COLUMN = 2545;
const OTHER_COLUMN = 1260;

function children(run: Run, notes: Notes): ParagraphChild[] {
  const text = clean(run.text);
  if (run.is === "blank") return [new TextRun({ ...runType(run.face), text, highlight: "yellow" })];
  const shown = new TextRun({ ...runType(run.face), text });
  const id = run.is === "value" ? notes.add(run.field) : undefined;
  if (id === undefined) return [shown];
  return [
    new CommentRangeStart(id),
    shown,
    new CommentRangeEnd(id),
    new TextRun({ ...runType(run.face), children: [new CommentReference(id)] }),
  ];
}

/** The comments of a document, numbered as they come. */
class Notes {
  readonly made: ICommentOptions[] = [];
  readonly date: Date;
  readonly #traces: ReadonlyMap<string, Trace>;

  constructor(traces: readonly Trace[], date: Date) {
    this.#traces = new Map(traces.map((trace) => [trace.value.field, trace]));
    this.date = date;
  }

  add(field: string): number | undefined {
    const trace = this.#traces.get(field);
    if (trace === undefined) return undefined;
    const id = this.made.length;
    const children = noteLines(trace).map((line) => new Paragraph({ style: NOTE_STYLE, text: clean(line) }));
    this.made.push({ id, author: AUTHOR, initials: "台", date: this.date, children });
    return id;
  }
}

function pageNumber(side: typeof AlignmentType.LEFT | typeof AlignmentType.RIGHT): Footer {
  const indent = side === AlignmentType.RIGHT ? { right: 280 } : { left: 280 };
  const run = new TextRun({ ...PAGE_NUMBER, children: ["— ", PageNumber.CURRENT, " —"] });
  return new Footer({ children: [new Paragraph({ alignment: side, indent, children: [run] })] });
}
