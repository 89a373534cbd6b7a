import { dropMark, findMarks, getMark, setMark } from "./marks.ts";
import type { Db } from "./schema.ts";

const PLAIN = "plain:";

/** Every chat that asked for words instead of cards, as `channel:chat`. */
export async function findPlainChats(db: Db): Promise<ReadonlySet<string>> {
  return new Set((await findMarks(db, PLAIN)).keys());
}

/** Whether a chat, as `channel:chat`, wants words instead of cards. */
export async function isPlainChat(db: Db, chat: string): Promise<boolean> {
  return (await getMark(db, PLAIN + chat)) !== undefined;
}

/** Lets a chat have words instead of cards, or cards again. */
export async function setPlainChat(db: Db, chat: string, isPlain: boolean): Promise<void> {
  if (isPlain) await setMark(db, PLAIN + chat, "1");
  else await dropMark(db, PLAIN + chat);
}
