import type { Field } from "../ledger/fields.ts";
import type { Aspect } from "./aspect.ts";
import { type Resolved, resolve, resolveList, type Vocabulary } from "./expression.ts";
import { freeBlanks } from "./free-blank.ts";
import type { Face, Style } from "./outline.ts";
import { ITEM_WORDS, type ItemWord, readSlot, type Word } from "./slot.ts";
import { type Line, paragraphsOf } from "./template-lines.ts";

/** A piece of a paragraph, as the template has it. */
export type Part =
  | { readonly part: "text" | "blank"; readonly text: string; readonly face: Face }
  | { readonly part: "word"; readonly word: Word | ItemWord; readonly face: Face }
  /** `free` is a blank that names no known field: while it is empty, it says nothing about its clause. */
  | { readonly part: "field"; readonly field: string; readonly face: Face; readonly free?: true }
  | { readonly part: "aspect"; readonly asked: Asked; readonly face: Face }
  | { readonly part: "quarters"; readonly fields: readonly string[] }
  /** A clause, left out where none of its fields has a value. */
  | { readonly part: "open" | "close" };

/** One paragraph; `each` names the list field for whose items it is repeated. */
export type Block = { readonly style: Style; readonly each: string | null; readonly parts: readonly Part[] };

/** More of a field than its number; `key` names it as written. */
export type Asked = { readonly key: string; readonly field: string; readonly aspect: Aspect };

/** A template that was read: paragraphs to be filled. */
export type Template = {
  readonly blocks: readonly Block[];
  /** The fields it names, free measures included, each once. */
  readonly fields: readonly Field[];
};

type TemplateRead =
  | { readonly ok: true; readonly template: Template }
  | { readonly ok: false; readonly faults: readonly string[] };

type Source = { readonly text: string; readonly name: string };
type Fault = { readonly line: number; readonly problem: string };

/**
 * Reads a Markdown template: `#` title, `##` 一、, `###` （一）, `####` 1., `**lead**`, `{{field}}`,
 * `[[clause]]`, `{{每项 list}}`, `{{季度表 field、field}}` and `<!-- remarks -->`. Text on the line below a `###` runs in.
 * Every fault is one Chinese sentence with its line.
 */
export function readTemplate({ text, name }: Source, vocabulary: Vocabulary): TemplateRead {
  const free = freeBlanks(text, vocabulary.fields);
  const reader = { vocabulary, free, fields: new Map<string, Field>(), faults: [] as Fault[] };
  const blocks = paragraphsOf(text).map((lines) => block(lines, reader));
  if (blocks.length === 0) reader.faults.push({ line: 1, problem: "模板是空的，请至少写一行标题" });
  if (reader.faults.length > 0) {
    const faults = reader.faults.map(({ line, problem }) => `${name} 第 ${line} 行：${problem}。`);
    return { ok: false, faults };
  }
  return { ok: true, template: { blocks, fields: [...reader.fields.values()] } };
}

type Reader = {
  readonly vocabulary: Vocabulary;
  /** Blanks that are numbers, by what stands in them. */
  readonly free: ReadonlyMap<string, Field>;
  readonly fields: Map<string, Field>;
  readonly faults: Fault[];
};

const HEADINGS: readonly { readonly style: Style; readonly face: Face }[] = [
  { style: "body", face: "body" },
  { style: "title", face: "title" },
  { style: "heading1", face: "heading" },
  { style: "heading2", face: "subheading" },
  { style: "heading3", face: "lead" },
];

function block(lines: readonly Line[], reader: Reader): Block {
  const level = /^(#{1,4})\s/.exec(lines[0]?.text ?? "")?.[1]?.length ?? 0;
  const { style, face } = HEADINGS[level] ?? { style: "body", face: "body" };
  const runsIn = level >= 2 && lines.length > 1;
  const state: State = { face: "body", clause: null, each: null, line: 0 };
  const parts = lines.flatMap(({ text, number }, i) => {
    state.line = number;
    state.face = i === 0 || level === 1 ? face : "body";
    return inline(i === 0 ? text.replace(/^#{1,4}\s+/, "") : text, state, reader);
  });
  if (state.clause !== null) reader.faults.push({ line: state.clause, problem: "“[[”没有对应的“]]”" });
  return { style: runsIn ? "body" : style, each: state.each, parts };
}

type State = { face: Face; clause: number | null; each: string | null; line: number };

const TOKEN = /(\{\{[^{}\n]*\}\}|\[\[|\]\]|\*\*|【待填[:：][^】]*】)/;

/** One line: text and tokens in turn, as `split` gives them. */
function inline(text: string, state: State, reader: Reader): Part[] {
  const outer = state.face;
  const fault = (problem: string) => reader.faults.push({ line: state.line, problem });
  const parts = text
    .replace(/(?<=[。：])\*\*\s+/g, "**")
    .split(TOKEN)
    .flatMap((piece, i): Part[] => {
      if (i % 2 === 0) return plain(piece, state.face, fault);
      if (piece === "[[" || piece === "]]") return clause(piece, state, fault);
      if (piece.startsWith("【")) return [blank(piece, state, reader)];
      if (piece !== "**") return slot(piece.slice(2, -2).trim(), state, reader);
      state.face = state.face === outer ? "lead" : outer;
      return [];
    });
  if (state.face !== outer) fault("“**”没有成对");
  return parts;
}

function plain(text: string, face: Face, fault: (problem: string) => void): Part[] {
  if (/\{\{|\}\}/.test(text)) fault("“{{”和“}}”没有成对，字段应写成 {{名字}}");
  return text === "" ? [] : [{ part: "text", text, face }];
}

function blank(text: string, { face }: State, reader: Reader): Part {
  const field = reader.free.get(text.slice(1, -1));
  if (field === undefined) return { part: "blank", text, face };
  reader.fields.set(field.id, field);
  return { part: "field", field: field.id, face, free: true };
}

function clause(token: "[[" | "]]", state: State, fault: (problem: string) => void): Part[] {
  const opens = token === "[[";
  if (opens === (state.clause !== null)) {
    fault(opens ? "“[[”里面不能再有“[[”" : "“]]”前面没有“[[”");
    return [];
  }
  state.clause = opens ? state.line : null;
  return [{ part: opens ? "open" : "close" }];
}

function slot(name: string, state: State, reader: Reader): Part[] {
  const { face } = state;
  const word = state.each === null ? undefined : ITEM_WORDS.find((one) => one === name);
  if (word !== undefined) return [{ part: "word", word, face }];
  const list = /^(每项|季度表)\s+(.+)$/.exec(name);
  if (list?.[1] === "每项") return repeated(list[2] ?? "", state, reader);
  if (list?.[1] === "季度表") return quarters(list[2] ?? "", state, reader);
  const read = readSlot(name, reader.vocabulary);
  if (!read.ok) {
    reader.faults.push({ line: state.line, problem: read.problem });
    return [];
  }
  if (read.slot.is === "word") return [{ part: "word", word: read.slot.word, face }];
  const { field } = read.slot;
  reader.fields.set(field.id, field);
  if (read.slot.is === "field") return [{ part: "field", field: field.id, face }];
  return [{ part: "aspect", asked: { key: read.slot.key, field: field.id, aspect: read.slot.aspect }, face }];
}

function repeated(name: string, state: State, reader: Reader): Part[] {
  const list = named(resolveList(name, reader.vocabulary), state, reader);
  if (list !== null) state.each = list.id;
  return [];
}

/** A table with a row a field and a column a quarter, in place of the paragraph. */
function quarters(names: string, state: State, reader: Reader): Part[] {
  const fields = names
    .split(/\s*[,，、]\s*/)
    .flatMap((name) => named(resolve(name, reader.vocabulary), state, reader) ?? []);
  return [{ part: "quarters", fields: fields.map(({ id }) => id) }];
}

function named(found: Resolved, { line }: State, reader: Reader): Field | null {
  if (!found.ok) {
    reader.faults.push({ line, problem: found.problem });
    return null;
  }
  reader.fields.set(found.field.id, found.field);
  return found.field;
}
