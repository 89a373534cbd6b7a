import { ITEM_WORDS } from "../slot.ts";

/** Parts of a Word file whose text people see. */
const TEXT_PARTS = /^word\/(document|header\d*|footer\d*|footnotes|endnotes)\.xml$/;

/** Text of a run, and the edges of paragraphs: what stands between two edges is one line. */
const PIECES = /<w:t(?:\s[^>]*)?>([^<]*)<\/w:t>|<\/?w:p(?:\s[^>]*)?>/g;

const SLOT = /\{\{([^{}]*)\}\}/g;

/** A brace too many directly at a name, and `{ {{name}}}`: what fills the file would find no pair. */
const EXTRA = /\{\{\{|\}\}\}/;

/** The list that a name repeats its paragraph for: 每项 上年度查摆问题. */
export function listIn(slot: string): string | null {
  return /^\s*每项\s+(.+?)\s*$/.exec(slot)?.[1] ?? null;
}

/** Whether a name stands for the item of the list that repeats its paragraph. */
export function isItemWord(slot: string): boolean {
  return ITEM_WORDS.some((word) => word === slot.trim());
}

/** Whether a name is what stands in a blank (待填：党员献血（毫升）) rather than between braces. */
export function isBlankName(slot: string): boolean {
  return /^待填[:：]/.test(slot);
}

type Scanned = {
  /** The names between braces, each once, in the order of the text. */
  readonly slots: readonly string[];
  readonly text: string;
  /** Braces that do not match; one sentence each. */
  readonly faults: readonly string[];
};

/** What a line names; what belongs to the items of its list is no name of the template. */
function namesIn(line: string): string[] {
  const found = Array.from(line.matchAll(SLOT), ([, slot = ""]) => slot);
  return found.some((slot) => listIn(slot) !== null) ? found.filter((slot) => !isItemWord(slot)) : found;
}

/** The parts that may name fields: the body, headers, footers and notes, and text boxes in them. */
export function textParts(parts: ReadonlyMap<string, unknown>): string[] {
  return [...parts.keys()].filter((name) => TEXT_PARTS.test(name));
}

/** What a Word template names, however Word has split the names over runs. */
export function scanWord(parts: ReadonlyMap<string, Buffer>): Scanned {
  const slots = new Set<string>();
  const faults: string[] = [];
  const lines: string[] = [];
  for (const name of textParts(parts)) {
    for (const line of linesOf(normalised(parts.get(name)?.toString("utf8") ?? ""))) {
      lines.push(line);
      for (const slot of namesIn(line)) slots.add(slot);
      if (/\{\{|\}\}/.test(line.replace(SLOT, "")) || EXTRA.test(line)) {
        faults.push(`“${excerpt(line)}”里的“{{”和“}}”没有成对，字段应写成 {{名字}}，中间不能换段`);
      }
    }
  }
  return { slots: [...slots], text: lines.join("\n"), faults: [...new Set(faults)] };
}

/** A part in which full-width braces around a name are the plain ones; nothing else of it changes. */
export function normalised(xml: string): string {
  return /[｛｝]/.test(xml) ? rewritten(xml, charsOf(xml).flatMap(bracesOf)) : xml;
}

/** A part in which the blanks of these names stand between braces, so that they are filled as names are. */
export function withBlanksNamed(xml: string, names: ReadonlySet<string>): string {
  return names.size > 0 && xml.includes("【")
    ? rewritten(
        xml,
        charsOf(xml).flatMap((line) => blanksOf(line, names)),
      )
    : xml;
}

/** One character of a part and what stands there instead. */
type Brace = { readonly at: number; readonly brace: string };

function rewritten(xml: string, places: readonly Brace[]): string {
  let from = 0;
  let made = "";
  for (const { at, brace } of places) {
    made += xml.slice(from, at) + brace;
    from = at + 1;
  }
  return made + xml.slice(from);
}

function blanksOf(line: readonly Char[], names: ReadonlySet<string>): Brace[] {
  const text = line.map(({ char }) => char).join("");
  return [...text.matchAll(/【([^【】]*)】/g)].flatMap(({ index, 0: all, 1: name = "" }) => {
    const [open, close] = [line[index], line[index + all.length - 1]];
    if (open === undefined || close === undefined || !names.has(decoded(name))) return [];
    return [
      { at: open.at, brace: "{{" },
      { at: close.at, brace: "}}" },
    ];
  });
}

/** Where the braces around the names of a line stand in the part, and which they should be. */
function bracesOf(line: readonly Char[]): Brace[] {
  const text = line.map(({ char }) => char).join("");
  return [...text.matchAll(/[{｛]{2}[^{}｛｝]*[}｝]{2}/g)].flatMap(({ index, 0: found }) =>
    [0, 1, found.length - 2, found.length - 1].flatMap((n) => {
      const place = line[index + n];
      return place === undefined ? [] : [{ at: place.at, brace: n < 2 ? "{" : "}" }];
    }),
  );
}

type Char = { readonly char: string; readonly at: number };

/** The characters of each line with their places in the part. */
function charsOf(xml: string): Char[][] {
  const lines: Char[][] = [[]];
  for (const match of xml.matchAll(PIECES)) {
    const [all, text] = match;
    if (text === undefined) {
      lines.push([]);
      continue;
    }
    const from = match.index + all.indexOf(">") + 1;
    for (let i = 0; i < text.length; i++) lines.at(-1)?.push({ char: text[i] ?? "", at: from + i });
  }
  return lines;
}

function linesOf(xml: string): string[] {
  const lines: string[] = [""];
  for (const [, text] of xml.matchAll(PIECES)) {
    if (text === undefined) lines.push("");
    else lines[lines.length - 1] += text;
  }
  return lines.filter((line) => line !== "").map(decoded);
}

function decoded(text: string): string {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&apos;", "'")
    .replaceAll("&amp;", "&");
}

function excerpt(line: string): string {
  return line.length > 20 ? `${line.slice(0, 20)}…` : line;
}
