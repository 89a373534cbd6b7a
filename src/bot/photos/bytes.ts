import { hash } from "node:crypto";
import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { makeFolder } from "../../store/folder.ts";
import { writeWhole } from "../../store/whole-file.ts";

const FOLDER = "attachments";

export function sha256Of(bytes: Uint8Array): string {
  return hash("sha256", bytes);
}

/** Where the bytes with a hash lie. No name of a user is ever part of it. */
export function bytesPath(dataDir: string, sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error("no hash of a file");
  return resolve(dataDir, FOLDER, sha256.slice(0, 2), sha256);
}

/** Writes bytes under their hash, whole or not at all; those that are there already stay. */
export function writeBytes(dataDir: string, sha256: string, bytes: Uint8Array): void {
  const path = bytesPath(dataDir, sha256);
  if (existsSync(path) && statSync(path).size === bytes.length) return;
  makeFolder(dirname(path));
  writeWhole(path, bytes);
}

/** Removes the bytes of a hash; where there are none, nothing happens. */
export function forgetBytes(dataDir: string, sha256: string): void {
  rmSync(bytesPath(dataDir, sha256), { force: true });
}

/** How the folder of files stands to what the ledger knows: bytes that are missing or cut off, and files it does not know. */
export function compareBytes(
  dataDir: string,
  known: ReadonlyMap<string, number>,
): { missing: string[]; extra: string[] } {
  const there = storedBytes(dataDir);
  const whole = new Set(there.filter(({ name, size }) => known.get(name) === size).map(({ name }) => name));
  return {
    missing: [...known.keys()].filter((hash) => !whole.has(hash)),
    extra: there.filter(({ name }) => !known.has(name)).map(({ name }) => name),
  };
}

type StoredBytes = { readonly path: string; readonly name: string; readonly size: number };

/** Everything in the folder of files, hashes or not, by name. */
export function storedBytes(dataDir: string): StoredBytes[] {
  const folder = resolve(dataDir, FOLDER);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return { path, name, size: statSync(path).size };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
