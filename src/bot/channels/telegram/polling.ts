import * as z from "zod";
import type { Health } from "../../channel.ts";
import type { Sleep } from "../time.ts";
import type { Api } from "./api.ts";
import { backoffMs, explained } from "./backoff.ts";
import { ALLOWED_UPDATES, numberOf } from "./updates.ts";

/** Telegram keeps a poll open this long at most; an answer that takes longer still is given up. */
const POLL_SECONDS = 50;
const POLL_DEADLINE_MS = 65_000;
const BATCH = 100;

/** Telegram answers an empty poll late; what answers it at once must not be asked without a pause. */
const EMPTY_MS = 1_000;

/** Where the intake goes on after a restart. */
export type Cursor = { get(): Promise<string | undefined>; set(value: string): Promise<void> };

export type RetryOptions = {
  readonly sleep: Sleep;
  readonly random: () => number;
  readonly stopped: AbortSignal;
  readonly onHealth: (health: Health) => void;
  readonly onError: (error: unknown, about: string) => void;
};

type PollingOptions = RetryOptions & {
  readonly api: Api;
  readonly cursor: Cursor;
  readonly clock: () => Date;
  /** Resolves once the update is durable, or needs no keeping. */
  readonly take: (update: unknown) => Promise<void>;
};

/** Does something until it works or the channel is stopped; gives nothing in the latter case. */
export async function persist<T>(options: RetryOptions, about: string, work: () => Promise<T>): Promise<T | undefined> {
  for (let failures = 1; !options.stopped.aborted; failures += 1) {
    try {
      return await work();
    } catch (error) {
      if (options.stopped.aborted) return undefined;
      options.onError(error, about);
      options.onHealth({ state: "degraded", detail: explained(error) });
      await options.sleep(backoffMs(error, failures, options.random), options.stopped);
    }
  }
  return undefined;
}

/**
 * Fetches updates until stopped. A batch is handed on whole and in order; the place moves
 * behind it only when all of it is kept, else to the first update that is not. The place
 * follows the last batch even where its numbers are lower: Telegram may start them anew.
 */
export async function poll(options: PollingOptions): Promise<void> {
  let offset = await persist(options, "telegram cursor", async () => placeOf(await options.cursor.get()));
  while (!options.stopped.aborted) {
    const next = await persist(options, "telegram intake", async () => {
      const moved = await takeBatch(options, offset);
      if (moved.offset !== undefined) offset = moved.offset;
      if (moved.failure !== undefined) throw moved.failure.reason;
      return true;
    });
    if (next === true) options.onHealth({ state: "up" });
  }
}

type Moved = { offset: number | undefined; failure: PromiseRejectedResult | undefined };

async function takeBatch(options: PollingOptions, offset: number | undefined): Promise<Moved> {
  const began = options.clock().getTime();
  const batch = await fetchBatch(options, offset);
  if (batch.length === 0) await rest(options, options.clock().getTime() - began);
  const taken = await Promise.allSettled(batch.map((update) => options.take(update)));
  const failed = taken.findIndex(({ status }) => status === "rejected");
  const failure = taken.find((one) => one.status === "rejected");
  const last = numberOf(failed === -1 ? batch.at(-1) : batch[failed]);
  if (last === undefined) {
    if (batch.length > 0) throw new Error("an update without a number");
    return { offset: undefined, failure };
  }
  const place = failed === -1 ? last + 1 : last;
  if (place !== offset) await options.cursor.set(String(place));
  return { offset: place, failure };
}

async function fetchBatch({ api, stopped }: PollingOptions, offset: number | undefined): Promise<unknown[]> {
  const result = await api.call(
    "getUpdates",
    {
      timeout: POLL_SECONDS,
      limit: BATCH,
      allowed_updates: [...ALLOWED_UPDATES],
      ...(offset === undefined ? {} : { offset }),
    },
    { signal: stopped, deadlineMs: POLL_DEADLINE_MS },
  );
  return z.array(z.unknown()).parse(result);
}

async function rest({ sleep, stopped }: PollingOptions, took: number): Promise<void> {
  if (took < EMPTY_MS && !stopped.aborted) await sleep(EMPTY_MS, stopped);
}

function placeOf(kept: string | undefined): number | undefined {
  return kept !== undefined && /^\d{1,15}$/.test(kept) ? Number(kept) : undefined;
}
