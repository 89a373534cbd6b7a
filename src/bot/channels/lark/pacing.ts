import { SendError } from "../../channel.ts";
import { type Limit, type Pace, pace } from "../../outbox/pacing.ts";
import type { Timers } from "../time.ts";
import { CHAT_LIMIT, type LarkError } from "./faults.ts";

/** What Feishu allows one app: to each chat, of each method, to each card. */
const CHAT: readonly Limit[] = [{ count: 5, perMs: 1_000 }];
const METHOD: readonly Limit[] = [
  { count: 50, perMs: 1_000 },
  { count: 1_000, perMs: 60_000 },
];

/** Of a method's thousand a minute forty are left for answers. */
export const PUSHES_PER_SECOND = 16;

/** A wait up to this is waited; for a longer one the outbox is told to come back. */
const PATIENCE_MS = 1_500;

/** Names of limits: `chat oc_…`, `card om_…`, `method create`. */
export type Turn = { readonly method: string; readonly chat?: string; readonly card?: string };

export type Turns = {
  /** Resolves when it may be sent, and counts it. Throws `rate-limited` where that is too long to wait. */
  take(turn: Turn): Promise<void>;
  /** The platform refused it: nothing goes there until it said so. */
  refused(turn: Turn, error: LarkError): void;
};

/** Waits for the limits of a method and of a chat. Throws `rate-limited` where that would take too long. */
export function larkTurns({ now, sleep }: Timers): Turns {
  const schedule: Pace = pace((name) => (name.startsWith("method ") ? METHOD : CHAT));
  return {
    async take(turn) {
      const names = namesOf(turn);
      for (let wait = schedule.waitMs(now(), names); wait > 0; wait = schedule.waitMs(now(), names)) {
        if (wait > PATIENCE_MS) throw new SendError("rate-limited", "its turn is later", { retryAfterMs: wait });
        await sleep(wait);
      }
      schedule.sent(now(), names);
    },
    refused(turn, { code, fault, retryAfterMs }) {
      if (fault !== "rate-limited" || retryAfterMs === undefined) return;
      const [method = "", ...places] = namesOf(turn);
      const name = code === CHAT_LIMIT ? (places[0] ?? method) : method;
      schedule.pause(now(), name, retryAfterMs);
    },
  };
}

function namesOf({ method, chat, card }: Turn): string[] {
  return [
    `method ${method}`,
    ...(chat === undefined ? [] : [`chat ${chat}`]),
    ...(card === undefined ? [] : [`card ${card}`]),
  ];
}
