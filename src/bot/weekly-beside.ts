import { openThread } from "../report/threads.ts";
import { slicesOf } from "./slices.ts";
import type { Making, Told } from "./weekly-making.ts";
import type { Due, Message } from "./weekly-messages.ts";

/** What the thread is asked for: first what all summaries are made from, then some branches again and again. */
export type BesideTask =
  | { readonly do: "open"; readonly file: string; readonly making: Making }
  | { readonly do: "make"; readonly due: readonly Due[] }
  | { readonly do: "close" };

/** So many are made together: fewer pay more often for what each statement costs however little it reads. */
const AT_ONCE = 200;

/**
 * Makes summaries in a thread that reads the file of the ledger by itself, so that messages
 * are answered meanwhile: each next slice while what was made of the present one is queued.
 */
export async function* madeBeside(file: string, making: Making, due: readonly Due[]): AsyncGenerator<Told[]> {
  const thread = openThread({ module: "bot/weekly-reader", failure: "周报没有生成：生成周报的线程出错了" });
  const ask = <Result>(task: BesideTask) => thread.ask<Result>(task);
  let isDone = false;
  try {
    await ask({ do: "open", file, making });
    yield* ahead(slicesOf(due, AT_ONCE), async (slice) => {
      const made = await ask<Message[][]>({ do: "make", due: slice });
      return slice.map((one, n) => ({ due: one, messages: made[n] ?? [] }));
    });
    await ask({ do: "close" });
    isDone = true;
  } finally {
    if (isDone) thread.giveBack();
    else thread.end();
  }
}

/** What is made of each in order; the next is begun before anybody looks at the present one. */
async function* ahead<From, To>(all: readonly From[], make: (one: From) => Promise<To>): AsyncGenerator<To> {
  const [first, ...others] = all;
  if (first === undefined) return;
  let next = make(first);
  for (const one of others) {
    const made = await next;
    next = make(one);
    // Whoever looks hears of a failure; nobody may look any more.
    next.catch(() => {});
    yield made;
  }
  yield await next;
}
