import type { IncomingMessage, ServerResponse } from "node:http";

/** A request as the double keeps it for the test. */
export type Recorded = {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingMessage["headers"];
  readonly body: Readonly<Record<string, unknown>>;
};

export type Uploaded = { readonly data: Buffer; readonly filename: string | undefined };

export type Answer = { readonly status: number; readonly body: unknown; readonly headers?: Record<string, string> };

export async function record(request: IncomingMessage): Promise<Recorded> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const url = new URL(request.url ?? "/", "http://x");
  return {
    method: request.method ?? "",
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: request.headers,
    body: bodyOf(Buffer.concat(chunks), request.headers["content-type"] ?? ""),
  };
}

function bodyOf(raw: Buffer, type: string): Record<string, unknown> {
  if (type.includes("multipart")) return partsOf(raw, type);
  if (!type.includes("json") || raw.length === 0) return {};
  const parsed: unknown = JSON.parse(raw.toString("utf8"));
  return typeof parsed === "object" && parsed !== null ? { ...parsed } : {};
}

/** The SDK sends a Buffer without `filename=`, marked by its content type alone. */
function partsOf(raw: Buffer, type: string): Record<string, unknown> {
  const boundary = /boundary="?([^";]+)/i.exec(type)?.[1] ?? "";
  const line = Buffer.from(`--${boundary}`);
  const parts = new Map<string, unknown>();
  for (let at = raw.indexOf(line); at >= 0; ) {
    const start = at + line.length + 2;
    const end = raw.indexOf(line, start);
    if (end < 0) break;
    const part = raw.subarray(start, end - 2);
    const cut = part.indexOf("\r\n\r\n");
    const head = part.subarray(0, cut).toString("utf8");
    const data = Buffer.from(part.subarray(cut + 4));
    const filename = /filename="([^"]*)"/.exec(head)?.[1];
    const isFile = filename !== undefined || /application\/octet-stream/i.test(head);
    parts.set(/name="([^"]*)"/.exec(head)?.[1] ?? "", isFile ? { data, filename } : data.toString("utf8"));
    at = end;
  }
  return Object.fromEntries(parts);
}

export function isUpload(value: unknown): value is Uploaded {
  return typeof value === "object" && value !== null && "data" in value && Buffer.isBuffer(value.data);
}

export function reply(response: ServerResponse, { status, body, headers = {} }: Answer): void {
  if (Buffer.isBuffer(body)) {
    response.writeHead(status, { "content-type": "application/octet-stream", ...headers }).end(body);
    return;
  }
  response.writeHead(status, { "content-type": "application/json; charset=utf-8", ...headers });
  response.end(JSON.stringify(body));
}

export function ok(data: unknown = {}): Answer {
  return { status: 200, body: { code: 0, msg: "success", data } };
}

/** Feishu's usual refusal: HTTP 400 with a code. */
export function refuse(code: number, status = 400, headers: Record<string, string> = {}): Answer {
  return { status, body: { code, msg: `refused with ${code}`, error: { log_id: "202611201000" } }, headers };
}

/** A field of what was sent, if it is text. */
export function text(fields: object, name: string): string {
  const value: unknown = Reflect.get(fields, name);
  return typeof value === "string" ? value : "";
}
