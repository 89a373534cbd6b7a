import { saveAlbum, savePhotoRequest } from "../../store/albums.ts";
import { findAttachments, findUnplaced } from "../../store/attachments.ts";
import { type Call, said } from "../call.ts";
import type { Command } from "../command.ts";
import { afterwards } from "../confirmation.ts";
import { isDiscreet, link, removeFile } from "../photos/placing.ts";
import { REQUEST_MS } from "../photos/spot.ts";
import { countText, refusal, shortLine } from "../photos/text.ts";
import { journal } from "../records.ts";
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
    if (record === undefined) return said("asked", noTarget(target));
    if (await isDiscreet(call, record)) return said("refused", refusal(record), [record.id]);
    await savePhotoRequest(call.db, {
      chat: call.chat,
      person_id: call.speaker.id,
      activity_id: record.id,
      asked_at: call.sentAt,
    });
    const waiting = await waitingOf(call);
    for (const file of waiting) {
      await link(call, file.id, { record, how: "said" });
      const { chat, album } = file;
      if (album !== null) await saveAlbum(call.db, { chat, album, activity_id: record.id, how: "said" });
    }
    const text =
      waiting.length === 0
        ? `把照片发过来就行，${REQUEST_MS / 60_000} 分钟内发的都放进 ${shortLine(call, record)}。`
        : `${countText(waiting)}放进 ${shortLine(call, record)} 了。还有的接着发。`;
    return { outcome: "answered", records: [record.id], replies: [{ text, choices: afterwards(call, [record]) }] };
  },
};

function waitingOf(call: Call) {
  const since = new Date(new Date(call.sentAt).getTime() - WAITING_MS).toISOString();
  return findUnplaced(call.db, { person: call.speaker.id, organisation: call.organisation.id, since });
}

/** Removes a record's photos: all of them for whoever may change it, else those that the speaker sent. */
export const dropPhotos: Command = {
  name: "删照片",
  latin: "dropphoto",
  usage: "删照片 #12",
  summary: "删除一条记录的照片和文件",
  permission: "log",
  rest: /^#?(\d+)$/,
  async run(call, [number]) {
    const record = await targetOf(call, Number(number));
    if (record === undefined) return said("asked", noTarget(Number(number)));
    const all = (await findAttachments(call.db, [record.id])).filter(
      ({ organisation_id }) => organisation_id === call.organisation.id,
    );
    const files = all.filter(({ person_id }) => mayChange(call, record) || person_id === call.speaker.id);
    if (all.length === 0) return said("answered", `#${record.id} 没有照片。`, [record.id]);
    if (files.length === 0) {
      return said("refused", `#${record.id} 的照片不是您发的，只有本人、记录人或书记可以删除。`);
    }
    for (const file of files) await removeFile(call, file);
    await journal(call, "photo-removed", record.id, { attachments: files.map(({ id }) => id) });
    return said("edited", `#${record.id} 的${countText(files)}删除了。要放回请重新发。`, [record.id]);
  },
};
