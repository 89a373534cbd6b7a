import { type Outbound, SendError } from "../../channel.ts";
import { type Limit, pace } from "../../outbox/pacing.ts";
import type { Sleep } from "../time.ts";
import type { Api } from "./api.ts";
import { pressOf } from "./normalise.ts";
import { answerPress, type Step, stepsOf } from "./steps.ts";

/** How fast messages may go: to everyone together, into one chat, into one group. */
export type Limits = {
  readonly overall: readonly Limit[];
  readonly chat: readonly Limit[];
  readonly group: readonly Limit[];
};

/** What Telegram recommends; it publishes no exact limits. */
export const LIMITS: Limits = {
  overall: [{ count: 30, perMs: 1_000 }],
  chat: [{ count: 1, perMs: 1_000 }],
  group: [{ count: 20, perMs: 60_000 }],
};

/** Of the overall share two messages a second are left for answers. */
export const PUSHES_PER_SECOND = 28;

/** A pressed button turns no longer than this, whatever becomes of its answer. */
const PRESS_MS = 3_000;

/** Outbounds of which a part was sent are remembered up to this many. */
const HALF_SENT = 1_000;

type SenderOptions = {
  readonly api: Api;
  readonly clock: () => Date;
  readonly sleep: Sleep;
  readonly limits: Limits;
  /** Ends the waiting for late answers to presses. */
  readonly stopped: AbortSignal;
  readonly onError: (error: unknown, about: string) => void;
};

type Sender = {
  send(chat: string, outbound: Outbound, key: string): Promise<string>;
  /** A button was pressed: it is answered in time, with nothing where nobody else does. */
  pressed(key: string): void;
};

/**
 * Says outbounds within Telegram's limits. Where a chat has had its share, it refuses with
 * the time to wait, so that other chats go on; the overall share is waited for. An outbound
 * of several messages that failed half-way goes on where it stopped.
 */
export function telegramSender({ api, clock, sleep, limits, stopped, onError }: SenderOptions): Sender {
  const schedule = pace((name) => limitsOf(limits, name));
  const progress = openProgress();
  const unanswered = new Set<string>();

  async function perform(chat: string, step: Step): Promise<string | undefined> {
    const own = step.paced ? [hold(chat), share(chat)] : [hold(chat)];
    const now = clock().getTime();
    const wait = schedule.waitMs(now, own);
    if (wait > 0) throw new SendError("rate-limited", "the chat has had its share", { retryAfterMs: wait });
    const crowded = schedule.waitMs(now, [ALL]);
    // Kept before the wait, so that nobody else who waits takes the same turn.
    schedule.sent(now + crowded, [ALL, ...own]);
    if (crowded > 0) await sleep(crowded);
    try {
      return await step.run();
    } catch (error) {
      if (error instanceof SendError && error.retryAfterMs !== undefined) {
        schedule.pause(clock().getTime(), hold(chat), error.retryAfterMs);
      }
      throw error;
    }
  }

  async function send(chat: string, outbound: Outbound, key: string): Promise<string> {
    if (outbound.kind === "toast") unanswered.delete(outbound.action);
    const steps = stepsOf(api, chat, outbound);
    let { done, reference } = progress.of(key);
    for (const step of steps.slice(done)) {
      reference = (await perform(chat, step)) ?? reference;
      done += 1;
      if (done < steps.length) progress.keep(key, { done, reference });
    }
    progress.drop(key);
    return reference;
  }

  async function answerLate(key: string, query: string): Promise<void> {
    await sleep(PRESS_MS, stopped);
    if (unanswered.delete(key)) await answerPress(api, query, "");
  }

  return {
    send,
    pressed(key) {
      const press = pressOf(key);
      if (press === undefined) return;
      unanswered.add(key);
      answerLate(key, press.query).catch((error: unknown) => onError(error, "telegram press"));
    },
  };
}

type Progress = { readonly done: number; readonly reference: string };

/** How far outbounds of several messages came that failed half-way, by their keys. */
function openProgress() {
  const known = new Map<string, Progress>();
  return {
    of: (key: string): Progress => known.get(key) ?? { done: 0, reference: "" },
    keep(key: string, progress: Progress): void {
      const [oldest] = known.keys();
      if (known.size >= HALF_SENT && oldest !== undefined) known.delete(oldest);
      known.set(key, progress);
    },
    drop: (key: string) => known.delete(key),
  };
}

const ALL = "all";

/** A chat's share of messages, and the name under which a chat that Telegram closed for a while is held. */
function share(chat: string): string {
  return `share ${chat}`;
}

function hold(chat: string): string {
  return `hold ${chat}`;
}

function limitsOf(limits: Limits, name: string): readonly Limit[] {
  if (name === ALL) return limits.overall;
  if (name.startsWith("hold ")) return [];
  return name.startsWith("share -") ? [...limits.chat, ...limits.group] : limits.chat;
}
