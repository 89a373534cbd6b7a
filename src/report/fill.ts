import { numeral } from "../ledger/display.ts";
import { QUARTERS, quarterName } from "./aspect.ts";
import type { Outline, Paragraph, Run } from "./outline.ts";
import type { ItemWord, Word } from "./slot.ts";
import type { Block, Part, Template } from "./template.ts";
import { withoutUnitTwice } from "./unit-twice.ts";
import type { Value } from "./values.ts";

/** A piece of text before it has a face. `field` is the key of the trace that a value opens. */
export type Piece =
  | { readonly is: "text" | "blank"; readonly text: string }
  /** `wasBlank` where a Word file has a blank in its place, which may be highlighted. */
  | { readonly is: "value"; readonly text: string; readonly field: string; readonly wasBlank?: true };

/** All that a template is filled with. */
export type Filling = {
  readonly values: readonly Value[];
  /** The words of the draft; null leaves a blank. */
  readonly words: Readonly<Record<Word, string | null>>;
  /** The items of lists that were given in words, by field. */
  readonly items: ReadonlyMap<string, readonly string[]>;
  /** What else than their numbers the template asks of fields, by key. */
  readonly aspects: ReadonlyMap<string, Piece>;
};

/** Where in a repeated paragraph we are: the n-th item, null where only their number is known. */
type Item = { readonly n: number; readonly text: string | null };

/** The template with its values: empty clauses left out, lists repeated, blanks kept visible. */
export function fill({ blocks }: Template, filling: Filling): Outline {
  const byField = new Map(filling.values.map((value) => [value.field, value]));
  const paragraphs = blocks.flatMap((block) =>
    itemsOf(block, filling, byField).map((item): Paragraph => {
      const parts = keptParts(block.parts, byField);
      const runs = unitsOnce(joined(parts.flatMap((part) => run(part, { filling, byField, item }))));
      const asked = block.parts.flatMap((part) => (part.part === "quarters" ? part.fields : []));
      if (asked.length === 0) return { style: block.style, runs };
      return { style: block.style, runs, table: quarterTable(asked, filling, byField) };
    }),
  );
  return { paragraphs: paragraphs.filter(({ runs, table }) => runs.length > 0 || table !== undefined) };
}

function quarterTable(fields: readonly string[], filling: Filling, byField: ReadonlyMap<string, Value>): Run[][] {
  const head = ["项目", ...QUARTERS.map(quarterName), "全年"].map(
    (text): Run => ({ is: "text", text, face: "heading" }),
  );
  const rows = fields.flatMap((id): Run[][] => {
    const value = byField.get(id);
    if (value === undefined) return [];
    const cells = QUARTERS.map((quarter) => filling.aspects.get(`${id} ${quarterName(quarter)}`));
    return [
      [
        { is: "text", text: value.label, face: "body" },
        ...cells.map(
          (cell): Run => (cell?.is === "value" ? { ...cell, face: "body" } : { is: "text", text: "—", face: "body" }),
        ),
        { ...shown(value), face: "body" },
      ],
    ];
  });
  return [head, ...rows];
}

/** A field's number as a piece of text; its blank where there is none. */
export function shown({ field, display, source }: Value): Piece {
  return source === "blank" ? { is: "blank", text: display } : { is: "value", text: display, field };
}

function itemsOf({ each }: Block, filling: Filling, byField: ReadonlyMap<string, Value>): Item[] {
  return each === null ? [{ n: 0, text: null }] : listed(each, filling, byField);
}

/** The items of a list; as many without words where only their number is known. */
export function listed(each: string, { items }: Filling, byField: ReadonlyMap<string, Value>): Item[] {
  const given = items.get(each) ?? [];
  if (given.length > 0) return given.map((text, i) => ({ n: i + 1, text }));
  const length = byField.get(each)?.value ?? 1;
  return Array.from({ length: Math.min(length, MOST_ITEMS) }, (_, i) => ({ n: i + 1, text: null }));
}

const MOST_ITEMS = 50;

/** Without the clauses whose fields are all empty: a number that is known never vanishes with one that is not. */
function keptParts(parts: readonly Part[], byField: ReadonlyMap<string, Value>): Part[] {
  const kept: Part[] = [];
  let clause: Part[] | null = null;
  for (const part of parts) {
    if (part.part === "open") clause = [];
    else if (part.part === "close") {
      if (clause !== null && !isEmpty(clause, byField)) kept.push(...clause);
      clause = null;
    } else (clause ?? kept).push(part);
  }
  return kept;
}

function isEmpty(clause: readonly Part[], byField: ReadonlyMap<string, Value>): boolean {
  const isBlank = (field: string) => byField.get(field)?.source === "blank";
  const fields = clause.filter((part) => !isFree(part)).flatMap(fieldOf);
  const free = clause.filter(isFree).flatMap(fieldOf);
  return fields.length > 0 && fields.every(isBlank) && free.every(isBlank);
}

function isFree(part: Part): boolean {
  return part.part === "field" && part.free === true;
}

function fieldOf(part: Part): string[] {
  if (part.part === "field") return [part.field];
  return part.part === "aspect" ? [part.asked.field] : [];
}

type Place = { readonly filling: Filling; readonly byField: ReadonlyMap<string, Value>; readonly item: Item };

function run(part: Part, { filling, byField, item }: Place): Run[] {
  switch (part.part) {
    case "text":
    case "blank":
      return [{ is: part.part, text: part.text, face: part.face }];
    case "field": {
      const value = byField.get(part.field);
      return value === undefined || value.display === "" ? [] : [{ ...shown(value), face: part.face }];
    }
    case "aspect": {
      const piece = filling.aspects.get(part.asked.key);
      return piece === undefined ? [] : [{ ...piece, face: part.face }];
    }
    case "word":
      return [{ ...said(part.word, filling.words, item), face: part.face }];
    default:
      return [];
  }
}

/** A word of the draft or of a repeated paragraph; a blank where it is not known. */
export function said(
  word: Word | ItemWord,
  words: Filling["words"],
  { n, text }: Item,
): { is: "text" | "blank"; text: string } {
  if (word === "序") return { is: "text", text: numeral(n) };
  const found = word === "本项" ? text : words[word];
  if (found !== null) return { is: "text", text: found };
  return { is: "blank", text: word === "本项" ? `【待填：第${numeral(n)}个问题】` : `【待填：${word}】` };
}

/** Numbers without the unit that the template says behind them. */
function unitsOnce(runs: readonly Run[]): Run[] {
  return runs.map((one, i) => {
    const next = runs[i + 1];
    return one.is === "value" && next?.is === "text" ? { ...one, text: withoutUnitTwice(one.text, next.text) } : one;
  });
}

/** Neighbouring text of one face is one run. */
function joined(runs: readonly Run[]): Run[] {
  const made: Run[] = [];
  for (const one of runs) {
    const last = made.at(-1);
    if (last?.is === "text" && one.is === "text" && last.face === one.face) {
      made[made.length - 1] = { ...last, text: last.text + one.text };
    } else made.push(one);
  }
  return made;
}
