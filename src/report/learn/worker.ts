import { parentPort, workerData } from "node:worker_threads";
import { type LearnInput, learnFile } from "./file.ts";

// The entry of a worker thread: one past report in, what was learnt out, done.
const input: LearnInput = workerData;
parentPort?.postMessage(learnFile(input));
