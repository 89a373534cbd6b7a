import { setTimeout as wait } from "node:timers/promises";

/** The clock and the timer of the channel; tests pass their own and wait for nothing. */
export type Timers = {
  readonly now: () => number;
  /** Resolves after a time, or at once when the signal aborts. Never rejects. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
};

/** The machine's own, which keep no process alive. */
export const machineTimers: Timers = {
  now: Date.now,
  sleep: async (ms, signal) => {
    await wait(ms, undefined, { ref: false, ...(signal === undefined ? {} : { signal }) }).catch(() => undefined);
  },
};
