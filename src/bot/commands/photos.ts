import type { StoredActivity } from "../../store/activities.ts";
import { saveAlbum, savePhotoRequest } from "../../store/albums.ts";
import { findAttachments, findCopies, findLink, findUnplaced } from "../../store/attachment-links.ts";
import { type AttachmentRow, findSentBy } from "../../store/attachments.ts";
import { type Answer, type Call, offered, said, saying } from "../call.ts";
import { takesFiles } from "../files/without-files.ts";
import { journal } from "../journal.ts";
import { leftIn } from "../photos/limits.ts";
import { isDiscreet, link, removeFile } from "../photos/placing.ts";
import { REQUEST_MS, recentHere } from "../photos/spot.ts";
import { countText, eventLine, forPhotos, refusal } from "../photos/text.ts";
import { afterwards } from "../records/confirmation.ts";
import type { Command } from "./command.ts";
import { mayChange, noTarget, targetOf } from "./undo.ts";

/** Photos that nobody placed are offered a place for so long. */
const WAITING_MS = 24 * 60 * 60_000;

/** Places the photos that wait, and those that come next. */
export const addPhotos: Command = {
  name: "补照片",
  latin: "photo",
  usage: "补照片 #12",
  summary: "给一条记录补照片或文件；不写编号是自己最近的一条",
  permission: "photos",
  rest: /^(?:#?(\d+))?$/,
  async run(call, [number]) {
    const target = number === undefined ? "newest" : Number(number);
    const record = await targetOf(call, target);
    if (record === undefined) return target === "newest" ? askWhose(call) : said("asked", noTarget(target));
    if (await isDiscreet(call, record)) return said("refused", refusal(record), [record.id]);
    await savePhotoRequest(call.db, {
      chat: call.chat,
      person_id: call.speaker.id,
      activity_id: record.id,
      asked_at: call.sentAt,
    });
    const all = await waitingOf(call);
    const waiting = all.slice(0, await leftIn(call, record));
    for (const file of waiting) {
      await link(call, file.id, { record, how: "said" });
      const { chat, album } = file;
      if (album !== null) await saveAlbum(call.db, { chat, album, activity_id: record.id, how: "said" });
    }
    const text = await placedText(call, record, { placed: waiting, left: all.slice(waiting.length) });
    const choices = mayChange(call, record) ? afterwards(call, [record]) : [saying(`补照片 #${record.id}`, "补照片")];
    return { outcome: "answered", records: [record.id], replies: [{ text, choices }] };
  },
};

/** Whoever logged nothing may bring photos of what colleagues logged. */
async function askWhose(call: Call): Promise<Answer> {
  const records = await recentHere(call);
  const example = `补照片 #${records[0]?.id ?? 12}`;
  const text = `您在这里还没有记过活动。同事记的请写上编号，如“${example}”；发“最近”可以查看编号。`;
  return offered(
    "asked",
    text,
    records.map((record) => forPhotos(call, record)),
  );
}

type Placed = { readonly placed: readonly AttachmentRow[]; readonly left: readonly AttachmentRow[] };

async function placedText(call: Call, record: StoredActivity, { placed, left }: Placed): Promise<string> {
  const line = await eventLine(call, record);
  if (left.length > 0) {
    return `${line} 最多放 ${call.deps.photoLimits.perRecord} 张照片，还有${countText(left)}没有放进去。`;
  }
  if (placed.length === 0 && !takesFiles(call)) return "这里收不了照片和文件，请在手机上的聊天软件里发给我。";
  return placed.length === 0
    ? `把照片发过来就行，${REQUEST_MS / 60_000} 分钟内发的都放进 ${line}。`
    : `${countText(placed)}放进 ${line} 了。还有的接着发。`;
}

function waitingOf(call: Call) {
  const since = new Date(new Date(call.sentAt).getTime() - WAITING_MS).toISOString();
  return findUnplaced(call.db, { person: call.speaker.id, organisation: call.organisation.id, since });
}

/** Without a number, the files that the speaker sent last, as long as that is a moment ago. */
const LAST_MS = 30 * 60_000;
/** Files of one person in such a time are one delivery. */
const DELIVERY_MS = 2 * 60_000;

/** Removes what was just sent, all files of a record, or one of them by its place in the order of sending. */
export const dropPhotos: Command = {
  name: "删照片",
  latin: "dropphoto",
  usage: "删照片 #12",
  summary: "删除一条记录的照片和文件；“删照片 #12 2”只删第 2 张，“删照片”删自己刚发的",
  permission: "log",
  rest: /^(?:#?(\d+)(?:\s+第?\s*(\d{1,3})\s*[张个]?)?)?$/,
  async run(call, [number, nth]) {
    if (number === undefined) return dropLast(call);
    const record = await targetOf(call, Number(number));
    if (record === undefined) return said("asked", noTarget(Number(number)));
    const all = (await findAttachments(call.db, [record.id])).filter(
      ({ organisation_id }) => organisation_id === call.organisation.id,
    );
    if (all.length === 0) return said("answered", `#${record.id} 没有照片。`, [record.id]);
    const wanted = nth === undefined ? all : all.slice(Number(nth) - 1, Number(nth));
    if (nth === "0" || wanted.length === 0) {
      return said("asked", `#${record.id} 有${countText(all)}，按发来的次序数，没有第 ${nth} 张。`, [record.id]);
    }
    const files = wanted.filter(({ person_id }) => mayChange(call, record) || person_id === call.speaker.id);
    if (files.length === 0) {
      return said("refused", `#${record.id} 的照片不是您发的，只有本人、记录人或书记可以删除。`);
    }
    const copies: AttachmentRow[] = [];
    for (const file of files) copies.push(...(await findCopies(call.db, file)));
    await removeOf(call, record.id, [...files, ...copies]);
    const which = nth === undefined ? "" : `第 ${nth} 张`;
    return said("edited", `#${record.id} 的${which || countText(files)}删除了。要放回请重新发。`, [record.id]);
  },
};

async function dropLast(call: Call): Promise<Answer> {
  const sent = new Date(call.sentAt).getTime();
  const whose = { person: call.speaker.id, organisation: call.organisation.id };
  const recent = await findSentBy(call.db, { ...whose, since: new Date(sent - LAST_MS).toISOString() });
  const newest = recent.at(-1);
  if (newest === undefined) {
    const text = `${LAST_MS / 60_000} 分钟内没有收到您的照片。删除一条记录的照片请写“删照片 #12”，只删一张写“删照片 #12 2”。`;
    return said("asked", text);
  }
  const since = new Date(new Date(newest.sent_at).getTime() - DELIVERY_MS).toISOString();
  const files = recent.filter(({ sent_at }) => sent_at >= since);
  const byRecord = new Map<number | null, AttachmentRow[]>();
  for (const file of files) {
    const record = (await findLink(call.db, file.id))?.activity ?? null;
    byRecord.set(record, [...(byRecord.get(record) ?? []), file]);
  }
  for (const [record, there] of byRecord) await removeOf(call, record, there);
  const known = [...byRecord.keys()].filter((record) => record !== null);
  const parts = [...byRecord].map(([record, there]) => `${placeText(record)}${countText(there)}`);
  const [only] = known;
  const from = byRecord.size === 1 && only !== undefined ? `从 #${only} ` : "";
  const of = byRecord.size === 1 ? "" : `：${parts.join("，")}`;
  const text = `刚发的${countText(files)}已${from}删除${of}。放错了的，请回复该放的那一条再发。`;
  return said("edited", text, known);
}

function placeText(record: number | null): string {
  return record === null ? "还没有放进记录的" : `#${record} 的`;
}

async function removeOf(call: Call, record: number | null, files: readonly AttachmentRow[]): Promise<void> {
  for (const file of files) await removeFile(call, file);
  await journal(call, "photo-removed", record, { attachments: files.map(({ id }) => id) });
}
