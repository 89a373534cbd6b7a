import { existsSync, rmSync } from "node:fs";
import * as z from "zod";
import { findLink } from "../../store/attachment-links.ts";
import { type AttachmentRow, findAttachment, findHashes, hasBytes, keepAttachment } from "../../store/attachments.ts";
import type { Trx } from "../../store/schema.ts";
import { type Answer, type Call, type Deps, IGNORED, said } from "../call.ts";
import {
  type Abandoned,
  type FetchedFile,
  type FileUse,
  type Lost,
  notReceived,
  type WantedFile,
} from "../files/file-use.ts";
import { journal } from "../journal.ts";
import { mustFind } from "../records.ts";
import { bytesPath, forgetBytes, sha256Of, storedBytes, writeBytes } from "./bytes.ts";
import { displayName, type FileKind, fileKind } from "./file-kind.ts";
import { forgetLater, isDiscreet, PURPOSE, removeFile } from "./placing.ts";
import { takeLoose, takeNamed } from "./take.ts";

/** What the strictest platform lets a bot download; the same on all of them, so that the rule is one. */
const MAX_BYTES = 20 * 1024 * 1024;

const UNFIT = "只收照片、PDF、办公文档和文本，这个文件没有保存。";

const use: Omit<FileUse, "take"> = { name: PURPOSE, maxBytes: MAX_BYTES, receive, lost, abandon };

/** Photos and files whose words tell of a record, or that reply to one. */
export const namedPhotos: FileUse = { ...use, take: takeNamed };

/** Photos and files that do not say what they belong to; they take every message that is left. */
export const loosePhotos: FileUse = { ...use, take: takeLoose };

async function receive(deps: Deps, fetched: FetchedFile): Promise<(call: Call) => Promise<Answer>> {
  const kind = fileKind(fetched.bytes, fetched.file.name);
  if (kind === undefined) return (call) => dropped(call, fetched, said("refused", UNFIT));
  const sha256 = sha256Of(fetched.bytes);
  writeBytes(deps.dataDir, sha256, fetched.bytes);
  return (call) => keep(call, { ...fetched, kind, sha256 });
}

type Known = FetchedFile & { readonly kind: FileKind; readonly sha256: string };

/** Keeps what a file is, unless it was removed, or its record became one without photos, while it was coming. */
async function keep(call: Call, known: Known): Promise<Answer> {
  const row = await findAttachment(call.db, known);
  if (row === undefined || row.state === "gone" || (await isUnwanted(call, row))) {
    if (row !== undefined) await removeFile(call, row);
    await forgetLater(call, known.sha256);
    return IGNORED;
  }
  const { kind, sha256, bytes } = known;
  // Another file with the same bytes may have been removed since they were written.
  if (!existsSync(bytesPath(call.deps.dataDir, sha256))) writeBytes(call.deps.dataDir, sha256, bytes);
  const name = displayName(known.file.name, kind);
  await keepAttachment(call.db, row.id, { sha256, mime: kind.mime, size: bytes.length, name });
  const record = (await findLink(call.db, row.id))?.activity ?? null;
  await journal(call, "photo-kept", record, { attachment: row.id, sha256, mime: kind.mime, size: bytes.length });
  return IGNORED;
}

/** Whether its record may have no photos. */
async function isUnwanted(call: Call, row: AttachmentRow): Promise<boolean> {
  const record = (await findLink(call.db, row.id))?.activity;
  return record !== undefined && isDiscreet(call, await mustFind(call, record));
}

async function lost(call: Call, wanted: WantedFile, why: Lost): Promise<Answer> {
  return dropped(call, wanted, notReceived(call, why, MAX_BYTES));
}

/** Removes what was expected, and tells its sender in private. */
async function dropped(call: Call, wanted: WantedFile, answer: Answer): Promise<Answer> {
  const row = await findAttachment(call.db, wanted);
  if (row !== undefined) await removeFile(call, row);
  return { ...answer, replies: answer.replies.map((reply) => ({ ...reply, to: call.home })) };
}

async function abandon(deps: Deps, db: Trx, wanted: Abandoned): Promise<void> {
  if (wanted.bytes !== undefined) await forgetLater({ deps, db }, sha256Of(wanted.bytes));
  const row = await findAttachment(db, wanted);
  if (row !== undefined) await removeFile({ deps, db }, row);
}

/**
 * Deletes every file in the folder that the ledger does not know; inside a transaction, and
 * what is being received at the same time writes its bytes again before it is kept.
 */
export async function sweepBytes(db: Trx, dataDir: string): Promise<void> {
  const known = await findHashes(db);
  for (const { name, path } of storedBytes(dataDir)) if (!known.has(name)) rmSync(path, { force: true });
}

export const forgetJob = z.object({ sha256: z.string() });

export type ForgetJob = Readonly<z.infer<typeof forgetJob>>;

/** Deletes bytes that no file has any more; inside a transaction, since another file may come to have them. */
export async function forgetUnused(db: Trx, dataDir: string, { sha256 }: ForgetJob): Promise<void> {
  if (!(await hasBytes(db, sha256))) forgetBytes(dataDir, sha256);
}
