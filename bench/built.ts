import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** The folder of the package. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * A module of the built program, which is what users run: its types are those of the source,
 * `built<typeof import("../src/store/open.ts")>("store/open")`.
 */
export function built<Module>(path: string): Promise<Module> {
  return import(pathToFileURL(join(root, "dist", "src", `${path}.js`)).href);
}
