import * as z from "zod";
import type { Inbound } from "../../channel.ts";
import type { LarkClient } from "./client.ts";
import { page, pages } from "./directory.ts";
import { ofMessage, type Seen } from "./normalise.ts";

const PAGE = 50;

const item = z.object({
  message_id: z.string(),
  parent_id: z.string().optional().catch(undefined),
  msg_type: z.string(),
  create_time: z.string(),
  deleted: z.boolean().catch(false),
  sender: z.object({ id: z.string(), id_type: z.string(), sender_type: z.string() }),
  body: z.object({ content: z.string() }),
  mentions: z.array(z.object({ key: z.string(), id: z.string(), name: z.string().catch("") })).catch([]),
});
const historyPage = z.object({ data: z.object({ ...page, items: z.array(z.unknown()) }) });

/**
 * What was said in a group since a moment, oldest first, in the shape in which it would have
 * come by itself: the same keys, so that what was kept already stays single. Messages taken
 * back are left out. Throws `LarkError`, `forbidden` without the permission to read the group.
 */
export async function* history(
  client: Pick<LarkClient, "call">,
  chat: string,
  { since, bot, now }: { since: Date } & Seen,
): AsyncGenerator<Inbound> {
  const query = {
    container_id_type: "chat",
    container_id: chat,
    start_time: Math.floor(since.getTime() / 1_000),
    end_time: Math.ceil(now.getTime() / 1_000),
    sort_type: "ByCreateTimeAsc",
    page_size: PAGE,
  };
  for await (const { data } of pages(client, { path: "/open-apis/im/v1/messages", query }, historyPage)) {
    for (const one of data.items) {
      const read = item.safeParse(one);
      const inbound =
        read.success && !read.data.deleted ? ofMessage(eventOf(read.data, chat), { bot, now }) : undefined;
      if (inbound !== undefined) yield inbound;
    }
  }
}

function eventOf({ sender, body, mentions, msg_type, ...message }: z.infer<typeof item>, chat: string): object {
  const openId = sender.id_type === "open_id" ? sender.id : undefined;
  return {
    sender: { sender_id: { open_id: openId }, sender_type: sender.sender_type },
    message: {
      ...message,
      chat_id: chat,
      chat_type: "group",
      message_type: msg_type,
      content: body.content,
      mentions: mentions.map(({ key, id, name }) => ({ key, id: { open_id: id }, name })),
    },
  };
}
