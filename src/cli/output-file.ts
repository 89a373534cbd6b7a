import { existsSync, renameSync, statSync, writeFileSync } from "node:fs";
import { extname } from "node:path";
import { CommandError } from "./command-error.ts";

const REASONS: ReadonlyMap<unknown, string> = new Map([
  ["EISDIR", "那里是一个文件夹"],
  ["ENOENT", "没有这个文件夹"],
  ["ENOTDIR", "上级不是文件夹"],
  ["EACCES", "没有写入的权限"],
  ["EPERM", "没有写入的权限"],
  ["EROFS", "那里是只读的"],
  ["EBUSY", "文件正打开着，请先关闭"],
  ["ENOSPC", "磁盘已满"],
]);

/** Writes a file that somebody asked for; where that cannot be, tells which one and why. */
export function writeOutput(file: string, content: Uint8Array | string, mode?: number): void {
  try {
    writeFileSync(file, content, mode === undefined ? {} : { mode });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    const why = REASONS.get(code) ?? "请换一个位置";
    throw new CommandError(`写不了 ${file}：${why}。`, 1, { cause: error });
  }
}

/** Files of one draft are written one after the other, the Word file first. */
const SAME_RUN_MS = 2_000;

/**
 * Puts a Word file that somebody went on writing in aside, and returns its new place: it is
 * younger than what was written after it. Nothing where it is as it was written.
 */
export function keepEdited(word: string, after: string): string | undefined {
  if (!existsSync(word) || !existsSync(after)) return undefined;
  if (statSync(word).mtimeMs <= statSync(after).mtimeMs + SAME_RUN_MS) return undefined;
  const ending = extname(word);
  const place = (n: number) => `${word.slice(0, -ending.length)}改过的${n === 1 ? "" : n}${ending}`;
  let n = 1;
  while (existsSync(place(n))) n += 1;
  renameSync(word, place(n));
  return place(n);
}
