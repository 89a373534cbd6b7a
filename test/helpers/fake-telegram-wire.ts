import type { IncomingMessage, ServerResponse } from "node:http";
import * as z from "zod";
import { multipart } from "./multipart.ts";

/** How a method fails the next time: an answer of the Bot API, a page of something in between, or no answer. */
export type Fault =
  | { readonly status: number; readonly description: string; readonly parameters?: object }
  | { readonly status: number; readonly html: string }
  | { readonly status: 200; readonly result: unknown }
  | "hang"
  | "reset"
  | "cut";

/** A status with its JSON. */
export type Answer = { readonly status: number; readonly body: object };

export async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

export function paramsOf(body: Buffer, contentType: string): Record<string, unknown> {
  if (contentType.startsWith("multipart/")) return multipart(body, contentType);
  return z.record(z.string(), z.unknown()).parse(body.length === 0 ? {} : JSON.parse(body.toString("utf8")));
}

export function success(result: unknown): Answer {
  return { status: 200, body: { ok: true, result } };
}

export function refusal(status: number, description: string, parameters?: object): Answer {
  return { status, body: { ok: false, error_code: status, description, ...(parameters && { parameters }) } };
}

export function answer(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

export function download(bytes: Buffer | undefined, response: ServerResponse): void {
  if (bytes === undefined) answer(response, refusal(404, "Not Found"));
  else response.writeHead(200).end(bytes);
}

export function misbehave(fault: Fault, request: IncomingMessage, response: ServerResponse): void {
  if (fault === "hang") return;
  if (fault === "reset") {
    request.socket.resetAndDestroy();
    return;
  }
  if (fault === "cut") {
    response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
    response.write('{"ok":true,', () => request.socket.destroy());
    return;
  }
  if ("html" in fault) {
    response.writeHead(fault.status, { "content-type": "text/html" }).end(fault.html);
    return;
  }
  answer(
    response,
    "result" in fault ? success(fault.result) : refusal(fault.status, fault.description, fault.parameters),
  );
}
