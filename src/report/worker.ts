import { parentPort, workerData } from "node:worker_threads";
import type { Draft } from "./draft.ts";
import { type Extras, makeDocuments } from "./make.ts";

// The entry of a worker thread: one draft in, its documents out, done.
const { draft, extras }: { draft: Draft; extras: Extras } = workerData;
parentPort?.postMessage(await makeDocuments(draft, extras));
