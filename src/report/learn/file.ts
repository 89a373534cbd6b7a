import type { Promised } from "../../ledger/duties.ts";
import { learn, type Names, reportYear } from "../learn.ts";
import { type DocumentFile, readDocument } from "../read-document.ts";
import { problemsIn } from "./carried.ts";
import type { Decision } from "./decision.ts";
import { promisesOf } from "./promises.ts";
import { type Proposals, proposalsOf } from "./proposals.ts";
import { learnTemplate, templateEdits } from "./template.ts";
import { unchangedNumbers } from "./unchanged.ts";
import { learnWord } from "./word.ts";

/** A past report that somebody sent, and what they said of its doubtful numbers. Plain data. */
export type LearnInput = {
  readonly file: DocumentFile;
  readonly names: Names;
  readonly decisions: readonly Decision[];
};

/** What was learnt from it; else one Chinese sentence for its sender. */
export type LearnResult =
  | {
      readonly ok: true;
      readonly year: number;
      readonly proposals: Proposals;
      readonly problems: readonly string[];
      readonly promises: readonly Promised[];
      /** Numbers that the template keeps as they were, with the words around them. */
      readonly unchanged: readonly string[];
      /** Markdown, or the same Word file. */
      readonly template: string | Uint8Array;
    }
  | { readonly ok: false; readonly problem: string };

const NO_YEAR = "报告里没有写年度，请在文件名里写上，如“2025年述职报告.docx”，再发一次。";
const NO_NUMBERS = "这份文件里没有找到数字，请检查是不是述职报告。";

/** Reads a past report whole: what is proposed, what carries over, and the template. */
export function learnFile({ file, names, decisions }: LearnInput): LearnResult {
  const read = readDocument(file);
  if (!read.ok) return read;
  const year = reportYear(read.text) ?? yearIn(file.name);
  if (year === null) return { ok: false, problem: NO_YEAR };
  const learnt = learn(read.text, names, { year });
  if (learnt.slots.length === 0) return { ok: false, problem: NO_NUMBERS };
  const word = isWord(file) ? learnWord(file.bytes, names, { year, decisions }) : undefined;
  if (word?.ok === false) return { ok: false, problem: `${file.name} ${word.problem}。` };
  return {
    ok: true,
    year,
    proposals: proposalsOf(learnt, names),
    problems: problemsIn(learnt.text),
    promises: promisesOf(learnt, year + 1, names.catalogue),
    unchanged: unchangedNumbers({ learnt, edits: templateEdits(learnt, names, { year, decisions }), year }),
    template: word?.template ?? learnTemplate(learnt, names, { year, decisions }),
  };
}

function isWord({ bytes }: DocumentFile): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b;
}

function yearIn(name: string): number | null {
  const year = /(?<!\d)(20\d\d)(?!\d)/.exec(name.normalize("NFKC"))?.[1];
  return year === undefined ? null : Number(year);
}
