import type { Answer } from "./call.ts";
import type { FileCall, FileUse } from "./file-use.ts";

/** Everything that may be done with a file that a member sends; the first that takes a message has it. */
export const fileUses: readonly FileUse[] = [];

/** Answers a message with files: by what takes them, else by its words alone. */
export async function answerFiles(call: FileCall, words: () => Promise<Answer>): Promise<Answer> {
  for (const use of fileUses) {
    const answered = await use.take(call, words);
    if (answered !== undefined) return answered;
  }
  return words();
}
