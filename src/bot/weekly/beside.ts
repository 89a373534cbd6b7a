import { openThread } from "../../report/threads.ts";
import { slicesOf } from "../slices.ts";
import type { Making, Told } from "./making.ts";
import type { Due, Message } from "./messages.ts";

/** What the thread is asked for: first what all summaries are made from, then some branches again and again. */
export type BesideTask =
  | { readonly do: "open"; readonly file: string; readonly making: Making }
  | { readonly do: "make"; readonly due: readonly Due[] }
  | { readonly do: "close" };

/** So many are made together: fewer pay more often for what each statement costs however little it reads. */
const AT_ONCE = 200;

/** They wait for the processor and the disk in turn, so two are faster also where there are two processors for all. */
const THREADS = 2;

/** So many slices for each thread are asked for before the first is looked at, so that none waits until others are queued. */
const AHEAD = 2;

/**
 * Makes summaries in threads that read the file of the ledger by themselves, so that messages
 * are answered meanwhile. They come in the order of those that are due.
 */
export async function* madeBeside(file: string, making: Making, due: readonly Due[]): AsyncGenerator<Told[]> {
  const threads = Array.from({ length: THREADS }, () =>
    openThread({ module: "bot/weekly/reader", failure: "周报没有生成：生成周报的线程出错了" }),
  );
  const askAll = (task: BesideTask) => Promise.all(threads.map((thread) => thread.ask(task)));
  let isDone = false;
  try {
    await askAll({ do: "open", file, making });
    yield* ahead(slicesOf(due, AT_ONCE), AHEAD * THREADS, async (slice, n) => {
      const made = await threads[n % THREADS]?.ask<Message[][]>({ do: "make", due: slice });
      return slice.map((one, at) => ({ due: one, messages: made?.[at] ?? [] }));
    });
    await askAll({ do: "close" });
    isDone = true;
  } finally {
    for (const thread of threads) {
      if (isDone) thread.giveBack();
      else thread.end();
    }
  }
}

/** What is made of each in order, with so many begun at a time. */
async function* ahead<From, To>(
  all: readonly From[],
  atATime: number,
  make: (one: From, n: number) => Promise<To>,
): AsyncGenerator<To> {
  const begun: Promise<To>[] = [];
  for (const [n, one] of all.entries()) {
    const next = make(one, n);
    // Whoever looks hears of a failure; nobody may look any more.
    next.catch(() => {});
    begun.push(next);
    const [first] = begun;
    if (begun.length === atATime && first !== undefined) {
      yield await first;
      begun.shift();
    }
  }
  yield* begun;
}
