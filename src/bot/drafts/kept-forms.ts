import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Hiding } from "../../ledger/redact.ts";
import type { TemplateSource } from "../../report/form.ts";
import { formFolder, formPath } from "../../report/template-file.ts";
import { redactWord } from "../../report/word/redact.ts";
import { makeFolder } from "../../store/folder.ts";
import { writeWhole } from "../../store/whole-file.ts";

/** Keeps a Word template by its digest, so that a draft can be made again after the file was replaced. */
export function keepForm(dataDir: string, { word }: TemplateSource): void {
  if (word === undefined) return;
  const path = formPath(dataDir, word.digest);
  if (existsSync(path)) return;
  makeFolder(formFolder(dataDir));
  writeWhole(path, word.bytes);
}

/** Takes names out of all Word templates that were kept, under the names that drafts know, and counts those that may still hold one. */
export function redactForms(dataDir: string, hiding: Hiding): number {
  const folder = formFolder(dataDir);
  if (!existsSync(folder)) return 0;
  let left = 0;
  for (const name of readdirSync(folder).filter((one) => one.endsWith(".docx"))) {
    const path = join(folder, name);
    const { bytes, isWhole } = redactWord(readFileSync(path), hiding);
    if (bytes !== undefined) writeWhole(path, bytes);
    if (!isWhole) left += 1;
  }
  return left;
}
