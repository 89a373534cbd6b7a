import { setImmediate } from "node:timers/promises";
import { type Left, watchLeft } from "../store/left.ts";
import type { Trx } from "../store/schema.ts";
import { savepoint, writing } from "../store/transaction.ts";
import type { Deps } from "./call.ts";
import type { Inbound } from "./channel.ts";
import { type Handled, handle, quarantine } from "./intake/handle.ts";
import { noteMessage } from "./work/way.ts";

/** At most this many messages share one commit. */
const GROUP = 100;

export type Intake = {
  /** Resolves once the inbound is durable, with what became of it; rejects when nothing was kept. */
  deliver(inbound: Inbound): Promise<Handled>;
  /** Resolves when nothing waits any more. */
  idle(): Promise<void>;
};

type Waiting = { inbound: Inbound; resolve: (handled: Handled) => void; reject: (error: unknown) => void };

/**
 * The one door into the ledger. Inbounds are handled in the order of their arrival; those
 * that wait together share one transaction with a savepoint each, so that a commit is paid
 * once for all of them and one that fails is kept aside and blocks nobody. `onCommit` is told
 * what they left to be done.
 */
export function openIntake(
  deps: Deps,
  onCommit: (left: ReadonlySet<Left>) => void,
  onError: (error: unknown, inbound: Inbound) => void,
): Intake {
  const waiting: Waiting[] = [];
  let running: Promise<void> | undefined;

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      // What arrived in the same turn of the loop, each over a connection of its own, goes together.
      await setImmediate();
      await commit(waiting.splice(0, GROUP));
    }
    running = undefined;
  }

  async function commit(group: readonly Waiting[]): Promise<void> {
    try {
      const { handled, left } = await writing(deps.db, async (trx) => {
        const left = watchLeft(trx);
        const handled: Handled[] = [];
        for (const { inbound } of group) handled.push(await handleSafely(trx, inbound));
        return { handled, left };
      });
      onCommit(left);
      for (const [n, one] of handled.entries()) group[n]?.resolve(one);
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }

  async function handleSafely(trx: Trx, inbound: Inbound): Promise<Handled> {
    const tried = await savepoint(trx, () => handle(deps, trx, inbound));
    if (tried.ok) return tried.value;
    onError(tried.error, inbound);
    return quarantine(deps, trx, inbound, tried.error);
  }

  return {
    deliver(inbound) {
      return new Promise((resolve, reject) => {
        noteMessage(deps.db);
        waiting.push({ inbound, resolve, reject });
        running ??= drain();
      });
    },
    idle: async () => running,
  };
}
