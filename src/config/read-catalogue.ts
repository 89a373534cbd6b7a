import { readKinds } from "./catalogue.ts";
import type { CatalogueFiles, Texts } from "./catalogue-files.ts";
import { readDuties } from "./duties.ts";
import { readFields } from "./fields.ts";

/** Parses and checks the files of a catalogue together. Throws a ConfigError that names every place of a file. */
export function readCatalogue({ kinds, fields, duties }: Texts): CatalogueFiles {
  const catalogue = readKinds(kinds.text, kinds.file);
  return {
    catalogue,
    fields: readFields(fields.text, fields.file, catalogue),
    duties: readDuties(duties.text, duties.file, catalogue),
  };
}
