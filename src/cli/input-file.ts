import { readFileSync, statSync } from "node:fs";
import { CommandError } from "./command-error.ts";

/** Reads a file that a command was given; one that is too large is known by its size alone and never loaded. */
export function readInput(file: string, most: number, tooLarge: (length: number) => string): Uint8Array {
  let size: number;
  try {
    size = statSync(file).size;
    if (size <= most) return readFileSync(file);
  } catch (error) {
    throw new CommandError(`读不了 ${file}，请检查文件是否存在、是否可以读取。`, 1, { cause: error });
  }
  throw new CommandError(`${file} ${tooLarge(size)}。`);
}
