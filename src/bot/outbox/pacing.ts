/** At most `count` in any stretch of `perMs` milliseconds. */
export type Limit = { readonly count: number; readonly perMs: number };

export type Pace = {
  /** How long to wait before something may be sent under these names; 0 when it may go at once. */
  waitMs(now: number, names: readonly string[]): number;
  /** How many may go at once under a name. */
  room(now: number, name: string): number;
  /** Notes that something is sent under these names, now or at an instant that is not after those noted later. */
  sent(now: number, names: readonly string[]): void;
  /** Nothing goes under a name for this long, because the platform said so. */
  pause(now: number, name: string, ms: number): void;
};

/** Names whose past no longer matters are forgotten once there are this many. */
const FORGET_FROM = 1_000;

type Past = { times: number[]; pausedUntil: number };

/**
 * Keeps to a platform's limits: pure bookkeeping over the instants it is told. A name is
 * what a limit counts by, such as a chat or everything; `limitsOf` gives each name's limits.
 */
export function pace(limitsOf: (name: string) => readonly Limit[]): Pace {
  const pasts = new Map<string, Past>();

  function pastOf(now: number, name: string): Past {
    const known = pasts.get(name);
    if (known !== undefined) return known;
    if (pasts.size >= FORGET_FROM) forget(now);
    const past = { times: [], pausedUntil: 0 };
    pasts.set(name, past);
    return past;
  }

  function forget(now: number): void {
    for (const [name, { times, pausedUntil }] of pasts) {
      const last = times.at(-1) ?? 0;
      if (pausedUntil <= now && limitsOf(name).every(({ perMs }) => last + perMs <= now)) pasts.delete(name);
    }
  }

  return {
    waitMs(now, names) {
      const free = names.map((name) => {
        const { times, pausedUntil } = pastOf(now, name);
        return Math.max(pausedUntil, ...limitsOf(name).map((limit) => freeAt(times, limit)));
      });
      return Math.max(0, ...free.map((at) => at - now));
    },
    room(now, name) {
      const { times, pausedUntil } = pastOf(now, name);
      if (pausedUntil > now) return 0;
      return Math.min(
        ...limitsOf(name).map(({ count, perMs }) => count - times.filter((at) => at + perMs > now).length),
      );
    },
    sent(now, names) {
      for (const name of names) {
        const { times } = pastOf(now, name);
        times.push(now);
        const kept = Math.max(0, ...limitsOf(name).map(({ count }) => count));
        if (times.length > kept) times.splice(0, times.length - kept);
      }
    },
    pause(now, name, ms) {
      const past = pastOf(now, name);
      past.pausedUntil = Math.max(past.pausedUntil, now + ms);
    },
  };
}

/** When the oldest send that still counts has left the limit's window. */
function freeAt(times: readonly number[], { count, perMs }: Limit): number {
  const oldest = times.at(-count);
  return oldest === undefined ? 0 : oldest + perMs;
}
