import { test } from "vitest";
import { openStore } from "../../src/store/open.ts";
import { postgresUrl } from "../helpers/stores.ts";
import { playAll } from "./play.ts";

// Beside ledger.model.test.ts, so that two cores share the work.

test("the ledger is what the rules say after other histories, on SQLite", { timeout: 3_600_000 }, async () => {
  const store = await openStore({ file: ":memory:" });
  await playAll(store, { share: 400, nth: 1 });
  await store.close();
});

test("the ledger is what the rules say after any history, on PostgreSQL", { timeout: 3_600_000 }, async () => {
  const store = await openStore({ url: await postgresUrl() });
  await playAll(store, { share: 50, nth: 2 });
  await store.close();
});
