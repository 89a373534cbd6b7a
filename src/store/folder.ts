import { mkdirSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { codeOf, StoreError, storeError } from "./errors.ts";

/** Whom a folder is for that people asked for by name: whoever the system lets. */
export const SHARED = 0o777;

const NO_PLACE = "这个位置不能建文件夹，请换一个位置";
const NO_RIGHT = "没有写入的权限，请换一个位置，或让运行本程序的用户可以写入";
const TAKEN = "这个位置上已有一个文件，请换一个位置";

const CLAUSES: ReadonlyMap<unknown, string> = new Map([
  ["ENOENT", NO_PLACE],
  ["EACCES", NO_RIGHT],
  ["EPERM", NO_RIGHT],
  ["EROFS", NO_RIGHT],
  ["EEXIST", TAKEN],
  ["ENOTDIR", TAKEN],
]);

/**
 * Makes a folder and those above it that are missing, for this user alone unless told
 * otherwise. Throws a StoreError at once where that cannot be; Node's own recursion never
 * ends below a folder that is there and takes none, such as /proc.
 */
export function makeFolder(path: string, mode = 0o700): void {
  explained(`建不了文件夹 ${path}`, () => makeMissing(resolve(path), mode));
}

/** Does something that needs a folder which somebody named. Throws a StoreError that names it where that cannot be. */
export function inFolder<T>(folder: string, work: () => T): T {
  return explained(`用不了文件夹 ${folder}`, work);
}

function explained<T>(what: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const clause = CLAUSES.get(codeOf(error));
    throw clause === undefined
      ? storeError(what, error, "请换一个位置")
      : new StoreError(`${what}：${clause}。`, { cause: error });
  }
}

function makeMissing(path: string, mode: number): void {
  if (isFolder(path)) return;
  const above = dirname(path);
  if (above !== path) makeMissing(above, mode);
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    // Another program may have made it in the meantime.
    if (!isFolder(path)) throw error;
  }
}

/** Whether nothing is there; what is in a folder that may not be entered is not missing. */
export function isMissing(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) === undefined;
  } catch {
    return false;
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
