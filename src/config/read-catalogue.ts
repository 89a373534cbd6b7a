import { readKinds } from "./catalogue.ts";
import type { CatalogueFiles, Texts } from "./catalogue-files.ts";
import { readDuties } from "./duties.ts";
import { ConfigError } from "./environment.ts";
import { faultSentence, parseFields } from "./fields.ts";

/** Parses and checks the files of a catalogue together. Throws a CatalogueError or a ConfigError that names every place. */
export function readCatalogue({ kinds, fields, duties }: Texts): CatalogueFiles {
  const catalogue = readKinds(kinds.text, kinds.file);
  const read = parseFields(fields, catalogue);
  if (!read.ok) throw new ConfigError(read.faults.map(faultSentence).join("\n"));
  return { catalogue, fields: read.fields, duties: readDuties(duties.text, duties.file, catalogue) };
}
