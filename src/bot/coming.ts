import type { Period } from "../ledger/activity.ts";
import type { Db } from "../store/schema.ts";

/** What is coming after a week, in whole lines: plans, duties due, who reads next. */
export async function findComing(_db: Db, _organisation: number, _week: Period): Promise<string[]> {
  return [];
}
