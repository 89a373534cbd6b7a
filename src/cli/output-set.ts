import { hash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { extname } from "node:path";
import { move } from "../store/whole-file.ts";
import { unwritten, writeOutput } from "./output-file.ts";

type Output = { readonly path: string; readonly content: Uint8Array | string };

/** A line of the note: digests of what was written, so that a copied folder knows them too. */
const SEAL = /\n<!-- 校验[^\n]*：([0-9a-f ]+) -->\n/;

/**
 * Writes files that belong together and, last, a note in Markdown that keeps their digests and
 * its own. Whatever stands in their places and is not provably as it was written before is put
 * aside first, since somebody may have gone on writing in it. Returns where that is now.
 */
export function writeTogether(files: readonly Output[], note: Output): string[] {
  const own = sealedBy(note.path);
  const kept = files.flatMap((file) => replace(file, own));
  const digests = [...files, note].map(({ content }) => hash("sha256", content)).join(" ");
  const seal = `\n<!-- 校验，用来认出文件有没有人改过，请保留：${digests} -->\n`;
  return [...kept, ...replace({ path: note.path, content: `${note.content}${seal}` }, own)];
}

function sealedBy(note: string): ReadonlySet<string> {
  const [, digests = ""] = SEAL.exec(readIfThere(note)?.toString("utf8") ?? "") ?? [];
  return new Set(digests.split(" "));
}

/** Writes a file; where it cannot, what was put aside is in its place again. */
function replace({ path, content }: Output, own: ReadonlySet<string>): string[] {
  const found = readIfThere(path);
  if (found === undefined || isOwn(found, own) || found.equals(Buffer.from(content))) {
    writeOutput(path, content);
    return [];
  }
  const aside = placeAside(path);
  putAside(path, aside);
  try {
    writeOutput(path, content);
  } catch (error) {
    putAside(aside, path);
    throw error;
  }
  return [aside];
}

function isOwn(bytes: Buffer, own: ReadonlySet<string>): boolean {
  return own.has(hash("sha256", bytes)) || own.has(hash("sha256", bytes.toString("utf8").replace(SEAL, "")));
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return existsSync(path) ? readFileSync(path) : undefined;
  } catch (error) {
    throw unwritten(path, error);
  }
}

function placeAside(path: string): string {
  const ending = extname(path);
  const place = (n: number) => `${path.slice(0, -ending.length)}改过的${n === 1 ? "" : n}${ending}`;
  let n = 1;
  while (existsSync(place(n))) n += 1;
  return place(n);
}

function putAside(from: string, to: string): void {
  try {
    move(from, to);
  } catch (error) {
    throw unwritten(from, error);
  }
}
