import type { StoredActivity } from "../../store/activities.ts";
import { findAlbum } from "../../store/albums.ts";
import { findAttachments, findUnplaced } from "../../store/attachment-links.ts";
import { type Answer, type Call, IGNORED, may, type Reply, said } from "../call.ts";
import type { FileCall } from "../files/file-use.ts";
import { mergeReplies } from "../replies/merged.ts";
import { roomFor, withFull } from "./limits.ts";
import { type Placed, placeFiles, type Spot } from "./placing.ts";
import { recentHere, recentOwn, recordBefore, recordsReplied, recordsTold } from "./spot.ts";
import { eventLine, forPhotos, refusal } from "./text.ts";

/** Siblings of an album come up to some ten seconds apart: what is said of it waits for them. */
const ALBUM_MS = 15_000;
/** Photos of one person in such a time are one delivery, and answered once: some apps send each of several by itself. */
const SERIES_MS = 30_000;
const ASKED_MS = 10 * 60_000;

const UNFIT = "语音和视频存不了，请用一句话记，或者发照片。";
const UNFIT_BESIDE = "语音和视频存不了，只记了上面的话。";

/** Takes files whose words tell of a record, and those that reply to one. */
export async function takeNamed(call: FileCall, words: () => Promise<Answer>): Promise<Answer | undefined> {
  if (!mayBring(call) || photosOf(call).length === 0) return undefined;
  const told = call.text === "" ? undefined : await words();
  const records = told === undefined ? [] : await recordsTold(call, told);
  if (told !== undefined && records.length > 0) return withPhotos(told, await place(call, records, "caption"));
  const replied = await recordsReplied(call);
  if (replied.length !== 1) return undefined;
  return withPhotos(told, await place(call, replied, "reply"));
}

/** Takes files that say nothing of where they belong. */
export async function takeLoose(call: FileCall, words: () => Promise<Answer>): Promise<Answer | undefined> {
  const told = call.text === "" ? undefined : await words();
  if (!mayBring(call)) return told;
  if (photosOf(call).length === 0) return unfit(call, told);
  const record = await recordBefore(call);
  if (record !== undefined) return withPhotos(told, await place(call, [record], "after"));
  const spoken = told !== undefined && told.outcome !== "ignored";
  if (call.place !== "private" && (spoken || !call.addressed) && !(await isOfAlbum(call))) return told ?? IGNORED;
  const own = await recentOwn(call);
  return withPhotos(told, await place(call, own.length > 0 ? own : await recentHere(call), "asked"));
}

function mayBring(call: Call): boolean {
  return call.place !== "other-group" && may(call, "log");
}

/** Which of the files are kept as photos and files; sounds and films are not. */
function photosOf({ sent }: FileCall): number[] {
  return sent.files.flatMap(({ kind }, n) => (kind === "image" || kind === "file" ? [n] : []));
}

function unfit(call: Call, told: Answer | undefined): Answer {
  if (call.place !== "private") return told ?? IGNORED;
  const answered = told ?? said("ignored", "");
  const replies = answered.replies.filter(({ text }) => text !== "");
  const text = answered.records.length > 0 ? UNFIT_BESIDE : UNFIT;
  return { ...answered, replies: [...replies, { text }] };
}

/** A photo of an album in a group belongs with its siblings, said to the bot or not. */
async function isOfAlbum({ sent, db, chat }: FileCall): Promise<boolean> {
  return sent.album !== undefined && (await findAlbum(db, { chat, album: sent.album })) !== undefined;
}

/** Keeps the files and says of them what there is to say. Of several records that one message told, it is the first. */
async function place(call: FileCall, records: readonly StoredActivity[], how: Spot["how"]): Promise<Answer> {
  const [record] = records;
  const spot: Spot = how === "asked" || record === undefined ? { how: "asked" } : { record, how };
  const wanted = photosOf(call);
  const { most, full } = await roomFor(call, spot.how === "asked" ? undefined : spot.record);
  if (wanted.length <= most) return placedAt(call, wanted, { spot, records });
  const kept = most === 0 ? IGNORED : await placedAt(call, wanted.slice(0, most), { spot, records });
  return withFull(call, kept, full);
}

type Placing = { readonly spot: Spot; readonly records: readonly StoredActivity[] };

async function placedAt(call: FileCall, files: readonly number[], { spot, records }: Placing): Promise<Answer> {
  const again = await isAgain(call, spot);
  const placed = await placeFiles(call, files, spot);
  const quiet = !placed.news || again;
  switch (placed.placed) {
    case "linked":
      return linked(call, placed, quiet);
    case "refused":
      return { ...refused(call, placed.record, quiet), unkept: true };
    case "waiting":
      return quiet ? IGNORED : asked(call, records);
  }
}

/** Whether the speaker was told a moment ago of others that went the same way. */
async function isAgain(call: FileCall, spot: Spot): Promise<boolean> {
  const since = (span: number) => new Date(new Date(call.sentAt).getTime() - span).toISOString();
  if (spot.how === "asked") {
    const who = { person: call.speaker.id, organisation: call.organisation.id };
    return (await findUnplaced(call.db, { ...who, since: since(ASKED_MS) })).length > 0;
  }
  const there = await findAttachments(call.db, [spot.record.id]);
  return there.some(({ person_id, sent_at }) => person_id === call.speaker.id && sent_at >= since(SERIES_MS));
}

/** In a group a sign is enough, and the words beside a photo have been answered already. */
async function linked(
  call: FileCall,
  { record, how, news }: Extract<Placed, { placed: "linked" }>,
  quiet: boolean,
): Promise<Answer> {
  const done: Answer = { outcome: news ? "edited" : "ignored", records: [record.id], replies: [] };
  if (quiet || how === "caption" || call.place !== "private") return done;
  const text = `放进 ${await eventLine(call, record)} 了。放错了请发“删照片”，只删刚发的。`;
  return { ...done, replies: [later(call, { text })] };
}

function refused(call: FileCall, record: StoredActivity, quiet: boolean): Answer {
  if (quiet) return { ...IGNORED, records: [record.id] };
  const to = call.place === "private" ? {} : { to: call.home };
  return { outcome: "refused", records: [record.id], replies: [{ text: refusal(record), ...to }] };
}

/** Asks in private which record photos are of; the words of an answer are those of a command. */
function asked(call: FileCall, records: readonly StoredActivity[]): Answer {
  const choices = records.map((record) => forPhotos(call, record));
  const [first] = records;
  const text =
    first === undefined
      ? "照片收下了，还不知道是哪一条的。请先发一句记下活动，再发“补照片”。"
      : `照片是哪一条的？点一下，或者回复“补照片 #${first.id}”这样的话；还没有记的，先发一句记下，再发“补照片”。`;
  const to = call.place === "private" ? {} : { to: call.home };
  return { outcome: "asked", records: [], replies: [later(call, { text, choices, ...to })] };
}

/** What is said of an album waits until its siblings are here: one of them may say more. */
function later({ sent }: FileCall, reply: Reply): Reply {
  return sent.album === undefined ? reply : { ...reply, waitMs: ALBUM_MS };
}

/** One answer to the words and to the files beside them. */
function withPhotos(told: Answer | undefined, photos: Answer): Answer {
  if (told === undefined || told.outcome === "ignored") return photos;
  const unkept = told.unkept === true || photos.unkept === true;
  const records = told.records.length === 0 ? photos.records : told.records;
  const [reply, ...rest] = photos.replies;
  const goesAlong = reply !== undefined && reply.to === undefined && reply.waitMs === undefined;
  const replies = goesAlong ? mergeReplies(told.replies, reply) : [...told.replies, ...photos.replies];
  return { ...told, records, replies: goesAlong ? [...replies, ...rest] : replies, unkept };
}
