import { hasMacros, isEncrypted, isOle, isZip } from "./file-signs.ts";
import { type Archive, inflate, LIMITS, openArchive, type Refusal } from "./learn/archive.ts";
import { numberingIn } from "./word/numbering.ts";
import { megabytes } from "./word/package.ts";
import { wordText } from "./word/text.ts";

/** The text of a document, paragraphs joined by `\n`; else one Chinese sentence for the person who sent it. */
type DocumentRead = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly problem: string };

/** A file as somebody gave it; its name is shown in what is wrong with it. */
export type DocumentFile = { readonly name: string; readonly bytes: Uint8Array };

const ADVICE = "请在 Word 或 WPS 里另存为 .docx 再发来";
const MAIN_PART = "word/document.xml";

/**
 * Reads a past report: .docx, or .txt and .md in UTF-8, UTF-16 or GBK. Never throws, runs no macros, follows
 * no references, and refuses what is larger than the limits before it takes memory.
 */
export function readDocument(file: DocumentFile): DocumentRead {
  const { bytes, name } = file;
  if (bytes.length > LIMITS.fileBytes) return refused(`文件${tooLarge(bytes.length)}。`);
  if (bytes.length === 0) return refused("文件是空的，请检查后重新发送。");
  const kind = /\.([a-z0-9]{1,8})$/i.exec(name.trim())?.[1]?.toLowerCase() ?? "";
  if (isOle(bytes)) return refused(oldFormat(kind, bytes));
  if (kind === "docm" || kind === "dotm") return refused(`这个文件带有宏，为了安全不能读取，${ADVICE}。`);
  if (isZip(bytes)) return readWord(bytes);
  if (kind === "docx") return refused("这个文件已损坏，不是完整的 Word 文档，请重新保存后再发来。");
  if (!["txt", "md", "markdown", "text", ""].includes(kind)) {
    return refused(`只能读取 .docx、.txt 和 .md，这个文件是 .${kind}，${ADVICE}。`);
  }
  return written(plainText(bytes));
}

function refused(problem: string): DocumentRead {
  return { ok: false, problem };
}

function written(text: string | null): DocumentRead {
  if (text === null) return refused("这个文件不是文本文件，读不出文字，请发送 .docx、.txt 或 .md。");
  const lines = text.replace(/\r\n?/g, "\n");
  return lines.trim() === "" ? refused("这个文件里没有文字，请检查是否发错了文件。") : { ok: true, text: lines };
}

/** The end of the sentence that refuses a file of so many bytes. */
export function tooLarge(length: number): string {
  return `有 ${megabytes(length)} MB，超过 ${LIMITS.fileBytes >> 20} MB，请删去图片后另存一份再发来`;
}

function oldFormat(kind: string, bytes: Uint8Array): string {
  if (isEncrypted(bytes)) return "这个文件设了打开密码，读不了，请去掉密码后再发来。";
  if (kind === "wps") return `这是 WPS 文字的 .wps 格式，读不了，${ADVICE}。`;
  return `这是旧的 Word 97—2003 格式（.doc），读不了，${ADVICE}。`;
}

const REFUSALS: Readonly<Record<Refusal, string>> = {
  damaged: "这个文件已损坏，解不开，请重新保存后再发来。",
  "too many entries": `这个文件里的内容超过 ${LIMITS.entries} 项，不像一份报告，为了安全没有打开。`,
  "too large inside": `这个文件展开后超过 ${LIMITS.inflatedBytes >> 20} MB 或 ${LIMITS.ratio} 倍，为了安全没有打开。`,
};

function readWord(bytes: Uint8Array): DocumentRead {
  const opened = openArchive(bytes);
  if (!opened.ok) return refused(REFUSALS[opened.why]);
  const { archive } = opened;
  if (hasMacros(archive.entries.keys())) return refused(`这个文件带有宏，为了安全不能读取，${ADVICE}。`);
  const main = inflate(archive, mainPart(archive));
  if (main === null) return refused(otherZip(archive));
  if (!main.ok) return refused(REFUSALS[main.why]);
  const xml = decode(main.data);
  if (xml === null || xml.includes("<!DOCTYPE") || !xml.includes("<w:body")) return refused(REFUSALS.damaged);
  return written(
    wordText(
      xml,
      numberingIn((name) => partOf(archive, name)),
    ),
  );
}

function partOf(archive: Archive, name: string): string | undefined {
  const part = inflate(archive, name);
  return part?.ok === true ? part.data.toString("utf8") : undefined;
}

/** The part that the package names as its document; nearly always `word/document.xml`. */
function mainPart(archive: Archive): string {
  if (archive.entries.has(MAIN_PART)) return MAIN_PART;
  const relations = inflate(archive, "_rels/.rels");
  if (relations === null || !relations.ok) return MAIN_PART;
  const target = /<Relationship\b[^>]*\/officeDocument"[^>]*>/.exec(relations.data.toString("utf8"))?.[0];
  const path = /Target="\/?([^"]{1,200})"/.exec(target ?? "")?.[1] ?? MAIN_PART;
  return path.startsWith("word/") ? path : MAIN_PART;
}

function otherZip({ entries }: Archive): string {
  const has = (start: string) => [...entries.keys()].some((name) => name.startsWith(start));
  if (has("xl/")) return "这是 Excel 工作簿，不是 Word 文档，请发送报告本身。";
  if (has("ppt/")) return "这是 PowerPoint 演示文稿，不是 Word 文档，请发送报告本身。";
  return `这是一个压缩包，里面没有 Word 正文，请解压后发送里面的文档，或${ADVICE.slice(1)}。`;
}

/** UTF-8, or UTF-16 by its mark, or GBK; null for what is no text. */
function plainText(bytes: Uint8Array): string | null {
  const text = decode(bytes) ?? new TextDecoder("gb18030").decode(bytes);
  const strange = text.split("\uFFFD").length - 1;
  return text.includes("\u0000") || strange > text.length / 50 ? null : text;
}

function decode(bytes: Uint8Array): string | null {
  const mark = (bytes[0] ?? 0) * 256 + (bytes[1] ?? 0);
  const encoding = mark === 0xfffe ? "utf-16le" : mark === 0xfeff ? "utf-16be" : "utf-8";
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
