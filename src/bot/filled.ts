import type { Field } from "../ledger/fields.ts";
import { readManual } from "../report/manual.ts";
import { saveManualValue } from "../store/manual-values.ts";
import type { Call } from "./call.ts";
import { journalCommand } from "./records.ts";

/** What a person states for a field of a year. */
export type Stated = { readonly field: Field; readonly year: number; readonly value: string };

/** Keeps a stated value, with who and when; else says why it does not fit the field, and nothing is kept. */
export async function saveStated(call: Call, { field, year, value }: Stated): Promise<string | undefined> {
  const read = readManual(field, value);
  if (!read.ok) return read.problem;
  await saveManualValue(call.db, {
    organisation_id: call.organisation.id,
    year,
    field: field.id,
    value,
    person_id: call.speaker.id,
    set_at: call.sentAt,
  });
  await journalCommand(call, "fill", { year, field: field.id, value });
  return undefined;
}
