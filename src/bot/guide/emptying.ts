import type { Change } from "../../ledger/understand/reading.ts";
import { type EntryField, FIELD_NAMES } from "./entry.ts";

/** The word that takes a value away, step by step; in a form it is an empty field. */
export const EMPTY = "清空";

/** What takes a field's value away, or why a record cannot do without it. */
export function emptied(of: EntryField): Change | { readonly field: "problem"; readonly text: string } {
  switch (of) {
    case "title":
    case "place":
      return { field: of, text: null };
    case "people":
      return { field: "headcount", amount: null };
    case "hours":
      return { field: "minutes", amount: null };
    default:
      return { field: "problem", text: `${FIELD_NAMES[of]}不能清空，请写新的。` };
  }
}
