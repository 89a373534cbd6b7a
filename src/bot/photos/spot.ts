import { addDays } from "../../ledger/calendar.ts";
import { isSensitive } from "../../ledger/discreet.ts";
import { findActivities, findBySource, findRecent, isLive, type StoredActivity } from "../../store/activities.ts";
import { findPhotoRequest } from "../../store/albums.ts";
import { findInbox, recordsOf } from "../../store/inbox.ts";
import { findOutboxSent } from "../../store/outbox.ts";
import type { Answer, Call, Outcome } from "../call.ts";
import type { FileCall } from "../files/file-use.ts";
import { newestOwn, seenRecord } from "../records/sight.ts";
import { answeredBy } from "../replies/reply-keys.ts";

/** A photo this long after one's own record, by the sender's clock, is taken for its photo. */
const AFTER_MS = 10 * 60_000;
/** So long after 补照片 the photos that come are for its record. */
export const REQUEST_MS = 30 * 60_000;
/** So many of one's own records are offered when it is asked which one a photo is of. */
const OFFERED = 5;

const TELLING: ReadonlySet<Outcome> = new Set(["logged", "held", "asked", "joined", "duplicate", "edited"]);

/** The records that the words beside the files told of. */
export async function recordsTold(call: Call, told: Answer): Promise<StoredActivity[]> {
  const own = (await findBySource(call.db, call.key)).filter(isLive);
  if (own.length > 0 || !TELLING.has(told.outcome)) return own;
  return seen(call, told.records);
}

/** The records of the message that is replied to, be it of a member or of the bot. */
export async function recordsReplied(call: FileCall): Promise<StoredActivity[]> {
  const { replyTo, message } = call.sent;
  if (replyTo === undefined) return [];
  // The key of a message ends with the id by which its platform knows it in its chat.
  const key = call.key.endsWith(message) ? call.key.slice(0, -message.length) + replyTo : undefined;
  const said = key === undefined ? undefined : await findInbox(call.db, key);
  const row = said ?? (await findAnswered(call, replyTo));
  return row === undefined ? [] : seen(call, recordsOf(row));
}

/** The message that the bot answered with this one. */
async function findAnswered(call: Call, reference: string) {
  const chat = call.chat.slice(call.channel.length + 1);
  const sent = await findOutboxSent(call.db, { channel: call.channel, chat, reference });
  return sent && findInbox(call.db, answeredBy(sent.key));
}

async function seen(call: Call, ids: readonly number[]): Promise<StoredActivity[]> {
  const found: StoredActivity[] = [];
  for (const id of ids) {
    const record = await seenRecord(call, id);
    if (record !== undefined && isLive(record)) found.push(record);
  }
  return found;
}

/** The record that photos without a word are of: the one they were asked for, or the speaker's newest of a moment ago. */
export async function recordBefore(call: Call): Promise<StoredActivity | undefined> {
  const asked = await findPhotoRequest(call.db, { chat: call.chat, person: call.speaker.id });
  const newest = await newestHere(call);
  const wanted =
    asked && isWithin(call, asked.asked_at, REQUEST_MS) ? await seenRecord(call, asked.activity_id) : undefined;
  const isNewer = newest !== undefined && asked !== undefined && newest.sentAt > asked.asked_at;
  if (wanted !== undefined && isLive(wanted) && !isNewer) return wanted;
  return newest !== undefined && isWithin(call, newest.sentAt, AFTER_MS) ? newest : undefined;
}

/** In a group what was told there counts; in private also what the speaker told in the group. */
async function newestHere(call: Call): Promise<StoredActivity | undefined> {
  return call.place === "private" ? (await recentOwn(call))[0] : newestOwn(call);
}

/** The speaker's newest records of the branch, wherever they were told. */
export async function recentOwn(call: Call): Promise<StoredActivity[]> {
  const { speaker, organisation } = call;
  return findRecent(call.db, { author: speaker.id, organisation: organisation.id, limit: OFFERED });
}

/** What the branch held of late, newest first, for who logged none of it; of sensitive matters nothing. */
export async function recentHere(call: Call): Promise<StoredActivity[]> {
  const { db, deps, now, organisation } = call;
  const period = { first: addDays(now.today, -RECENT_DAYS), last: now.today };
  const all = await findActivities(db, { organisations: [organisation.id], period, states: ["counted", "held"] });
  return all
    .filter(({ kinds }) => !isSensitive(kinds, deps.catalogue))
    .slice(-OFFERED)
    .reverse();
}

const RECENT_DAYS = 7;

function isWithin(call: Call, since: string, span: number): boolean {
  const passed = new Date(call.sentAt).getTime() - new Date(since).getTime();
  return passed >= 0 && passed <= span;
}
