import type { Edit } from "./edit.ts";

/** A line to write on, empty brackets, XX for a name, or a blank of an earlier template. */
const BLANK =
  /【待填[:：][^【】\n]*】|【[\s_.…xX×]*】|[（(][\s_]{2,}[)）]|[_＿]{2,}|□{2,}|(?<![A-Za-z0-9])[xX×]{2,8}(?![A-Za-z0-9])/g;

/** The blanks of a past report that are no numbers: its words stay, and whoever fills it in sees them. */
export function plainBlanksIn(text: string): Edit[] {
  return [...text.matchAll(BLANK)].map(({ index, 0: blank }) => {
    const start = Array.from(text.slice(0, index)).length;
    return { start, end: start + Array.from(blank).length, text: blank, isLit: true };
  });
}
