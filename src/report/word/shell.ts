import {
  AlignmentType,
  Document,
  DocumentGridType,
  Footer,
  type ICommentOptions,
  Packer,
  PageNumber,
  Paragraph,
  TextRun,
} from "docx";
import type { Face } from "../outline.ts";
import { openWord } from "./package.ts";
import { fontTable, LINE, PAGE, PAGE_NUMBER, PARAGRAPH_STYLES, runType } from "./style.ts";

/** All of a Word file but its text, written by the library once, and samples of what the text is made of. */
export type Shell = {
  readonly parts: ReadonlyMap<string, Buffer>;
  /** The body's part up to its first paragraph, and from the properties of its section on. */
  readonly head: string;
  readonly tail: string;
  /** The properties of a run of each face, plain and as a blank. */
  readonly looks: ReadonlyMap<Face, Looks>;
  readonly commentsHead: string;
};

/** The properties of a run as XML. */
type Looks = { readonly plain: string; readonly blank: string };

const FACES: readonly Face[] = ["title", "heading", "subheading", "lead", "body"];

let made: Promise<Shell> | undefined;

/**
 * The shell of every draft, made once in a process. The library keeps an object for each
 * property of each run, which costs more than all the rest; its samples are copied as text.
 */
export function wordShell(): Promise<Shell> {
  made ??= write();
  return made;
}

async function write(): Promise<Shell> {
  const samples = FACES.map((face) => {
    const run = { ...runType(face), text: face };
    return new Paragraph({ children: [new TextRun(run), new TextRun({ ...run, highlight: "yellow" })] });
  });
  const comment: ICommentOptions = { id: 0, author: "-", initials: "-", date: new Date(0), children: [] };
  const document = new Document({
    evenAndOddHeaderAndFooters: true,
    comments: { children: [comment] },
    styles: {
      default: { document: { run: { ...runType("body"), language: { value: "en-US", eastAsia: "zh-CN" } } } },
      paragraphStyles: [...PARAGRAPH_STYLES],
    },
    sections: [
      {
        properties: { page: PAGE, grid: { type: DocumentGridType.LINES, linePitch: LINE } },
        footers: { default: pageNumber(AlignmentType.RIGHT), even: pageNumber(AlignmentType.LEFT) },
        children: samples,
      },
    ],
  });
  const file = await Packer.toBuffer(document, false, [{ path: "word/fontTable.xml", data: fontTable() }]);
  const opened = openWord(file);
  if (!opened.ok) throw new Error(`the shell ${opened.problem}`);
  return shellOf(opened.parts);
}

function shellOf(parts: ReadonlyMap<string, Buffer>): Shell {
  const body = parts.get("word/document.xml")?.toString("utf8") ?? "";
  const comments = parts.get("word/comments.xml")?.toString("utf8") ?? "";
  const start = body.indexOf("<w:body>") + "<w:body>".length;
  return {
    parts,
    head: body.slice(0, start),
    tail: body.slice(body.lastIndexOf("<w:sectPr")),
    looks: new Map(FACES.map((face) => [face, looksOf(body, face)])),
    commentsHead: comments.slice(0, comments.indexOf("<w:comment ")),
  };
}

function looksOf(body: string, face: Face): Looks {
  const runs = new RegExp(`<w:r>(<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)<w:t[^>]*>${face}</w:t></w:r>`, "g");
  const [plain, blank] = [...body.matchAll(runs)].map(([, look]) => look);
  if (plain === undefined || blank === undefined) throw new Error(`the shell has no sample of ${face}`);
  return { plain, blank };
}

function pageNumber(side: typeof AlignmentType.LEFT | typeof AlignmentType.RIGHT): Footer {
  const indent = side === AlignmentType.RIGHT ? { right: 280 } : { left: 280 };
  const run = new TextRun({ ...PAGE_NUMBER, children: ["— ", PageNumber.CURRENT, " —"] });
  return new Footer({ children: [new Paragraph({ alignment: side, indent, children: [run] })] });
}
