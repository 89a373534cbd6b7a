import { readFile, stat } from "node:fs/promises";
import * as z from "zod";
import { type OutFile, SendError } from "../../channel.ts";
import type { LarkClient } from "./client.ts";

const MOST_FILE_BYTES = 30 * 1_024 * 1_024;
const MOST_IMAGE_BYTES = 10 * 1_024 * 1_024;
/** What Feishu lets an app download. */
export const DOWNLOAD_BYTES = 100 * 1_024 * 1_024;
const IMAGE = /\.(png|jpe?g|gif|webp|bmp)$/i;

const imageKey = z.object({ data: z.object({ image_key: z.string().min(1) }) });
const fileKey = z.object({ data: z.object({ file_key: z.string().min(1) }) });

/** A message that carries a file, its content as Feishu wants it. */
export type FileMessage = { readonly type: "image" | "file"; readonly content: string };

/** Uploads a file of this machine; a picture that Feishu can show goes as one. Throws {@link SendError}. */
export async function uploadFile(client: Pick<LarkClient, "call">, { path, name }: OutFile): Promise<FileMessage> {
  const bytes = await bytesOf(path);
  if (IMAGE.test(name) && bytes.length <= MOST_IMAGE_BYTES) {
    const body = { image_type: "message", image: bytes };
    const answer = await client.call({ method: "POST", path: "/open-apis/im/v1/images", body, upload: true });
    const { image_key } = imageKey.parse(answer).data;
    return { type: "image", content: JSON.stringify({ image_key }) };
  }
  const body = { file_type: "stream", file_name: name, file: bytes };
  const answer = await client.call({ method: "POST", path: "/open-apis/im/v1/files", body, upload: true });
  const { file_key } = fileKey.parse(answer).data;
  return { type: "file", content: JSON.stringify({ file_key }) };
}

async function bytesOf(path: string): Promise<Buffer> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) throw new SendError("invalid", "the file is not there any more");
  if (found.size === 0) throw new SendError("invalid", "the file is empty");
  if (found.size > MOST_FILE_BYTES) throw new SendError("too-large", "the file is above 30 MB");
  return readFile(path);
}

const HANDLE = /^([\w-]+)\/(image|file)\/([\w-]+)$/;

/**
 * The bytes of what a member sent, by its attachment's handle. Throws {@link SendError}:
 * `too-large` above the cap, without having read more than it.
 */
export async function downloadFile(
  client: Pick<LarkClient, "download">,
  handle: string,
  maxBytes: number,
): Promise<Buffer> {
  const [, message, type, key] = HANDLE.exec(handle) ?? [];
  if (message === undefined || type === undefined || key === undefined) {
    throw new SendError("invalid", "no handle of a Feishu attachment");
  }
  const stream = await client.download(`/open-apis/im/v1/messages/${message}/resources/${key}`, { type });
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > maxBytes) throw new SendError("too-large", `the file is above ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
