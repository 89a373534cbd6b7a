import { markSent } from "../../store/outbox.ts";
import type { Db } from "../../store/schema.ts";
import { writing } from "../../store/transaction.ts";

/** What was sent is marked this much later at the most. */
const GATHER_MS = 5;

type Sent = { readonly id: number; readonly reference: string };
export type Marks = {
  /** Sends and marks; resolves once that is durable. */
  sent(id: number, send: () => Promise<string>): Promise<void>;
  /** Marks those of some messages that were sent and could not be marked. */
  again(ids: readonly number[]): Promise<void>;
};

/**
 * Marks what was sent in few commits: when nothing is on its way any more, and a moment later
 * at the latest. What could not be marked, as on a full disk, is not sent again by this program:
 * the next attempt marks it alone.
 */
export function openMarks({ db, clock }: { readonly db: Db; readonly clock: () => Date }): Marks {
  let onTheirWay = 0;
  let arrived: Sent[] = [];
  /** References of what was sent and is not marked, by its ids. */
  const unmarked = new Map<number, string>();
  let next: Promise<void> | undefined;
  let hurry = () => {};

  async function flush(): Promise<void> {
    // Whatever arrives in this turn of the loop goes with it.
    await new Promise(setImmediate);
    if (onTheirWay > 0) await moment();
    const marked = arrived;
    arrived = [];
    next = undefined;
    await writing(db, (trx) => markSent(trx, marked, clock().toISOString()));
    for (const { id } of marked) unmarked.delete(id);
  }

  function moment(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, GATHER_MS);
      hurry = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  return {
    async again(ids) {
      const marked = ids.flatMap((id) => {
        const reference = unmarked.get(id);
        return reference === undefined ? [] : [{ id, reference }];
      });
      if (marked.length === 0) return;
      await writing(db, (trx) => markSent(trx, marked, clock().toISOString()));
      for (const { id } of marked) unmarked.delete(id);
    },
    async sent(id, send) {
      onTheirWay += 1;
      try {
        // What has arrived may be marked while this is on its way: it is added to the list of then.
        const reference = unmarked.get(id) ?? (await send());
        unmarked.set(id, reference);
        arrived.push({ id, reference });
      } finally {
        onTheirWay -= 1;
        if (onTheirWay === 0) hurry();
      }
      next ??= flush();
      await next;
    },
  };
}
