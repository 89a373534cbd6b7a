import type { Generated } from "kysely";
import type { Day } from "../../ledger/activity.ts";
import type { Promised } from "../../ledger/duties.ts";

/** What an organisation promised for a year. Rows are never deleted: what was promised stays to be seen. */
export type PromiseTable = {
  id: Generated<number>;
  organisation_id: number;
  year: number;
  /** What people call it: counted within the organisation's year. */
  n: number;
  /** Where it was said: `chat`, or the report that it was read from. */
  source: string;
  text: string;
  kind: string | null;
  minimum: number;
  per: Promised["per"];
  deadline: Day | null;
  /** `replaced`: its source was read anew and says it no longer. */
  state: "open" | "done" | "withdrawn" | "replaced";
  made_at: string;
  closed_at: string | null;
};
