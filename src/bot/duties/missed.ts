import type { Day } from "../../ledger/activity.ts";
import { yearOf } from "../../ledger/calendar.ts";
import type { Stand } from "../../ledger/duties.ts";
import type { Db } from "../../store/schema.ts";
import type { Deps } from "../call.ts";
import type { Told } from "./reminder-times.ts";
import { dutyState } from "./state.ts";
import { missingLines } from "./text.ts";

type Missing = { readonly organisation: number; readonly today: Day; readonly before: Told };

/**
 * Lines on what ended with too little since the day on which was last looked, unless its last
 * heads-up was told: a program that was down is silent about it. What recurs every week needs
 * no word, and nothing is said at the first look.
 */
export async function missedLines(
  db: Db,
  deps: Pick<Deps, "catalogue" | "duties">,
  { organisation, today, before, stands }: Missing & { readonly stands: readonly Stand[] },
): Promise<string[]> {
  if (before.day === "") return [];
  const isMissed = ({ duty, standing, period: { last } }: Stand) =>
    standing === "missing" &&
    duty.period !== "week" &&
    duty.closedBy === undefined &&
    last >= before.day &&
    !before.keys.includes(`${last}/${duty.id}/day`);
  const year = yearOf(today) - 1;
  const isEarlier = Number(before.day.slice(0, 4)) <= year;
  const old = isEarlier ? (await dutyState(db, deps, { organisation, year, today })).stands : [];
  const lines = [...missingLines(old.filter(isMissed), `${year} 年`), ...missingLines(stands.filter(isMissed))];
  return lines.length === 0 ? [] : ["没有提醒到就过了期、没有记录的（办过的请补记）：", ...lines];
}
