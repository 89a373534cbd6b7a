import type { Generated } from "kysely";

/** What a person filled in for a field of a year. */
export type ManualValueTable = {
  organisation_id: number;
  year: number;
  field: string;
  value: string;
  person_id: number;
  set_at: string;
};

/** A draft with the number by which people call it, and all that its documents are made from. */
export type DraftTable = {
  id: Generated<number>;
  organisation_id: number;
  year: number;
  number: number;
  with_sub_units: 0 | 1;
  /** When the ledger was read for it; empty until that is done, as the snapshot is. */
  cutoff: string;
  snapshot: string;
  created_at: string;
  /** The last entry of the journal that it counts; null until then, and where none was kept. */
  entry: number | null;
};
