import type { Draft } from "./draft.ts";
import type { DocumentPicture } from "./draft-picture.ts";
import { draftWorkbook } from "./workbook.ts";

/** The files of a draft as bytes. */
export type Documents = { readonly word: Uint8Array; readonly workbook: Uint8Array };

/** What a draft needs besides itself. */
export type Extras = {
  /** The branch's own Word file, where the draft fills one. */
  readonly form?: Uint8Array | undefined;
  /** Whether the ledger follows the text as tables by kind and month. */
  readonly annex?: boolean;
  /** Shown on a sheet of its own in the workbook. */
  readonly picture?: DocumentPicture;
  /** Shown behind the text of the Word file, after the tables. */
  readonly pictures?: readonly DocumentPicture[];
};

/** Makes the documents of a draft here and now; {@link documents} does so off the main thread. */
export async function makeDocuments(draft: Draft, extras: Extras = {}): Promise<Documents> {
  return { word: await makeWord(draft, extras), workbook: await draftWorkbook(draft, extras.picture) };
}

/** The Word file alone. */
export async function makeWord(draft: Draft, { form, annex, pictures }: Extras): Promise<Uint8Array> {
  const behind = {
    ...(annex === true ? { annex: (await import("./annex.ts")).annexXml(draft) } : {}),
    ...(pictures === undefined ? {} : { pictures: { title: `附图 ${draft.year}年活动`, pictures } }),
  };
  const traces = [...draft.traces, ...(draft.asides ?? [])];
  if (draft.form === undefined) return (await import("./word.ts")).word({ ...draft, traces, ...behind });
  if (form === undefined) throw new Error(`the template ${draft.form.name} is not given`);
  const { slots, lists = {} } = draft.form;
  return (await import("./word/template.ts")).fillForm({
    bytes: form,
    slots,
    lists,
    traces,
    madeOn: draft.madeOn,
    ...behind,
  });
}
