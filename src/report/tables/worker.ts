import { parentPort, workerData } from "node:worker_threads";
import { readTables, type TableFile } from "./file.ts";

// The entry of a worker thread: one file in, its tables out, done.
const file: TableFile = workerData;
parentPort?.postMessage(await readTables(file));
