const ESCAPE = String.fromCharCode(0x1b);
const LINK = new RegExp(`(?:https?://|www\\.)[!-~]+|${ESCAPE}\\[[0-9;?]*[ -/]*[@-~]|${ESCAPE}`, "gi");

/** A text with blanks in place of links and of the sequences that colour a terminal, which tell nothing of what was done. */
export function withoutLinks(text: string): string {
  if (!text.includes("://") && !text.includes("www.") && !text.includes(ESCAPE)) return text;
  return text.replace(LINK, (link) => " ".repeat(link.length));
}
