import { findActivities } from "../../src/store/activities.ts";
import type { Branch } from "./branch.ts";

/** How many records of a branch count in 2026. */
export async function countCounted({ deps, organisation }: Branch): Promise<number> {
  const period = { first: "2026-01-01", last: "2026-12-31" } as const;
  return (await findActivities(deps.db, { organisations: [organisation], period, states: ["counted"] })).length;
}
