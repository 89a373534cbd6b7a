import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { Hiding } from "../ledger/redact.ts";
import type { Draft } from "./draft.ts";
import { type FormRead, readForm, type TemplateSource } from "./form.ts";
import { MOST_BYTES, megabytes } from "./word-package.ts";
import { redactWord } from "./word-redact.ts";

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
  return start.readUInt32BE(0) === 0x504b0304 || start.readUInt32BE(0) === 0xd0cf11e0;
}

/** Keeps a Word template by its digest, so that a draft can be made again after the file was replaced. */
export function keepForm(dataDir: string, { word }: TemplateSource): void {
  if (word === undefined) return;
  const path = formPath(dataDir, word.digest);
  if (existsSync(path)) return;
  mkdirSync(join(dataDir, "templates", "used"), { recursive: true, mode: 0o700 });
  writeFileSync(path, word.bytes, { mode: 0o600 });
}

/** The bytes of the Word file that a draft fills; nothing where it fills none. Throws where they are gone. */
export function formOf(dataDir: string, { form }: Pick<Draft, "form">, given?: TemplateSource): Uint8Array | undefined {
  if (form === undefined) return undefined;
  const word = given?.word;
  return word?.digest === form.digest ? word.bytes : readFileSync(formPath(dataDir, form.digest));
}

/** Takes names out of all Word templates that were kept, and counts those that may still hold one. */
export function redactForms(dataDir: string, hiding: Hiding): number {
  const folder = join(dataDir, "templates", "used");
  if (!existsSync(folder)) return 0;
  let left = 0;
  for (const name of readdirSync(folder).filter((one) => one.endsWith(".docx"))) {
    const path = join(folder, name);
    const { bytes, isWhole } = redactWord(readFileSync(path), hiding);
    if (bytes !== undefined) replaceFile(path, bytes);
    if (!isWhole) left += 1;
  }
  return left;
}

/** Under the same name, which drafts know it by, and never half. */
function replaceFile(path: string, bytes: Uint8Array): void {
  writeFileSync(`${path}.new`, bytes, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

function formPath(dataDir: string, digest: string): string {
  return join(dataDir, "templates", "used", `${digest}.docx`);
}
