import type { Agent } from "node:http";
import { Telegram } from "telegraf";

/** Telegraf's client. The constructor drops an agent where the root is plain HTTP. */
export function openClient(token: string, apiRoot: string, agent: Agent | undefined): Telegram {
  const client = new Telegram(token, { apiRoot, webhookReply: false });
  if (agent !== undefined) {
    client.options.agent = agent;
    client.options.attachmentAgent = agent;
  }
  return client;
}
