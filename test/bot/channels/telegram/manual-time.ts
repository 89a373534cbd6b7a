/** Time that passes only when a test says so. */
export type ManualTime = {
  clock(): Date;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  advance(ms: number): void;
  /** Resolves with the length of a sleep that fits, once somebody sleeps it. */
  asleep(fits: (ms: number) => boolean): Promise<number>;
  /** How many sleep. */
  sleepers(): number;
};

type Sleeper = { ms: number; due: number; wake: () => void };

export function manualTime(start: Date): ManualTime {
  let now = start.getTime();
  const sleepers = new Set<Sleeper>();
  const watchers = new Set<(sleeper: Sleeper) => void>();

  return {
    clock: () => new Date(now),
    sleep(ms, signal) {
      if (signal?.aborted === true || ms <= 0) return Promise.resolve();
      return new Promise((resolve) => {
        const sleeper = { ms, due: now + ms, wake };
        function wake(): void {
          sleepers.delete(sleeper);
          signal?.removeEventListener("abort", wake);
          resolve();
        }
        signal?.addEventListener("abort", wake, { once: true });
        sleepers.add(sleeper);
        for (const watch of watchers) watch(sleeper);
      });
    },
    advance(ms) {
      now += ms;
      for (const { due, wake } of [...sleepers].sort((a, b) => a.due - b.due)) if (due <= now) wake();
    },
    asleep(fits) {
      const found = [...sleepers].find(({ ms }) => fits(ms));
      if (found !== undefined) return Promise.resolve(found.ms);
      return new Promise((resolve) => {
        const watch = ({ ms }: Sleeper) => {
          if (!fits(ms)) return;
          watchers.delete(watch);
          resolve(ms);
        };
        watchers.add(watch);
      });
    },
    sleepers: () => sleepers.size,
  };
}
