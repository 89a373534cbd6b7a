import { createDecipheriv, createHash, hash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import * as z from "zod";
import type { Timers } from "../time.ts";
import type { Handlers } from "./client.ts";
import type { Refusal, Refusals } from "./refusals.ts";

const MOST_BYTES = 1_024 * 1_024;
const SKEW_S = 300;
const BODY_MS = 10_000;

export type WebhookOptions = {
  readonly path: string;
  readonly encryptKey: string;
  readonly verificationToken: string;
  readonly appId: string;
  /** Without one, the tenant of the first authentic event is the only one. */
  readonly tenantKey?: string | undefined;
  readonly handlers: Handlers;
  readonly timers: Timers;
  readonly refusals: Refusals;
};

const envelope = z.object({ encrypt: z.string().min(1) });
const challenge = z.object({ type: z.literal("url_verification"), token: z.string(), challenge: z.string() });
const event = z.object({
  schema: z.literal("2.0"),
  header: z.looseObject({
    event_type: z.string().min(1),
    token: z.string(),
    app_id: z.string(),
    tenant_key: z.string(),
  }),
  event: z.record(z.string(), z.unknown()),
});

type Header = z.infer<typeof event>["header"];
type Answer = { readonly status: number; readonly body?: unknown };

/**
 * Takes Feishu's calls over HTTP, and nobody else's: only encrypted, signed over the raw bytes,
 * at most five minutes old, with our token, app and tenant. 200 says that an event is kept;
 * after 503 Feishu sends it again. What came before is known by the inbox.
 */
export function larkWebhook(options: WebhookOptions): (request: IncomingMessage, response: ServerResponse) => void {
  if (options.encryptKey === "" || options.verificationToken === "") {
    throw new Error("the webhook needs an encrypt key and a verification token");
  }
  let tenant = options.tenantKey;

  async function answerTo(request: IncomingMessage): Promise<Answer> {
    if (new URL(request.url ?? "/", "http://x").pathname !== options.path) return { status: 404 };
    if (request.method !== "POST") return { status: 405 };
    const raw = await bodyOf(request);
    if (raw === undefined) return { status: 413 };
    const plain = decrypted(options.encryptKey, raw);
    const asked = challenge.safeParse(plain);
    return asked.success ? challenged(asked.data) : taken(request, raw, plain);
  }

  async function taken(request: IncomingMessage, raw: Buffer, plain: unknown): Promise<Answer> {
    if (plain === undefined) return refused("sealed");
    const read = event.safeParse(plain);
    const why = unsigned(options, request, raw) ?? foreign(read.data?.header);
    if (why !== undefined || !read.success) return refused(why ?? "version");
    options.refusals.taken();
    tenant ??= read.data.header.tenant_key;
    return handled(options.handlers, read.data);
  }

  function refused(why: Refusal): Answer {
    options.refusals.refused(why);
    return { status: 401 };
  }

  /** Asked once, when the address is entered in the console: only whoever has our key can have encrypted it. */
  function challenged(asked: z.infer<typeof challenge>): Answer {
    if (!equal(asked.token, options.verificationToken)) return refused("token");
    return { status: 200, body: { challenge: asked.challenge } };
  }

  function foreign(header: Header | undefined): Refusal | undefined {
    if (header === undefined) return "version";
    if (!equal(header.token, options.verificationToken)) return "token";
    if (header.app_id !== options.appId) return "app";
    return tenant === undefined || header.tenant_key === tenant ? undefined : "tenant";
  }

  return (request, response) => {
    answerTo(request)
      .catch((): Answer => ({ status: 503 }))
      .then(({ status, body }) => {
        const close = status === 413 || status === 408 ? { connection: "close" } : {};
        response.writeHead(status, { "content-type": "application/json", ...close });
        response.end(JSON.stringify(body ?? {}));
      })
      .catch(() => response.destroy());
  };
}

async function handled(handlers: Handlers, { header, event: fields }: z.infer<typeof event>): Promise<Answer> {
  const handler = new Map(Object.entries(handlers)).get(header.event_type);
  if (handler === undefined) return { status: 200 };
  return { status: 200, body: await handler({ ...header, ...fields }) };
}

/** The raw body; nothing where it is above the cap. Throws where it does not come in time. */
async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  if (Number(request.headers["content-length"] ?? 0) > MOST_BYTES) return undefined;
  const timer = setTimeout(() => request.destroy(), BODY_MS).unref();
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request) {
      const bytes = Buffer.from(chunk);
      size += bytes.length;
      if (size > MOST_BYTES) return undefined;
      chunks.push(bytes);
    }
  } finally {
    clearTimeout(timer);
  }
  return Buffer.concat(chunks);
}

/** What is wrong with a request's signature, or with its time. */
function unsigned(
  { encryptKey, timers }: WebhookOptions,
  { headers }: IncomingMessage,
  raw: Buffer,
): Refusal | undefined {
  const at = headers["x-lark-request-timestamp"];
  const nonce = headers["x-lark-request-nonce"];
  const signature = headers["x-lark-signature"];
  if (typeof at !== "string" || typeof nonce !== "string" || typeof signature !== "string") return "signature";
  const wanted = createHash("sha256").update(`${at}${nonce}${encryptKey}`).update(raw).digest("hex");
  if (!/^\d{1,12}$/.test(at) || !equal(signature, wanted)) return "signature";
  return Math.abs(timers.now() / 1_000 - Number(at)) > SKEW_S ? "clock" : undefined;
}

/** Compares in a time that tells nothing. */
function equal(a: string, b: string): boolean {
  const [one, other] = [a, b].map((text) => hash("sha256", text, "buffer"));
  return one !== undefined && other !== undefined && timingSafeEqual(one, other);
}

/** The plain event; nothing where it was not encrypted, or not with our key. */
function decrypted(encryptKey: string, raw: Buffer): unknown {
  try {
    const { encrypt } = envelope.parse(JSON.parse(raw.toString("utf8")));
    const bytes = Buffer.from(encrypt, "base64");
    const key = hash("sha256", encryptKey, "buffer");
    const decipher = createDecipheriv("aes-256-cbc", key, bytes.subarray(0, 16));
    const text = Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()]).toString("utf8");
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
