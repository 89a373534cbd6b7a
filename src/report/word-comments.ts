import type PizZip from "pizzip";

const PART = "word/comments.xml";
const RELATIONS = "word/_rels/document.xml.rels";
const TYPES = "[Content_Types].xml";
const WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments";
const TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";

/** The highest number of a comment that a Word file has already; -1 without any. */
export function highestComment(zip: PizZip): number {
  const xml = zip.file(PART)?.asText() ?? "";
  return [...xml.matchAll(/<w:comment\b[^>]*?\sw:id="(\d+)"/g)].reduce(
    (most, [, id]) => Math.max(most, Number(id)),
    -1,
  );
}

/** Adds comments behind those of a Word file, and the part for them where it has none. */
export function addComments(zip: PizZip, parts: Map<string, string>, comments: string): void {
  const own = parts.get(PART);
  if (own !== undefined) {
    parts.set(
      PART,
      own.replace(
        /<\/w:comments>\s*$|(<w:comments\b[^>]*)\/>\s*$/,
        (_, open?: string) => `${open === undefined ? "" : `${open}>`}${comments}</w:comments>`,
      ),
    );
    return;
  }
  parts.set(
    PART,
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:comments xmlns:w="${WORD}">${comments}</w:comments>`,
  );
  const relations = zip.file(RELATIONS)?.asText() ?? EMPTY_RELATIONS;
  parts.set(
    RELATIONS,
    relations.replace(
      "</Relationships>",
      `<Relationship Id="${freeId(relations)}" Type="${RELATION}" Target="comments.xml"/></Relationships>`,
    ),
  );
  const types = zip.file(TYPES)?.asText() ?? "";
  parts.set(TYPES, types.replace("</Types>", `<Override PartName="/${PART}" ContentType="${TYPE}"/></Types>`));
}

const EMPTY_RELATIONS =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>';

function freeId(relations: string): string {
  let n = 1;
  while (relations.includes(`"rIdLedger${n}"`)) n++;
  return `rIdLedger${n}`;
}
