import { hasMacros, isEncrypted, isOle, isZip } from "../file-signs.ts";
import { type Archive, inflate, LIMITS, openArchive, type Refusal } from "../learn/archive.ts";

/** The parts of a Word file by name; else one Chinese sentence for the person who gave it. */
type PackageRead =
  | { readonly ok: true; readonly parts: ReadonlyMap<string, Buffer> }
  | { readonly ok: false; readonly problem: string };

const ADVICE = "请在 Word 或 WPS 里另存为 .docx 再用";

const REFUSALS: Readonly<Record<Refusal, string>> = {
  damaged: "已损坏，解不开，请重新保存后再用",
  "too many entries": `里的内容超过 ${LIMITS.entries} 项，不像一份文档，为了安全没有打开`,
  "too large inside": `展开后超过 ${LIMITS.inflatedBytes >> 20} MB 或 ${LIMITS.ratio} 倍，为了安全没有打开`,
};

/** How large a Word template may be, so that a caller need not read more of a file than this. */
export const MOST_BYTES = LIMITS.fileBytes;

/**
 * Opens a .docx that a person gave as a template. What is larger than the limits is refused
 * before it takes memory, what carries macros or a password in one sentence. Nothing in it is run or followed.
 */
export function openWord(file: Uint8Array): PackageRead {
  if (file.length > MOST_BYTES)
    return refused(`有 ${megabytes(file.length)} MB，超过 ${MOST_BYTES >> 20} MB，请删去图片后再用`);
  if (file.length === 0) return refused("是空的，请换一个文件");
  if (isOle(file)) return refused(oldFormat(file));
  if (!isZip(file)) return refused("不是 Word 文档，或者已损坏，请换一个 .docx 文件");
  const opened = openArchive(file);
  if (!opened.ok) return refused(REFUSALS[opened.why]);
  return unpack(opened.archive);
}

function unpack(archive: Archive): PackageRead {
  const names = [...archive.entries.keys()];
  if (hasMacros(names)) return refused(`带有宏，为了安全不能用，${ADVICE}`);
  if (!names.includes("word/document.xml")) return refused(otherZip(names));
  const parts = new Map<string, Buffer>();
  let total = 0;
  for (const name of names) {
    if (name.endsWith("/")) continue;
    const read = inflate(archive, name);
    if (read === null || !read.ok) return refused(REFUSALS[read?.why ?? "damaged"]);
    total += read.data.length;
    if (total > LIMITS.inflatedBytes) return refused(REFUSALS["too large inside"]);
    parts.set(name, read.data);
  }
  return isWhole(parts) ? { ok: true, parts } : refused(REFUSALS.damaged);
}

/** A document type declaration could make a few bytes grow without end; no Word file has one. */
function isWhole(parts: ReadonlyMap<string, Buffer>): boolean {
  if (!parts.has("[Content_Types].xml")) return false;
  for (const [name, data] of parts) {
    if (/\.(xml|rels)$/.test(name) && data.includes("<!DOCTYPE")) return false;
  }
  return parts.get("word/document.xml")?.includes("<w:body") === true;
}

function refused(problem: string): PackageRead {
  return { ok: false, problem };
}

/** As people read it: 5.0. */
export function megabytes(length: number): string {
  return (length / (1 << 20)).toFixed(1);
}

function oldFormat(file: Uint8Array): string {
  return isEncrypted(file) ? "设了打开密码，读不了，请去掉密码后再用" : `是旧的 .doc 或 .wps 格式，读不了，${ADVICE}`;
}

function otherZip(names: readonly string[]): string {
  const has = (start: string) => names.some((name) => name.startsWith(start));
  if (has("xl/")) return "是 Excel 工作簿，不是 Word 文档，请换一个 .docx 文件";
  if (has("ppt/")) return "是 PowerPoint 演示文稿，不是 Word 文档，请换一个 .docx 文件";
  return "是一个压缩包，里面没有 Word 正文，请解压后用里面的 .docx 文件";
}
