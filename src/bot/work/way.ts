import { performance } from "node:perf_hooks";
import { setImmediate, setTimeout } from "node:timers/promises";
import type { Db } from "../../store/schema.ts";

const LATELY_MS = 1000;
/** Long work rests so many times as long as the thread was busy with it, so that messages meet it seldom. */
const RESTS = 39;
const LONGEST_REST_MS = 200;

const heard = new WeakMap<Db, number>();

/** Long work on this ledger hears that a message came. */
export function noteMessage(db: Db): void {
  heard.set(db, performance.now());
}

/** Whether somebody wrote to this ledger so lately that others may be about to. */
export function isWriting(db: Db, now = performance.now()): boolean {
  const at = heard.get(db);
  return at !== undefined && now - at < LATELY_MS;
}

/** The time since the program began, and waiting, both in milliseconds. */
type Waits = { readonly now: () => number; readonly rest: (ms: number) => Promise<unknown> };

const REAL: Waits = { now: () => performance.now(), rest: setTimeout };

/**
 * Lets what members write go first: awaited between the pieces of long work of the thread
 * that answers them. While messages come, the work has a fortieth of the thread's time; while
 * none come, it goes on at once. A piece is what the thread did since this was last awaited.
 */
export function openWay(db: Db, { now, rest }: Waits = REAL): () => Promise<void> {
  let last = performance.eventLoopUtilization();
  return async () => {
    const { active } = performance.eventLoopUtilization(last);
    if (isWriting(db, now())) await rest(Math.min(active * RESTS, LONGEST_REST_MS));
    // A message that arrives while somebody waits for one turn of the loop is handled behind them; hence two.
    await setImmediate();
    await setImmediate();
    last = performance.eventLoopUtilization();
  };
}
