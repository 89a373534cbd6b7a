import type { Draft } from "./draft.ts";
import { word } from "./word.ts";
import { draftWorkbook } from "./workbook.ts";

/** The files of a draft as bytes. */
export type Documents = { readonly word: Uint8Array; readonly workbook: Uint8Array };

/** Makes the documents of a draft here and now; {@link documents} does so off the main thread. */
export async function makeDocuments(draft: Draft): Promise<Documents> {
  return { word: await word(draft), workbook: await draftWorkbook(draft) };
}
