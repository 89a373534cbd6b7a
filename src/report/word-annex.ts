import PizZip from "pizzip";

const BODY = "word/document.xml";

/** A Word file with an annex behind its text. */
export function withAnnex(file: Uint8Array, annex: string): Uint8Array {
  const zip = new PizZip(file);
  zip.file(BODY, inserted(zip.file(BODY)?.asText() ?? "", annex));
  return zip.generate({ type: "nodebuffer", compression: "DEFLATE", compressionOptions: { level: 4 } });
}

/** The body with an annex before the properties of its last section, which must stay last. */
export function inserted(xml: string, annex: string): string {
  const section = xml.lastIndexOf("<w:sectPr");
  const end = xml.lastIndexOf("</w:body>");
  const at = section >= 0 && !xml.slice(section, end).includes("</w:p>") ? section : end;
  return xml.slice(0, at) + annex + xml.slice(at);
}
