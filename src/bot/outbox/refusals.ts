import { SendError, type SendFault } from "../channel.ts";

/** They say nothing against what was asked for: the same may work later. */
const FOR_NOW: ReadonlySet<SendFault> = new Set(["transient", "rate-limited", "unauthorised"]);

export function isForNow(fault: SendFault): boolean {
  return FOR_NOW.has(fault);
}

/** Why a platform refused something; what is no refusal of a platform may work later. */
export function faultIn(error: unknown): SendFault {
  return error instanceof SendError ? error.fault : "transient";
}

/** A failure as it is kept beside what waits. */
export function reasonOf(error: unknown): string {
  return error instanceof SendError ? `${error.fault}: ${error.message}` : "transient";
}

/** When to try again: as the platform said, else later with each failure in a row, counted from 0. */
export function againAt(
  now: Date,
  error: unknown,
  { failures, firstMs, longestMs }: Readonly<Record<"failures" | "firstMs" | "longestMs", number>>,
): string {
  const told = error instanceof SendError ? error.retryAfterMs : undefined;
  return new Date(now.getTime() + (told ?? Math.min(firstMs * 2 ** failures, longestMs))).toISOString();
}
