import { getPriority, setPriority } from "node:os";
import { parentPort } from "node:worker_threads";
import type { Sent } from "./threads.ts";
import type { Answered } from "./work.ts";

// The entry of a worker thread: one task after the other in, its result out.

// Linux counts a thread's priority by itself: where cores are few, messages come first. Elsewhere it is the process's.
if (process.platform === "linux") setPriority(Math.min(19, getPriority() + 10));

parentPort?.on("message", async ({ module, task }: Sent) => {
  const answer = await done(module, task).then(
    (result): Answered<unknown> => ({ ok: true, result }),
    (error: unknown): Answered<unknown> => ({ ok: false, error }),
  );
  parentPort?.postMessage(answer);
});

async function done(module: string, task: unknown): Promise<unknown> {
  const { work }: { work: (task: unknown) => Promise<unknown> } = await import(module);
  return work(task);
}
