import { findActivity, findNewestOwn, findNewestOwnOn, type StoredActivity } from "../../store/activities.ts";
import { findAttending } from "../../store/attendance.ts";
import type { Db } from "../../store/schema.ts";
import type { Call } from "../call.ts";

type Seer = { readonly db: Db; readonly organisation: Pick<Call["organisation"], "id"> };

/**
 * The record with a number, as far as the speaker may know of it: those of another branch
 * are not there. Every number that a person typed goes through here.
 */
export async function seenRecord({ db, organisation }: Seer, id: number): Promise<StoredActivity | undefined> {
  const found = await findActivity(db, id);
  return found?.organisation === organisation.id ? found : undefined;
}

/** As {@link seenRecord}, or an event of a superior in which the speaker's branch took part. */
export async function attendedRecord({ db, organisation }: Seer, id: number): Promise<StoredActivity | undefined> {
  const found = await findActivity(db, id);
  if (found === undefined || found.organisation === organisation.id) return found;
  return (await findAttending(db, id)).includes(organisation.id) ? found : undefined;
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
