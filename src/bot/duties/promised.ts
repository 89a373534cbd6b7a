import * as z from "zod";
import type { Day } from "../../ledger/activity.ts";
import { dayIn } from "../../ledger/calendar.ts";
import { isClosedEachTime, type Kept } from "../../ledger/promises.ts";
import { getMarks, setMark } from "../../store/marks.ts";
import { getOrganisation } from "../../store/organisations.ts";
import { findPromises, type StoredPromise } from "../../store/promises.ts";
import type { Db } from "../../store/schema.ts";
import { day } from "../records/kept-values.ts";

/**
 * What an organisation promised for a year; what was said in the chat with its day. A report
 * promises the whole year, whenever it was read.
 */
export async function findKept(db: Db, wanted: { organisation: number; year: number }): Promise<Kept[]> {
  const all = await withDays(db, await findPromises(db, wanted));
  if (all.every(({ source }) => source !== "chat")) return all;
  const { zone } = await getOrganisation(db, wanted.organisation);
  return all.map((one) => (one.source === "chat" ? { ...one, since: dayIn(zone, new Date(one.made_at)) } : one));
}

const days = z.array(day);

const PREFIX = "promise-done:";

/** Promises with the days on which somebody said that they are done for the period, of those that are closed so. */
export async function withDays(
  db: Db,
  promises: readonly StoredPromise[],
): Promise<(StoredPromise & { readonly on?: readonly Day[] })[]> {
  const ids = promises.filter(isClosedEachTime).map(({ id }) => id);
  if (ids.length === 0) return [...promises];
  const found = await getMarks(db, PREFIX, ids);
  return promises.map((one) => {
    const value = found.get(one.id);
    return value === undefined ? one : { ...one, on: days.parse(JSON.parse(value)) };
  });
}

/** Keeps the days on which somebody said that a promise is done for the period. */
export async function saveDays(db: Db, id: number, on: readonly Day[]): Promise<void> {
  await setMark(db, PREFIX + id, JSON.stringify(on));
}
