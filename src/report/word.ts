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
  TextRun,
} from "docx";
import { type Paragraph as Lines, type Outline, paragraphText, type Run } from "./outline.ts";
import { clean } from "./text.ts";
import { type Trace, tracedLine } from "./trace.ts";
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

/** What a Word draft is made of; `madeOn` is its only date. */
export type WordInput = { readonly outline: Outline; readonly traces: readonly Trace[]; readonly madeOn: string };

const AUTHOR = "支部台账";

/** A comment names this many records and points to the workbook for the others. */
const RECORDS_IN_COMMENT = 12;

/**
 * Lays an outline out as a Word file after GB/T 9704-2012. Each number carries a comment with
 * its filter and its records, each blank is highlighted. Any text gives valid XML.
 */
export async function word({ outline, traces, madeOn }: WordInput): Promise<Uint8Array> {
  const notes = new Notes(traces, new Date(`${madeOn}T00:00:00Z`));
  const children = outline.paragraphs.flatMap((lines, i) => {
    const ends = lines.style === "title" && outline.paragraphs[i + 1]?.style !== "title";
    return ends ? [paragraph(lines, notes), new Paragraph({ style: STYLE_IDS.body })] : [paragraph(lines, notes)];
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
  return Packer.toBuffer(document, false, [
    { path: "word/fontTable.xml", data: fontTable() },
    { path: "docProps/core.xml", data: coreProperties(title, AUTHOR, notes.date) },
  ]);
}

function paragraph({ style, runs }: Lines, notes: Notes): Paragraph {
  return new Paragraph({ style: STYLE_IDS[style], children: runs.flatMap((run) => children(run, notes)) });
}

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

/** What a comment says: the field, its filter, its value, and the records that gave it. */
export function noteLines({ value, filter, origin, records }: Trace): string[] {
  const more = records.length - RECORDS_IN_COMMENT;
  return [
    `字段：${value.field}`,
    `口径：${filter}`,
    `数值：${value.display}（${origin}）`,
    ...value.warnings.map((warning) => `注意：${warning}`),
    ...records.slice(0, RECORDS_IN_COMMENT).map((record) => tracedLine(record, value.unit)),
    ...(more > 0 ? [`……共 ${records.length} 条，其余 ${more} 条见工作簿“溯源”表`] : []),
  ];
}

function pageNumber(side: typeof AlignmentType.LEFT | typeof AlignmentType.RIGHT): Footer {
  const indent = side === AlignmentType.RIGHT ? { right: 280 } : { left: 280 };
  const run = new TextRun({ ...PAGE_NUMBER, children: ["— ", PageNumber.CURRENT, " —"] });
  return new Footer({ children: [new Paragraph({ alignment: side, indent, children: [run] })] });
}
