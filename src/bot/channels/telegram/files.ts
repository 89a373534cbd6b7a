import type { Agent, IncomingMessage } from "node:http";
import { get as httpGet } from "node:http";
import { get as httpsGet } from "node:https";
import * as z from "zod";
import type { Sleep } from "../time.ts";
import { type Api, rootOf } from "./api.ts";
import { ApiError, faultOf } from "./faults.ts";

/** What the Bot API lets a bot download. */
export const DOWNLOAD_BYTES = 20 * 1024 * 1024;
const DEADLINE_MS = 120_000;

type FileOptions = {
  readonly api: Api;
  readonly token: string;
  readonly apiRoot?: string | undefined;
  readonly agent?: Agent | undefined;
  readonly sleep: Sleep;
};

const found = z.object({
  file_path: z.string().regex(/^(?!\/)(?!.*\.\.)[^\s]+$/),
  file_size: z.number().optional(),
});

/**
 * The bytes of a file that a member sent, by its handle. Its address holds the token and
 * never leaves this function. Throws a `SendError`: `too-large` beyond the cap, before or
 * while downloading.
 */
export async function downloadFile(options: FileOptions, handle: string, maxBytes: number): Promise<Buffer> {
  const file = found.safeParse(await options.api.call("getFile", { file_id: handle }));
  if (!file.success) throw new ApiError("invalid", "the file has no place to load it from");
  if ((file.data.file_size ?? 0) > maxBytes) throw tooLarge(maxBytes);
  const path = file.data.file_path.split("/").map(encodeURIComponent).join("/");
  const over = new AbortController();
  options.sleep(DEADLINE_MS, over.signal).then(
    () => over.abort(),
    () => over.abort(),
  );
  try {
    const response = await open(options, new URL(`file/bot${options.token}/${path}`, rootOf(options.apiRoot)), over);
    return await collect(response, maxBytes);
  } catch (error) {
    throw faultOf(error, options.token);
  } finally {
    over.abort();
  }
}

function open({ agent }: FileOptions, url: URL, over: AbortController): Promise<IncomingMessage> {
  const get = url.protocol === "https:" ? httpsGet : httpGet;
  return new Promise((resolve, reject) => {
    get(url, { agent, signal: over.signal }, resolve).once("error", reject);
  });
}

async function collect(response: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const { statusCode: status = 0 } = response;
  if (status !== 200) {
    response.destroy();
    throw new ApiError(status >= 500 ? "transient" : "invalid", `the file's download answered ${status}`);
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    const piece = Buffer.from(chunk);
    bytes += piece.length;
    if (bytes > maxBytes) throw tooLarge(maxBytes);
    chunks.push(piece);
  }
  return Buffer.concat(chunks);
}

function tooLarge(maxBytes: number): ApiError {
  return new ApiError("too-large", `a file of more than ${maxBytes} bytes`);
}
