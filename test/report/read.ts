import PizZip from "pizzip";

/** A paragraph as Word would find it: its style, its text, and the East Asian font of each run. */
export type Read = { readonly style: string; readonly text: string; readonly fonts: readonly string[] };

/** The paragraphs of a part of a .docx, by default of its body. */
export function paragraphs(file: Uint8Array, part = "word/document.xml"): Read[] {
  return [...xmlOf(file, part).matchAll(/<w:p>.*?<\/w:p>|<w:p\/>/gs)].map(([xml]) => ({
    style: /<w:pStyle w:val="(.*?)"/.exec(xml)?.[1] ?? "",
    text: textOf(xml),
    fonts: [...xml.matchAll(/<w:r>.*?<\/w:r>/gs)]
      .filter(([run]) => run.includes("<w:t"))
      .map(([run]) => /w:eastAsia="(.*?)"/.exec(run)?.[1] ?? ""),
  }));
}

/** The lines of each comment of a .docx, in order. */
export function comments(file: Uint8Array): string[][] {
  return [...xmlOf(file, "word/comments.xml").matchAll(/<w:comment .*?<\/w:comment>/gs)].map(([xml]) =>
    [...xml.matchAll(/<w:p>.*?<\/w:p>/gs)].map(([one]) => textOf(one)),
  );
}

export function xmlOf(file: Uint8Array, part: string): string {
  return new PizZip(file).file(part)?.asText() ?? "";
}

export function partsOf(file: Uint8Array): string[] {
  return Object.keys(new PizZip(file).files).filter((name) => /\.(xml|rels)$/.test(name));
}

/** The first character that XML 1.0 forbids, or markup that does not close. */
export function invalidXml(xml: string): string | null {
  const character = [...xml].find((one) => {
    const code = one.codePointAt(0) ?? 0;
    return code < 0x20
      ? ![9, 10, 13].includes(code)
      : (code >= 0xd800 && code <= 0xdfff) || code === 0xfffe || code === 0xffff;
  });
  if (character !== undefined) return `U+${character.codePointAt(0)?.toString(16)}`;
  const open: string[] = [];
  for (const [, close, name = "", alone] of xml.matchAll(
    /<(\/?)([A-Za-z][\w:.-]*)(?:"[^"]*"|'[^']*'|[^"'>])*?(\/?)>/g,
  )) {
    if (alone) continue;
    if (!close) open.push(name);
    else if (open.pop() !== name) return `</${name}>`;
  }
  return open.length === 0 ? null : `<${open.at(-1)}>`;
}

function textOf(xml: string): string {
  return [...xml.matchAll(/<w:t(?: [^>]*)?>(.*?)<\/w:t>/gs)]
    .map(([, text = ""]) => text)
    .join("")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
}
