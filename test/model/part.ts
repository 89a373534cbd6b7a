import { openStore } from "../../src/store/open.ts";
import { playAll } from "./play.ts";

// A process of its own that plays a part of the histories, so that two cores share the work.

const [part = 0, numRuns = 0] = process.argv.slice(2).map(Number);
const store = await openStore({ file: ":memory:" });
try {
  console.log(await playAll(store, { part, numRuns }));
} catch (error) {
  console.log(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
await store.close();
