import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CommandError } from "./cli/command-error.ts";
import { holdFile } from "./store/database/sqlite-file.ts";
import { codeOf, storeError } from "./store/errors.ts";

/** What one program alone may do in a data folder, by the file that it holds meanwhile. */
const ALONE = {
  /** On SQLite two would send what waits twice. */
  platforms: { lock: "running.lock", doing: "另一个程序正在用", what: "的台账收发消息" },
  /** Two terminals of one person are one chat: each would show the other's answers. */
  terminal: { lock: "terminal.lock", doing: "另一个终端正在用", what: "的台账对话" },
} as const;

/** A service manager may start a program anew before the one before has ended. */
const PATIENCE_MS = 10_000;
const LOOK_MS = 100;

type Waiting = { readonly note: (text: string) => void; readonly patienceMs?: number | undefined };

/**
 * Waits until no other program does the same in a data folder, and keeps others from it until the function
 * it returns is called or this program ends. Throws where the other one goes on.
 */
export async function holdAlone(
  dataDir: string,
  what: keyof typeof ALONE,
  { note, patienceMs = PATIENCE_MS }: Waiting,
): Promise<() => void> {
  const { lock, doing, what: doingWhat } = ALONE[what];
  const other = `${doing} ${dataDir} ${doingWhat}`;
  for (let waited = 0; ; waited += LOOK_MS) {
    const held = tryToHold(join(dataDir, lock));
    if (typeof held === "function") return held;
    if (waited >= patienceMs) throw new CommandError(`${other}，请先停止它再启动。`, 1, { cause: held.busy });
    if (waited === 0) note(`${other}，等它停止，最多 ${Math.ceil(patienceMs / 1000)} 秒。\n`);
    await sleep(LOOK_MS);
  }
}

function tryToHold(file: string): (() => void) | { readonly busy: unknown } {
  try {
    return holdFile(file);
  } catch (error) {
    if (codeOf(error) !== "SQLITE_BUSY") throw storeError(`打不开 ${file}`, error, "请检查数据文件夹");
    return { busy: error };
  }
}
