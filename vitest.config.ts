import { defineConfig } from "vitest/config";
import { LongFirst } from "./test/helpers/long-first.ts";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["./test/helpers/databases.ts"],
    sequence: { shuffle: true, sequencer: LongFirst },
    // No test changes a module: loading the program once a process saves a third of the time.
    isolate: false,
    // Vitest leaves one of two cores to itself, which it does not need.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    reporters: ["default", "./test/helpers/count-reporter.ts"],
  },
});
