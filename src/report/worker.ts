import { parentPort, workerData } from "node:worker_threads";
import type { Draft } from "./draft.ts";
import { makeDocuments } from "./make.ts";

// The entry of a worker thread: one draft in, its documents out, done.
const draft: Draft = workerData;
parentPort?.postMessage(await makeDocuments(draft));
