import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Deps } from "./bot/call.ts";
import { keepForm } from "./bot/drafts/kept-forms.ts";
import { loadCatalogueFiles } from "./config/catalogue-files.ts";
import { type Config, ConfigError } from "./config/environment.ts";
import { replaceable } from "./config/root.ts";
import { allFields, headlinesOf } from "./ledger/fields.ts";
import { vocabulary } from "./ledger/understand/message.ts";
import { refuseLost } from "./lost-ledger.ts";
import type { TemplateSource } from "./report/form.ts";
import { readTemplateFile } from "./report/template-file.ts";
import { openStore, type Store, type StoreLocation } from "./store/open.ts";

const TEMPLATE = "述职报告.md";
const WORD_TEMPLATE = "述职报告.docx";

export type Place = { readonly dataDir: string; readonly config: Config };

/** An opened ledger with everything the bot reads from files. */
export type Program = { readonly deps: Deps; readonly store: Store; close(): Promise<void> };

/** The plain files that people may replace, checked together. */
type Files = Pick<Deps, "catalogue" | "vocabulary" | "fields" | "duties" | "headline" | "template">;

/** The data folder's own files, else the shipped ones. Throws a ConfigError. */
export async function readFiles(dataDir: string): Promise<Files> {
  const { catalogue, fields, duties } = await loadCatalogueFiles(dataDir);
  return {
    catalogue,
    vocabulary: vocabulary(catalogue),
    fields: allFields(fields, catalogue),
    duties,
    headline: new Set([...fields.map(({ id }) => id), ...catalogue.kinds.flatMap(headlinesOf)]),
    template: templateOf(dataDir),
  };
}

/** The branch's own Word file where there is one, else the Markdown template. */
function templateOf(dataDir: string): TemplateSource {
  const own = join(dataDir, "templates", WORD_TEMPLATE);
  const read = readTemplateFile(existsSync(own) ? own : replaceable(dataDir, "templates", TEMPLATE));
  if (!read.ok) throw new ConfigError(read.faults.join("\n"));
  return read.source;
}

/** The database of the settings, else the file in the data folder. Throws a StoreError where that was lost. */
export function locationOf({ dataDir, config }: Place): StoreLocation {
  if (config.databaseUrl !== undefined) return { url: config.databaseUrl };
  const file = databaseFile(dataDir);
  refuseLost(dataDir, file);
  return { file };
}

export function databaseFile(dataDir: string): string {
  return join(dataDir, "taizhang.sqlite");
}

/** Opens the ledger of a data folder. Throws a ConfigError or a StoreError, each one clear sentence. */
export async function openProgram(
  place: Place,
  more: Partial<Pick<Deps, "can" | "joinLinks" | "groupHint" | "clock">> = {},
): Promise<Program> {
  const files = await readFiles(place.dataDir);
  keepForm(place.dataDir, files.template);
  const store = await openStore(locationOf(place));
  const deps: Deps = {
    ...files,
    db: store.db,
    dataDir: place.dataDir,
    photoLimits: place.config.photoLimits,
    random: drawer(),
    clock: () => new Date(),
    can: () => false,
    joinLinks: () => [],
    groupHint: () => undefined,
    ...more,
  };
  return { deps, store, close: () => store.close() };
}

/** 128 random bits at a time out of a pool: asking the machine for each draw takes longer than a statement. */
function drawer(): () => string {
  let pool = "";
  let at = 0;
  return () => {
    if (at >= pool.length) {
      pool = randomBytes(4096).toString("hex");
      at = 0;
    }
    at += 32;
    return pool.slice(at - 32, at);
  };
}
