/** Resolves after a time, or at once when the signal aborts. Never rejects. */
export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>;

/** The machine's own timers, which keep no process alive. */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted === true) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(wake, ms).unref();
    function wake(): void {
      clearTimeout(timer);
      signal?.removeEventListener("abort", wake);
      resolve();
    }
    signal?.addEventListener("abort", wake, { once: true });
  });
}

/** The clock and the timer of a channel; tests pass their own and wait for nothing. */
export type Timers = { readonly now: () => number; readonly sleep: Sleep };

export const machineTimers: Timers = { now: Date.now, sleep };
