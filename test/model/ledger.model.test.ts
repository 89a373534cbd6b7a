import { test } from "vitest";
import { openStore } from "../../src/store/open.ts";
import { playAll } from "./play.ts";

test("the ledger is what the rules say after any history, on SQLite", { timeout: 3_600_000 }, async () => {
  const store = await openStore({ file: ":memory:" });
  await playAll(store, { share: 600, nth: 0 });
  await store.close();
});
