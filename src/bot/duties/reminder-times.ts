import * as z from "zod";
import type { Day } from "../../ledger/activity.ts";
import { dayIn, isZone, minuteIn } from "../../ledger/calendar.ts";
import { findLookedAfter, type LookedAfter } from "../../store/duty-facts.ts";
import { findMarks } from "../../store/marks.ts";
import type { Db } from "../../store/schema.ts";

/** Reminders come in the working hours of the branch's own clock. */
const FROM = 9 * 60;
const UNTIL = 20 * 60;

export const TOLD = "duty-told:";

const told = z.object({
  /** The last day on which was looked. */
  day: z.string(),
  /** What was told: `last day of the period/duty/stage`. */
  keys: z.array(z.string()),
});

export type Told = z.infer<typeof told>;

/** What an organisation's officers were told last, from its mark; nothing where there is none. */
export function readTold(value: string | undefined): Told {
  return value === undefined ? { day: "", keys: [] } : told.parse(JSON.parse(value));
}

/** The key under which a reminder of an organisation's officers of a day is queued. */
export function reminderKey(organisation: number, today: Day, account: string): string {
  return `duty:${organisation}:${today}:${account}`;
}

/** Whether a message was queued under a {@link reminderKey}. */
export function isReminder(key: string): boolean {
  return key.startsWith("duty:");
}

/** The organisation that a reminder is of. */
export function remindedOf(key: string): number {
  return Number(key.split(":", 2)[1]);
}

type ToLookAt = { readonly branch: LookedAfter; readonly today: Day };

/** The branches for which was not looked today and in whose working hours it is; whether they work today is not asked. */
export async function findToLookAt(db: Db, now: Date, channels: ReadonlySet<string>): Promise<ToLookAt[]> {
  const looked = await findMarks(db, TOLD);
  const branches = await findLookedAfter(db, [...channels]);
  return branches.flatMap((branch) => {
    if (!isZone(branch.zone)) return [];
    const minute = minuteIn(branch.zone, now);
    const today = dayIn(branch.zone, now);
    // A later day is of a clock that ran ahead.
    const isOpen = readTold(looked.get(String(branch.organisation))).day !== today;
    return isOpen && minute >= FROM && minute < UNTIL ? [{ branch, today }] : [];
  });
}
