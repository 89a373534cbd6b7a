import { isSensitive } from "../../ledger/discreet.ts";
import type { StoredActivity } from "../../store/activities.ts";
import { findAttachments } from "../../store/attachment-links.ts";
import { type Call, type Choice, saying } from "../call.ts";
import { seenRecord } from "../records/sight.ts";
import { daysText, nameText } from "../replies/describe.ts";

/** `3 张`, and what is no picture beside it. */
export function countText(files: readonly { readonly kind: "image" | "file" }[]): string {
  const photos = files.filter(({ kind }) => kind === "image").length;
  const others = files.length - photos;
  return [photos > 0 && `照片 ${photos} 张`, others > 0 && `文件 ${others} 个`].filter(Boolean).join("、");
}

/** ` 照片 2 张` for each of these records that has any; those of sensitive kinds show none. */
export async function photoNotes(
  call: Pick<Call, "db" | "deps">,
  records: readonly StoredActivity[],
): Promise<ReadonlyMap<number, string>> {
  const open = records.filter(({ kinds }) => !isSensitive(kinds, call.deps.catalogue));
  const files = await findAttachments(
    call.db,
    open.map(({ id }) => id),
  );
  return new Map(
    open.flatMap(({ id, organisation }) => {
      const own = files.filter((file) => file.activity === id && file.organisation_id === organisation);
      return own.length === 0 ? [] : [[id, ` ${countText(own)}`]];
    }),
  );
}

/** `#12 3月6日（周一）上午 集中学习《二十大报告》`, short enough for a button. */
function shortLine(call: Call, record: StoredActivity): string {
  return `#${record.id} ${daysText(record, call.now.today)} ${nameText(record)}`;
}

/** As {@link shortLine}; a report that was joined to an event is told by the event, whose number people know. */
export async function eventLine(call: Call, record: StoredActivity): Promise<string> {
  const event = record.joined && record.twinId !== null ? await seenRecord(call, record.twinId) : undefined;
  return shortLine(call, event ?? record);
}

/** The button that says which record photos are of. */
export function forPhotos(call: Call, record: StoredActivity): Choice {
  return saying(`补照片 #${record.id}`, shortLine(call, record));
}

/** Why a record may have no photos. */
export function refusal(record: StoredActivity): string {
  return `#${record.id} ${record.kinds.join("、")}只记次数、人数和日期，照片没有保存。`;
}
