import { numeral } from "../../ledger/display.ts";
import type { Learnt, Names, Slot } from "../learn.ts";
import type { Decision } from "./decision.ts";
import { BREAK, type Edit, ordered } from "./edit.ts";
import { linesOf, listEdits } from "./lists.ts";
import { slotEdit } from "./slot-edit.ts";
import { wholes } from "./wholes.ts";
import { yearsIn } from "./years.ts";

type Year = {
  readonly year: number | null;
  /** What a person said of single numbers. */
  readonly decisions?: readonly Decision[];
  /** Lines that begin with a number of Word's own, by where they begin: how long it is. */
  readonly numbered?: ReadonlyMap<number, number>;
};

/**
 * A past report as a Markdown template: its words kept, tallies become fields or free measures, other numbers
 * and promises visible blanks, the years Y, Y−1 and Y+1 roll. Habits (每季度至少一次) stay as they are written.
 */
export function learnTemplate(learnt: Learnt, names: Names, year: Year): string {
  const points = Array.from(learnt.text);
  const edits = templateEdits(learnt, names, year);
  const blocks: string[] = [];
  for (const { start, end } of linesOf(points)) {
    for (const line of edited(points, { start, end }, edits).split(BREAK)) blocks.push(...blockOf(line.trim(), blocks));
  }
  return `${blocks.join("\n\n")}\n`;
}

function blockOf(line: string, before: readonly string[]): string[] {
  if (line === "") return [];
  return [line.startsWith("{{每项") ? repeatedBlock(line) : marked(line, before.length === 0)];
}

function repeatedBlock(line: string): string {
  return line.replace(/^(\{\{每项 [^}]*\}\})([^。]*。)/, "$1**$2**");
}

/** What a template says instead of the numbers, years and lists of a past report, in order; none overlaps another. */
export function templateEdits(
  { text, slots }: Learnt,
  names: Names,
  { year, decisions = [], numbered }: Year,
): readonly Edit[] {
  const points = Array.from(text);
  const lists = listEdits(linesOf(points, numbered));
  const told = decided(wholes({ text, slots }, names), decisions);
  const numbers = apart(told.flatMap((slot) => slotEdit(slot, points, names)));
  const others = [...numbers, ...yearsIn(points, year)];
  const free = others.filter(({ start, end }) => !lists.some((list) => start < list.end && list.start < end));
  return ordered([...lists, ...free]);
}

/** Blanks that are numbers, each with a name of its own: 资金（万元）, 资金其二（万元）. */
function apart(edits: readonly Edit[]): Edit[] {
  const seen = new Map<string, number>();
  return edits.map((edit) => {
    const n = (seen.get(edit.text) ?? 0) + 1;
    seen.set(edit.text, n);
    return n === 1 ? edit : { ...edit, text: edit.text.replace(/(?<=^【待填：[^（]+)(?=（)/, `其${numeral(n)}`) };
  });
}

/** A line with its edits; what overlaps an edit before it is left out. */
function edited(
  points: readonly string[],
  { start, end }: { start: number; end: number },
  edits: readonly Edit[],
): string {
  let out = "";
  let at = start;
  for (const edit of edits) {
    if (edit.start < at || edit.end > end) continue;
    out += plain(points.slice(at, edit.start).join("")) + edit.text;
    at = edit.end;
  }
  return out + plain(points.slice(at, end).join(""));
}

/** What means something in a template means nothing in a report. */
function plain(text: string): string {
  return text
    .replace(/\*\*/g, "")
    .replace(/##[A-Za-z]{2,24}##/g, "")
    .replace(/[{｛]{2,}/g, "{ {")
    .replace(/[}｝]{2,}/g, "} }")
    .replace(/\[\[/g, "[ [")
    .replace(/\]\]/g, "] ]")
    .replace(/<!--/g, "<!- -");
}

const LEAD = /^((?:[一二三四五六七八九十]{1,2}[是要])[^。；*【{]{1,60}[。；：])(?=.)/;

/** Headings by their numbering, the lead of a paragraph in bold. */
function marked(line: string, isFirst: boolean): string {
  if (isFirst) return `# ${line.replace(/^#+\s*/, "")}`;
  if (/^#{1,4}\s/.test(line)) return line;
  if (/^[一二三四五六七八九十]{1,3}[、.．]/.test(line)) return `## ${line}`;
  if (/^[（(][一二三四五六七八九十]{1,3}[）)]/.test(line)) return runIn(line);
  if (/^\d{1,2}[.、．][^。]{1,30}$/.test(line)) return `#### ${line}`;
  return line.replace(LEAD, "**$1**").replace(/^#/, "＃");
}

/** `（一）` and its first sentence are the heading; the rest runs in on the line below. */
function runIn(line: string): string {
  const stop = line.indexOf("。");
  const [head, body] = stop < 0 ? [line, ""] : [line.slice(0, stop + 1), line.slice(stop + 1)];
  return body === "" ? `### ${head}` : `### ${head}\n${body}`;
}

function decided(slots: readonly Slot[], decisions: readonly Decision[]): Slot[] {
  const said = new Map(decisions.map(({ slot, field }) => [slot, field]));
  return slots.flatMap((slot, n): Slot[] => {
    const field = said.get(n);
    if (field === undefined) return [slot];
    if (field === "keep") return [];
    return [{ ...slot, field, role: field === null ? "manual" : "tally" }];
  });
}
