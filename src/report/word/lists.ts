import type { Piece } from "../fill.ts";
import type { Lists } from "../layout.ts";
import type { Edit } from "../learn/edit.ts";
import { repeatParagraphs } from "./edit.ts";
import { isItemWord, listIn } from "./slots.ts";

const SLOT = /\{\{([^{}]*)\}\}/g;

/** A part in which each paragraph with 每项 stands once for each item; its words have the names of {@link itemSlots}. */
export function repeated(xml: string, lists: Lists): string {
  const known = new Map(Object.entries(lists).map(([name, items]) => [name.trim(), items.length]));
  if (known.size === 0) return xml;
  return repeatParagraphs(xml, (line) => {
    const slots = [...line.matchAll(SLOT)];
    const name = slots.find(([, slot = ""]) => listIn(slot) !== null && known.has(slot.trim()))?.[1]?.trim();
    if (name === undefined) return null;
    return Array.from({ length: known.get(name) ?? 0 }, (_, i) =>
      slots.flatMap((slot) => editOf(line, slot, { name, i })),
    );
  });
}

type Item = { readonly name: string; readonly i: number };

function editOf(line: string, { index, 0: all, 1: slot = "" }: RegExpExecArray, { name, i }: Item): Edit[] {
  const start = Array.from(line.slice(0, index)).length;
  const span = { start, end: start + Array.from(all).length };
  if (slot.trim() === name) return [{ ...span, text: "" }];
  return isItemWord(slot) ? [{ ...span, text: `{{${keyOf(name, i, slot.trim())}}}` }] : [];
}

/** What stands for the words of each item, by names that no person writes. */
export function itemSlots(lists: Lists): Record<string, Piece> {
  const made = Object.entries(lists).flatMap(([name, items]) =>
    items.flatMap((item, i) =>
      Object.entries(item).map(([word, piece]): [string, Piece] => [keyOf(name.trim(), i, word), piece]),
    ),
  );
  return Object.fromEntries(made);
}

function keyOf(name: string, i: number, word: string): string {
  return `${name}|${i}|${word}`;
}
