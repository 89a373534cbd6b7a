import type { Answer } from "./call.ts";
import type { FileCall, FileUse } from "./files/file-use.ts";
import { loading } from "./imports/use.ts";
import { learning } from "./learning/use.ts";
import { loosePhotos, namedPhotos } from "./photos/receive.ts";

/**
 * Everything that may be done with a file that a member sends; the first that takes a
 * message has it. What belongs to a record by its words or as a reply comes first, what
 * might belong to one last.
 */
export const fileUses: readonly FileUse[] = [namedPhotos, learning, loading, loosePhotos];

/** Answers a message with files: by what takes them, else by its words alone. */
export async function answerFiles(call: FileCall, words: () => Promise<Answer>): Promise<Answer> {
  let answering: Promise<Answer> | undefined;
  const once = () => {
    answering ??= words();
    return answering;
  };
  for (const use of fileUses) {
    const answered = await use.take(call, once);
    if (answered !== undefined) return answered;
  }
  return once();
}
