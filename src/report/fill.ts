import { numeral } from "../ledger/display.ts";
import type { Outline, Paragraph, Run } from "./outline.ts";
import type { Block, Part, Template, Word } from "./template.ts";
import type { Value } from "./values.ts";

export type Filling = {
  readonly values: readonly Value[];
  /** The words of the draft; null leaves a blank. */
  readonly words: Readonly<Record<Word, string | null>>;
  /** The items of lists that were given in words, by field. */
  readonly items: ReadonlyMap<string, readonly string[]>;
};

/** Where in a repeated paragraph we are: the n-th item, null where only their number is known. */
type Item = { readonly n: number; readonly text: string | null };

/** The template with its values: empty clauses left out, lists repeated, blanks kept visible. */
export function fill({ blocks }: Template, filling: Filling): Outline {
  const byField = new Map(filling.values.map((value) => [value.field, value]));
  const paragraphs = blocks.flatMap((block) =>
    itemsOf(block, filling, byField).map((item): Paragraph => {
      const parts = keptParts(block.parts, byField);
      return { style: block.style, runs: joined(parts.flatMap((part) => run(part, { filling, byField, item }))) };
    }),
  );
  return { paragraphs: paragraphs.filter(({ runs }) => runs.length > 0) };
}

function itemsOf({ each }: Block, { items }: Filling, byField: ReadonlyMap<string, Value>): Item[] {
  if (each === null) return [{ n: 0, text: null }];
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
  const fields = clause.flatMap((part) => (part.part === "field" ? [part.field] : []));
  return fields.length > 0 && fields.every((field) => byField.get(field)?.source === "blank");
}

type Place = { readonly filling: Filling; readonly byField: ReadonlyMap<string, Value>; readonly item: Item };

function run(part: Part, { filling, byField, item }: Place): Run[] {
  switch (part.part) {
    case "text":
    case "blank":
      return [{ is: part.part, text: part.text, face: part.face }];
    case "field": {
      const value = byField.get(part.field);
      if (value === undefined || value.display === "") return [];
      if (value.source === "blank") return [{ is: "blank", text: value.display, face: part.face }];
      return [{ is: "value", text: value.display, face: part.face, field: part.field }];
    }
    case "word":
      return [{ ...said(part.word, filling.words, item), face: part.face }];
    default:
      return [];
  }
}

function said(
  word: Extract<Part, { part: "word" }>["word"],
  words: Filling["words"],
  { n, text }: Item,
): { is: "text" | "blank"; text: string } {
  if (word === "序") return { is: "text", text: numeral(n) };
  const found = word === "本项" ? text : words[word];
  if (found !== null) return { is: "text", text: found };
  return { is: "blank", text: word === "本项" ? `【待填：第${numeral(n)}个问题】` : `【待填：${word}】` };
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
