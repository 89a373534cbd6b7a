import { openThread } from "../../report/threads.ts";
import { pacedSlices } from "../work/slices.ts";
import type { Making, Told } from "./making.ts";
import type { Due, Message } from "./messages.ts";

/** What the thread is asked for: first what all summaries are made from, then some branches again and again. */
export type BesideTask =
  | { readonly do: "open"; readonly file: string; readonly making: Making }
  | { readonly do: "make"; readonly due: readonly Due[] }
  | { readonly do: "close" };

/** How much is asked of the threads: so many branches together, so many times before the first is looked at. */
type Pace = { readonly atOnce: number; readonly ahead: number };

/** Fewer together pay more often for what each statement costs however little it reads; two slices for each thread keep it at work. */
const CALM: Pace = { atOnce: 200, ahead: 4 };
/** Messages need the processors too: one thread works now and then, for a few milliseconds. */
const GIVING_WAY: Pace = { atOnce: 25, ahead: 1 };

/** They wait for the processor and the disk in turn, so two are faster also where there are two processors for all. */
const THREADS = 2;

/**
 * Makes summaries in threads that read the file of the ledger by themselves, so that messages
 * are answered meanwhile. They come in the order of those that are due.
 */
export async function* madeBeside(
  { file, isWriting }: { readonly file: string; readonly isWriting: () => boolean },
  making: Making,
  due: readonly Due[],
): AsyncGenerator<Told[]> {
  const threads = Array.from({ length: THREADS }, () =>
    openThread({ module: "bot/weekly/reader", failure: "周报没有生成：生成周报的线程出错了" }),
  );
  let asked = 0;
  const make = async (some: readonly Due[]): Promise<Told[]> => {
    const made = await threads[asked++ % THREADS]?.ask<Message[][]>({ do: "make", due: some });
    return some.map((one, at) => ({ due: one, messages: made?.[at] ?? [] }));
  };
  const askAll = (task: BesideTask) => Promise.all(threads.map((thread) => thread.ask(task)));
  let isDone = false;
  try {
    await askAll({ do: "open", file, making });
    yield* ahead(due, make, () => (isWriting() ? GIVING_WAY : CALM));
    await askAll({ do: "close" });
    isDone = true;
  } finally {
    for (const thread of threads) {
      if (isDone) thread.giveBack();
      else thread.end();
    }
  }
}

/** What is made of each in order, at a pace that is asked for each time. */
async function* ahead(
  due: readonly Due[],
  make: (some: readonly Due[]) => Promise<Told[]>,
  paceNow: () => Pace,
): AsyncGenerator<Told[]> {
  const slices = pacedSlices(due, () => paceNow().atOnce);
  const begun: Promise<Told[]>[] = [];
  for (;;) {
    while (begun.length < paceNow().ahead) {
      const { value: some } = slices.next();
      if (some === undefined) break;
      const made = make(some);
      // Whoever looks hears of a failure; nobody may look any more.
      made.catch(() => {});
      begun.push(made);
    }
    const [first] = begun;
    if (first === undefined) return;
    yield await first;
    begun.shift();
  }
}
