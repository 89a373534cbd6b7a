import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { openTicking } from "./bot/work/ticking.ts";
import { backupTo, DRAFT } from "./cli/backup.ts";
import type { Day } from "./ledger/activity.ts";
import { addDays, dayIn } from "./ledger/calendar.ts";
import type { Place } from "./program.ts";
import { storeFault } from "./store/errors.ts";

const LOOK_MS = 10 * 60_000;
const NAME = /^taizhang-(\d{4}-\d{2}-\d{2})\.tar\.gz$/;

type Backups = {
  /** Why there is none of yesterday or today, though one was to be made. */
  amiss(): string | undefined;
  close(): Promise<void>;
};

/**
 * Makes one backup a day into `backups` of the data folder while the program runs, and
 * keeps the newest ones. A day that passed while it was off is not made up for.
 */
export function openBackups(
  { dataDir, config }: Place,
  clock: () => Date,
  report: (error: unknown, about: string) => void,
): Backups {
  if (config.backupsKept === 0 || config.databaseUrl !== undefined) {
    return { amiss: () => undefined, close: async () => {} };
  }
  let failure: unknown;

  async function backUp(): Promise<void> {
    await backUpToday(dataDir, dayIn(config.zone, clock()), config.backupsKept);
    failure = undefined;
  }

  const ticking = openTicking(LOOK_MS, backUp, (error) => {
    failure = error;
    report(error, "daily backup");
  });
  return {
    amiss() {
      if (failure === undefined) return undefined;
      const today = dayIn(config.zone, clock());
      const newest = NAME.exec(madeBy(today, join(dataDir, "backups")).at(-1) ?? "")?.[1];
      if (newest !== undefined && newest >= addDays(today, -1)) return undefined;
      const since = newest === undefined ? "一份也没有做成" : `${newest} 以后没有做成`;
      return `备份：${since}，${storeFault(failure)?.replace(/。$/, "") ?? "原因写在日志里"}`;
    },
    close: ticking.close,
  };
}

/** Makes the backup of a day unless it is there, and drops the oldest beyond `kept`. */
async function backUpToday(dataDir: string, day: Day, kept: number): Promise<void> {
  const folder = join(dataDir, "backups");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, `taizhang-${day}.tar.gz`);
  if (!existsSync(file)) {
    // What a killed program had not finished.
    for (const name of readdirSync(folder)) if (name.endsWith(DRAFT)) rmSync(join(folder, name));
    await backupTo(dataDir, file);
  }
  const all = madeBy(day, folder);
  for (const name of all.slice(0, Math.max(0, all.length - kept))) rmSync(join(folder, name));
}

/**
 * Names of the backups in a folder up to a day, the oldest first; none where there is no such folder. One of a
 * day to come was made by a wrong clock, or today's is wrong: it is neither counted nor dropped.
 */
function madeBy(day: Day, folder: string): string[] {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
  return readdirSync(folder)
    .filter((name) => (NAME.exec(name)?.[1] ?? "9") <= day)
    .sort();
}
