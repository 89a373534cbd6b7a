import {
  CommentRangeEnd,
  CommentRangeStart,
  CommentReference,
  Document,
  Packer,
  Paragraph,
  type ParagraphChild,
  TextRun,
} from "docx";
import type { Draft } from "../../src/report/draft.ts";
import { built } from "../built.ts";
import { alone, compared, type Figure } from "../figures.ts";
import { branchId, filledLedger, YEAR } from "../filled.ts";
import { rounds, type Setting, timed } from "../rounds.ts";

const { readFiles } = await built<typeof import("../../src/program.ts")>("program");
const { draftOf } = await built<typeof import("../../src/bot/drafts/drafting.ts")>("bot/drafts/drafting");
const { openStore } = await built<typeof import("../../src/store/open.ts")>("store/open");
const { noteLines } = await built<typeof import("../../src/report/note.ts")>("report/note");
const { word } = await built<typeof import("../../src/report/word.ts")>("report/word");
const { draftWorkbook } = await built<typeof import("../../src/report/workbook.ts")>("report/workbook");
const { makeWord } = await built<typeof import("../../src/report/make.ts")>("report/make");
const { documents } = await built<typeof import("../../src/report/documents.ts")>("report/documents");

const RECORDS = 200;
const ANNEX_ROWS = 5_000;
const MADE_AT = new Date(`${YEAR}-12-31T08:00:00Z`);

/**
 * A draft from the ledger's file to the bytes of its Word file, in a process that made some
 * before; compared with the Word library writing as many plain paragraphs, runs and comments
 * with the same texts.
 */
export async function measure({ size, folder }: Setting): Promise<Figure[]> {
  const store = await openStore({ file: await filledLedger(folder, { activities: RECORDS, perBranch: RECORDS }) });
  const files = await readFiles(folder);
  const drafted = async () => {
    const wanted = { organisation: branchId(0), year: YEAR, withSubUnits: false, madeAt: MADE_AT };
    const made = await draftOf(store.db, files, wanted);
    if (!made.ok) throw new Error(made.faults.join("\n"));
    return made.draft;
  };
  const draft = await drafted();
  const texts = textsOf(draft);
  const runs = size === "full" ? 25 : 15;

  const { ours, library } = await rounds(
    { warm: 5, runs },
    { ours: () => timed(async () => word(await drafted())), library: () => timed(() => plainWord(texts)) },
  );
  const { data, book, worker } = await rounds(
    { warm: 2, runs: 9 },
    {
      data: () => timed(drafted),
      book: () => timed(() => draftWorkbook(draft)),
      worker: () => timed(() => documents(draft)),
    },
  );
  await store.close();
  const annex = await annexes(folder);
  const limits = [
    { of: "ratio", atMost: 1.3 },
    { of: "figure", atMost: 150 },
  ] as const;
  return [
    compared({ name: `Word draft, ${RECORDS} records`, unit: "ms", limits }, ours, {
      name: "ms docx alone",
      runs: library,
    }),
    alone({ name: "of it: values, outline and traces", unit: "ms" }, data),
    alone({ name: "workbook of the draft", unit: "ms" }, book),
    alone({ name: "both in the thread that made those before", unit: "ms" }, worker),
    alone(
      { name: `Word draft with an annex of ${ANNEX_ROWS} rows`, unit: "ms", limits: [{ of: "figure", atMost: 1_500 }] },
      annex,
    ),
  ];
}

/** A draft from the ledger's file to the bytes of its Word file, with all its records as tables behind the text. */
async function annexes(folder: string): Promise<number[]> {
  const activities = ANNEX_ROWS;
  const store = await openStore({ file: await filledLedger(folder, { activities, perBranch: activities }) });
  const files = await readFiles(folder);
  const wanted = { organisation: branchId(0), year: YEAR, withSubUnits: false };
  const made = async () => {
    const drafted = await draftOf(store.db, files, { ...wanted, madeAt: MADE_AT });
    if (!drafted.ok) throw new Error(drafted.faults.join("\n"));
    return makeWord(drafted.draft, { annex: true });
  };
  const { annex } = await rounds({ warm: 1, runs: 5 }, { annex: () => timed(made) });
  await store.close();
  return annex;
}

type Texts = { readonly paragraphs: readonly { text: string; comment: readonly string[] | undefined }[][] };

/** The texts of a draft by paragraph and run, with the lines of the comments on them. */
function textsOf({ outline, traces }: Draft): Texts {
  const byField = new Map(traces.map((trace) => [trace.value.field, trace]));
  const comment = (field: string) => {
    const trace = byField.get(field);
    return trace === undefined ? undefined : noteLines(trace);
  };
  return {
    paragraphs: outline.paragraphs.map(({ runs }) =>
      runs.map((run) => ({ text: run.text, comment: run.is === "value" ? comment(run.field) : undefined })),
    ),
  };
}

function plainWord({ paragraphs }: Texts): Promise<unknown> {
  const notes: { id: number; author: string; date: Date; children: Paragraph[] }[] = [];
  const children = paragraphs.map(
    (runs) => new Paragraph({ children: runs.flatMap(({ text, comment }) => plainRun(text, comment, notes)) }),
  );
  return Packer.toBuffer(new Document({ comments: { children: notes }, sections: [{ children }] }));
}

function plainRun(
  text: string,
  comment: readonly string[] | undefined,
  notes: { id: number; author: string; date: Date; children: Paragraph[] }[],
): ParagraphChild[] {
  if (comment === undefined) return [new TextRun(text)];
  const id = notes.length;
  notes.push({ id, author: "bench", date: MADE_AT, children: comment.map((line) => new Paragraph(line)) });
  return [
    new CommentRangeStart(id),
    new TextRun(text),
    new CommentRangeEnd(id),
    new TextRun({ children: [new CommentReference(id)] }),
  ];
}
