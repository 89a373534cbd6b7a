import * as z from "zod";
import { SendError, type SendFault } from "../../channel.ts";

const LONGEST_DESCRIPTION = 200;

/** The Bot API tells most refusals apart by their English description alone. First match wins. */
const REFUSALS: readonly (readonly [RegExp, SendFault])[] = [
  [
    /not enough rights|have no rights|need administrator rights|WRITE_FORBIDDEN|can't initiate conversation/i,
    "forbidden",
  ],
  [/chat not found|PEER_ID_INVALID|user not found|chat was deleted|group chat was deactivated/i, "gone"],
  [/was blocked|was kicked|is deactivated|not a member|bot is not a participant/i, "gone"],
  [/too long|too big|too large|ENTITY_TOO_LARGE/i, "too-large"],
];

/** What the channel itself has to tell apart among refused calls. */
export type Refusal = "not-modified" | "message-gone" | "reaction" | "query-too-old";

const DETAILS: readonly (readonly [RegExp, Refusal])[] = [
  [/message is not modified/i, "not-modified"],
  [/message to (edit|react|be replied)? ?not found|message can't be edited|MESSAGE_ID_INVALID/i, "message-gone"],
  [/REACTION_(INVALID|EMPTY)|reactions? (is|are) not/i, "reaction"],
  [/query is too old|query ID is invalid/i, "query-too-old"],
];

/** A failed call, with what the Bot API said of it where it answered at all. */
export class ApiError extends SendError {
  override name = "ApiError";
  /** The Bot API's error code; nothing where no answer was readable. */
  readonly status: number | undefined;
  readonly refusal: Refusal | undefined;

  constructor(fault: SendFault, message: string, more: ApiFacts = {}) {
    super(fault, message, more);
    this.status = more.status;
    this.refusal = more.refusal;
  }
}

/** How the Bot API refuses; a proxy in between may answer in another shape. */
const verdict = z.object({
  error_code: z.number(),
  description: z.string().default(""),
  parameters: z.object({ migrate_to_chat_id: z.number().optional(), retry_after: z.number().optional() }).optional(),
});

type ApiFacts = { status?: number; refusal?: Refusal | undefined; retryAfterMs?: number; movedTo?: string };

/**
 * Turns whatever a call threw into an error that names neither the token nor the request.
 * The original is not kept as the cause: its message, stack or payload may hold either.
 */
export function faultOf(error: unknown, token: string): ApiError {
  if (error instanceof ApiError) return error;
  // What telegraf throws for a refusal holds the answer.
  if (!(error instanceof Error && "response" in error)) return unanswered(error);
  const read = verdict.safeParse(error.response);
  if (!read.success) return new ApiError("transient", "an answer that is not the Bot API's");
  const { error_code: status, parameters } = read.data;
  const description = scrub(read.data.description, token);
  const message = `${status} ${description}`;
  if (parameters?.migrate_to_chat_id !== undefined) {
    return new ApiError("moved", message, { status, movedTo: String(parameters.migrate_to_chat_id) });
  }
  if (status === 429) {
    return new ApiError("rate-limited", message, { status, retryAfterMs: (parameters?.retry_after ?? 1) * 1000 });
  }
  return new ApiError(faultByStatus(status, description), message, { status, refusal: refusalOf(description) });
}

function faultByStatus(status: number, description: string): SendFault {
  if (status >= 500 || status === 409) return "transient";
  if (status === 401 || status === 404) return "unauthorised";
  if (status === 413) return "too-large";
  const known = REFUSALS.find(([said]) => said.test(description))?.[1];
  return known ?? (status === 403 ? "forbidden" : "invalid");
}

function refusalOf(description: string): Refusal | undefined {
  return DETAILS.find(([said]) => said.test(description))?.[1];
}

/** No answer, or one that is no JSON: from a proxy, a cut connection, a deadline. */
function unanswered(error: unknown): ApiError {
  if (!(error instanceof Error)) return new ApiError("transient", "no answer");
  if (error.name === "AbortError") return new ApiError("transient", "no answer in time");
  const code = wordOf(error, "code") ?? wordOf(error, "type");
  return new ApiError("transient", code === undefined ? "no answer" : `no answer (${code})`);
}

/** A field that is a short word such as `ECONNREFUSED` or `invalid-json`, so that it can hold no secret. */
function wordOf(error: Error, field: "code" | "type"): string | undefined {
  const value: unknown = Reflect.get(error, field);
  return typeof value === "string" && /^[A-Za-z_-]{1,40}$/.test(value) ? value : undefined;
}

/** Without the token, in one line, cut to a length. */
function scrub(text: string, token: string): string {
  let clean = text.replace(/\s+/g, " ");
  for (const secret of [token, encodeURIComponent(token)]) {
    if (secret !== "") clean = clean.replaceAll(secret, "[token]");
  }
  return clean.slice(0, LONGEST_DESCRIPTION);
}
