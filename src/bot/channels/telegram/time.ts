import { setTimeout as wait } from "node:timers/promises";

/** Resolves after a time, or at once when the signal aborts. Never rejects. */
export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>;

/** The machine's own timers, which keep no process alive. */
export const sleep: Sleep = async (ms, signal) => {
  await wait(ms, undefined, { ref: false, ...(signal === undefined ? {} : { signal }) }).catch(() => undefined);
};
