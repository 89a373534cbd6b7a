/** What a file is by its first bytes, and the ending that tells people so. */
export type FileKind = { readonly mime: string; readonly ending: string };

type Mark = { readonly at: number; readonly bytes: string };

const at = (place: number, bytes: string): Mark => ({ at: place, bytes });

/** First bytes as Latin-1, which maps each byte to one character. */
const MARKS: readonly (readonly [kind: FileKind, marks: readonly Mark[]])[] = [
  [{ mime: "image/jpeg", ending: "jpg" }, [at(0, "\xff\xd8\xff")]],
  [{ mime: "image/png", ending: "png" }, [at(0, "\x89PNG\r\n\x1a\n")]],
  [{ mime: "image/gif", ending: "gif" }, [at(0, "GIF8")]],
  [{ mime: "image/webp", ending: "webp" }, [at(0, "RIFF"), at(8, "WEBP")]],
  [{ mime: "image/bmp", ending: "bmp" }, [at(0, "BM"), at(6, "\0\0\0\0")]],
  [{ mime: "image/tiff", ending: "tif" }, [at(0, "II*\0")]],
  [{ mime: "image/tiff", ending: "tif" }, [at(0, "MM\0*")]],
  [{ mime: "application/pdf", ending: "pdf" }, [at(0, "%PDF-")]],
];

/** Brands of the container that phones keep their pictures in; other brands of it are films. */
const HEIF = new Set(["heic", "heix", "heim", "heis", "hevc", "mif1", "msf1", "avif"]);

/** Office files are archives of one of two kinds; which one of many only their names tell. */
const OFFICE: ReadonlyMap<string, string> = new Map([
  ["docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
  ["xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
  ["pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"],
]);
const OLD_OFFICE: ReadonlyMap<string, string> = new Map([
  ["doc", "application/msword"],
  ["xls", "application/vnd.ms-excel"],
  ["ppt", "application/vnd.ms-powerpoint"],
  ["wps", "application/vnd.ms-works"],
  ["et", "application/vnd.ms-excel"],
]);

/**
 * What a file is: a picture, a PDF, an office document or plain text; nothing for anything
 * else, whatever it says of itself. The name decides only between kinds that begin alike.
 */
export function fileKind(bytes: Uint8Array, name = ""): FileKind | undefined {
  const head = Buffer.from(bytes.subarray(0, 64)).toString("latin1");
  const known = MARKS.find(([, marks]) => marks.every((mark) => head.startsWith(mark.bytes, mark.at)));
  if (known !== undefined) return known[0];
  if (head.startsWith("ftyp", 4)) {
    return HEIF.has(head.slice(8, 12)) ? { mime: "image/heic", ending: "heic" } : undefined;
  }
  const ending = /\.([a-z0-9]{1,5})$/i.exec(name)?.[1]?.toLowerCase() ?? "";
  if (head.startsWith("PK\x03\x04")) return named(OFFICE, ending);
  if (head.startsWith("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")) return named(OLD_OFFICE, ending);
  return isText(bytes) ? { mime: "text/plain", ending: "txt" } : undefined;
}

function named(endings: ReadonlyMap<string, string>, ending: string): FileKind | undefined {
  const mime = endings.get(ending);
  return mime === undefined ? undefined : { mime, ending };
}

/** Words in UTF-8 and nothing that a program would run: pages and scripts of a shell are no evidence. */
function isText(bytes: Uint8Array): boolean {
  if (bytes.length === 0) return false;
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return !text.includes("\0") && !/^\s*(?:<|#!)/.test(text);
  } catch {
    return false;
  }
}

const LONGEST_NAME = 60;
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

/**
 * A name that a person may read anywhere: no path, no signs that hide or turn text, no
 * words that a system keeps for itself, at most 60 characters, and the ending of what the
 * file really is. Nothing where no name is left.
 */
export function displayName(name: string | undefined, { ending }: Pick<FileKind, "ending">): string | null {
  const last = (name ?? "").normalize("NFC").split(/[/\\]/).at(-1) ?? "";
  const stem = last
    .replace(/\.[a-z0-9]{1,5}$/i, "")
    .replace(/[\p{C}\p{Zl}\p{Zp}<>:"|?*]/gu, "")
    .replace(/^[.\s]+|[.\s]+$/g, "");
  if (stem === "" || RESERVED.test(stem)) return null;
  return `${[...stem].slice(0, LONGEST_NAME - 6).join("")}.${ending}`;
}
