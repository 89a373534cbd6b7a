import { hash } from "node:crypto";
import type { Field } from "../ledger/fields.ts";
import { resolveList, type Vocabulary } from "./expression.ts";
import { freeBlanks } from "./free-blank.ts";
import { readSlot, type Slot } from "./slot.ts";
import { openWord } from "./word/package.ts";
import { isBlankName, listIn, scanWord } from "./word/slots.ts";

/** A report's template: Markdown in `text`, or a branch's own Word file. */
export type TemplateSource = {
  readonly name: string;
  /** Of a Word file what it says, for what is checked against it. */
  readonly text: string;
  readonly word?: WordForm;
};

/** A Word file as a template: its bytes, by what they are known, and the names between its braces. */
export type WordForm = { readonly bytes: Uint8Array; readonly digest: string; readonly slots: readonly string[] };

export type FormRead =
  | { readonly ok: true; readonly source: TemplateSource }
  /** One Chinese sentence a fault. */
  | { readonly ok: false; readonly faults: readonly string[] };

/** Reads a Word template once, so that drafts need only its names. */
export function readForm(file: { readonly name: string; readonly bytes: Uint8Array }): FormRead {
  const { name, bytes } = file;
  if (/\.(docm|dotm)$/i.test(name))
    return refused(name, "带有宏，为了安全不能用，请在 Word 或 WPS 里另存为 .docx 再用");
  const opened = openWord(bytes);
  if (!opened.ok) return refused(name, opened.problem);
  const { slots, text, faults } = scanWord(opened.parts);
  if (faults.length > 0) return { ok: false, faults: faults.map((problem) => `${name}：${problem}。`) };
  const digest = hash("sha256", bytes);
  return { ok: true, source: { name, text, word: { bytes, digest, slots } } };
}

function refused(name: string, problem: string): FormRead {
  return { ok: false, faults: [`${name} ${problem}。`] };
}

/** 每项 上年度查摆问题: its paragraph stands once for each item of the list. */
type ListSlot = { readonly is: "list"; readonly field: Field };

/** What stands between braces, or in a blank that is a number. */
type NamedSlot = { readonly name: string; readonly slot: Slot | ListSlot };

/** What the names of a Word template mean. */
export type FormSlots = {
  readonly slots: readonly NamedSlot[];
  readonly fields: readonly Field[];
};

type WordSource = TemplateSource & { readonly word: WordForm };

type FormResolved = { readonly ok: true; readonly form: FormSlots } | Extract<FormRead, { ok: false }>;

/** Finds out what each name means, and which blanks are numbers; all that are unknown are told at once. */
export function resolveForm({ name, text, word }: WordSource, vocabulary: Vocabulary): FormResolved {
  const fields = new Map<string, Field>();
  const faults: string[] = [];
  const slots = word.slots.flatMap((one) => {
    const read = readList(one, vocabulary) ?? readSlot(one, vocabulary);
    if (!read.ok) {
      faults.push(`${name} 里的“{{${one}}}”：${read.problem}。`);
      return [];
    }
    if (read.slot.is !== "word") fields.set(read.slot.field.id, read.slot.field);
    return [{ name: one, slot: read.slot }];
  });
  if (faults.length > 0) return { ok: false, faults };
  const free = [...freeBlanks(text, vocabulary.fields)].map(([one, field]): NamedSlot => {
    fields.set(field.id, field);
    return { name: one, slot: { is: "field", field } };
  });
  const all = inOrder([...slots, ...free], text);
  const named = new Set(all.flatMap(({ slot }) => (slot.is === "word" ? [] : [slot.field.id])));
  return { ok: true, form: { slots: all, fields: [...named].flatMap((id) => fields.get(id) ?? []) } };
}

/** As the document has them. */
function inOrder(slots: readonly NamedSlot[], text: string): NamedSlot[] {
  const placed = slots.map((slot) => ({
    slot,
    at: text.indexOf(isBlankName(slot.name) ? slot.name : `{{${slot.name}}}`),
  }));
  return placed.sort((a, b) => a.at - b.at).map(({ slot }) => slot);
}

type ListRead = { readonly ok: true; readonly slot: ListSlot } | { readonly ok: false; readonly problem: string };

function readList(name: string, vocabulary: Vocabulary): ListRead | null {
  const list = listIn(name);
  if (list === null) return null;
  const read = resolveList(list, vocabulary);
  return read.ok ? { ok: true, slot: { is: "list", field: read.field } } : read;
}
