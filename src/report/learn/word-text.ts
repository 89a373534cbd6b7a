/** Tags that matter for the text of a Word document; all others are passed over. */
const TOKEN =
  /<(\/?)(?:w:)(p|t|tab|br|cr|noBreakHyphen|u|r|del|moveFrom|tbl)\b([^<>]*?)(\/?)>|<(\/?)mc:Fallback\b[^<>]*>/g;

/** Text of a paragraph and where in the XML it is written; `from` is -1 for what is written as a tag, such as a tab. */
export type WordPiece = { readonly text: string; readonly from: number; readonly to: number };

export type WordParagraph = {
  /** The whole element in the XML; a text box inside of it included. */
  readonly start: number;
  readonly end: number;
  readonly pieces: readonly WordPiece[];
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
  /** Where the text of the open `w:t` begins; -1 outside. */
  textFrom: number;
  deleted: number;
  copies: number;
  tables: number;
  underlined: boolean;
};

/**
 * The text of `word/document.xml`, a line a paragraph, as a reader sees it: deleted text is left out, and
 * underlined spaces, which stand for a blank to fill in, become `____`.
 */
export function wordText(xml: string): string {
  return textOf(wordParagraphs(xml));
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

/** The paragraphs of a part in the order in which they end. */
export function wordParagraphs(xml: string): WordParagraph[] {
  const state: State = {
    paragraphs: [],
    open: [],
    pieces: [],
    copied: [],
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
  state.paragraphs.push({ start, end, pieces, isCopy, inTable: state.tables > 0 });
  if (isCopy) state.copied = [];
  else state.pieces = [];
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

const HIDES = /^(?:del|moveFrom)$/;
const WRITTEN: ReadonlyMap<string, string> = new Map([
  ["tab", "\t"],
  ["br", "\n"],
  ["cr", "\n"],
  ["noBreakHyphen", "-"],
]); // biome-ignore-end format: a table

function open(tag: string, { attributes, isEmpty, index, to, state }: Opening): void {
  const written = WRITTEN.get(tag);
  const isTabStop = attributes.includes("val=");
  if (written !== undefined && !isTabStop) add(state, { text: written, from: -1, to: -1 });
  if (tag === "u") state.underlined = !/val="none"/.test(attributes);
  if (tag === "r") state.underlined = false;
  if (isEmpty) {
    if (tag === "p") endParagraph(state, index, to);
    return;
  }
  if (tag === "p") state.open.push(index);
  if (tag === "t") state.textFrom = to;
  if (tag === "tbl") state.tables += 1;
  if (HIDES.test(tag)) state.deleted += 1;
}

type Closing = { readonly xml: string; readonly index: number; readonly to: number; readonly state: State };

function close(tag: string, { xml, index, to, state }: Closing): void {
  if (tag === "t" && state.textFrom >= 0) {
    const { textFrom: from, underlined } = state;
    if (index > from) add(state, { text: shown(xml.slice(from, index), underlined), from, to: index });
    state.textFrom = -1;
  }
  if (tag === "tbl") state.tables -= 1;
  if (HIDES.test(tag)) state.deleted -= 1;
  if (tag === "p") endParagraph(state, state.open.pop() ?? index, to);
}
function shown(text: string, underlined: boolean): string {
  const plain = decoded(text);
  return underlined && /^[\s\u00a0\u3000]{2,}$/.test(plain) ? "_".repeat(plain.length) : plain;
}

const NAMED: ReadonlyMap<string, string> = new Map([
  ["lt", "<"],
  ["gt", ">"],
  ["amp", "&"],
  ["quot", '"'],
  ["apos", "'"],
]); // biome-ignore-end format: a table

function decoded(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|([a-z]{2,4}));/g, (all, decimal, hex, name) => {
    if (name !== undefined) return NAMED.get(name) ?? all;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0x10ffff ? "\uFFFD" : String.fromCodePoint(code);
  });
}
