import type { Piece } from "../fill.ts";
import type { Edit } from "../learn/edit.ts";
import { editWord } from "./edit.ts";
import { isBlankName } from "./slots.ts";

/** `[[…{{field}}…]]` within a paragraph; brackets around no name are the document's own. */
const CLAUSE = /\[\[((?:(?!\[\[|\]\])[^\n])*)\]\]/g;
const SLOT = /\{\{([^{}]*)\}\}/g;

/** A part without the clauses whose fields are all blank; the others lose their brackets. */
export function withoutEmptyClauses(xml: string, slots: Readonly<Record<string, Piece>>): string {
  if (!xml.includes("[")) return xml;
  // A blank that names no known field says nothing about its clause while it is empty.
  const isOf = (name: string, { is }: Piece) => (is === "blank" && isBlankName(name) ? "text" : is);
  const pieces = new Map(Object.entries(slots).map(([name, piece]) => [name.trim(), isOf(name, piece)]));
  return editWord(xml, (text) => [...text.matchAll(CLAUSE)].flatMap((clause) => clauseEdits(text, clause, pieces)));
}

type Pieces = ReadonlyMap<string, Piece["is"]>;

function clauseEdits(text: string, { index, 0: all, 1: inner = "" }: RegExpExecArray, pieces: Pieces): Edit[] {
  const named = Array.from(inner.matchAll(SLOT), ([, slot = ""]) => pieces.get(slot.trim()) ?? "text");
  if (named.length === 0) return [];
  const start = Array.from(text.slice(0, index)).length;
  const end = start + Array.from(all).length;
  const fields = named.filter((is) => is !== "text");
  if (fields.length > 0 && fields.every((is) => is === "blank")) return [{ start, end, text: "" }];
  return [
    { start, end: start + 2, text: "" },
    { start: end - 2, end, text: "" },
  ];
}
