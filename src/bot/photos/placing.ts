import { isSensitive } from "../../ledger/discreet.ts";
import { findBySource, isLive, type StoredActivity } from "../../store/activities.ts";
import { findAlbum, saveAlbum } from "../../store/albums.ts";
import { findAttachments, findLink, linkAttachment } from "../../store/attachment-links.ts";
import {
  type AttachmentRow,
  addAttachment,
  dropAttachment,
  findAlbumFiles,
  findAttachmentsOfMessage,
} from "../../store/attachments.ts";
import { dropDownload } from "../../store/downloads.ts";
import { dropQueued } from "../../store/outbox.ts";
import type { AlbumTable, Linking } from "../../store/schema/attachments.ts";
import type { Call } from "../call.ts";
import { type FileCall, fetchLater } from "../files/file-use.ts";
import { journal } from "../journal.ts";
import { areSensitive } from "../records/confirmation.ts";
import { eventOf, mustFind } from "../records.ts";
import { replyKey } from "../replies/reply-keys.ts";
import { leaveWork } from "../work/payload.ts";
import type { ForgetJob } from "./receive.ts";

/** The name under which photos wait to be fetched. */
export const PURPOSE = "photo";

/** Where the files of a message belong: a record, with how that is known, or nobody knows yet. */
export type Spot = { readonly record: StoredActivity; readonly how: Linking } | { readonly how: "asked" };

/** What became of the files of a message. */
export type Placed =
  | { readonly placed: "linked"; readonly record: StoredActivity; readonly how: Linking; readonly news: boolean }
  | { readonly placed: "refused"; readonly record: StoredActivity; readonly news: boolean }
  | { readonly placed: "waiting"; readonly news: boolean };

/** What is surer wins, whichever sibling of an album came first. */
const SURE: Readonly<Record<AlbumTable["how"], number>> = {
  asked: 0,
  after: 1,
  reply: 2,
  caption: 3,
  refused: 3,
  said: 4,
};

type Album = { readonly chat: string; readonly album: string };

/** Keeps the files of a message where they belong, and moves the siblings of their album along. */
export async function placeFiles(call: FileCall, files: readonly number[], spot: Spot): Promise<Placed> {
  const album = call.sent.album === undefined ? undefined : { chat: call.chat, album: call.sent.album };
  const known = album && (await findAlbum(call.db, album));
  if (known !== undefined && known.how !== "asked" && SURE[known.how] >= SURE[spot.how]) {
    return followAlbum(call, files, known);
  }
  if (spot.how !== "asked") return settle(call, files, { ...spot, album });
  if (album !== undefined) await saveAlbum(call.db, { ...album, activity_id: null, how: "asked" });
  for (const n of files) await keep(call, n);
  return { placed: "waiting", news: known === undefined };
}

type Settled = Exclude<Spot, { how: "asked" }> & { readonly album: Album | undefined };

/** The whole album goes to the record, or is removed where that may have no photos. */
async function settle(call: FileCall, files: readonly number[], { record, how, album }: Settled): Promise<Placed> {
  const mayHave = !(await isDiscreet(call, record));
  if (album !== undefined) {
    await saveAlbum(call.db, { ...album, activity_id: record.id, how: mayHave ? how : "refused" });
    await moveAll(call, await findAlbumFiles(call.db, album), mayHave ? { record, how } : undefined);
  }
  if (!mayHave) return { placed: "refused", record, news: true };
  for (const n of files) await keep(call, n, { record, how });
  return { placed: "linked", record, how, news: true };
}

/** A sibling of an album whose place is known goes there without a word. */
async function followAlbum(call: FileCall, files: readonly number[], known: AlbumTable): Promise<Placed> {
  const record = known.activity_id === null ? undefined : await mustFind(call, known.activity_id);
  if (record === undefined) return { placed: "waiting", news: false };
  if (known.how === "refused" || known.how === "asked") return { placed: "refused", record, news: false };
  for (const n of files) await keep(call, n, { record, how: known.how });
  return { placed: "linked", record, how: known.how, news: false };
}

/** Lets the n-th file be fetched and, where that is known, belong to its record; the same file there once. */
async function keep(call: FileCall, n: number, spot?: { record: StoredActivity; how: Linking }): Promise<void> {
  const file = call.sent.files[n];
  if (file === undefined) throw new Error(`the message has no file ${n}`);
  const there = spot === undefined ? [] : await findAttachments(call.db, [spot.record.id]);
  if (file.uniqueId !== undefined && there.some(({ unique_id }) => unique_id === file.uniqueId)) return;
  const id = await addAttachment(call.db, {
    source_key: call.key,
    source_n: n,
    organisation_id: call.organisation.id,
    person_id: call.speaker.id,
    chat: call.chat,
    album: call.sent.album ?? null,
    kind: file.kind === "image" ? "image" : "file",
    unique_id: file.uniqueId ?? null,
    name: null,
    sent_at: call.sentAt,
    created_at: call.deps.clock().toISOString(),
  });
  await fetchLater(call, { name: PURPOSE }, n);
  if (spot !== undefined) await link(call, id, spot);
}

/** Moves files to a record, or removes them where it may have none; what a person placed stays there. */
async function moveAll(
  call: Call,
  files: readonly AttachmentRow[],
  spot: { record: StoredActivity; how: Linking } | undefined,
): Promise<void> {
  for (const file of files) {
    if ((await findLink(call.db, file.id))?.how === "said") continue;
    await dropQueued(call.db, replyKey(file.source_key, "later"));
    if (spot === undefined) await removeFile(call, file);
    else await link(call, file.id, spot);
  }
}

/** An edited message whose words tell of a record now is the caption of its files, and of their album. */
export async function followCaption(call: Call, message: string): Promise<void> {
  const files = await findAttachmentsOfMessage(call.db, message);
  const record = (await findBySource(call.db, message)).find(isLive);
  const [first] = files;
  if (record === undefined || first === undefined) return;
  const mayHave = !(await isDiscreet(call, record));
  const spot = mayHave ? ({ record, how: "caption" } as const) : undefined;
  await moveAll(call, files, spot);
  if (first.album === null) return;
  const album = { chat: first.chat, album: first.album };
  const known = await findAlbum(call.db, album);
  if (known !== undefined && SURE[known.how] >= SURE.caption) return;
  await saveAlbum(call.db, { ...album, activity_id: record.id, how: mayHave ? "caption" : "refused" });
  await moveAll(call, await findAlbumFiles(call.db, album), spot);
}

/** Removes what came with a message that was taken back. */
export async function recallFiles(call: Call, message: string): Promise<void> {
  const files = await findAttachmentsOfMessage(call.db, message);
  for (const file of files) await removeFile(call, file);
  if (files.length > 0) await journal(call, "photo-removed", null, { attachments: files.map(({ id }) => id) });
}

/** Removes what a record itself has, once it is of a kind of which only counts and dates are kept. */
export async function dropIfDiscreet(call: Call, record: StoredActivity): Promise<void> {
  if (!isSensitive(record.kinds, call.deps.catalogue)) return;
  const files = (await findAttachments(call.db, [record.id])).filter(({ report }) => report === record.id);
  for (const file of files) await removeFile(call, file);
  if (files.length > 0) await journal(call, "photo-removed", record.id, { attachments: files.map(({ id }) => id) });
}

/** Lets a file belong to a record, and journals it where that is new. */
export async function link(
  call: Call,
  attachment: number,
  { record, how }: { record: StoredActivity; how: Linking },
): Promise<void> {
  const before = (await findLink(call.db, attachment))?.activity ?? null;
  await linkAttachment(call.db, { activity: record.id, attachment, how });
  if (before !== record.id) await journal(call, "photo", record.id, { attachment, how, before });
}

/** Removes a file for good; its bytes go after the commit unless another file has the same. */
export async function removeFile(call: Pick<Call, "db" | "deps">, file: AttachmentRow): Promise<void> {
  await dropAttachment(call.db, file.id);
  await dropDownload(call.db, { key: file.source_key, n: file.source_n });
  if (file.sha256 !== null) await forgetLater(call, file.sha256);
}

/** Lets bytes that nothing may have any more be looked at after the commit. */
export async function forgetLater(call: Pick<Call, "db" | "deps">, sha256: string): Promise<void> {
  await leaveWork(call, "forget-bytes", { sha256 } satisfies ForgetJob);
}

/** Whether a record, or the event it was joined to, is of a kind of which only counts and dates are kept. */
export async function isDiscreet(call: Call, record: StoredActivity): Promise<boolean> {
  const event = await eventOf(call, record);
  return areSensitive(call, event === undefined ? [record] : [record, event]);
}
