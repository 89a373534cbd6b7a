import { join, resolve } from "node:path";
import * as z from "zod";
import { keptDocuments } from "../../report/documents.ts";
import { lastName } from "../../report/text.ts";
import { findDraft } from "../../store/drafts.ts";
import { makeFolder } from "../../store/folder.ts";
import { writeApart } from "../../store/whole-file.ts";
import type { Deps } from "../call.ts";
import type { Outbound } from "../channel.ts";
import { scopeText } from "../commands/asked-scope.ts";
import { readable } from "../files/readable-files.ts";
import { besideDraft } from "../pictures.ts";
import { asked } from "../work/payload.ts";

/** What the maker of documents needs, kept until they are sent. */
export const draftJob = asked.extend({
  organisation: z.number(),
  year: z.number(),
  number: z.number(),
  /** Whether the ledger follows the text as tables. */
  annex: z.boolean().exactOptional(),
  /** Whether the year follows the text as pictures. */
  pictures: z.boolean().exactOptional(),
});

export type DraftJob = Readonly<z.infer<typeof draftJob>>;

/** Makes the documents of a kept draft and writes them under readable names. */
export async function makeDraftFiles(deps: Deps, job: DraftJob): Promise<Outbound[]> {
  const { organisation: organisationId, year, number } = job;
  const row = await findDraft(deps.db, { organisationId, year, number });
  if (row === undefined) throw new Error(`draft ${number} of ${year} is gone`);
  const { catalogue, dataDir } = deps;
  const wanted = { ...{ organisation: organisationId, year }, withSubUnits: row.with_sub_units === 1 };
  const beside = job.pictures
    ? await besideDraft(deps.db, deps, { ...wanted, madeAt: new Date(row.created_at) })
    : undefined;
  const made = await keptDocuments({ snapshot: row.snapshot, annex: job.annex === true, beside, catalogue, dataDir });
  const folder = resolve(dataDir, "drafts");
  makeFolder(folder);
  const scope = scopeText(wanted.withSubUnits);
  const name = `${fileName(made.organisation)}${scope}${year}年述职报告（草稿${number}）`;
  // The folder is one for all branches: the id keeps those of the same name apart.
  const place = { folder, id: organisationId };
  return [await fileOf(place, `${name}.docx`, made.word), await fileOf(place, `${name}台账.xlsx`, made.workbook)];
}

async function fileOf(
  { folder, id }: { folder: string; id: number },
  name: string,
  bytes: Uint8Array,
): Promise<Outbound> {
  const path = join(folder, `${id}-${name}`);
  await writeApart(path, bytes);
  return { kind: "file", file: { path, name }, caption: name };
}

/** The last part of an organisation's path, without what a file name may not hold. */
export function fileName(organisation: string): string {
  return readable(lastName(organisation), 40, "台账");
}
