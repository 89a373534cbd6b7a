import { type FileHandle, open } from "node:fs/promises";
import { crc32 } from "node:zlib";
import { end, entry, fieldsOf, LOCAL, type Moment, STORED } from "./zip.ts";

/** A file of an archive by its path in it, and what its time shall be: a copy of one on the disk, or words. */
export type Packed = { readonly path: string; readonly at?: Moment } & (
  | { readonly from: string }
  | { readonly text: string }
);

const PIECE = 256 * 1024;

/**
 * Writes an archive whose files stand in it as they are, since pictures do not get smaller
 * a second time. It is read and written piece by piece, so that it takes no memory and
 * nobody waits. The target must not exist.
 */
export async function writeArchive(target: string, files: readonly Packed[]): Promise<void> {
  const archive = await open(target, "wx", 0o600);
  try {
    const directory: Buffer[] = [];
    let offset = 0;
    for (const file of files) {
      const name = Buffer.from(file.path, "utf8");
      const { crc, size } = await measure(file);
      const common = fieldsOf({ crc, packed: size, size, name, method: STORED, at: file.at });
      await archive.write(Buffer.concat([LOCAL, common, name]));
      for await (const piece of piecesOf(file)) await archive.write(piece);
      directory.push(entry(common, offset), name);
      offset += LOCAL.length + common.length + name.length + size;
    }
    const table = Buffer.concat(directory);
    await archive.write(Buffer.concat([table, end(files.length, table.length, offset)]));
  } finally {
    await archive.close();
  }
}

async function measure(file: Packed): Promise<{ crc: number; size: number }> {
  let crc = 0;
  let size = 0;
  for await (const piece of piecesOf(file)) {
    crc = crc32(piece, crc);
    size += piece.length;
  }
  return { crc, size };
}

async function* piecesOf(file: Packed): AsyncGenerator<Buffer> {
  if ("text" in file) {
    yield Buffer.from(file.text, "utf8");
    return;
  }
  const source = await open(file.from);
  try {
    yield* readPieces(source);
  } finally {
    await source.close();
  }
}

async function* readPieces(source: FileHandle): AsyncGenerator<Buffer> {
  for (;;) {
    const { bytesRead, buffer } = await source.read(Buffer.alloc(PIECE), 0, PIECE);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
  }
}
