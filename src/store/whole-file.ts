import {
  closeSync,
  fsyncSync,
  openSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { open, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { codeOf } from "./errors.ts";

/**
 * Writes a file beside its place and gives it its name once it is whole and on the disk: what
 * stood there stays until then, also where the disk is full. For this user alone unless told
 * otherwise. What is no plain file, such as a pipe, is written to as it is.
 */
export function writeWhole(file: string, content: Uint8Array | string, mode = 0o600): void {
  const there = statSync(file, { throwIfNoEntry: false });
  if (there?.isFile() === false) {
    writeFileSync(file, content);
    return;
  }
  const place = there === undefined ? file : realpathSync(file);
  const draft = draftOf(place);
  try {
    writeFileSync(draft, content, { mode });
    putInPlace(draft, place);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/**
 * Writes a file of the program's own, whole or not at all, while messages are answered: to have
 * it and its name on the disk takes as long as two commits, and at times a tenth of a second.
 */
export async function writeApart(file: string, content: Uint8Array | string): Promise<void> {
  const draft = draftOf(file);
  try {
    await writeFile(draft, content, { mode: 0o600, flush: true });
    move(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
  if (process.platform === "win32") return;
  const folder = await open(dirname(file), "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

let drafts = 0;

/** Two programs that share the folder may write the same file at the same time, and so may one. */
function draftOf(place: string): string {
  drafts += 1;
  return `${place}.${process.pid}-${drafts}.part`;
}

/**
 * Removes what programs left beside a file, just written, that were ended while they wrote it. What is less than a
 * minute older may still be written, by a program of another machine.
 */
export function dropLeftDrafts(file: string): void {
  const now = statSync(file).mtimeMs;
  for (const name of readdirSync(dirname(file))) {
    const [, place, writer] = /^(.+)\.(\d+)-\d+\.part$/.exec(name) ?? [];
    if (place !== basename(file) || isRunning(Number(writer))) continue;
    const draft = join(dirname(file), name);
    if (now - (statSync(draft, { throwIfNoEntry: false })?.mtimeMs ?? now) > 60_000) rmSync(draft, { force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) !== "ESRCH";
  }
}

/** Gives a finished file its name: whoever finds it under this name finds all of it, also after the power went. */
export function putInPlace(draft: string, file: string): void {
  flush(draft, "r+");
  move(draft, file);
  keepNames(file);
}

/** Returns once all that is in a folder is on the disk. */
export function keepFolder(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) keepFolder(path);
    else if (entry.isFile()) flush(path, "r+");
    keepNames(path);
  }
}

/** Returns once the names beside a file or folder, and its own, are on the disk. */
export function keepNames(path: string): void {
  // Windows opens no folders; it keeps names by itself.
  if (process.platform !== "win32") flush(dirname(resolve(path)), "r");
}

const HELD: ReadonlySet<unknown> = new Set(["EPERM", "EACCES", "EBUSY"]);
const PAUSE_MS = 50;
const PAUSES = 10;

type System = {
  readonly platform: NodeJS.Platform;
  readonly rename: (from: string, to: string) => void;
  readonly pause: () => void;
};

const SYSTEM: System = {
  platform: process.platform,
  rename: renameSync,
  pause: () => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS),
};

/**
 * Renames a file or folder. Windows refuses that while a virus scanner or an indexer reads
 * what is new, which takes some milliseconds: there it is tried again for half a second.
 */
export function move(from: string, to: string, { platform, rename, pause }: System = SYSTEM): void {
  for (let pauses = platform === "win32" ? PAUSES : 0; ; pauses -= 1) {
    try {
      rename(from, to);
      return;
    } catch (error) {
      if (pauses === 0 || !HELD.has(codeOf(error))) throw error;
    }
    pause();
  }
}

function flush(path: string, flags: "r" | "r+"): void {
  const opened = openSync(path, flags);
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}
