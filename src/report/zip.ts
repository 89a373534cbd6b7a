import { crc32, deflateRawSync } from "node:zlib";
import type { Day } from "../ledger/activity.ts";

/** A day and the minute of it, as the clock showed. */
export type Moment = { readonly day: Day; readonly minute: number };

/** Where none is given it is the same one, so that the same parts give the same bytes. */
const MOMENT: Moment = { day: "2020-01-01", minute: 0 };
const UTF8_NAMES = 0x0800;
/** Kept as it is, which suits what is compressed already. */
export const STORED = 0;
const DEFLATED = 8;
/** What stands before each file. */
export const LOCAL = Buffer.from([0x50, 0x4b, 3, 4]);

/** Packs parts into a zip file in their order. Made with the platform's own deflate, which large parts need. */
export function zipOf(parts: ReadonlyMap<string, Uint8Array | string>): Uint8Array {
  const files: Buffer[] = [];
  const table: Buffer[] = [];
  let offset = 0;
  for (const [path, content] of parts) {
    const name = Buffer.from(path, "utf8");
    const data = typeof content === "string" ? Buffer.from(content, "utf8") : content;
    const packed = deflateRawSync(data, { level: 6 });
    const common = fieldsOf({ crc: crc32(data), packed: packed.length, size: data.length, name, method: DEFLATED });
    const local = Buffer.concat([LOCAL, common, name]);
    files.push(local, packed);
    table.push(entry(common, offset), name);
    offset += local.length + packed.length;
  }
  const directory = Buffer.concat(table);
  return Buffer.concat([...files, directory, end(parts.size, directory.length, offset)]);
}

/** A file in a zip, told with sizes in bytes. */
type Entry = {
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly name: Buffer;
  readonly method: typeof STORED | typeof DEFLATED;
  readonly at?: Moment | undefined;
};

/** What an entry and its line in the directory share. */
export function fieldsOf({ crc, packed, size, name, method, at = MOMENT }: Entry): Buffer {
  const made = Buffer.alloc(26);
  made.writeUInt16LE(20, 0);
  made.writeUInt16LE(UTF8_NAMES, 2);
  made.writeUInt16LE(method, 4);
  made.writeUInt16LE((Math.floor(at.minute / 60) << 11) | ((at.minute % 60) << 5), 6);
  const [year = 0, month = 0, day = 0] = at.day.split("-").map(Number);
  made.writeUInt16LE(((year - 1980) << 9) | (month << 5) | day, 8);
  made.writeUInt32LE(crc, 10);
  made.writeUInt32LE(packed, 14);
  made.writeUInt32LE(size, 18);
  made.writeUInt16LE(name.length, 22);
  return made;
}

/** The line of an entry in the directory; its name follows. */
export function entry(common: Buffer, offset: number): Buffer {
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(offset, 10);
  return Buffer.concat([Buffer.from([0x50, 0x4b, 1, 2, 20, 0]), common, rest]);
}

/** What ends the archive, behind its directory. */
export function end(count: number, length: number, offset: number): Buffer {
  const made = Buffer.alloc(22);
  made.writeUInt32LE(0x06054b50, 0);
  made.writeUInt16LE(count, 8);
  made.writeUInt16LE(count, 10);
  made.writeUInt32LE(length, 12);
  made.writeUInt32LE(offset, 16);
  return made;
}
