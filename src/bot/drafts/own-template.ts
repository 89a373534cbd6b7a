import type { TemplateSource } from "../../report/form.ts";
import { findOwnTemplate, type OwnTemplate } from "../../store/own-templates.ts";
import type { Db } from "../../store/schema.ts";

/** The report's template of an organisation: its own, or the one given. The bytes of a Word file are read where it is filled. */
export async function templateOf(db: Db, organisation: number, shipped: TemplateSource): Promise<TemplateSource> {
  const own = await findOwnTemplate(db, organisation);
  return own === undefined ? shipped : sourceOf(own);
}

function sourceOf({ name, digest, words, slots }: OwnTemplate): TemplateSource {
  if (digest === null) return { name, text: words };
  return { name, text: words, word: { bytes: new Uint8Array(), digest, slots } };
}
