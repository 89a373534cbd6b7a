/** The parts of a Word file that say what the others are. */
export const RELATIONS = "word/_rels/document.xml.rels";
export const TYPES = "[Content_Types].xml";

const EMPTY_RELATIONS =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>';

type Relation = { readonly type: string; readonly target: string };

/** The relations of the text with one more, and the id by which the text names it. */
export function related(
  relations: string | undefined,
  { type, target }: Relation,
): { readonly xml: string; readonly id: string } {
  const before = relations ?? EMPTY_RELATIONS;
  const id = freeId(before);
  return {
    id,
    xml: endedWith(before, "Relationships", `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`),
  };
}

/** An element at the end of a part's root, be that empty or not. */
export function endedWith(xml: string, root: string, element: string): string {
  const end = xml.lastIndexOf(`</${root}>`);
  if (end >= 0) return xml.slice(0, end) + element + xml.slice(end);
  return xml.replace(new RegExp(`(<${root}\\b[^>]*?)/>`), (_, open: string) => `${open}>${element}</${root}>`);
}

function freeId(relations: string): string {
  let n = 1;
  while (relations.includes(`"rIdLedger${n}"`)) n++;
  return `rIdLedger${n}`;
}
