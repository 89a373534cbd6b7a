import type { Day } from "../../ledger/activity.ts";
import { workdayAfter } from "../../ledger/workdays.ts";
import { dropMark, getMark, setMark } from "../../store/marks.ts";
import type { Db } from "../../store/schema.ts";

const LATER = "duty-later:";
const MUTED = "duty-muted:";

/** Whether a person wants to be reminded of duties. */
export async function wantsReminders(db: Db, person: number): Promise<boolean> {
  return (await getMark(db, MUTED + person)) === undefined;
}

export async function setReminded(db: Db, person: number, on: boolean): Promise<void> {
  if (on) await dropMark(db, MUTED + person);
  else await setMark(db, MUTED + person, "1");
}

/** Reminds once more, on the first workday behind a day, of what is open then; returns that day. */
export async function remindLater(db: Db, organisation: number, after: Day): Promise<Day> {
  const day = workdayAfter(after);
  await setMark(db, LATER + organisation, day);
  return day;
}

/** Whether a branch asked to be reminded again by this day. */
export async function isAgain(db: Db, organisation: number, today: Day): Promise<boolean> {
  const wanted = await getMark(db, LATER + organisation);
  return wanted !== undefined && wanted <= today;
}

/** What was asked by {@link remindLater} is done. */
export async function dropLater(db: Db, organisation: number): Promise<void> {
  await dropMark(db, LATER + organisation);
}
