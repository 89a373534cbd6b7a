import type { Piece } from "../fill.ts";
import { clean } from "../text.ts";
import { withoutUnitTwice } from "../unit-twice.ts";

// Between filling a template and writing it, blanks and values stand between characters
// that are valid in XML and that Unicode reserves for such use inside a program.
const BLANK = "\uFDD0";
const VALUE = "\uFDD1";
const KEY_END = "\uFDD2";
const END = "\uFDD3";
/** Behind the beginning of a value that stands in place of a blank. */
const UNLIT = "\uFDD4";
const ANY = /[\uFDD0-\uFDD4]/g;
const MARKED = /\uFDD0([^\uFDD3]*)\uFDD3|\uFDD1([^\uFDD2]*)\uFDD2([^\uFDD3]*)\uFDD3/g;
const MARKED_TEXT = /<w:t(?:\s[^>]*)?>([^<]*[\uFDD0\uFDD1][^<]*)<\/w:t>/g;

/** A piece of text as it goes through the filling. */
export function marked(piece: Piece): string {
  const text = clean(piece.text).replace(ANY, "");
  if (piece.is !== "value") return piece.is === "text" ? text : `${BLANK}${text}${END}`;
  return `${VALUE}${piece.wasBlank ? UNLIT : ""}${piece.field}${KEY_END}${text}${END}`;
}

/** Escaped text whose blanks (【待填：…】) are to be highlighted. */
export function markedBlanks(text: string): string {
  return text.replace(/【待填：[^】]*】/g, markedBlank);
}

/** Escaped text that is a blank as a whole. */
export function markedBlank(text: string): string {
  return `${BLANK}${text}${END}`;
}

/** The text behind a place within its paragraph, as far as a unit may reach. */
function textBehind(xml: string, at: number): string {
  const end = xml.indexOf("</w:p>", at);
  const rest = xml.slice(at, end < 0 ? undefined : Math.min(end, at + BEHIND_REACH));
  return rest.replace(/<(?:w:br|w:tab)\b[^>]*>/g, " ").replace(/<w:rPr>.*?<\/w:rPr>|<[^>]*(?:>|$)/gs, "");
}

const BEHIND_REACH = 2_000;

/** A part whose values leave out the unit that the template says behind them. */
export function withUnitsOnce(xml: string): string {
  return xml.replace(
    /(\uFDD1[^\uFDD2]*\uFDD2)([^\uFDD3]*)\uFDD3/g,
    (all: string, key: string, value: string, at: number) => {
      return `${key}${withoutUnitTwice(value, textBehind(xml, at + all.length))}${END}`;
    },
  );
}

/** A part in which nothing can be highlighted or commented on, without its marks. */
export function unmarked(xml: string): string {
  return xml.replace(MARKED, (_, blank, __, value) => blank ?? value).replace(ANY, "");
}

/** Gives a value's comment its number; nothing where it has none. */
type Commenting = (key: string) => number | undefined;

/** Highlights the blanks of a part and lets comments stand at its values; each keeps the look of its run. */
export function settled(xml: string, comment: Commenting): string {
  if (!xml.includes(BLANK) && !xml.includes(VALUE)) return xml;
  let made = "";
  let from = 0;
  for (const match of xml.matchAll(MARKED_TEXT)) {
    const { index, 0: all, 1: text = "" } = match;
    const run = runAround(xml, index);
    const isBoxed = count(xml, "<w:txbxContent", index) > count(xml, "</w:txbxContent", index);
    made += xml.slice(from, index);
    made += run === null ? textOf(unmarked(text)) : parted(text, run, isBoxed ? () => undefined : comment);
    from = index + all.length;
  }
  return unmarked(made + xml.slice(from));
}

type Run = { readonly open: string; readonly look: string };

/** The run that a text stands in; null where something else than text stands between, such as a drawing. */
function runAround(xml: string, at: number): Run | null {
  const start = Math.max(xml.lastIndexOf("<w:r>", at), xml.lastIndexOf("<w:r ", at));
  if (start < 0) return null;
  const before = xml.slice(start, at);
  if (before.includes("</w:r>")) return null;
  const open = before.slice(0, before.indexOf(">") + 1);
  const look = /^<w:rPr>.*?<\/w:rPr>/s.exec(before.slice(open.length))?.[0] ?? "";
  return { open, look };
}

function count(xml: string, tag: string, before: number): number {
  let found = 0;
  for (let at = xml.indexOf(tag); at >= 0 && at < before; at = xml.indexOf(tag, at + 1)) found++;
  return found;
}

/** The text of a run with a run of its own for each blank and value. */
function parted(text: string, { open, look }: Run, comment: Commenting): string {
  const own = (words: string, looks: string) => `</w:r>${open}${looks}${textOf(words)}`;
  let made = "";
  let from = 0;
  for (const { index, 0: all, 1: blank, 2: key = "", 3: value = "" } of text.matchAll(MARKED)) {
    made += textOf(text.slice(from, index));
    from = index + all.length;
    if (blank !== undefined) made += own(blank, highlighted(look));
    else made += commented(own, { value, open, ...lookOf(key, look), id: comment(key.replace(UNLIT, "")) });
    made += `</w:r>${open}${look}`;
  }
  return made + textOf(text.slice(from));
}

/** The look of a run for a value: where a blank was, its highlight goes. */
function lookOf(key: string, look: string): { readonly look: string } {
  return { look: key.startsWith(UNLIT) ? look.replace(/<w:highlight w:val="yellow"\/>/, "") : look };
}

type Commented = {
  readonly value: string;
  readonly look: string;
  readonly open: string;
  readonly id: number | undefined;
};

function commented(own: (words: string, look: string) => string, { value, look, open, id }: Commented): string {
  if (id === undefined) return own(value, look);
  return `</w:r><w:commentRangeStart w:id="${id}"/>${open}${look}${textOf(value)}</w:r><w:commentRangeEnd w:id="${id}"/>${open}${look}<w:commentReference w:id="${id}"/>`;
}

function textOf(text: string): string {
  return text === "" ? "" : `<w:t xml:space="preserve">${text}</w:t>`;
}

/** What stands behind a highlight among the properties of a run. */
const BEHIND = /<w:(?:u|effect|bdr|shd|fitText|vertAlign|rtl|cs|em|lang|eastAsianLayout|specVanish|oMath|rPrChange)\b/;

function highlighted(look: string): string {
  const mark = '<w:highlight w:val="yellow"/>';
  if (look === "") return `<w:rPr>${mark}</w:rPr>`;
  const plain = look.replace(/<w:highlight\b[^>]*\/>/, "");
  const at = plain.search(BEHIND);
  const end = at < 0 ? plain.length - "</w:rPr>".length : at;
  return plain.slice(0, end) + mark + plain.slice(end);
}
