import { existsSync, mkdirSync, rmSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Packed, writeArchive } from "../../report/archive.ts";
import type { Outbound } from "../channel.ts";
import { bytesPath } from "./bytes.ts";

/** Below what the strictest platform takes in one file, which is 30 MB, with room for the list. */
const PART_BYTES = 28 * 1024 * 1024;

/** A kept file, its path in an archive, and when it came. */
export type Kept = { readonly sha256: string } & Pick<Packed, "path" | "at">;

type Archive = {
  readonly dataDir: string;
  /** What the files on the disk are called before their part and ending; random. */
  readonly stem: string;
  /** What people read. */
  readonly title: string;
};

/**
 * Packs what belongs together into archives that a platform can send, each opened by the list of its own files. `list`
 * also gets what tells an archive from the others, （1之3）, or nothing where there is but one.
 */
export async function packParts<Group extends { readonly files: readonly Kept[] }>(
  { dataDir, stem, title }: Archive,
  groups: readonly Group[],
  list: (groups: readonly Group[], which: string) => Packed,
): Promise<Outbound[]> {
  const folder = resolve(dataDir, "exports");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const parts = inParts(dataDir, groups);
  const made: Outbound[] = [];
  for (const [n, part] of parts.entries()) {
    const path = join(folder, `${stem}-${n + 1}.zip`);
    rmSync(path, { force: true });
    const files = part
      .flatMap((group) => group.files)
      .map(({ sha256, ...file }) => ({ ...file, from: bytesPath(dataDir, sha256) }));
    const which = parts.length === 1 ? "" : `（${n + 1}之${parts.length}）`;
    await writeArchive(path, [list(part, which), ...files]);
    made.push({ kind: "file", file: { path, name: `${title}${which}.zip` }, caption: title + which });
  }
  return made;
}

/** A group is divided only where it alone is too much; what is missing on the disk is left out. */
function inParts<Group extends { readonly files: readonly Kept[] }>(
  dataDir: string,
  groups: readonly Group[],
): Group[][] {
  const parts: Group[][] = [];
  let room = 0;
  for (const group of groups) {
    for (const piece of pieces(dataDir, group)) {
      const size = piece.files.reduce((sum, file) => sum + sizeOf(dataDir, file), 0);
      const part = parts.at(-1);
      if (part === undefined || size > room) {
        parts.push([piece]);
        room = PART_BYTES - size;
      } else {
        part.push(piece);
        room -= size;
      }
    }
  }
  return parts;
}

function pieces<Group extends { readonly files: readonly Kept[] }>(dataDir: string, group: Group): Group[] {
  const made: { files: Kept[]; size: number }[] = [];
  for (const file of group.files.filter(({ sha256 }) => existsSync(bytesPath(dataDir, sha256)))) {
    const size = sizeOf(dataDir, file);
    const last = made.at(-1);
    if (last === undefined || last.size + size > PART_BYTES) made.push({ files: [file], size });
    else {
      last.files.push(file);
      last.size += size;
    }
  }
  return made.map(({ files }) => ({ ...group, files }));
}

function sizeOf(dataDir: string, { sha256 }: Kept): number {
  return statSync(bytesPath(dataDir, sha256)).size;
}
