import { closeSync, openSync, readFileSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Draft } from "./draft.ts";
import { isOle, isZip } from "./file-signs.ts";
import { type FormRead, readForm, type TemplateSource } from "./form.ts";
import { MOST_BYTES, megabytes } from "./word/package.ts";

const WORD = /\.(docx?|docm|dotx|dotm|wps|wpt)$/i;

/** Reads a template file: a Word file fills itself, any other is Markdown. Throws where the file cannot be read. */
export function readTemplateFile(path: string): FormRead {
  const { size } = statSync(path);
  if (size > MOST_BYTES) {
    const fault = `${path} 有 ${megabytes(size)} MB，超过 ${MOST_BYTES >> 20} MB，请删去图片后再用。`;
    return { ok: false, faults: [fault] };
  }
  if (WORD.test(path) || isPacked(path)) return readForm({ name: path, bytes: readFileSync(path) });
  return { ok: true, source: { name: path, text: readFileSync(path, "utf8") } };
}

/** Whether a file is a zip or an old Word file, whatever its name says. */
function isPacked(path: string): boolean {
  const file = openSync(path, "r");
  const start = Buffer.alloc(4);
  readSync(file, start, 0, 4, 0);
  closeSync(file);
  return isZip(start) || isOle(start);
}

/** The bytes of the Word file that a draft fills; nothing where it fills none. Throws where they are gone. */
export function formOf(dataDir: string, { form }: Pick<Draft, "form">, given?: TemplateSource): Uint8Array | undefined {
  if (form === undefined) return undefined;
  const word = given?.word;
  return word?.digest === form.digest ? word.bytes : readFileSync(formPath(dataDir, form.digest));
}

/** Where the Word file of a draft is kept, by its digest. */
export function formPath(dataDir: string, digest: string): string {
  return join(formFolder(dataDir), `${digest}.docx`);
}

/** Where the Word templates that drafts were made from are kept. */
export function formFolder(dataDir: string): string {
  return join(dataDir, "templates", "used");
}
