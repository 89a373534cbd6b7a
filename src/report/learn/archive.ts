import { inflateRawSync } from "node:zlib";

/** What a file from a stranger may be at most; all of it is checked before or while inflating. */
export const LIMITS = { fileBytes: 5 << 20, entries: 2000, ratio: 100, inflatedBytes: 50 << 20 } as const;

/** Below this size a high ratio is nothing but a small file. */
const SMALL = 1 << 20;

type Entry = { readonly offset: number; readonly method: number; readonly packed: number; readonly size: number };

export type Archive = { readonly bytes: Buffer; readonly entries: ReadonlyMap<string, Entry> };
type Opened = { readonly ok: true; readonly archive: Archive } | { readonly ok: false; readonly why: Refusal };
export type Refusal = "damaged" | "too many entries" | "too large inside";
type Inflated = { readonly ok: true; readonly data: Buffer } | { readonly ok: false; readonly why: Refusal };

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END_SIZE = 22;
const CENTRAL_SIZE = 46;
const LOCAL_SIZE = 30;

/** Reads the table of a zip file and refuses one that declares more than the limits. Nothing is inflated. */
export function openArchive(file: Uint8Array): Opened {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const end = endOf(bytes);
  if (end < 0) return { ok: false, why: "damaged" };
  const count = bytes.readUInt16LE(end + 10);
  if (count > LIMITS.entries) return { ok: false, why: "too many entries" };
  const entries = tableOf(bytes, bytes.readUInt32LE(end + 16), count);
  if (entries === null) return { ok: false, why: "damaged" };
  const [packed, size] = [sum(entries, "packed"), sum(entries, "size")];
  const isBomb = size > LIMITS.inflatedBytes || (size > SMALL && size > packed * LIMITS.ratio);
  return isBomb ? { ok: false, why: "too large inside" } : { ok: true, archive: { bytes, entries } };
}

/** The contents of an entry; what its table declared is not believed. Null where there is none of the name. */
export function inflate({ bytes, entries }: Archive, name: string): Inflated | null {
  const entry = entries.get(name);
  if (entry === undefined) return null;
  const start = dataAt(bytes, entry);
  if (start === null) return { ok: false, why: "damaged" };
  const packed = bytes.subarray(start, start + entry.packed);
  if (entry.method === 0) return { ok: true, data: packed };
  if (entry.method !== 8) return { ok: false, why: "damaged" };
  const most = Math.min(LIMITS.inflatedBytes, Math.max(SMALL, entry.packed * LIMITS.ratio));
  try {
    return { ok: true, data: inflateRawSync(packed, { maxOutputLength: most }) };
  } catch (error) {
    const isLarge = error instanceof RangeError;
    return { ok: false, why: isLarge ? "too large inside" : "damaged" };
  }
}

/** The end record stands in the last 64 KB, behind nothing but a comment. */
function endOf(bytes: Buffer): number {
  for (let at = bytes.length - END_SIZE; at >= Math.max(0, bytes.length - END_SIZE - 0xffff); at--) {
    if (bytes.readUInt32LE(at) === END) return at;
  }
  return -1;
}

function tableOf(bytes: Buffer, from: number, count: number): Map<string, Entry> | null {
  const entries = new Map<string, Entry>();
  let at = from;
  for (let n = 0; n < count; n++) {
    if (at + CENTRAL_SIZE > bytes.length || bytes.readUInt32LE(at) !== CENTRAL) return null;
    const length = bytes.readUInt16LE(at + 28);
    const name = bytes.toString("utf8", at + CENTRAL_SIZE, at + CENTRAL_SIZE + length).replaceAll("\\", "/");
    entries.set(name, {
      method: bytes.readUInt16LE(at + 10),
      packed: bytes.readUInt32LE(at + 20),
      size: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
    });
    at += CENTRAL_SIZE + length + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

function dataAt(bytes: Buffer, { offset, packed }: Entry): number | null {
  if (offset + LOCAL_SIZE > bytes.length || bytes.readUInt32LE(offset) !== LOCAL) return null;
  const start = offset + LOCAL_SIZE + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
  return start + packed > bytes.length ? null : start;
}

function sum(entries: ReadonlyMap<string, Entry>, of: "packed" | "size"): number {
  return [...entries.values()].reduce((total, entry) => total + entry[of], 0);
}
