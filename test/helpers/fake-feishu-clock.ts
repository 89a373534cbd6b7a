/** A clock that stands still until it is moved, and whose sleepers wake only then. */
export type FakeClock = {
  now(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Moves on, waking each sleeper at its moment, with time for what it sets off. */
  advance(ms: number): Promise<void>;
  /** Resolves once somebody sleeps for at least so long. */
  slept(ms: number): Promise<void>;
};

type Sleeper = { readonly at: number; readonly ms: number; readonly wake: () => void };

export function fakeClock(start = Date.parse("2026-11-20T10:00:00+08:00")): FakeClock {
  let time = start;
  const sleepers = new Set<Sleeper>();
  const watchers = new Set<{ ms: number; resolve: () => void }>();

  function due(until: number): Sleeper | undefined {
    return [...sleepers].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
  }

  return {
    now: () => time,
    sleep(ms, signal) {
      if (signal?.aborted === true) return Promise.resolve();
      return new Promise((resolve) => {
        const wake = () => {
          sleepers.delete(sleeper);
          signal?.removeEventListener("abort", wake);
          resolve();
        };
        const sleeper = { at: time + ms, ms, wake };
        sleepers.add(sleeper);
        signal?.addEventListener("abort", wake);
        for (const watcher of watchers) if (ms >= watcher.ms) watcher.resolve();
      });
    },
    async advance(ms) {
      const until = time + ms;
      for (let next = due(until); next !== undefined; next = due(until)) {
        sleepers.delete(next);
        time = Math.max(time, next.at);
        next.wake();
        await new Promise((resolve) => setImmediate(resolve));
      }
      time = until;
    },
    slept(ms) {
      if ([...sleepers].some((sleeper) => sleeper.ms >= ms)) return Promise.resolve();
      return new Promise((resolve) => watchers.add({ ms, resolve }));
    },
  };
}

/** A clock on which nobody waits: a sleep moves it on at once. */
export function jumpingClock(start = Date.parse("2026-11-20T10:00:00+08:00")): Pick<FakeClock, "now" | "sleep"> {
  let time = start;
  return {
    now: () => time,
    async sleep(ms) {
      time += ms;
    },
  };
}
