import { existsSync, lstatSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { compareBytes } from "../bot/photos/bytes.ts";
import { databaseFile } from "../program.ts";
import { assertDatabase, backupDatabase, hashesIn, isInUse } from "../store/backup.ts";
import { codeOf, storeError } from "../store/errors.ts";
import { inFolder, isMissing, makeFolder, SHARED } from "../store/folder.ts";
import { pendingMigrations } from "../store/open.ts";
import { putInPlace } from "../store/whole-file.ts";
import { CommandError } from "./command-error.ts";
import type { Common, Io } from "./io.ts";
import { dropFolder, placeRestored } from "./restored.ts";

/** What an archive holds besides the database; produced files can be made again. */
const FOLDERS = ["attachments", "catalogue", "templates"];

/** The ending of an archive that is being made. */
export const DRAFT = ".part";

/**
 * Where an archive is gathered and opened, beside it: there is room there, and a service may
 * write nowhere else. No backup takes as long as a day.
 */
const STAGING = ".taizhang-archive-";
const STAGED_MS = 86_400_000;

/** Where an archive is opened that is to take the place of a ledger, beside it. */
const UNPACKED = ".restore-";

/** What is no fault of an archive. */
const MACHINE: ReadonlySet<unknown> = new Set(["ENOSPC", "EDQUOT", "EIO", "EROFS", "EACCES", "EPERM", "EMFILE"]);

/** One archive of the database as it stands, attachments, catalogue and templates, verified. */
export async function backupCommand(io: Io, file: string, options: Common): Promise<number> {
  refusePostgres(io);
  const missing = await backupTo(options.data, file);
  io.out(`已备份并核对：${resolve(file)}\n${missingText(missing)}`);
  return 0;
}

/** Puts the ledger of an archive into an empty folder; what stood there is kept beside it when forced. */
export async function restoreCommand(io: Io, file: string, options: Common & { force?: true }): Promise<number> {
  refusePostgres(io);
  if (!existsSync(file)) throw new CommandError(`没有 ${file} 这个文件。`);
  const target = resolve(options.data);
  const occupied = existsSync(target) && readdirSync(target).length > 0;
  if (existsSync(databaseFile(target)) && isInUse(databaseFile(target))) {
    throw new CommandError(`${options.data} 正在使用，请先停止程序再恢复。`);
  }
  if (occupied && options.force === undefined) {
    throw new CommandError(`${options.data} 里已有内容，没有恢复。确实要替换请加 --force，原来的内容会另存。`);
  }
  makeFolder(dirname(target), SHARED);
  const staging = inFolder(dirname(target), () => {
    dropUnfinished(target);
    return mkdtempSync(target + UNPACKED);
  });
  try {
    const missing = await unpack(file, staging);
    await refuseNewer(file, staging);
    const aside = occupied ? `${target}.${io.clock().toISOString().replace(/[:.]/g, "-")}` : undefined;
    placeRestored({ staging, target, aside });
    io.out(`已恢复到 ${target}。${aside === undefined ? "" : `原来的内容在 ${aside}。`}\n${missingText(missing)}`);
  } finally {
    dropFolder(staging);
  }
  return 0;
}

/** Copies of the ledger that a restore left which was killed: nobody restores the same place twice at a time. */
function dropUnfinished(target: string): void {
  const start = basename(target) + UNPACKED;
  for (const name of readdirSync(dirname(target))) if (name.startsWith(start)) dropFolder(join(dirname(target), name));
}

/** A backup of a newer program would stand in the place of a ledger that works. */
async function refuseNewer(file: string, staging: string): Promise<void> {
  try {
    await pendingMigrations({ file: databaseFile(staging) });
  } catch (error) {
    throw storeError(notOpened(file), error instanceof Error ? error.cause : error, "请换一份备份");
  }
}

function notOpened(file: string): string {
  return `没有解开 ${file}`;
}

function missingText(missing: number): string {
  return missing === 0 ? "" : `注意：其中缺 ${missing} 个照片或文件，台账里有它们的记录；详情请运行 doctor。\n`;
}

/**
 * Writes an archive and opens it again before it counts as made: its name stands for a whole
 * one alone, also where the program is killed or the power goes meanwhile. Returns how many
 * files of members it lacks, since those had been lost before.
 */
export async function backupTo(dataDir: string, file: string): Promise<number> {
  if (isMissing(databaseFile(dataDir))) throw new CommandError(`${dataDir} 里没有台账，没有可备份的内容。`);
  if (existsSync(file)) throw new CommandError(`${file} 已经存在，请换一个文件名。`);
  const folder = dirname(resolve(file));
  makeFolder(folder, SHARED);
  inFolder(folder, () => dropStaging(folder));
  const draft = `${file}${DRAFT}`;
  try {
    await pack(dataDir, draft);
    const missing = await verify(draft);
    putInPlace(draft, file);
    return missing;
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

async function pack(dataDir: string, file: string): Promise<void> {
  const staging = stagingOf(file);
  try {
    await backupDatabase(databaseFile(dataDir), databaseFile(staging));
    for (const name of FOLDERS) {
      const folder = resolve(dataDir, name);
      if (existsSync(folder)) symlinkSync(folder, join(staging, name), "junction");
    }
    const { create } = await import("tar");
    await create({ file, gzip: true, cwd: staging, portable: true, follow: true, mode: 0o600 }, readdirSync(staging));
  } finally {
    dropFolder(staging);
  }
}

function stagingOf(file: string): string {
  const folder = dirname(resolve(file));
  return inFolder(folder, () => mkdtempSync(join(folder, STAGING)));
}

/** Copies of the ledger that a killed program left do not stay there. */
function dropStaging(folder: string): void {
  const before = Date.now() - STAGED_MS;
  // Windows tells no users.
  const isOwn = (uid: number | undefined) => process.getuid === undefined || uid === process.getuid();
  for (const name of readdirSync(folder).filter((one) => one.startsWith(STAGING))) {
    const path = join(folder, name);
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (isOwn(found?.uid) && (found?.mtimeMs ?? before) < before) {
      dropFolder(path);
    }
  }
}

async function verify(file: string): Promise<number> {
  const staging = stagingOf(file);
  try {
    return await unpack(file, staging);
  } finally {
    dropFolder(staging);
  }
}

/** Unpacks an archive, checks its database, and returns how many files of members are not whole in it. */
async function unpack(file: string, folder: string): Promise<number> {
  try {
    const { extract } = await import("tar");
    await extract({ file, cwd: folder, strict: true });
  } catch (error) {
    throw whyNot(file, error);
  }
  if (!existsSync(databaseFile(folder))) throw new CommandError(`${file} 里没有台账，请换一份备份。`);
  assertDatabase(databaseFile(folder));
  return compareBytes(folder, hashesIn(databaseFile(folder))).missing.length;
}

/** Why an archive could not be opened: the fault of this machine, or its own. */
export function whyNot(file: string, error: unknown): Error {
  if (MACHINE.has(codeOf(error))) return storeError(notOpened(file), error, "请检查磁盘");
  return new CommandError(`${file} 不是完整的备份，请换一份备份。`, 1, { cause: error });
}

function refusePostgres(io: Io): void {
  if (io.config().databaseUrl === undefined) return;
  throw new CommandError("台账在 PostgreSQL 里，请用 pg_dump 备份、pg_restore 恢复，附件另行复制。");
}
