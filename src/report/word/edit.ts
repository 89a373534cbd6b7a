import { type Edit, ordered } from "../learn/edit.ts";
import { escapeXml } from "../text.ts";
import { markedBlank, markedBlanks, settled } from "./marks.ts";
import type { Numbering } from "./numbering.ts";
import { lineOf, textOf, type WordParagraph, type WordPiece, wordParagraphs } from "./text.ts";

type Splice = { readonly from: number; readonly to: number; readonly put: string };

/** What an edit does to the text of a part. */
type Editing = (text: string) => readonly Edit[];

/**
 * A part of a Word file with its text edited: every run keeps its look, an edit takes the look of its first
 * character, blanks (【待填：…】) are highlighted. What is no text stays as it was, to the byte. With `numbering` the
 * text holds the numbers that Word gives its paragraphs; what an edit puts there is not written.
 */
export function editWord(xml: string, editing: Editing, numbering?: Numbering): string {
  const paragraphs = wordParagraphs(xml, numbering);
  const edits = ordered(editing(textOf(paragraphs)));
  if (edits.length === 0) return xml;
  const starts = new Map<string, number>();
  const splices: Splice[] = [];
  let at = 0;
  for (const paragraph of paragraphs.filter(({ isCopy }) => !isCopy)) {
    const line = lineOf(paragraph);
    if (!starts.has(line)) starts.set(line, at);
    splices.push(...spliced(xml, paragraph, { at, edits }));
    at += Array.from(line).length + 1;
  }
  for (const copy of paragraphs.filter(({ isCopy }) => isCopy)) {
    const same = starts.get(lineOf(copy));
    if (same !== undefined) splices.push(...spliced(xml, copy, { at: same, edits }));
  }
  return settled(applied(xml, splices), () => undefined);
}

type Line = { readonly at: number; readonly edits: readonly Edit[] };

function spliced(xml: string, paragraph: WordParagraph, { at, edits }: Line): Splice[] {
  const length = Array.from(lineOf(paragraph)).length;
  const own = edits.filter(({ start, end }) => start >= at && end <= at + length);
  const dropped = own.find(({ start, end, drops }) => drops && start === at && end === at + length);
  if (dropped && isBare(xml, paragraph)) return [{ from: paragraph.start, to: paragraph.end, put: "" }];
  const splices: Splice[] = [];
  let from = at;
  const put = new Set<Edit>();
  for (const piece of paragraph.pieces) {
    const chars = charsOf(xml, piece);
    const touching = own.filter(({ start, end }) => start < from + chars.length && end > from);
    if (piece.from >= 0 && touching.length > 0) splices.push(...changed(xml, piece, { chars, from, touching, put }));
    from += chars.length;
  }
  return splices;
}

/** Whether a paragraph may go as a whole: a section's end, a picture or a cell that must hold one keeps it. */
function isBare(xml: string, { start, end, inTable }: WordParagraph): boolean {
  const whole = xml.slice(start, end);
  return !inTable && !/<w:(?:sectPr|drawing|pict|object|bookmark|comment|footnoteRef|endnoteRef|fldChar)/.test(whole);
}

type Touched = {
  readonly chars: readonly string[];
  readonly from: number;
  readonly touching: readonly Edit[];
  /** Edits whose text stands in an earlier run already. */
  readonly put: Set<Edit>;
};

/** The text of one `w:t` anew, its spaces kept. */
function changed(xml: string, piece: WordPiece, { chars, from, touching, put }: Touched): Splice[] {
  let text = "";
  let at = 0;
  for (const edit of touching) {
    text += chars.slice(at, Math.max(at, edit.start - from)).join("");
    const end = Math.min(chars.length, edit.end - from);
    if (edit.isLit) text += markedBlank(chars.slice(Math.max(at, edit.start - from), end).join(""));
    else if (!put.has(edit)) text += markedBlanks(escapeXml(edit.text));
    put.add(edit);
    at = end;
  }
  text += chars.slice(at).join("");
  const tag = xml.lastIndexOf("<", piece.from - 1);
  const isPlain = xml.slice(tag, piece.from) === "<w:t>";
  return [
    { from: isPlain ? tag : piece.from, to: piece.to, put: isPlain ? `<w:t xml:space="preserve">${text}` : text },
  ];
}

/** The characters of a piece as they are written in the XML, one for each code point of its text. */
function charsOf(xml: string, { text, from, to }: WordPiece): string[] {
  if (from < 0) return Array.from(text);
  const written = xml.slice(from, to).match(/&#?[A-Za-z0-9]{1,8};|./gsu) ?? [];
  const length = Array.from(text).length;
  return written.length === length ? written : Array.from(text, escapeXml);
}

/** What a paragraph becomes: its words changed once for each of its copies; null leaves it as it is. */
type Repeating = (line: string) => readonly (readonly Edit[])[] | null;

/** A part in which paragraphs stand several times, or not at all; a cell of a table keeps an empty one. */
export function repeatParagraphs(xml: string, repeating: Repeating): string {
  const splices = wordParagraphs(xml).flatMap((paragraph): Splice[] => {
    const line = lineOf(paragraph);
    const copies = repeating(line);
    if (copies === null) return [];
    const own = xml.slice(paragraph.start, paragraph.end);
    const made = copies.map((edits, i) => editWord(i === 0 ? own : unnamed(own), () => edits));
    const empty = () => editWord(own, () => [{ start: 0, end: Array.from(line).length, text: "" }]);
    const put = made.length > 0 || isBare(xml, paragraph) ? made.join("") : empty();
    return [{ from: paragraph.start, to: paragraph.end, put }];
  });
  return applied(xml, splices);
}

/** A copy without what may stand in a document only once. */
function unnamed(xml: string): string {
  return xml.replace(/ w14:(?:paraId|textId)="[^"]*"/g, "").replace(/<w:bookmark(?:Start|End)\b[^>]*\/>/g, "");
}

function applied(xml: string, splices: readonly Splice[]): string {
  let made = "";
  let at = 0;
  for (const { from, to, put } of [...splices].sort((a, b) => a.from - b.from)) {
    if (from < at) continue;
    made += xml.slice(at, from) + put;
    at = to;
  }
  return made + xml.slice(at);
}
