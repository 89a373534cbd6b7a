import { AlignmentType, type IParagraphStyleOptions, type IRunPropertiesOptions, LineRuleType } from "docx";
import type { Face, Style } from "../outline.ts";
import { escapeXml } from "../text.ts";

// Layout of GB/T 9704-2012. Sizes of type are in half points, lengths in twips (1/20 pt).

/** A4 with the margins of GB/T 9704. */
export const PAGE = {
  size: { width: 11906, height: 16838 },
  margin: { top: 2098, left: 1587, right: 1474, bottom: 1984, header: 851, footer: 1417 },
} as const;

/** 28.95 pt, 22 lines a page. */
export const LINE = 579;

const EXACT = { line: LINE, lineRule: LineRuleType.EXACT, before: 0, after: 0 } as const;

/** 28 characters a line of 442 pt: a quarter of a point less than 16 pt each. */
const SPACING = -5;

const THIRD = 32;
const SECOND = 44;
const FOURTH = 28;
const LATIN = "Times New Roman";

type Type = { readonly eastAsia: string; readonly size: number; readonly bold: boolean };

const FACES: Readonly<Record<Face, Type>> = {
  title: { eastAsia: "方正小标宋简体", size: SECOND, bold: false },
  heading: { eastAsia: "黑体", size: THIRD, bold: false },
  subheading: { eastAsia: "楷体", size: THIRD, bold: false },
  lead: { eastAsia: "仿宋", size: THIRD, bold: true },
  body: { eastAsia: "仿宋", size: THIRD, bold: false },
};

/** The type of a run. The East Asian font stands on every run: Word falls back to another one without it. */
export function runType(face: Face): IRunPropertiesOptions {
  const { eastAsia, size, bold } = FACES[face];
  return {
    font: fonts(eastAsia),
    size,
    ...(bold ? { bold } : {}),
    ...(face === "title" ? {} : { characterSpacing: SPACING }),
  };
}

/** The type of page numbers: 四号. */
export const PAGE_NUMBER: IRunPropertiesOptions = { font: fonts("宋体", "宋体"), size: FOURTH };

/** The paragraph style of comments. It carries their type: a font on each of their runs makes files slow to write. */
export const NOTE_STYLE = "ReportNote";

function fonts(eastAsia: string, latin = LATIN): NonNullable<IRunPropertiesOptions["font"]> {
  return { ascii: latin, hAnsi: latin, cs: latin, eastAsia, hint: "eastAsia" };
}

/** The id of the paragraph style that a paragraph of the outline takes. */
export const STYLE_IDS: Readonly<Record<Style, string>> = {
  title: "ReportTitle",
  heading1: "ReportHeading1",
  heading2: "ReportHeading2",
  heading3: "ReportHeading3",
  body: "ReportBody",
};

const INDENT = { firstLine: 640, firstLineChars: 200 } as const;

/** The styles that people find in Word, one for each of the outline and one for comments. */
export const PARAGRAPH_STYLES: readonly IParagraphStyleOptions[] = [
  paragraphStyle("title", { name: "公文标题", face: "title" }, { alignment: AlignmentType.CENTER }),
  paragraphStyle("body", { name: "公文正文", face: "body" }, {}),
  paragraphStyle("heading1", { name: "公文一级标题", face: "heading" }, { keepNext: true, outlineLevel: 0 }),
  paragraphStyle("heading2", { name: "公文二级标题", face: "subheading" }, { keepNext: true, outlineLevel: 1 }),
  paragraphStyle("heading3", { name: "公文三级标题", face: "lead" }, { keepNext: true, outlineLevel: 2 }),
  { id: NOTE_STYLE, name: "台账批注", basedOn: "Normal", run: { font: fonts("宋体"), size: 21 }, paragraph: {} },
];

function paragraphStyle(
  style: Style,
  { name, face }: { readonly name: string; readonly face: Face },
  more: NonNullable<IParagraphStyleOptions["paragraph"]>,
): IParagraphStyleOptions {
  const indented = style === "title" ? {} : { alignment: AlignmentType.JUSTIFIED, indent: INDENT };
  return {
    id: STYLE_IDS[style],
    name,
    basedOn: "Normal",
    next: STYLE_IDS.body,
    quickFormat: true,
    run: runType(face),
    paragraph: { spacing: EXACT, ...indented, ...more },
  };
}

/** What Word takes where a font is not installed; no font is embedded. */
const FALLBACKS: readonly (readonly [font: string, names: string, family: string])[] = [
  ["方正小标宋简体", "华文中宋,宋体", "auto"],
  ["仿宋", "仿宋_GB2312,华文仿宋,FangSong", "modern"],
  ["楷体", "楷体_GB2312,华文楷体,KaiTi", "modern"],
  ["黑体", "华文黑体,SimHei", "modern"],
  ["宋体", "SimSun", "auto"],
];

/** The font table, which the Word library leaves empty. */
export function fontTable(): string {
  const font = ([name, names, family]: (typeof FALLBACKS)[number]) =>
    `<w:font w:name="${name}"><w:altName w:val="${names}"/><w:charset w:val="86"/><w:family w:val="${family}"/></w:font>`;
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${FALLBACKS.map(font).join("")}</w:fonts>`;
}

/** The document's properties with the day it was made; the library would read the clock. */
export function coreProperties(title: string, author: string, at: Date): string {
  const instant = at.toISOString().replace(/\.\d+Z$/, "Z");
  const date = (name: string) => `<dcterms:${name} xsi:type="dcterms:W3CDTF">${instant}</dcterms:${name}>`;
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escapeXml(title)}</dc:title><dc:creator>${escapeXml(author)}</dc:creator><cp:lastModifiedBy>${escapeXml(author)}</cp:lastModifiedBy>${date("created")}${date("modified")}</cp:coreProperties>`;
}
