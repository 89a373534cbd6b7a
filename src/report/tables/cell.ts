/** A cell of a table that somebody kept: days as `YYYY-MM-DD`. */
export type TableCell = string | number | null;

/** What a cell says, without what nobody sees; nothing where that is all. */
export function textOf(cell: TableCell): string | null {
  if (cell === null) return null;
  const text = String(cell)
    .replace(/[\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/gu, " ")
    .replace(/\p{Cs}/gu, "")
    .trim();
  return text === "" ? null : text;
}
