import type { Doubt, Reading } from "./reading.ts";
import { Chars } from "./spelling/chars.ts";

/** What is longer is a document, of which the part up to here is read. */
const LONGEST_MESSAGE = 2000;

/** How far before the limit a mark is looked for, so that no number or word is read by half. */
const LAST_CLAUSE = 200;
const MARKS = new Chars(" \n\t,，;；。:：、!！?？)）》”");
const NUMERALS = new Chars("0123456789.,零〇一二两三四五六七八九十百千万亿第");

/** The part of a text that is read, and what is left out behind it: nothing but of documents. */
export function readPart(text: string): { readonly head: string; readonly rest: string } {
  if (text.length <= LONGEST_MESSAGE) return { head: text, rest: "" };
  const end = endOf(text);
  const rest = text.slice(end).trim();
  return { head: text.slice(0, end), rest };
}

function endOf(text: string): number {
  for (let end = LONGEST_MESSAGE; end > LONGEST_MESSAGE - LAST_CLAUSE; end--) if (MARKS.at(text, end - 1)) return end;
  let end = LONGEST_MESSAGE;
  while (end > LONGEST_MESSAGE - LAST_CLAUSE && NUMERALS.at(text, end - 1)) end--;
  return /[\ud800-\udbff]/.test(text.charAt(end - 1)) ? end - 1 : end;
}

const LONGEST_QUOTE = 12;

/** The first words that were left out of a text that is too long to be read as a whole; null where all was read. */
export function leftOut(text: string): string | null {
  const { rest } = readPart(text);
  if (rest === "") return null;
  const words = rest.slice(0, 4 * LONGEST_QUOTE).replace(/\s+/g, " ");
  return [...words].slice(0, LONGEST_QUOTE).join("").trim();
}

/** Days, people and things: what may change a record whose text goes on. */
const NUMBER =
  /[\d零〇一二两三四五六七八九十百千万] ?[余多]?(?:个|人|名|位|项|件|条|户|家|篇|份|次|期|对|元|月|日|号|点|小时|分钟|天)/;

/**
 * One activity whose text goes on: where days or numbers were left out, a person has to say whether what was read
 * is right, so that its day is in doubt.
 */
export function withRest(reading: Reading, rest: string): Reading {
  const { start, end, doubts } = reading;
  if (start === null || !NUMBER.test(rest)) return reading;
  const doubt: Doubt = { about: "date", reason: "long", words: "", options: end === null ? [start] : [] };
  return { ...reading, start: null, end: null, doubts: [doubt, ...doubts] };
}
