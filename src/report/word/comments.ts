import type PizZip from "pizzip";
import { endedWith, RELATIONS, related, TYPES } from "./parts.ts";

const PART = "word/comments.xml";
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
    parts.set(PART, endedWith(own, "w:comments", comments));
    return;
  }
  parts.set(
    PART,
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:comments xmlns:w="${WORD}">${comments}</w:comments>`,
  );
  parts.set(RELATIONS, related(zip.file(RELATIONS)?.asText(), { type: RELATION, target: "comments.xml" }).xml);
  const types = zip.file(TYPES)?.asText() ?? "";
  parts.set(TYPES, endedWith(types, "Types", `<Override PartName="/${PART}" ContentType="${TYPE}"/>`));
}
