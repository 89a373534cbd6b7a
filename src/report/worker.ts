import { getPriority, setPriority } from "node:os";
import { parentPort } from "node:worker_threads";
import type { Answered, Task } from "./work.ts";

// The entry of a worker thread: one task after the other in, its result out.

// Linux counts a thread's priority by itself: where cores are few, messages come first. Elsewhere it is the process's.
if (process.platform === "linux") setPriority(Math.max(10, getPriority()));

const { work } = await import("./work.ts");
parentPort?.on("message", async (task: Task) => {
  const answer = await work(task).then(
    (result): Answered<unknown> => ({ ok: true, result }),
    (error: unknown): Answered<unknown> => ({ ok: false, error }),
  );
  parentPort?.postMessage(answer);
});
