import PizZip from "pizzip";
import { zipOf } from "../../src/report/zip.ts";

const LARGE = 1 << 20;

/** A zip file as another program might have written it; large parts would take that seconds, and are packed by ours. */
export function zipFile(parts: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  if (Object.values(parts).some(({ length }) => length > LARGE)) return zipOf(new Map(Object.entries(parts)));
  const zip = new PizZip();
  for (const [name, content] of Object.entries(parts)) zip.file(name, content);
  return zip.generate({ type: "nodebuffer", compression: "DEFLATE" });
}
