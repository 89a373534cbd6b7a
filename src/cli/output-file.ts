import { realpathSync, statSync } from "node:fs";
import { codeOf } from "../store/errors.ts";
import { dropLeftDrafts, writeWhole } from "../store/whole-file.ts";
import { CommandError } from "./command-error.ts";

const REASONS: ReadonlyMap<unknown, string> = new Map([
  ["EISDIR", "那里是一个文件夹"],
  ["ENOENT", "没有这个文件夹"],
  ["ENOTDIR", "上级不是文件夹"],
  ["EACCES", "没有写入的权限"],
  ["EPERM", "没有写入的权限，或者文件正打开着"],
  ["EROFS", "那里是只读的"],
  ["EBUSY", "文件正打开着，请先关闭"],
  ["ENOSPC", "磁盘已满"],
  ["EDQUOT", "磁盘已满"],
]);

/** Whom a file is for that is no secret: whoever the system lets. */
const SHARED = 0o666;

/**
 * Writes a file that somebody asked for, whole or not at all, and clears away what a program left that was killed at
 * it; where that cannot be, tells which one and why.
 */
export function writeOutput(file: string, content: Uint8Array | string, mode?: number): void {
  try {
    writeWhole(file, content, mode ?? modeOf(file));
    if (statSync(file).isFile()) dropLeftDrafts(realpathSync(file));
  } catch (error) {
    throw unwritten(file, error);
  }
}

/** That of the file which is replaced. */
function modeOf(file: string): number {
  return (statSync(file, { throwIfNoEntry: false })?.mode ?? SHARED) & 0o777;
}

/** Why a file that somebody asked for is not there, as one sentence. */
export function unwritten(file: string, error: unknown): CommandError {
  return new CommandError(`写不了 ${file}：${REASONS.get(codeOf(error)) ?? "请换一个位置"}。`, 1, { cause: error });
}
