import { existsSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import type { Answered } from "./work.ts";

/** A draft of a year takes well under a second; one that takes this long never ends. */
const LIMIT_MS = 120_000;

/** A thread waits this long for more work: starting one takes the time of many drafts, keeping one takes memory. */
const IDLE_MS = 20_000;
const MOST_IDLE = 2;

const MEMORY_MB = 1024;

type Options = {
  readonly failure: string;
  readonly limitMs?: number;
  /** The built module whose `work` does the task. */
  readonly module?: BuiltModule;
  readonly file?: string | URL;
};

/** What runs in threads: an entry of one, or a module that does its tasks. */
export type BuiltModule =
  | `report/${"worker" | "work" | "tables/worker" | "learn/worker"}`
  | "bot/own-data/compact-file"
  | "bot/work/log-thread"
  | "bot/work/reader"
  | "bot/weekly/reader";

/** What a thread is sent: a module's address, and what that shall do. */
export type Sent = { readonly module: string; readonly task: unknown };

type Kept = { readonly worker: Worker; readonly drop: () => void; readonly ends: NodeJS.Timeout };

/** Idle threads by their file, a few of each: whoever needs one has it to themselves. */
const idle = new Map<string, Kept[]>();

/** A thread that does one piece of work after the other for whoever opened it; messages are answered meanwhile. */
type Thread = {
  /** Pieces are done in the order of asking. Rejects with `failure` where one fails, or its thread runs out of memory or of time. */
  ask<Result>(task: unknown): Promise<Result>;
  /** Keeps it for the work of others, once nothing is asked of it any more; ends one that ran out. */
  giveBack(): void;
  /** Leaves what it is doing undone. */
  end(): void;
};

/** Takes a thread that waits for work, or starts one. Each is for one piece after the other. */
export function openThread({
  failure,
  limitMs = LIMIT_MS,
  module = "report/work",
  file = builtFile("report/worker"),
}: Options): Thread {
  const worker = taken(String(file)) ?? started(file);
  const address = pathToFileURL(builtFile(module)).href;
  let isLost = false;
  let latest: Promise<unknown> = Promise.resolve();
  const answered = async <Result>(task: unknown): Promise<Answered<Result>> => {
    try {
      if (isLost) throw new Error("the thread ended before");
      return await answerOf<Result>(worker, { module: address, task }, limitMs);
    } catch (cause) {
      isLost = true;
      throw new Error(failure, { cause });
    }
  };
  return {
    async ask<Result>(task: unknown) {
      const asked = latest.then(() => answered<Result>(task));
      latest = asked.catch(() => {});
      const answer = await asked;
      if (answer.ok) return answer.result;
      throw new Error(failure, { cause: answer.error });
    },
    giveBack: () => (isLost ? end(worker) : keep(String(file), worker)),
    end: () => end(worker),
  };
}

/** Does slow work in a thread. Rejects as {@link Thread} does. */
export async function inThread<Result>(task: unknown, options: Options): Promise<Result> {
  const thread = openThread(options);
  try {
    return await thread.ask<Result>(task);
  } finally {
    thread.giveBack();
  }
}

function answerOf<Result>(worker: Worker, sent: Sent, limitMs: number): Promise<Answered<Result>> {
  return new Promise((resolve, reject) => {
    const over = (): void => {
      clearTimeout(timer);
      worker.off("message", answered).off("error", failed).off("exit", exited);
    };
    const failed = (cause: unknown): void => {
      over();
      reject(cause);
    };
    const exited = (code: number): void => failed(new Error(`the thread ended with ${code} and no result`));
    const answered = (answer: Answered<Result>): void => {
      over();
      resolve(answer);
    };
    const timer = setTimeout(() => failed(new Error(`no result within ${limitMs} ms`)), limitMs);
    worker.on("message", answered).on("error", failed).on("exit", exited);
    worker.postMessage(sent);
  });
}

function started(file: string | URL): Worker {
  return new Worker(file, { execArgv: [], resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB } });
}

function end(worker: Worker): void {
  // What it still has to say about its end is of no use to anybody.
  worker.on("error", () => {});
  void worker.terminate();
}

function taken(name: string): Worker | undefined {
  const [kept] = idle.get(name) ?? [];
  if (kept !== undefined) letGo(name, kept);
  return kept?.worker;
}

/** For the next work; it keeps no process alive. */
function keep(name: string, worker: Worker): void {
  const others = idle.get(name) ?? [];
  if (others.length === MOST_IDLE) {
    end(worker);
    return;
  }
  const drop = (): void => {
    letGo(name, kept);
    end(worker);
  };
  const kept: Kept = { worker, drop, ends: setTimeout(drop, IDLE_MS).unref() };
  worker.on("error", drop).on("exit", drop);
  worker.unref();
  idle.set(name, [...others, kept]);
}

/** From now on it is idle no more. */
function letGo(name: string, kept: Kept): void {
  const others = (idle.get(name) ?? []).filter((one) => one !== kept);
  idle.set(name, others);
  clearTimeout(kept.ends);
  kept.worker.off("error", kept.drop).off("exit", kept.drop);
  kept.worker.ref();
}

/** Runs a worker of its own that posts one message and ends: for what strangers to the program sent. */
export function runWorker<Result>(
  file: string | URL,
  workerData: unknown,
  { failure, memoryMb, limitMs }: { failure: string; memoryMb: number; limitMs: number },
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(file, { workerData, execArgv: [], resourceLimits: { maxOldGenerationSizeMb: memoryMb } });
    const fail = (cause: unknown) => reject(new Error(failure, { cause }));
    const timer = setTimeout(() => {
      fail(new Error(`no result within ${limitMs} ms`));
      void worker.terminate();
    }, limitMs);
    worker.once("message", (result: Result) => {
      clearTimeout(timer);
      resolve(result);
    });
    worker.once("error", (error) => {
      clearTimeout(timer);
      fail(error);
    });
    worker.once("exit", (code) => {
      clearTimeout(timer);
      fail(new Error(`the worker ended with ${code} and no result`));
    });
  });
}

/** A built file: Node 20 runs no TypeScript in a thread, so from the sources it is the one in `dist`. */
export function builtFile(module: BuiltModule): string {
  const places = [`../../dist/threads/${module}.js`, `../../threads/${module}.js`];
  const found = places.map((place) => fileURLToPath(new URL(place, import.meta.url))).find(existsSync);
  if (found === undefined) throw new Error(`没有找到程序 dist/threads/${module}.js，请先运行 npm run build`);
  return found;
}
