/** How a run looks: headings and leads run in, so faces belong to runs and not to paragraphs. */
export type Face = "title" | "heading" | "subheading" | "lead" | "body";

export type Style = "title" | "heading1" | "heading2" | "heading3" | "body";

/** A `value` opens the records of its field; a `blank` is for a person to fill in. */
export type Run =
  | { readonly is: "text" | "blank"; readonly text: string; readonly face: Face }
  | { readonly is: "value"; readonly text: string; readonly face: Face; readonly field: string };

/** With a `table`, its rows stand below the paragraph, the headings first. */
export type Paragraph = {
  readonly style: Style;
  readonly runs: readonly Run[];
  readonly table?: readonly (readonly Run[])[];
};

/** A report as data: what it says and in which order, and nothing of how a page looks. */
export type Outline = { readonly paragraphs: readonly Paragraph[] };

/** The text of a paragraph as a reader sees it. */
export function paragraphText({ runs }: Paragraph): string {
  return runs.map(({ text }) => text).join("");
}
