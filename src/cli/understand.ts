import { createInterface } from "node:readline";
import { readFiles } from "../program.ts";
import { answerLine } from "../understand-jsonl.ts";
import type { Common, Io } from "./io.ts";

/** JSON lines in, JSON lines out, in order, one each, at once. */
export async function understandCommand(io: Io, options: Common): Promise<number> {
  const { vocabulary } = await readFiles(options.data);
  for await (const line of createInterface({ input: io.input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() !== "") io.out(`${answerLine(line, vocabulary)}\n`);
  }
  return 0;
}
