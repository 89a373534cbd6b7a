import { hash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { setImmediate } from "node:timers/promises";
import type { Sleep } from "../time.ts";

/** A larger update is not Telegram's. */
export const BODY_BYTES = 256 * 1024;
const BODY_DEADLINE_MS = 10_000;
const RETRY_AFTER_SECONDS = 5;

const SECRET_HEADER = "x-telegram-bot-api-secret-token";

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

type WebhookOptions = {
  /** The only path that is answered. */
  readonly path: string;
  readonly secret: string;
  readonly sleep: Sleep;
  /** Resolves once the update is durable, or needs no keeping; rejects when nothing was kept. */
  readonly take: (update: unknown) => Promise<void>;
  readonly onError: (error: unknown, about: string) => void;
};

type Verdict = { readonly status: number; readonly retry?: true };

/**
 * Takes updates that Telegram pushes. Path and secret are checked before the body is read;
 * success is answered only once the update is kept, and what could not be kept is asked
 * for again.
 */
export function webhookHandler(options: WebhookOptions): Handler {
  const expected = digest(options.secret);
  return (request, response) => {
    judge(options, expected, request)
      .catch((error: unknown): Verdict => {
        options.onError(error, "telegram webhook");
        return { status: 503, retry: true };
      })
      .then((verdict) => end(request, response, verdict))
      .catch((error: unknown) => options.onError(error, "telegram webhook"));
  };
}

async function judge(options: WebhookOptions, expected: Buffer, request: IncomingMessage): Promise<Verdict> {
  const [path] = (request.url ?? "").split("?", 1);
  if (path !== options.path) return { status: 404 };
  if (request.method !== "POST") return { status: 405 };
  if (!isSecret(request, expected)) return { status: 403 };
  const body = await bodyOf(request, options.sleep);
  if (typeof body === "number") return { status: body };
  const update = parsed(body);
  if (update === undefined) return { status: 400 };
  await options.take(update);
  return { status: 200 };
}

/** Compared by digests, so that neither content nor length shows in the time it takes. */
function isSecret(request: IncomingMessage, expected: Buffer): boolean {
  const given = request.headersDistinct[SECRET_HEADER];
  return given?.length === 1 && timingSafeEqual(digest(given[0] ?? ""), expected);
}

function digest(secret: string): Buffer {
  return hash("sha256", secret, "buffer");
}

/** The whole body as text, decoded once, or the status of why not. */
async function bodyOf(request: IncomingMessage, sleep: Sleep): Promise<string | number> {
  if (Number(request.headers["content-length"] ?? 0) > BODY_BYTES) return 413;
  const body = collect(request);
  // Nearly always the body comes with the headers, and no deadline is needed.
  await setImmediate();
  if (request.complete) return body;
  const read = new AbortController();
  const late = sleep(BODY_DEADLINE_MS, read.signal).then(() => 408);
  try {
    return await Promise.race([body, late]);
  } finally {
    read.abort("read");
  }
}

/** Gives 400 where the sender went away in the middle; nobody reads it, and Telegram sends the update again. */
function collect(request: IncomingMessage): Promise<string | number> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > BODY_BYTES) resolve(413);
      else chunks.push(chunk);
    });
    request.once("end", () => resolve(Buffer.concat(chunks).toString("utf8")));
    request.once("error", () => resolve(400));
    request.once("close", () => resolve(400));
  });
}

/** An object, or nothing. */
function parsed(body: string): object | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function end(request: IncomingMessage, response: ServerResponse, { status, retry }: Verdict): void {
  if (retry === true) response.setHeader("retry-after", String(RETRY_AFTER_SECONDS));
  // What was not read of a refused body is not worth reading.
  if (!request.complete) response.setHeader("connection", "close");
  response.statusCode = status;
  response.end();
}
