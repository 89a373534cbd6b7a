import type { Field } from "../../ledger/fields.ts";
import { readSource } from "../../report/layout.ts";
import type { Call } from "../call.ts";
import { templateOf } from "./own-template.ts";

/** All fields that may be asked for and stated: the catalogue's, and what the branch's template names besides. */
export async function reportFields({ db, deps, organisation }: Call): Promise<readonly Field[]> {
  const read = readSource(await templateOf(db, organisation.id, deps.template), deps);
  if (!read.ok) return deps.fields;
  const known = new Set(deps.fields.map(({ id }) => id));
  return [...deps.fields, ...read.layout.fields.filter(({ id }) => !known.has(id))];
}
