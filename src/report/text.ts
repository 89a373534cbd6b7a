/** What XML 1.0 cannot hold: control characters, U+FFFE and U+FFFF, half a surrogate pair. */
const INVALID =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to remove
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** Characters that nobody sees but that reorder or split what others see. */
const INVISIBLE = /[\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/g;

/** Any text as a document can hold it: valid in XML, on one line, without invisible direction marks. */
export function clean(text: string): string {
  return text
    .replace(/[\t\r\n\u0085\u2028\u2029]+/g, " ")
    .replace(INVALID, "")
    .replace(INVISIBLE, "");
}

/** Text for XML that we write ourselves. */
export function escapeXml(text: string): string {
  return clean(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
