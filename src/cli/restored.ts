import { existsSync, readdirSync, rmdirSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { storeError } from "../store/errors.ts";
import { keepFolder, keepNames, move } from "../store/whole-file.ts";

/** The ending of a folder that holds a whole, checked ledger and is still to get its name. */
const READY = ".restored";

/** What takes the place of what, and where that goes if it holds anything. */
type Placing = { readonly staging: string; readonly target: string; readonly aside: string | undefined };

/**
 * Puts a whole folder in the place of another. Killed at any moment, it leaves what stood
 * there, or a folder that {@link finishRestore} puts there the next time.
 */
export function placeRestored({ staging, target, aside }: Placing, rename: typeof move = move): void {
  keepFolder(staging);
  const ready = target + READY;
  // Of a restore that ended before it changed anything.
  dropFolder(ready);
  rename(staging, ready);
  keepNames(ready);
  if (aside !== undefined) rename(target, aside);
  else dropFolder(target);
  rename(ready, target);
  keepNames(target);
}

/** Ends a restore that was killed when nothing stood in the place of the ledger, and says whether there was one. */
export function finishRestore(dataDir: string): boolean {
  const target = resolve(dataDir);
  const ready = target + READY;
  if (!existsSync(ready) || !isFree(target)) return false;
  try {
    // A service manager may have made the folder anew.
    if (existsSync(target)) rmdirSync(target);
    move(ready, target);
    keepNames(target);
    return true;
  } catch (error) {
    throw storeError(`上次恢复没有做完，恢复出的台账在 ${ready}，改不成 ${target}`, error, "请检查这个位置");
  }
}

function isFree(target: string): boolean {
  return !existsSync(target) || readdirSync(target).length === 0;
}

/** Windows keeps a folder while a virus scanner reads in it. */
export function dropFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
