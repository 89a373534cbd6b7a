import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { openStore } from "../../src/store/open.ts";
import { postgresUrl } from "../helpers/stores.ts";
import { playAll, runsOf } from "./play.ts";

const HOURS = 3_600_000;

/** Plays in another process; resolves with its failure, if there is one, else with what was played. */
async function besides(part: number, numRuns: number): Promise<string> {
  const file = fileURLToPath(new URL("part.ts", import.meta.url));
  const words = ["--import", "tsx", file, String(part), String(numRuns)];
  const run = promisify(execFile)(process.execPath, words, { maxBuffer: 1 << 26 });
  return run.then(
    ({ stdout }) => stdout.trim(),
    (error: { stdout?: string; stderr?: string }) => `${error.stdout}\n${error.stderr}`,
  );
}

test("after any history the ledger is what the rules say", { timeout: HOURS }, async () => {
  const other = besides(1, runsOf(650));
  const postgres = await openStore({ url: await postgresUrl() });
  const sqlite = await openStore({ file: ":memory:" });
  try {
    console.info(await playAll(postgres, { part: 2, numRuns: runsOf(50) }));
    console.info(await playAll(sqlite, { part: 0, numRuns: runsOf(350) }));
  } finally {
    await postgres.close();
    await sqlite.close();
  }
  const played = await other;
  console.info(played);
  expect(played).toMatch(/^\d+ histories of/);
});
