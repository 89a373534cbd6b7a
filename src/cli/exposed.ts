import { existsSync, statSync } from "node:fs";
import type { Finding } from "./doctor.ts";

const OTHERS = 0o007;

/** Files and folders that every user of the machine may look into, each with the command that ends it. */
export function exposed(paths: readonly (readonly [path: string, holds: string])[]): Finding[] {
  // Windows has no such rights.
  if (process.platform === "win32") return [];
  return paths.flatMap(([path, holds]) => {
    const found = existsSync(path) ? statSync(path) : undefined;
    if (found === undefined || (found.mode & OTHERS) === 0) return [];
    const shown = /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
    return [
      { ok: true, text: `提醒：这台机器上的所有用户都能看 ${path}，里面有${holds}；请运行 chmod o-rwx ${shown}` },
    ];
  });
}
