import { isDeepStrictEqual } from "node:util";
import type { Facts } from "../../ledger/activity.ts";
import { type Conflict, type Fitted, valueName, valuesOf } from "../../ledger/event.ts";
import type { Catalogue } from "../../ledger/kinds.ts";
import { mixedDoubts } from "../../ledger/mixed.ts";
import type { Doubt } from "../../ledger/understand/reading.ts";
import type { StoredActivity } from "../../store/activities.ts";
import type { Fitting } from "./fitting.ts";

/** Contradictions are shown until somebody decides; those of values that changed since are told anew. */
export function conflictDoubts(
  event: StoredActivity,
  { values, shares }: Fitted,
  { before, decided }: Fitting,
): Doubt[] {
  const old = valuesOf(event);
  const isNew = (report: number) => before.every(({ record }) => record.id !== report);
  const stays: Doubt[] = event.doubts.filter((doubt) => doubt.reason !== "conflict" && !isPart(doubt));
  for (const { report, conflicts } of shares) {
    for (const conflict of conflicts) {
      const name = valueName(conflict);
      const doubt = conflictDoubt(report, conflict);
      const kept = event.doubts.some(({ about, words }) => about === doubt.about && words === doubt.words);
      if (decided?.has(name)) continue;
      if (kept || isNew(report) || !isDeepStrictEqual(old.get(name), values.get(name))) stays.push(doubt);
    }
  }
  return stays;
}

function conflictDoubt(report: number, { field, kept, told }: Conflict): Doubt {
  const about = field === "headcount" ? "participants" : field === "minutes" ? "duration" : "quantity";
  return {
    about,
    reason: "conflict",
    words: `#${report} 报的是 ${told}`,
    options: [String(kept), String(told)],
    ...(about === "quantity" ? { quantity: { name: field, unit: "" } } : {}),
  };
}

/** What is asked about a meeting's amounts: what was open, and where it became a mixed one or has another amount. */
export function partDoubts(event: StoredActivity, patch: Facts, catalogue: Catalogue): Doubt[] {
  const before = new Set(mixedDoubts(event, catalogue).map(({ words }) => words));
  const open = new Set(event.doubts.filter(isPart).map(({ words }) => words));
  return mixedDoubts(patch, catalogue).filter(({ words }) => open.has(words) || !before.has(words));
}

/** Whether it is asked how much of a meeting's amount was 三重一大. */
export function isPart({ reason }: Doubt): boolean {
  return reason === "part";
}
