import type { Catalogue } from "../ledger/kinds.ts";
import type { Drawn } from "./chart-draw.ts";
import type { Draft } from "./draft.ts";
import { draftPicture } from "./draft-picture.ts";
import { type Documents, type Extras, makeDocuments } from "./make.ts";
import { formOf } from "./template-file.ts";

/** What is done in a thread. */
export type Task =
  | { readonly do: "documents"; readonly draft: Draft; readonly extras: Extras }
  | ({ readonly do: "kept" } & KeptDraft)
  | { readonly do: "picture"; readonly drawn: Drawn };

/** A draft as the ledger keeps it: large ones are read in the thread too. */
export type KeptDraft = {
  readonly snapshot: string;
  readonly annex: boolean;
  readonly catalogue: Catalogue;
  readonly dataDir: string;
};

export type Answered<Result> =
  | { readonly ok: true; readonly result: Result }
  | { readonly ok: false; readonly error: unknown };

/** Its documents, and the path of the organisation by which they are called. */
export type KeptDocuments = Documents & { readonly organisation: string };

export async function work(task: Task): Promise<Documents | KeptDocuments | Uint8Array> {
  if (task.do === "picture") return (await drawing()).draw(task.drawn);
  if (task.do === "documents") return makeDocuments(task.draft, task.extras);
  return keptDocuments(task);
}

async function keptDocuments({ snapshot, annex, catalogue, dataDir }: KeptDraft): Promise<KeptDocuments> {
  const draft = JSON.parse(snapshot) as Draft;
  const { draw } = await drawing();
  const picture = await draftPicture(draft, catalogue, (heat) => draw({ picture: heat, dataDir }));
  const made = await makeDocuments(draft, { form: formOf(dataDir, draft), annex, picture });
  return { ...made, organisation: draft.organisation };
}

/** Loaded where something is drawn: it brings a library of the machine's own code. */
function drawing(): Promise<typeof import("./chart-draw.ts")> {
  return import("./chart-draw.ts");
}
