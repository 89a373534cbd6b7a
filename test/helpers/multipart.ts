import type { Upload } from "./bot-api.ts";

/** The fields of a multipart body: texts as they stand, files with their names. */
export function multipart(body: Buffer, contentType: string): Record<string, string | Upload> {
  const boundary = /boundary="?([^";]+)"?/.exec(contentType)?.[1];
  if (boundary === undefined) throw new Error("a multipart body without a boundary");
  const mark = Buffer.from(`--${boundary}`);
  const fields: [string, string | Upload][] = [];
  for (let at = body.indexOf(mark); at >= 0; ) {
    const next = body.indexOf(mark, at + mark.length);
    if (next < 0) break;
    fields.push(field(body.subarray(at + mark.length + 2, next - 2)));
    at = next;
  }
  return Object.fromEntries(fields);
}

function field(part: Buffer): [string, string | Upload] {
  const end = part.indexOf("\r\n\r\n");
  const head = part.subarray(0, end).toString("utf8");
  const bytes = Buffer.from(part.subarray(end + 4));
  const name = /\bname="([^"]*)"/.exec(head)?.[1] ?? "";
  const filename = /\bfilename="([^"]*)"/.exec(head)?.[1];
  return [name, filename === undefined ? bytes.toString("utf8") : { filename, bytes }];
}
