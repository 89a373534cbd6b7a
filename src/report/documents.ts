import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { Draft } from "./draft.ts";
import type { Documents, Extras } from "./make.ts";

/** A draft of a year takes well under a second; one that takes this long never ends. */
const LIMIT_MS = 120_000;

/**
 * Makes the documents of a draft in a worker thread, so that messages are answered meanwhile.
 * Rejects with one clear sentence where the worker fails, runs out of memory or of time.
 */
export async function documents(draft: Draft, extras: Extras = {}): Promise<Documents> {
  return runWorker<Documents>(workerFile("worker"), { draft, extras });
}

/** Runs a worker that posts one message and ends. */
export function runWorker<Result>(
  file: string | URL,
  workerData: unknown,
  limitMs = LIMIT_MS,
  { failure = "文档没有生成：生成文档的线程出错了", memoryMb = 1024 } = {},
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

/** The built worker: Node 20 runs no TypeScript in a thread, so from the sources it is the one in `dist`. */
export function workerFile(name: "worker" | "table-worker" | "chart-worker" | "learn-worker"): string {
  const beside = fileURLToPath(new URL(`./${name}.js`, import.meta.url));
  if (existsSync(beside)) return beside;
  const built = fileURLToPath(new URL(`../../dist/src/report/${name}.js`, import.meta.url));
  if (existsSync(built)) return built;
  throw new Error(`没有找到程序 dist/src/report/${name}.js，请先运行 npm run build`);
}
