/** Tags that matter for the text of a Word document; all others are passed over. */
const TOKEN = /<(\/?)(?:w:)(p|t|tab|br|cr|noBreakHyphen|u|r|del|moveFrom)\b([^<>]*?)(\/?)>|<(\/?)mc:Fallback\b[^<>]*>/g;

type State = {
  paragraphs: string[];
  current: string;
  /** Where the text of the open `w:t` begins; -1 outside. */
  textFrom: number;
  /** Inside deleted text or the second copy of a text box. */
  hidden: number;
  underlined: boolean;
};

/**
 * The text of `word/document.xml`, a line a paragraph, as a reader sees it: deleted text is left out, and
 * underlined spaces, which stand for a blank to fill in, become `____`.
 */
export function wordText(xml: string): string {
  const state: State = { paragraphs: [], current: "", textFrom: -1, hidden: 0, underlined: false };
  for (const { index, 0: all, 1: closing, 2: tag, 3: attributes = "", 4: empty, 5: fallback } of xml.matchAll(TOKEN)) {
    if (tag === undefined) state.hidden += fallback === "/" ? -1 : 1;
    else if (closing === "/") close(tag, { xml, index, state });
    else open(tag, { attributes, isEmpty: empty === "/", after: index + all.length, state });
  }
  if (state.current !== "") state.paragraphs.push(state.current);
  return state.paragraphs.join("\n");
}

type Opening = {
  readonly attributes: string;
  readonly isEmpty: boolean;
  readonly after: number;
  readonly state: State;
};

const HIDES = /^(?:del|moveFrom)$/;
const WRITTEN: ReadonlyMap<string, string> = new Map([
  ["tab", "\t"],
  ["br", "\n"],
  ["cr", "\n"],
  ["noBreakHyphen", "-"],
]); // biome-ignore-end format: a table

function open(tag: string, { attributes, isEmpty, after, state }: Opening): void {
  const written = WRITTEN.get(tag);
  const isTabStop = attributes.includes("val=");
  if (written !== undefined && state.hidden === 0 && !isTabStop) state.current += written;
  if (tag === "u") state.underlined = !/val="none"/.test(attributes);
  if (tag === "r") state.underlined = false;
  if (isEmpty) {
    if (tag === "p") state.paragraphs.push("");
    return;
  }
  if (tag === "t") state.textFrom = after;
  if (HIDES.test(tag)) state.hidden += 1;
}

type Closing = { readonly xml: string; readonly index: number; readonly state: State };

function close(tag: string, { xml, index, state }: Closing): void {
  if (tag === "t" && state.textFrom >= 0) {
    if (state.hidden === 0) state.current += shown(xml.slice(state.textFrom, index), state.underlined);
    state.textFrom = -1;
  }
  if (HIDES.test(tag)) state.hidden -= 1;
  if (tag !== "p") return;
  state.paragraphs.push(state.current);
  state.current = "";
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
