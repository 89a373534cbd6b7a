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

/** How many narrow characters a text takes the room of: a Chinese one takes that of two. */
export function narrowWidth(text: string): number {
  let width = 0;
  for (const char of text) width += (char.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1;
  return width;
}

/** The last name of an organisation's path, `A > B`. */
export function lastName(path: string): string {
  return path.split(">").at(-1)?.trim() ?? path;
}

/** Text for XML that we write ourselves. */
export function escapeXml(text: string): string {
  return clean(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
