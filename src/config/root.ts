import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the package, whether it runs from `src` or from `dist`. */
export const packageRoot: string = find(dirname(fileURLToPath(import.meta.url)));

function find(folder: string): string {
  if (existsSync(join(folder, "package.json"))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error("package.json not found above the program");
  return find(parent);
}

/** A shipped file such as `catalogue/kinds.yaml`, or the one in the data folder that replaces it. */
export function replaceable(dataDir: string, ...path: readonly string[]): string {
  const own = join(dataDir, ...path);
  return existsSync(own) ? own : join(packageRoot, ...path);
}

/** The version of the program, to be told with a question. */
export function programVersion(): string {
  const text = readFileSync(join(packageRoot, "package.json"), "utf8");
  return /"version":\s*"([^"]+)"/.exec(text)?.[1] ?? "";
}
