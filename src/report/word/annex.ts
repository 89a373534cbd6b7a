/** The body of a Word file with an annex before the properties of its last section, which must stay last. */
export function inserted(xml: string, annex: string): string {
  const section = xml.lastIndexOf("<w:sectPr");
  const end = xml.lastIndexOf("</w:body>");
  const at = section >= 0 && !xml.slice(section, end).includes("</w:p>") ? section : end;
  return xml.slice(0, at) + annex + xml.slice(at);
}
