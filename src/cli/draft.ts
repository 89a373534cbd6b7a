import { resolve } from "node:path";
import { draftOf } from "../bot/drafts/drafting.ts";
import { fileName } from "../bot/drafts/files.ts";
import { besideDraft } from "../bot/pictures.ts";
import type { Program } from "../program.ts";
import { pngOf } from "../report/chart.ts";
import type { Picture } from "../report/charts/canvas.ts";
import { documents } from "../report/documents.ts";
import { type Draft, draftJson } from "../report/draft.ts";
import { draftPicture, morePictures } from "../report/draft-picture.ts";
import type { FormRead, TemplateSource } from "../report/form.ts";
import type { Extras } from "../report/make.ts";
import { formOf, readTemplateFile } from "../report/template-file.ts";
import { narrowWidth } from "../report/text.ts";
import { traceText } from "../report/trace.ts";
import { makeFolder, SHARED } from "../store/folder.ts";
import { CommandError } from "./command-error.ts";
import type { Common, Io } from "./io.ts";
import { openLedger } from "./ledger.ts";
import { organisationOf } from "./organisation.ts";
import { writeTogether } from "./output-set.ts";

type DraftOptions = Common & {
  readonly year: number;
  readonly org?: string;
  readonly withSubUnits?: true;
  readonly template?: string;
  /** The ledger as tables behind the text. */
  readonly annex?: true;
  /** The year as pictures behind the text. */
  readonly pictures?: true;
  readonly out?: string;
  readonly json?: true;
};

/** Counts a year's draft, prints it, and writes its files where a folder is named. */
export async function draftCommand(io: Io, options: DraftOptions): Promise<number> {
  const program = await openLedger(io, options);
  try {
    const given = options.template === undefined ? undefined : ownTemplate(options.template);
    const madeAt = io.clock();
    const draft = await draftFor(program, { ...options, given }, madeAt);
    const form = formOf(options.data, draft, given ?? program.deps.template);
    const { written, kept }: Written =
      options.out === undefined
        ? { written: [], kept: [] }
        : await writeDraft(draft, options.out, {
            ...{ form, annex: options.annex === true },
            ...(await picturesFor(program, draft, { ...options, madeAt })),
          });
    const where = options.out === undefined ? "加 --out 写出工作簿来看" : "见工作簿";
    io.out(options.json ? `${JSON.stringify(draftJson(draft))}\n` : draftText(draft, program.deps.headline, where));
    const note = options.json ? io.err : io.out;
    for (const file of kept) note(`上次的文件有人改过，另存为 ${file}\n`);
    for (const file of written) note(`已写 ${file}\n`);
    return 0;
  } finally {
    await program.close();
  }
}

/** The year by weeks for the workbook; where asked for, it and the others for the Word file. */
async function picturesFor(
  { deps }: Program,
  draft: Draft,
  { madeAt, ...options }: DraftOptions & { readonly madeAt: Date },
): Promise<Extras> {
  const { catalogue } = deps;
  const png = (picture: Picture) => pngOf(picture, options.data);
  const picture = await draftPicture(draft, catalogue, png);
  if (options.pictures !== true) return { picture };
  const { id } = await organisationOf(deps.db, options.org);
  const wanted = { organisation: id, year: options.year, withSubUnits: options.withSubUnits === true, madeAt };
  const beside = await besideDraft(deps.db, deps, wanted);
  return { picture, pictures: [picture, ...(await morePictures({ ...draft, catalogue }, beside, png))] };
}

/** With `given` in place of the organisation's template. */
type Drafting = DraftOptions & { readonly given?: TemplateSource | undefined };

/** Counts a draft. Throws a CommandError that names what is wrong with the template or the organisation. */
export async function draftFor({ deps }: Program, { given, ...options }: Drafting, madeAt: Date): Promise<Draft> {
  const { id } = await organisationOf(deps.db, options.org);
  const wanted = { organisation: id, year: options.year, withSubUnits: options.withSubUnits === true, compared: true };
  const template = given === undefined ? {} : { template: given };
  const drafted = await draftOf(deps.db, deps, { ...wanted, ...template, madeAt });
  if (!drafted.ok) throw new CommandError(drafted.faults.join("\n"));
  return drafted.draft;
}

/** The files of a draft, and where those are now that somebody had gone on writing in. */
type Written = { readonly written: readonly string[]; readonly kept: readonly string[] };

/** Writes the Word draft, the workbook and the trace. */
export async function writeDraft(draft: Draft, folder: string, extras: Extras = {}): Promise<Written> {
  makeFolder(folder, SHARED);
  const made = await documents(draft, extras);
  const base = `${fileName(draft.organisation)}${draft.year}年`;
  const trace = {
    path: resolve(folder, `${base}溯源.md`),
    content: traceText(`${draft.organisation} ${draft.year} 年述职报告 溯源`, draft.traces),
  };
  const files = [
    { path: resolve(folder, `${base}述职报告（草稿）.docx`), content: made.word },
    { path: resolve(folder, `${base}台账.xlsx`), content: made.workbook },
  ];
  const kept = writeTogether(files, trace);
  return { written: [...files, trace].map(({ path }) => path), kept };
}

/** Field → value → number of records, for a terminal; `where` says how to see the values of less weight. */
export function draftText(
  { organisation, year, values, held, checks }: Draft,
  headline: ReadonlySet<string>,
  where = "见工作簿",
): string {
  const known = values.filter(({ source }) => source !== "blank");
  const rows = known
    .filter(({ field }) => headline.has(field))
    .map(({ label, display, source, records }) => {
      const from = source === "manual" ? "人工填写" : `${records.length} 条记录`;
      return `${padded(label, 32)} ${padded(display, 12)} ${from}`;
    });
  const lesser = known.length - rows.length;
  return [
    `${organisation} ${year} 年`,
    ...rows,
    `${lesser === 0 ? "" : `另有 ${lesser} 项人次、小时等，${where}；`}${values.length - known.length} 项没有记录，报告用到时标为【待填】。`,
    ...(held.length === 0
      ? []
      : [`待定未计入 ${held.length} 条：${held.map(({ record }) => `#${record}`).join("、")}`]),
    ...checks.map(({ text }) => `请核对：${text}`),
    "",
  ].join("\n");
}

/** Pads to a width in terminal columns. */
function padded(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - narrowWidth(text)));
}

function ownTemplate(path: string): TemplateSource {
  const read = readIfThere(path);
  if (!read.ok) throw new CommandError(read.faults.join("\n"));
  return read.source;
}

function readIfThere(path: string): FormRead {
  try {
    return readTemplateFile(path);
  } catch (error) {
    throw new CommandError(`读不了模板 ${path}，请检查文件是否存在。`, 1, { cause: error });
  }
}
