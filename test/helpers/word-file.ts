import { zipFile } from "./zip-file.ts";

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

export type WordFileParts = {
  /** XML inside of `w:body`. */
  readonly body: string;
  readonly header?: string;
  readonly footer?: string;
  readonly footnote?: string;
  readonly more?: Readonly<Record<string, string | Uint8Array>>;
};

/** A paragraph of runs as a person's Word leaves them. */
export function p(...runs: string[]): string {
  return `<w:p w:rsidR="00A1"><w:pPr><w:jc w:val="both"/></w:pPr>${runs.join("")}</w:p>`;
}

export function r(text: string, look = '<w:rPr><w:rFonts w:eastAsia="仿宋"/><w:sz w:val="32"/></w:rPr>'): string {
  return `<w:r>${look}<w:t xml:space="preserve">${text}</w:t></w:r>`;
}

/** A text box as Word writes it: the box and a copy for old programs. */
export function box(...paragraphs: string[]): string {
  const content = `<w:txbxContent>${paragraphs.join("")}</w:txbxContent>`;
  return `<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="wps"><w:drawing>${content}</w:drawing></mc:Choice><mc:Fallback><w:pict>${content}</w:pict></mc:Fallback></mc:AlternateContent></w:r>`;
}

/** A .docx as another program might have written it. */
export function wordFile({ body, header, footer, footnote, more = {} }: WordFileParts): Uint8Array {
  const extra = [
    ["header1", "header", header === undefined ? undefined : `<w:hdr ${W}>${header}</w:hdr>`],
    ["footer1", "footer", footer === undefined ? undefined : `<w:ftr ${W}>${footer}</w:ftr>`],
    [
      "footnotes",
      "footnotes",
      footnote === undefined
        ? undefined
        : `<w:footnotes ${W}><w:footnote w:id="1">${footnote}</w:footnote></w:footnotes>`,
    ],
  ].filter((one): one is [string, string, string] => one[2] !== undefined);
  const overrides = extra.map(
    ([name, type]) => `<Override PartName="/word/${name}.xml" ContentType="${TYPE}.${type}+xml"/>`,
  );
  const relations = extra.map(
    ([name, type], i) => `<Relationship Id="rId${i + 10}" Type="${RELATION}/${type}" Target="${name}.xml"/>`,
  );
  return zipFile({
    "[Content_Types].xml": `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${TYPE}.document.main+xml"/>${overrides.join("")}</Types>`,
    "_rels/.rels": `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${RELATION}/officeDocument" Target="word/document.xml"/></Relationships>`,
    "word/_rels/document.xml.rels": `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relations.join("")}</Relationships>`,
    "word/document.xml": `${HEAD}<w:document ${W} xmlns:r="${RELATION}"><w:body>${body}<w:sectPr>${header === undefined ? "" : '<w:headerReference w:type="default" r:id="rId10"/>'}<w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>`,
    ...Object.fromEntries(extra.map(([name, , xml]) => [`word/${name}.xml`, HEAD + xml])),
    ...more,
  });
}
