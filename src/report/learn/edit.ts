/** Where a paragraph of its own begins inside of what an edit puts there. */
export const BREAK = "\uFDD5";

/** A part of a text, in code points, and what stands there instead. */
export type Edit = {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** The whole line goes, and its paragraph where nothing else hangs on it. */
  readonly drops?: true;
  /** Its words stay as they are written, and are highlighted where a file can do so. */
  readonly isLit?: true;
};

/** Edits in order; one that reaches into another before it is left out. */
export function ordered(edits: readonly Edit[]): Edit[] {
  const kept: Edit[] = [];
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    if (edit.end > edit.start && edit.start >= (kept.at(-1)?.end ?? 0)) kept.push(edit);
  }
  return kept;
}
