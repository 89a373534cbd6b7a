import { type StatsFs, statfsSync } from "node:fs";

/** Below this the next days' messages, photos and backups may find no room. */
const LITTLE_MB = 200;

/**
 * How much room the disk of a folder has, and whether that is enough. On a full disk what is
 * there reads well and nothing is kept any more. Nothing where the system does not tell.
 */
export function roomOf(
  folder: string,
  look: (folder: string) => Pick<StatsFs, "bavail" | "bsize" | "blocks"> = statfsSync,
): { readonly ok: boolean; readonly text: string } | undefined {
  try {
    const { bavail, bsize, blocks } = look(folder);
    if (blocks === 0) return undefined;
    const free = Math.floor((bavail * bsize) / 1_000_000);
    if (free >= LITTLE_MB) return { ok: true, text: `磁盘：还有 ${free} MB` };
    return { ok: false, text: `磁盘：只剩 ${free} MB，请清理出空间；满了以后收到的消息存不下来` };
  } catch {
    return undefined;
  }
}
