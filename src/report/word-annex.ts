import { openWord } from "./word-package.ts";
import { zipOf } from "./zip.ts";

const BODY = "word/document.xml";

/** A Word file with an annex behind its text. */
export function withAnnex(file: Uint8Array, annex: string): Uint8Array {
  const opened = openWord(file);
  if (!opened.ok) throw new Error(`the written file ${opened.problem}`);
  const body = opened.parts.get(BODY)?.toString("utf8") ?? "";
  return zipOf(new Map<string, Buffer | string>(opened.parts).set(BODY, inserted(body, annex)));
}

/** The body with an annex before the properties of its last section, which must stay last. */
export function inserted(xml: string, annex: string): string {
  const section = xml.lastIndexOf("<w:sectPr");
  const end = xml.lastIndexOf("</w:body>");
  const at = section >= 0 && !xml.slice(section, end).includes("</w:p>") ? section : end;
  return xml.slice(0, at) + annex + xml.slice(at);
}
