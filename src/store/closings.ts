import * as z from "zod";
import type { Facts } from "../ledger/activity.ts";
import { yearOf } from "../ledger/calendar.ts";
import { getMark, setMark } from "./marks.ts";
import type { Db } from "./schema.ts";

/** How a year of an organisation stands: `draft` is the number of the one kept when it was closed. */
type Closing = { readonly closed: boolean; readonly draft: number };

const mark = z.object({ closed: z.boolean(), draft: z.number() });

type Year = { readonly organisation: number; readonly year: number };

/** How a year stands, if it was ever closed. */
export async function findClosing(db: Db, { organisation, year }: Year): Promise<Closing | undefined> {
  const value = await getMark(db, `closing:${organisation}:${year}`);
  return value === undefined ? undefined : mark.parse(JSON.parse(value));
}

/** Closes a year, or opens it again. */
export async function setClosing(db: Db, { organisation, year }: Year, closing: Closing): Promise<void> {
  await setMark(db, `closing:${organisation}:${year}`, JSON.stringify(closing));
}

/** Whether the year of an activity is closed; one without a day lies in no year. */
export async function isClosed(db: Db, organisation: number, { start }: Pick<Facts, "start">): Promise<boolean> {
  if (start === null) return false;
  return (await findClosing(db, { organisation, year: yearOf(start) }))?.closed === true;
}
