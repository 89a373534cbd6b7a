import type { Agent } from "node:http";
import type { Readable } from "node:stream";
import { SandwichStream } from "sandwich-stream/dist/sandwich-stream.js";
import { Telegram } from "telegraf";

/** Telegraf's client. The constructor drops an agent where the root is plain HTTP. */
export function openClient(token: string, apiRoot: string, agent: Agent | undefined): Telegram {
  Object.assign(SandwichStream.prototype, { currentStreamOnReadable: readAll });
  const client = new Telegram(token, { apiRoot, webhookReply: false });
  if (agent !== undefined) {
    client.options.agent = agent;
    client.options.attachmentAgent = agent;
  }
  return client;
}

/**
 * Takes all that a part of an upload has. The stream by which telegraf joins the parts reads once, which from
 * Node 26 on gives one piece and not all there are: the rest, and the call, would wait for ever.
 */
function readAll(this: Readable & { readonly currentStream: Readable }): void {
  for (let piece = this.currentStream.read(); piece !== null; piece = this.currentStream.read()) this.push(piece);
}
