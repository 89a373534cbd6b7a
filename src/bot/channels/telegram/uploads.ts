import { stat } from "node:fs/promises";
import type { Opts } from "telegraf/types";
import { type OutFile, SendError } from "../../channel.ts";
import { type Api, messageIn } from "./api.ts";
import { wellFormed } from "./styled.ts";

/** What the Bot API takes: bytes of a document, and of a photo. */
const FILE_BYTES = 50 * 1024 * 1024;
const PHOTO_BYTES = 10 * 1024 * 1024;

/** UTF-16 units of a file's name, and of its ending. */
const NAME_CHARS = 80;
const ENDING_CHARS = 12;

/** Uploads may take long on a slow line. */
const UPLOAD_DEADLINE_MS = 180_000;

export type To = { readonly api: Api; readonly chat_id: number };

/** What goes with a photo: words with their marks, buttons. */
export type Caption = Pick<Opts<"sendPhoto">, "caption" | "caption_entities" | "reply_markup">;

/** The document's message. Throws where the file is gone or larger than Telegram takes. */
export async function sendDocument({ api, chat_id }: To, file: OutFile, caption: string): Promise<string | undefined> {
  const size = await sizeOf(file);
  if (size === undefined) throw new SendError("invalid", "the file to send is gone");
  if (size > FILE_BYTES) throw new SendError("too-large", `a file of ${size} bytes`);
  await hint({ api, chat_id }, "upload_document");
  const document = { source: file.path, filename: safeName(file.name) };
  const words = caption.trim() === "" ? {} : { caption };
  const options = { deadlineMs: UPLOAD_DEADLINE_MS };
  return messageIn(await api.call("sendDocument", { chat_id, document, ...words }, options));
}

/** Whether a file is a picture that Telegram can show. */
export function isPicture({ name }: OutFile): boolean {
  return /\.(?:png|jpe?g)$/i.test(name);
}

/** The photo's message, or nothing where the file is gone or no picture that Telegram takes: what it shows is said in words too. */
export async function sendPhoto({ api, chat_id }: To, file: OutFile, caption: Caption): Promise<string | undefined> {
  const size = await sizeOf(file);
  if (size === undefined || size > PHOTO_BYTES) return undefined;
  await hint({ api, chat_id }, "upload_photo");
  const photo = { source: file.path, filename: safeName(file.name) };
  try {
    return messageIn(await api.call("sendPhoto", { chat_id, photo, ...caption }, { deadlineMs: UPLOAD_DEADLINE_MS }));
  } catch (error) {
    if (error instanceof SendError && (error.fault === "invalid" || error.fault === "too-large")) return undefined;
    throw error;
  }
}

/** A mere hint to the person who waits: where it fails, the upload itself tells why. */
async function hint({ api, chat_id }: To, action: "upload_document" | "upload_photo"): Promise<void> {
  await api.call("sendChatAction", { chat_id, action }).catch(() => undefined);
}

async function sizeOf({ path }: OutFile): Promise<number | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() === true ? found.size : undefined;
}

/** A name as it may stand inside the quotes of a header and in anybody's file system. */
function safeName(name: string): string {
  const clean = wellFormed(name)
    .replace(/[\p{Cc}\p{Cf}"\\/:*?<>|]/gu, "")
    .trim();
  const dot = clean.lastIndexOf(".");
  const ending = dot > 0 ? clean.slice(dot).slice(0, ENDING_CHARS) : "";
  return (dot > 0 ? clean.slice(0, dot) : clean).slice(0, NAME_CHARS) + ending || "文件";
}
