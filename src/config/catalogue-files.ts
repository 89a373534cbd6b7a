import { hash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Duty } from "../ledger/duties.ts";
import type { Field } from "../ledger/fields.ts";
import type { Catalogue } from "../ledger/kinds.ts";
import { packageRoot, replaceable } from "./root.ts";

/** What the files of a catalogue hold, checked. */
export type CatalogueFiles = {
  readonly catalogue: Catalogue;
  readonly fields: readonly Field[];
  readonly duties: readonly Duty[];
};

type Text = { readonly file: string; readonly text: string };
export type Texts = { readonly kinds: Text; readonly fields: Text; readonly duties: Text };

/** What the build made of the shipped files, so that a start need not read YAML: that would take longer than all the rest. */
export type Prepared = { readonly digest: string; readonly files: CatalogueFiles };

export const PREPARED: string = join(packageRoot, "dist", "catalogue.json");

/**
 * Reads the catalogue of a data folder: each file that people put there, else the shipped one.
 * Throws a ConfigError.
 */
export async function loadCatalogueFiles(dataDir: string): Promise<CatalogueFiles> {
  const texts = textsIn(dataDir);
  const prepared = preparedFor(texts);
  if (prepared !== undefined) return prepared;
  const { readCatalogue } = await import("./read-catalogue.ts");
  return readCatalogue(texts);
}

/** The files of a catalogue as they stand: the data folder's own, else the shipped ones. */
export function textsIn(dataDir: string): Texts {
  return { kinds: textOf(dataDir, "kinds"), fields: textOf(dataDir, "fields"), duties: textOf(dataDir, "duties") };
}

function textOf(dataDir: string, name: string): Text {
  const file = replaceable(dataDir, "catalogue", `${name}.yaml`);
  return { file, text: readFileSync(file, "utf8") };
}

/** Only of the very same texts, and only for the program that was built with it. */
function preparedFor(texts: Texts): CatalogueFiles | undefined {
  if (import.meta.url.endsWith(".ts") || !existsSync(PREPARED)) return undefined;
  const { digest, files } = JSON.parse(readFileSync(PREPARED, "utf8")) as Prepared;
  return digest === digestOf(texts) ? files : undefined;
}

/** The same for the same texts alone. */
export function digestOf({ kinds, fields, duties }: Texts): string {
  const all = JSON.stringify([kinds.text, fields.text, duties.text]);
  return hash("sha256", all);
}
