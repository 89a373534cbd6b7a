import type { StoredActivity } from "../../store/activities.ts";
import { findAttachments } from "../../store/attachment-links.ts";
import { countSentBy } from "../../store/attachments.ts";
import { addHit, countHits } from "../../store/throttle.ts";
import type { Answer, Call } from "../call.ts";

/** How many photos and files a record may have, and a member may send in a day. */
export type PhotoLimits = { readonly perRecord: number; readonly perDay: number };

const DAY_MS = 24 * 3_600_000;
/** A limit is told once in such a time, however many photos follow. */
const TOLD_MS = 10 * 60_000;

/** So many files may still be kept, and what is said of those that may not. */
type Room = { readonly most: number; readonly full: string };

/** How many of some files the speaker may still send, to a record where that is known. */
export async function roomFor(call: Call, record: StoredActivity | undefined): Promise<Room> {
  const { perRecord, perDay } = call.deps.photoLimits;
  const since = new Date(new Date(call.sentAt).getTime() - DAY_MS).toISOString();
  const today = perDay - (await countSentBy(call.db, { person: call.speaker.id, since }));
  const here = record === undefined ? undefined : await leftIn(call, record);
  if (record !== undefined && here !== undefined && here < today) {
    return { most: here, full: `#${record.id} 最多放 ${perRecord} 张照片，多的没有保存。` };
  }
  return { most: Math.max(0, today), full: `一天最多收您 ${perDay} 张照片，多的没有保存，请明天再发。` };
}

/** How many files a record may still have. */
export async function leftIn(call: Call, { id }: StoredActivity): Promise<number> {
  const there = await findAttachments(call.db, [id]);
  return Math.max(0, call.deps.photoLimits.perRecord - there.length);
}

/** An answer with the sentence that a limit is reached, said in private and once a while. */
export async function withFull(call: Call, answered: Answer, full: string): Promise<Answer> {
  const now = call.deps.clock();
  const key = `photos/${call.speaker.id}`;
  const isTold = (await countHits(call.db, key, new Date(now.getTime() - TOLD_MS).toISOString())) > 0;
  if (isTold) return answered;
  await addHit(call.db, { key, now, keep: 1, windowMs: TOLD_MS });
  const outcome = answered.outcome === "ignored" ? "refused" : answered.outcome;
  const to = call.place === "private" ? {} : { to: call.home };
  return { ...answered, outcome, replies: [...answered.replies, { text: full, ...to }] };
}
