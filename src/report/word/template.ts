import Docxtemplater from "docxtemplater";
import PizZip from "pizzip";
import type { Piece } from "../fill.ts";
import type { Lists } from "../layout.ts";
import { openNotes } from "../note.ts";
import type { Trace } from "../trace.ts";
import { zipOf } from "../zip.ts";
import { inserted } from "./annex.ts";
import { withoutEmptyClauses } from "./clauses.ts";
import { addComments, highestComment } from "./comments.ts";
import { itemSlots, repeated } from "./lists.ts";
import { marked, settled, unmarked, withUnitsOnce } from "./marks.ts";
import { openWord } from "./package.ts";
import { type PicturePages, withPictures } from "./pictures.ts";
import { isBlankName, normalised, textParts, withBlanksNamed } from "./slots.ts";

/** What goes into a branch's own Word file. */
type FormFilling = {
  readonly bytes: Uint8Array;
  /** What stands for each name between braces, the names as they are written. */
  readonly slots: Readonly<Record<string, Piece>>;
  /** By the name that repeats its paragraph: what stands in it for each item. */
  readonly lists?: Lists;
  readonly traces: readonly Trace[];
  readonly madeOn: string;
  /** Word's XML for what is added behind the text. */
  readonly annex?: string;
  /** Behind the annex. */
  readonly pictures?: PicturePages;
};

const BODY = "word/document.xml";

/**
 * Fills a branch's own Word file. Only what stands between braces changes: values carry comments
 * with their records, blanks are highlighted. Throws where the file was not read by {@link openWord} before.
 */
export function fillForm({ bytes, slots, lists = {}, traces, madeOn, annex, pictures }: FormFilling): Uint8Array {
  const opened = openWord(bytes);
  if (!opened.ok) throw new Error(`the template ${opened.problem}`);
  const filled = rendered(packed(opened.parts, { slots, lists }), { ...slots, ...itemSlots(lists) });
  const made = new Map<string, string>();
  for (const name of templatedParts(filled)) {
    const xml = withUnitsOnce(filled.file(name)?.asText() ?? "");
    made.set(name, name === BODY ? xml : settled(xml, () => undefined));
  }
  commentBody(filled, made, { traces, madeOn });
  if (annex !== undefined) made.set(BODY, inserted(made.get(BODY) ?? "", annex));
  return zipOf(withPictures(new Map<string, Buffer | string>([...opened.parts, ...made]), pictures));
}

type Pieces = { readonly slots: FormFilling["slots"]; readonly lists: Lists };

function packed(parts: ReadonlyMap<string, Buffer>, { slots, lists }: Pieces): PizZip {
  const zip = new PizZip();
  const texts = new Set(textParts(parts));
  const blanks = new Set(Object.keys(slots).filter(isBlankName));
  const named = (data: Buffer) => withBlanksNamed(normalised(data.toString("utf8")), blanks);
  const part = (data: Buffer) => repeated(withoutEmptyClauses(named(data), slots), lists);
  for (const [name, data] of parts) zip.file(name, texts.has(name) ? part(data) : data);
  return zip;
}

/** What docxtemplater fills besides the text that people see: titles and comments. */
function templatedParts(zip: PizZip): string[] {
  return Object.keys(zip.files).filter((name) =>
    /^(word\/(document|header\d*|footer\d*|footnotes|endnotes|comments)|docProps\/\w+)\.xml$/.test(name),
  );
}

function rendered(zip: PizZip, slots: FormFilling["slots"]): PizZip {
  const texts = new Map(Object.entries(slots).map(([name, piece]) => [name.trim(), marked(piece)]));
  const endnotes = {
    name: "endnotes",
    optionsTransformer(options: object, made: { targets?: string[] }) {
      if (zip.file("word/endnotes.xml")) made.targets?.push("word/endnotes.xml");
      return options;
    },
  };
  const document = new Docxtemplater(zip, {
    delimiters: { start: "{{", end: "}}" },
    errorLogging: false,
    parser: (tag: string) => ({ get: () => texts.get(tag.trim()) ?? `{{${tag}}}` }),
    modules: [endnotes],
  });
  document.render({});
  return document.getZip();
}

type Noted = Pick<FormFilling, "traces" | "madeOn">;

function commentBody(zip: PizZip, parts: Map<string, string>, { traces, madeOn }: Noted): void {
  const notes = openNotes(traces, { madeOn, first: highestComment(zip) + 1 });
  parts.set(BODY, settled(parts.get(BODY) ?? "", notes.add));
  if (notes.made.length > 0) addComments(zip, parts, notes.made.join(""));
  const own = parts.get("word/comments.xml");
  if (own !== undefined) parts.set("word/comments.xml", unmarked(own));
}
