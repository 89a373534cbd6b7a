import { inThread } from "../../report/threads.ts";
import { countUncopied, fileOf } from "../../store/open.ts";
import type { Db } from "../../store/schema.ts";
import { openTicking, type Ticking } from "./ticking.ts";

const LOOK_MS = 1000;
/** 5 MB, a fifth of what a commit would copy: fewer would have a thread started for little. */
const MANY_PAGES = 2500;

/**
 * Looks every second whether much of a SQLite ledger waits in its write-ahead log, and has a thread
 * copy that into the file before a commit has to, for which members would wait some 40 ms.
 */
export function openLogEmptying(db: Db, onError: (error: unknown) => void): Ticking {
  return openTicking(
    LOOK_MS,
    async () => {
      if ((await countUncopied(db)) < MANY_PAGES) return;
      const file = await fileOf(db);
      if (file === undefined) return;
      await inThread(file, { module: "bot/work/log-thread", failure: "the write-ahead log was not copied" });
    },
    onError,
  );
}
