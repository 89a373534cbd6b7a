import { findActivity, findNewestOwn, type StoredActivity } from "../store/activities.ts";
import type { Call } from "./call.ts";

/**
 * The record with a number, as far as the speaker may know of it: those of another branch
 * are not there. Every number that a person typed goes through here.
 */
export async function seenRecord(call: Call, id: number): Promise<StoredActivity | undefined> {
  const found = await findActivity(call.db, id);
  return found?.organisation === call.organisation.id ? found : undefined;
}

/** The speaker's newest record in this chat and branch. */
export async function newestOwn(call: Call): Promise<StoredActivity | undefined> {
  const { chat, speaker, organisation } = call;
  return findNewestOwn(call.db, { chat, author: speaker.id, organisation: organisation.id });
}
