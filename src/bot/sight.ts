import { findActivity, findNewestOwn, findNewestOwnOn, type StoredActivity } from "../store/activities.ts";
import type { Call } from "./call.ts";

/**
 * The record with a number, as far as the speaker may know of it: those of another branch
 * are not there. Every number that a person typed goes through here.
 */
export async function seenRecord(call: Call, id: number): Promise<StoredActivity | undefined> {
  const found = await findActivity(call.db, id);
  return found?.organisation === call.organisation.id ? found : undefined;
}

/**
 * The speaker's newest record in this chat and branch. In private it may also be one of a
 * group on the same platform, where what was told there is confirmed in private.
 */
export async function newestOwn(call: Call): Promise<StoredActivity | undefined> {
  const { chat, channel, db, deps, place, speaker } = call;
  const own = { author: speaker.id, organisation: call.organisation.id };
  const isAnywhere = place === "private" && deps.can(channel, "buttons");
  return isAnywhere ? findNewestOwnOn(db, { ...own, channel }) : findNewestOwn(db, { ...own, chat });
}
