import * as z from "zod";
import { SendError, type SendFault } from "../../channel.ts";

/** A permission of the app is missing. */
export const NO_SCOPE = 99991672;

/** What Feishu's codes mean to the outbox. Codes not listed are about the app, or go by the HTTP status. */
const FAULTS: ReadonlyMap<number, SendFault> = new Map([
  [99991400, "rate-limited"],
  [230020, "rate-limited"],
  [11232, "rate-limited"],
  [230049, "rate-limited"],
  [10003, "unauthorised"],
  [10014, "unauthorised"],
  [11205, "unauthorised"],
  [230006, "unauthorised"],
  [230002, "forbidden"],
  [230013, "forbidden"],
  [230017, "forbidden"],
  [230018, "forbidden"],
  [230027, "forbidden"],
  [230035, "forbidden"],
  [230038, "forbidden"],
  [230053, "forbidden"],
  [232011, "forbidden"],
  [NO_SCOPE, "forbidden"],
  [230011, "gone"],
  [230031, "gone"],
  [230110, "gone"],
  [232006, "gone"],
  [232009, "gone"],
  [230025, "too-large"],
  [234006, "too-large"],
]);

/**
 * With these its gateway refuses the app, whatever it asked for: switched off, not allowed from
 * this address, its calls of the month used up. Somebody has to do something about it.
 */
const OF_APP = { from: 99991400, below: 99992000 };

/** Codes that say that the token, not the app, is at fault: a new one is worth one more try. */
const STALE_TOKEN = new Set([99991661, 99991663, 99991664, 99991665, 99991668, 99991677]);

/** The platform's limit of one chat, as against that of one method. */
export const CHAT_LIMIT = 230020;

const DEFAULT_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 3_600_000;

/** A refused or failed call, with what Feishu said of it where it answered. */
export class LarkError extends SendError {
  override name = "LarkError";
  readonly status: number | undefined;
  readonly code: number | undefined;
  /** What the network says where nobody answered, such as `ECONNREFUSED`; it can hold no secret. */
  readonly network: string | undefined;

  constructor(fault: SendFault, message: string, more: Told = {}) {
    super(fault, message, more.retryAfterMs === undefined ? {} : { retryAfterMs: more.retryAfterMs });
    this.status = more.status;
    this.code = more.code;
    this.network = more.network;
  }
}

type Told = { readonly [Name in "status" | "code" | "network" | "retryAfterMs"]?: LarkError[Name] };

const answered = z.object({
  response: z.object({ status: z.number(), data: z.unknown(), headers: z.unknown().optional() }),
});

const verdict = z.object({ code: z.number() });

/**
 * The one place where both shapes of refusal become one: an HTTP error, and HTTP 200 with a
 * `code`. Neither the request, nor its headers, nor Feishu's `msg` (it may quote what was
 * sent) survives, and the original is not kept as the cause.
 */
export function faultOf(error: unknown): LarkError {
  if (error instanceof LarkError) return error;
  const read = answered.safeParse(error);
  if (!read.success) return unanswered(error);
  const { status, data, headers } = read.data.response;
  return refusal(status, codeOf(data), resetMs(headers));
}

/** The data of an answer. Throws {@link LarkError} where its `code` is not 0 or it has none. */
export function unwrap(body: unknown): unknown {
  const read = verdict.safeParse(body);
  if (!read.success) throw new LarkError("transient", "an answer that is not Feishu's");
  if (read.data.code !== 0) throw refusal(200, read.data.code, undefined);
  return body;
}

/** Whether another token would do: the one that was sent has had its time. */
export function isStaleToken(error: LarkError): boolean {
  return error.code !== undefined && STALE_TOKEN.has(error.code);
}

/** A refused token says nothing against what was to be sent: it waits until there is one. */
export function ofToken({ fault, message, ...told }: LarkError): LarkError {
  return new LarkError(fault === "transient" || fault === "rate-limited" ? fault : "unauthorised", message, told);
}

/** Where the app lacks the permission to send at all, what it has to say waits until it has it. */
export function ofSending(error: LarkError): LarkError {
  const { code, status } = error;
  return code === NO_SCOPE ? new LarkError("unauthorised", error.message, { code, status }) : error;
}

function refusal(status: number, code: number | undefined, reset: number | undefined): LarkError {
  const fault = code === undefined ? faultOfOthers(status) : (FAULTS.get(code) ?? faultOfCode(code, status));
  const message = `refused: code ${code ?? "none"}, HTTP ${status}`;
  return new LarkError(fault, message, {
    status,
    ...(code === undefined ? {} : { code }),
    ...(fault === "rate-limited" ? { retryAfterMs: reset ?? DEFAULT_WAIT_MS } : {}),
  });
}

/** What bears no code is no answer of Feishu's but of a gateway, a proxy or a login page on the way there. */
function faultOfOthers(status: number): SendFault {
  if (status === 429) return "rate-limited";
  return status === 413 ? "too-large" : "transient";
}

function faultOfCode(code: number, status: number): SendFault {
  if (code >= OF_APP.from && code < OF_APP.below) return "unauthorised";
  if (status === 429) return "rate-limited";
  if (status >= 500 || status === 408) return "transient";
  if (status === 401) return "unauthorised";
  if (status === 403) return "forbidden";
  if (status === 404) return "gone";
  if (status === 413) return "too-large";
  return "invalid";
}

function codeOf(data: unknown): number | undefined {
  const read = verdict.safeParse(data);
  return read.success ? read.data.code : undefined;
}

function resetMs(headers: unknown): number | undefined {
  if (typeof headers !== "object" || headers === null) return undefined;
  const seconds = Number(Reflect.get(headers, "x-ogw-ratelimit-reset") ?? Number.NaN);
  if (!Number.isFinite(seconds) || seconds < 0) return undefined;
  return Math.min(Math.max(seconds * 1_000, DEFAULT_WAIT_MS), LONGEST_WAIT_MS);
}

/** No answer at all; only a short word is kept. */
function unanswered(error: unknown): LarkError {
  const code: unknown = typeof error === "object" && error !== null ? Reflect.get(error, "code") : undefined;
  if (typeof code !== "string" || !/^[A-Z_]{1,40}$/.test(code)) return new LarkError("transient", "no answer");
  return new LarkError("transient", `no answer (${code})`, { network: code });
}
