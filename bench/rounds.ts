import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "./built.ts";

/** `quick` is for a look while working, `full` for figures to keep. */
export type Size = "quick" | "full";

/** What every measure is given. */
export type Setting = { readonly size: Size; readonly folder: string };

/**
 * Runs contestants in turn, so that a slow moment of the machine meets all of them, and in
 * the other order every second time. The first rounds only warm up. What a contestant
 * returns, such as its messages per second, is kept by round.
 */
export async function rounds<Name extends string>(
  { warm, runs }: { warm: number; runs: number },
  contestants: Readonly<Record<Name, (round: number) => number | Promise<number>>>,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(contestants) as Name[];
  const kept = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, number[]>;
  for (let round = 0; round < warm + runs; round++) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const value = await contestants[name](round);
      if (round >= warm) kept[name].push(value);
    }
  }
  return kept;
}

/** Milliseconds that a piece of work takes. */
export async function timed(work: () => unknown): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

/** A folder on the disk of the sources, as a ledger would be on, out of the way of git and gone afterwards. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(root, "node_modules", ".bench-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
