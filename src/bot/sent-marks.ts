import { markSent } from "../store/outbox.ts";
import type { Db } from "../store/schema.ts";
import { writing } from "../store/transaction.ts";

/** What was sent is marked this much later at the most. */
const GATHER_MS = 5;

type Sent = { readonly id: number; readonly reference: string };
export type Marks = {
  /** Sends and marks; resolves once that is durable. */
  sent(id: number, send: () => Promise<string>): Promise<void>;
};

/** Marks what was sent in few commits: when nothing is on its way any more, and a moment later at the latest. */
export function openMarks({ db, clock }: { readonly db: Db; readonly clock: () => Date }): Marks {
  let onTheirWay = 0;
  let arrived: Sent[] = [];
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
    async sent(id, send) {
      onTheirWay += 1;
      try {
        // What has arrived may be marked while this is on its way: it is added to the list of then.
        const reference = await send();
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
