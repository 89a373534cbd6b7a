import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** The folder of the package. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** What `npm start` tells node. */
export const startFlags: readonly string[] = flagsOf(readFileSync(join(root, "package.json"), "utf8"));

function flagsOf(manifest: string): string[] {
  const flags = /"start": "node (.+?) dist\//.exec(manifest)?.[1];
  if (flags === undefined) throw new Error("package.json tells node nothing at the start");
  return flags.split(" ").map((flag) => (flag.startsWith("./") ? join(root, flag) : flag));
}

/** The memory that a process keeps, as Linux tells it. */
export function residentMb({ pid }: { readonly pid?: number | undefined }): number {
  const [, kilobytes = ""] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kilobytes) / 1024;
}

/**
 * A module of the built program, which is what users run: its types are those of the source,
 * `built<typeof import("../src/store/open.ts")>("store/open")`.
 */
export function built<Module>(path: string): Promise<Module> {
  return import(pathToFileURL(join(root, "dist", "src", `${path}.js`)).href);
}
