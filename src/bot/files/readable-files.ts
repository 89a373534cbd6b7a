import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** Words as part of a file's name: without what that may not hold on any system. */
export function readable(words: string, length: number, otherwise = "未命名"): string {
  const kept = words.replace(/[\\/:*?"<>|\p{C}\p{Zl}\p{Zp}]/gu, "").replace(/^[.\s]+|[.\s]+$/g, "");
  return [...kept].slice(0, length).join("").trim() || otherwise;
}

/** The files that stand directly in a folder; none where it is missing. */
export function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => join(folder, name));
}
