import { type Counter, counterOf } from "./counter.ts";
import { unescaped } from "./entities.ts";
import { attributeOf, type Numbering } from "./numbering.ts";

/** Tags that matter for the text of a Word document; all others are passed over. */
const TOKEN =
  /<(\/?)(?:w:)(p|t|tab|br|cr|noBreakHyphen|u|r|del|moveFrom|tbl|pPr|pPrChange|pStyle|numId|ilvl)\b([^<>]*?)(\/?)>|<(\/?)mc:Fallback\b[^<>]*>/g;

/**
 * Text of a paragraph and where in the XML it is written; `from` is -1 for what is not written as text: a tab, or the
 * number that Word gives a heading.
 */
export type WordPiece = { readonly text: string; readonly from: number; readonly to: number };

export type WordParagraph = {
  /** The whole element in the XML; a text box inside of it included. */
  readonly start: number;
  readonly end: number;
  readonly pieces: readonly WordPiece[];
  /** How many code points of its text are the number that Word gives it. */
  readonly numbered: number;
  /** A text box's second copy, for old programs. */
  readonly isCopy: boolean;
  readonly inTable: boolean;
};

type State = {
  readonly paragraphs: WordParagraph[];
  /** Where the open paragraphs begin, the innermost last. */
  readonly open: number[];
  pieces: WordPiece[];
  /** The same inside of a second copy. */
  copied: WordPiece[];
  /** What the properties of the open paragraph say of its number. */
  place: Place;
  numbered: number;
  readonly count: Counter;
  /** Where the text of the open `w:t` begins; -1 outside. */
  textFrom: number;
  deleted: number;
  copies: number;
  tables: number;
  underlined: boolean;
};

type Place = { style?: string; list?: string; level?: number };

/**
 * The text of `word/document.xml`, a line a paragraph, as a reader sees it: deleted text is left out, and
 * underlined spaces, which stand for a blank to fill in, become `____`.
 */
export function wordText(xml: string, numbering?: Numbering): string {
  return textOf(wordParagraphs(xml, numbering));
}

/** The text of paragraphs, without second copies. */
export function textOf(paragraphs: readonly WordParagraph[]): string {
  return paragraphs
    .filter(({ isCopy }) => !isCopy)
    .map(lineOf)
    .join("\n");
}

export function lineOf({ pieces }: WordParagraph): string {
  return pieces.map(({ text }) => text).join("");
}

/** Where lines begin with a number that Word gives them, and how long it is; in code points of the text. */
export function numberedLines(paragraphs: readonly WordParagraph[]): ReadonlyMap<number, number> {
  const lines = new Map<number, number>();
  let at = 0;
  for (const paragraph of paragraphs) {
    if (paragraph.isCopy) continue;
    if (paragraph.numbered > 0) lines.set(at, paragraph.numbered);
    at += Array.from(lineOf(paragraph)).length + 1;
  }
  return lines;
}

/** The paragraphs of a part in the order in which they end, with the numbers that `numbering` gives them. */
export function wordParagraphs(xml: string, numbering?: Numbering): WordParagraph[] {
  const state: State = {
    paragraphs: [],
    open: [],
    pieces: [],
    copied: [],
    place: {},
    numbered: 0,
    count: numbering === undefined ? () => "" : counterOf(numbering),
    textFrom: -1,
    deleted: 0,
    copies: 0,
    tables: 0,
    underlined: false,
  };
  for (const { index, 0: all, 1: closing, 2: tag, 3: attributes = "", 4: empty, 5: fallback } of xml.matchAll(TOKEN)) {
    const to = index + all.length;
    if (tag === undefined) {
      state.copies += fallback === "/" ? -1 : 1;
      state.copied = [];
      continue;
    }
    if (closing === "/") close(tag, { xml, index, to, state });
    else open(tag, { attributes, isEmpty: empty === "/", index, to, state });
  }
  if (state.pieces.length > 0) endParagraph(state, xml.length, xml.length);
  return state.paragraphs;
}

function endParagraph(state: State, start: number, end: number): void {
  const isCopy = state.copies > 0;
  const pieces = isCopy ? state.copied : state.pieces;
  const { numbered, tables } = state;
  state.paragraphs.push({ start, end, pieces, numbered: isCopy ? 0 : numbered, isCopy, inTable: tables > 0 });
  if (isCopy) state.copied = [];
  else Object.assign(state, { pieces: [], numbered: 0 });
}

function add(state: State, piece: WordPiece): void {
  if (state.deleted > 0) return;
  (state.copies > 0 ? state.copied : state.pieces).push(piece);
}

type Opening = {
  readonly attributes: string;
  readonly isEmpty: boolean;
  readonly index: number;
  readonly to: number;
  readonly state: State;
};

/** What a paragraph was before it was changed is no part of it, either. */
const HIDES = /^(?:del|moveFrom|pPrChange)$/;
const WRITTEN: ReadonlyMap<string, string> = new Map([
  ["tab", "\t"],
  ["br", "\n"],
  ["cr", "\n"],
  ["noBreakHyphen", "-"],
]);

function open(tag: string, { attributes, isEmpty, index, to, state }: Opening): void {
  const written = WRITTEN.get(tag);
  const isTabStop = attributes.includes("val=");
  if (written !== undefined && !isTabStop) add(state, { text: written, from: -1, to: -1 });
  if (tag === "u") state.underlined = !/val="none"/.test(attributes);
  if (tag === "r") state.underlined = false;
  place(tag, attributes, state);
  if (isEmpty) {
    if (tag === "p") endParagraph(state, index, to);
    return;
  }
  if (tag === "p") {
    state.open.push(index);
    state.place = {};
  }
  if (tag === "t") state.textFrom = to;
  if (tag === "tbl") state.tables += 1;
  if (HIDES.test(tag)) state.deleted += 1;
}

/** What the properties of a paragraph say of its place in a list. */
function place(tag: string, attributes: string, { place, deleted }: State): void {
  if (deleted > 0) return;
  if (tag === "pStyle") place.style = attributeOf(attributes, "val");
  if (tag === "numId") place.list = attributeOf(attributes, "val");
  if (tag === "ilvl") place.level = Number(attributeOf(attributes, "val"));
}

/** Text boxes stand beside the text: what Word numbers in them is no heading. */
function number(state: State): void {
  if (state.deleted > 0 || state.copies > 0 || state.open.length !== 1) return;
  const text = state.count(state.place);
  if (text === "") return;
  state.numbered = Array.from(text).length;
  add(state, { text, from: -1, to: -1 });
}

type Closing = { readonly xml: string; readonly index: number; readonly to: number; readonly state: State };

function close(tag: string, { xml, index, to, state }: Closing): void {
  if (tag === "t" && state.textFrom >= 0) {
    const { textFrom: from, underlined } = state;
    if (index > from) add(state, { text: shown(xml.slice(from, index), underlined), from, to: index });
    state.textFrom = -1;
  }
  if (tag === "tbl") state.tables -= 1;
  if (tag === "pPr") number(state);
  if (HIDES.test(tag)) state.deleted -= 1;
  if (tag === "p") endParagraph(state, state.open.pop() ?? index, to);
}

function shown(text: string, underlined: boolean): string {
  const plain = unescaped(text);
  return underlined && /^[\s\u00a0\u3000]{2,}$/.test(plain) ? "_".repeat(plain.length) : plain;
}
