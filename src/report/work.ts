import type { Catalogue } from "../ledger/kinds.ts";
import type { Picture } from "./charts/canvas.ts";
import type { Drawn } from "./charts/draw.ts";
import type { Draft } from "./draft.ts";
import { type Beside, draftPicture, morePictures } from "./draft-picture.ts";
import { type Documents, type Extras, makeDocuments } from "./make.ts";
import { readSnapshot } from "./snapshot.ts";
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
  /** Where the year is to follow the text as pictures. */
  readonly beside?: Beside | undefined;
  readonly catalogue: Catalogue;
  readonly dataDir: string;
};

/** What a thread answers: an error goes back as it was thrown. */
export type Answered<Result> =
  | { readonly ok: true; readonly result: Result }
  | { readonly ok: false; readonly error: unknown };

/** Its documents, and the path of the organisation by which they are called. */
export type KeptDocuments = Documents & { readonly organisation: string };

/** Does one task; in the thread, so that messages are answered meanwhile. */
export async function work(task: Task): Promise<Documents | KeptDocuments | Uint8Array> {
  if (task.do === "picture") return (await drawing()).draw(task.drawn);
  if (task.do === "documents") return makeDocuments(task.draft, task.extras);
  return keptDocuments(task);
}

async function keptDocuments({ snapshot, annex, beside, catalogue, dataDir }: KeptDraft): Promise<KeptDocuments> {
  const draft = readSnapshot(snapshot);
  const { draw } = await drawing();
  const png = (picture: Picture) => draw({ picture, dataDir });
  const picture = await draftPicture(draft, catalogue, png);
  const more = beside === undefined ? undefined : await morePictures({ ...draft, catalogue }, beside, png);
  const pictures = more === undefined ? {} : { pictures: [picture, ...more] };
  const made = await makeDocuments(draft, { form: formOf(dataDir, draft), annex, picture, ...pictures });
  return { ...made, organisation: draft.organisation };
}

/** Loaded where something is drawn: it brings a library of the machine's own code. */
function drawing(): Promise<typeof import("./charts/draw.ts")> {
  return import("./charts/draw.ts");
}
