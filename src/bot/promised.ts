import { dayIn } from "../ledger/calendar.ts";
import type { Kept } from "../ledger/promises.ts";
import { getOrganisation } from "../store/organisations.ts";
import { findPromises } from "../store/promises.ts";
import type { Db } from "../store/schema.ts";

/**
 * What an organisation promised for a year; what was said in the chat with its day. A report
 * promises the whole year, whenever it was read.
 */
export async function findKept(db: Db, wanted: { organisation: number; year: number }): Promise<Kept[]> {
  const all = await findPromises(db, wanted);
  if (all.every(({ source }) => source !== "chat")) return all;
  const { zone } = await getOrganisation(db, wanted.organisation);
  return all.map((one) => (one.source === "chat" ? { ...one, since: dayIn(zone, new Date(one.made_at)) } : one));
}
