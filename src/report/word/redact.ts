import type { Found, Hiding } from "../../ledger/redact.ts";
import type { Edit } from "../learn/edit.ts";
import { zipOf } from "../zip.ts";
import { editWord } from "./edit.ts";
import { openWord } from "./package.ts";

type WordRedacted = {
  /** Nothing where no name was found. */
  readonly bytes?: Uint8Array;
  /** Whether no name is left in what a reader of its parts sees; pictures are not looked into. */
  readonly isWhole: boolean;
};

/**
 * A Word file without names: in text, also when split over runs, in headers, notes, comments and their
 * authors, descriptions and properties. All else stays as it was.
 */
export function redactWord(file: Uint8Array, hiding: Hiding): WordRedacted {
  const opened = openWord(file);
  if (!opened.ok) return { isWhole: false };
  const parts = new Map<string, Buffer | string>(opened.parts);
  let [isChanged, isWhole] = [false, true];
  for (const [name, data] of opened.parts) {
    if (!/\.(?:xml|rels)$/i.test(name)) continue;
    const before = data.toString("utf8");
    const after = withoutNames(before, hiding);
    if (after !== before) parts.set(name, after);
    isChanged ||= after !== before;
    isWhole &&= hiding.find(seenIn(after)).length === 0;
  }
  return isChanged ? { bytes: zipOf(parts), isWhole } : { isWhole };
}

function withoutNames(xml: string, hiding: Hiding): string {
  const plain = spelledOut(xml);
  if (hiding.find(seenIn(plain)).length === 0 && hiding.redact(plain) === plain) return xml;
  const edited = editWord(plain, (text) => hiding.find(text).map((found) => editOf(text, found)));
  return edited
    .replace(/>[^<]+(?=<)/g, hiding.redact)
    .replace(/ ([\w:]+)="([^"]*)"/g, (all, name: string, value: string) => {
      return isWords(name, value) ? ` ${name}="${hiding.redact(value)}"` : all;
    });
}

function editOf(text: string, { start, end, put }: Found): Edit {
  const from = Array.from(text.slice(0, start)).length;
  return { start: from, end: from + Array.from(text.slice(start, end)).length, text: put };
}

/** A Latin name may look like a word of the format; there only what people wrote is changed. */
function isWords(name: string, value: string): boolean {
  return /[^\p{ASCII}]/u.test(value) || /(?:author|initials|descr|title|alt|tooltip|userId)$/i.test(name);
}

/** Letters written as numbers (`&#24352;`), as letters. */
function spelledOut(xml: string): string {
  return xml.replace(/&#(?:x([0-9a-f]{2,6})|(\d{3,7}));/gi, (all, hex?: string, decimal?: string) => {
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    const isLetter =
      code >= 0xa0 && code <= 0x10ffff && (code < 0xd800 || (code > 0xdfff && (code & 0xfffe) !== 0xfffe));
    return isLetter ? String.fromCodePoint(code) : all;
  });
}

/** What a reader sees of a part, a line a paragraph. */
function seenIn(xml: string): string {
  return xml.replace(/<\/(?:w|a):p>|<\/[\w:]+Properties>/g, "\n").replace(/<[^>]*>/g, "");
}
