import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { StoreError } from "./store/errors.ts";

/**
 * Throws a StoreError where a ledger's file is missing or empty and yet was kept before, as backups
 * or a log of writes tell: a new one would be found empty by everybody, and its daily backups would
 * push out those that hold the records.
 */
export function refuseLost(dataDir: string, file: string): void {
  if (sizeOf(file) > 0) return;
  const trace = hasBackups(join(dataDir, "backups")) ? "备份" : sizeOf(`${file}-wal`) > 0 ? "写入日志" : undefined;
  if (trace === undefined) return;
  const state = existsSync(file) ? "是空的" : "不见了";
  throw new StoreError(
    `台账 ${file} ${state}，旁边却有它以前的${trace}，所以没有新建；请用 restore 加 --force 从备份恢复，确实要从头开始请先把 ${dataDir} 改名。`,
  );
}

/** Nothing is lost where nobody may look. */
function sizeOf(file: string): number {
  return existsSync(file) ? statSync(file).size : 0;
}

function hasBackups(folder: string): boolean {
  const isFolder = existsSync(folder) && statSync(folder).isDirectory();
  return isFolder && readdirSync(folder).some((name) => name.endsWith(".tar.gz"));
}
