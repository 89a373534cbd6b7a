import type { Field } from "../ledger/fields.ts";
import { QUARTERS, quarterName } from "./aspect.ts";
import type { Vocabulary } from "./expression.ts";
import { type Filling, fill, listed, type Piece, said, shown } from "./fill.ts";
import { type FormSlots, resolveForm, type TemplateSource, type WordForm } from "./form.ts";
import type { Outline } from "./outline.ts";
import type { ItemWord } from "./slot.ts";
import { type Asked, type Part, readTemplate, type Template } from "./template.ts";
import { isBlankName } from "./word/slots.ts";

/** What a filled template is: an outline to lay out, or what stands for each name in a branch's own Word file. */
type Filled = {
  readonly outline: Outline;
  readonly form?: FilledForm;
};

/** What goes into a Word file, known by the digest of its bytes. */
export type FilledForm = {
  readonly name: string;
  readonly digest: string;
  readonly slots: Readonly<Record<string, Piece>>;
  readonly lists?: Lists;
};

/** By the name that repeats its paragraph: what stands in it for each item. */
export type Lists = Readonly<Record<string, readonly ItemPieces[]>>;

/** The number of an item and its words. */
type ItemPieces = Readonly<Record<ItemWord, Piece>>;

/** A template of either sort: what it asks for, and how it is filled. */
type Layout = {
  readonly fields: readonly Field[];
  readonly asked: readonly Asked[];
  fill(filling: Filling): Filled;
};

type LayoutRead =
  | { readonly ok: true; readonly layout: Layout }
  | { readonly ok: false; readonly faults: readonly string[] };

/** Reads a template, Markdown or Word. Every fault is one Chinese sentence. */
export function readSource(source: TemplateSource, vocabulary: Vocabulary): LayoutRead {
  const { word } = source;
  if (word !== undefined) {
    const read = resolveForm({ ...source, word }, vocabulary);
    return read.ok ? { ok: true, layout: formLayout(source.name, word, read.form) } : read;
  }
  const read = readTemplate(source, vocabulary);
  return read.ok ? { ok: true, layout: textLayout(read.template) } : read;
}

function textLayout(template: Template): Layout {
  const asked = template.blocks.flatMap(({ parts }) => parts.flatMap(askedBy));
  return { fields: template.fields, asked, fill: (filling) => ({ outline: fill(template, filling) }) };
}

function askedBy(part: Part): Asked[] {
  if (part.part === "aspect") return [part.asked];
  if (part.part !== "quarters") return [];
  return part.fields.flatMap((field) =>
    QUARTERS.map((quarter): Asked => {
      return { key: `${field} ${quarterName(quarter)}`, field, aspect: { ask: "季度", quarter } };
    }),
  );
}

function formLayout(name: string, { digest }: WordForm, form: FormSlots): Layout {
  const asked = form.slots.flatMap(({ slot }) =>
    slot.is === "aspect" ? [{ key: slot.key, field: slot.field.id, aspect: slot.aspect }] : [],
  );
  return {
    fields: form.fields,
    asked,
    fill: (filling) => ({ outline: { paragraphs: [] }, form: { name, digest, ...pieces(form, filling) } }),
  };
}

function pieces({ slots }: FormSlots, filling: Filling): Pick<FilledForm, "slots" | "lists"> {
  const { values, words, aspects } = filling;
  const byField = new Map(values.map((value) => [value.field, value]));
  const lists: [string, ItemPieces[]][] = [];
  const made = slots.map(({ name, slot }): [string, Piece] => {
    if (slot.is === "list") {
      const items = listed(slot.field.id, filling, byField);
      lists.push([name, items.map((item) => ({ 序: said("序", words, item), 本项: said("本项", words, item) }))]);
      return [name, { is: "text", text: "" }];
    }
    if (slot.is === "word") return [name, wordPiece(slot.word, words[slot.word])];
    if (slot.is === "aspect") return [name, aspects.get(slot.key) ?? { is: "text", text: "" }];
    const value = byField.get(slot.field.id);
    if (value === undefined) return [name, { is: "text", text: "" }];
    const piece = shown(value);
    return [name, piece.is === "value" && isBlankName(name) ? { ...piece, wasBlank: true } : piece];
  });
  const all = Object.fromEntries(made);
  return lists.length === 0 ? { slots: all } : { slots: all, lists: Object.fromEntries(lists) };
}

function wordPiece(word: string, text: string | null): Piece {
  return text === null ? { is: "blank", text: `【待填：${word}】` } : { is: "text", text };
}
