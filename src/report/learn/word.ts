import { type Learnt, learn, type Names, reportYear } from "../learn.ts";
import { editWord, repeatParagraphs } from "../word/edit.ts";
import { numberingIn } from "../word/numbering.ts";
import { openWord } from "../word/package.ts";
import { textParts } from "../word/slots.ts";
import { numberedLines, textOf, wordParagraphs } from "../word/text.ts";
import { zipOf } from "../zip.ts";
import type { Decision } from "./decision.ts";
import { BREAK, type Edit } from "./edit.ts";
import { plainBlanksIn } from "./plain-blanks.ts";
import { templateEdits } from "./template.ts";
import { unchangedSpans } from "./unchanged.ts";
import { yearsIn } from "./years.ts";

type WordLearnt =
  | { readonly ok: true; readonly learnt: Learnt; readonly year: number | null; readonly template: Uint8Array }
  /** One Chinese sentence without its subject, which is the file. */
  | { readonly ok: false; readonly problem: string };

/** The year of the report, where it is known, and what a person said of single numbers. */
type Told = { readonly year?: number; readonly decisions?: readonly Decision[] };

const BODY = "word/document.xml";

/**
 * Makes a branch's own template of its past report: the same Word file with its styles untouched, its numbers as
 * fields, its years rolled, what only people know as highlighted blanks; other blanks, and what
 * stays of last year (numbers, dates), highlighted as they are written. Headers, footers and notes roll their years.
 */
export function learnWord(bytes: Uint8Array, names: Names, { year, decisions = [] }: Told = {}): WordLearnt {
  const opened = openWord(bytes);
  if (!opened.ok) return opened;
  const parts = new Map<string, Buffer | string>(opened.parts);
  const xml = opened.parts.get(BODY)?.toString("utf8") ?? "";
  const numbering = numberingIn((name) => opened.parts.get(name)?.toString("utf8"));
  const paragraphs = wordParagraphs(xml, numbering);
  const text = textOf(paragraphs);
  const learnt = learn(text, names, year === undefined ? {} : { year });
  const told = year ?? reportYear(text);
  const edits = templateEdits(learnt, names, { year: told, decisions, numbered: numberedLines(paragraphs) });
  const lit = [...plainBlanksIn(text), ...unchangedIn({ learnt, edits, year: told })];
  parts.set(BODY, broken(editWord(xml, () => [...bracesIn(text), ...edits, ...lit], numbering)));
  for (const name of textParts(opened.parts)) {
    if (name === BODY) continue;
    const part = opened.parts.get(name)?.toString("utf8") ?? "";
    parts.set(
      name,
      editWord(part, (own) => [...bracesIn(own), ...yearsIn(Array.from(own), told), ...plainBlanksIn(own)]),
    );
  }
  return { ok: true, learnt, year: told, template: zipOf(parts) };
}

/** A part whose paragraphs end where an edit began another. */
function broken(xml: string): string {
  return repeatParagraphs(xml, (line) => {
    const points = Array.from(line);
    const at = points.indexOf(BREAK);
    if (at < 0) return null;
    return [[{ start: at, end: points.length, text: "" }], [{ start: 0, end: at + 1, text: "" }]];
  });
}

/** What only last year's report can vouch for stays as it is written, and whoever reads the draft sees it. */
function unchangedIn(told: Parameters<typeof unchangedSpans>[0]): Edit[] {
  return unchangedSpans(told).map(({ start, end }) => ({ start, end, text: "", isLit: true }));
}

/** What means a field in a template means nothing in a report. */
function bracesIn(text: string): Edit[] {
  return [...text.matchAll(/[{｛]{2,}|[}｝]{2,}/g)].map(({ index, 0: all }) => {
    const start = Array.from(text.slice(0, index)).length;
    return { start, end: start + all.length, text: all.split("").join(" ") };
  });
}
