import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { openTicking } from "./bot/ticking.ts";
import { backupTo, DRAFT } from "./cli/backup.ts";
import { dayIn } from "./ledger/calendar.ts";
import type { Place } from "./program.ts";

const LOOK_MS = 10 * 60_000;
const NAME = /^taizhang-\d{4}-\d{2}-\d{2}\.tar\.gz$/;

type Backups = { close(): Promise<void> };

/**
 * Makes one backup a day into `backups` of the data folder while the program runs, and
 * keeps the newest ones. A day that passed while it was off is not made up for.
 */
export function openBackups(
  { dataDir, config }: Place,
  clock: () => Date,
  report: (error: unknown, about: string) => void,
): Backups {
  if (config.backupsKept === 0 || config.databaseUrl !== undefined) return { close: async () => {} };
  return openTicking(
    LOOK_MS,
    () => backUpToday(dataDir, dayIn(config.zone, clock()), config.backupsKept),
    (error) => report(error, "daily backup"),
  );
}

/** Makes the backup of a day unless it is there, and drops the oldest beyond `kept`. */
async function backUpToday(dataDir: string, day: string, kept: number): Promise<void> {
  const folder = join(dataDir, "backups");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, `taizhang-${day}.tar.gz`);
  if (!existsSync(file)) {
    // What a killed program had not finished.
    for (const name of readdirSync(folder)) if (name.endsWith(DRAFT)) rmSync(join(folder, name));
    await backupTo(dataDir, file);
  }
  const all = readdirSync(folder)
    .filter((name) => NAME.test(name))
    .sort();
  for (const name of all.slice(0, Math.max(0, all.length - kept))) rmSync(join(folder, name));
}
