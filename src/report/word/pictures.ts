import { line, PAGE_BREAK, TIGHT } from "../annex.ts";
import type { DocumentPicture } from "../draft-picture.ts";
import { escapeXml } from "../text.ts";
import { inserted } from "./annex.ts";
import { endedWith, RELATIONS, related, TYPES } from "./parts.ts";

const BODY = "word/document.xml";
const IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image";
const DRAWING = "http://schemas.openxmlformats.org/drawingml/2006";
const REFERENCES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** In millimetres: within the margins of the standard and of Word's own pages, with room for a caption. */
const MOST = { width: 145, height: 190 };
const EMU_PER_MM = 36_000;

/** The parts of a Word file by name. */
type WordParts = ReadonlyMap<string, Buffer | Uint8Array | string>;

/** Pictures behind the text, under a heading. */
export type PicturePages = { readonly title: string; readonly pictures: readonly DocumentPicture[] };

/**
 * A Word file with pictures on pages of their own behind its text, each with a caption and
 * with words for those who cannot see it. What the file has already stays as it is.
 */
export function withPictures(parts: WordParts, pages: PicturePages | undefined): WordParts {
  if (pages === undefined) return parts;
  const { title, pictures } = pages;
  const made = new Map(parts);
  const firstId = highestDrawing(parts) + 1;
  const placed = pictures.map((picture, n) => {
    const part = freePart(made);
    made.set(part, picture.png);
    const target = part.slice("word/".length);
    const { xml, id } = related(textOf(made, RELATIONS), { type: IMAGE, target });
    made.set(RELATIONS, xml);
    return placedXml(picture, { number: n + 1, id: firstId + n, relation: id });
  });
  const heading = line(title, { bold: true, keep: true, size: 32, centred: true });
  made.set(BODY, inserted(textOf(made, BODY) ?? "", PAGE_BREAK + heading + placed.join("")));
  made.set(TYPES, withPng(textOf(made, TYPES) ?? ""));
  return made;
}

function textOf(parts: WordParts, name: string): string | undefined {
  const part = parts.get(name);
  return part === undefined || typeof part === "string" ? part : Buffer.from(part).toString("utf8");
}

/** Drawings are numbered over the whole file; the template may have some. */
function highestDrawing(parts: WordParts): number {
  const names = [...parts.keys()].filter((name) => /^word\/[^/]+\.xml$/.test(name));
  const ids = names.flatMap((name) => [...(textOf(parts, name) ?? "").matchAll(/<wp:docPr\b[^>]*?\sid="(\d{1,9})"/g)]);
  return ids.reduce((most, [, id]) => Math.max(most, Number(id)), 0);
}

function freePart(parts: WordParts): string {
  let n = 1;
  while (parts.has(`word/media/ledger${n}.png`)) n++;
  return `word/media/ledger${n}.png`;
}

function withPng(types: string): string {
  if (/<Default\b[^>]*\sExtension="png"/i.test(types)) return types;
  return endedWith(types, "Types", '<Default Extension="png" ContentType="image/png"/>');
}

type Place = { readonly number: number; readonly id: number; readonly relation: string };

function placedXml({ words, alt, ...size }: DocumentPicture, { number, id, relation }: Place): string {
  const scale = Math.min(MOST.width / size.width, MOST.height / size.height) * EMU_PER_MM;
  const [cx, cy] = [Math.round(size.width * scale), Math.round(size.height * scale)];
  const named = `name="图${number}" descr="${escapeXml(alt)}"`;
  const shape = `<a:xfrm><a:off x="0" y="0"/><a:ext cx="${cx}" cy="${cy}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>`;
  const filled = `<a:blip xmlns:r="${REFERENCES}" r:embed="${relation}"/><a:stretch><a:fillRect/></a:stretch>`;
  const pic = `<pic:pic xmlns:pic="${DRAWING}/picture"><pic:nvPicPr><pic:cNvPr id="${id}" ${named}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>${filled}</pic:blipFill><pic:spPr>${shape}</pic:spPr></pic:pic>`;
  const graphic = `<a:graphic xmlns:a="${DRAWING}/main"><a:graphicData uri="${DRAWING}/picture">${pic}</a:graphicData></a:graphic>`;
  const locks = `<wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="${DRAWING}/main" noChangeAspect="1"/></wp:cNvGraphicFramePr>`;
  const inline = `<wp:inline xmlns:wp="${DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0"><wp:extent cx="${cx}" cy="${cy}"/><wp:docPr id="${id}" ${named}/>${locks}${graphic}</wp:inline>`;
  const paragraph = `<w:p><w:pPr><w:keepNext/>${TIGHT}<w:jc w:val="center"/></w:pPr><w:r><w:drawing>${inline}</w:drawing></w:r></w:p>`;
  return paragraph + line(`图${number} ${words}`, { size: 21, centred: true }) + line("", {});
}
