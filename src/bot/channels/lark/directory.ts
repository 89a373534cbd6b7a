import * as z from "zod";
import type { Roster } from "../../channel.ts";
import { faultIn, isForNow } from "../../outbox/refusals.ts";
import type { Call, LarkClient } from "./client.ts";

/** So many chats and messages are remembered; others are asked for again. */
const REMEMBERED = 10_000;
const LOOKUP_DEADLINE_MS = 1_200;
const MEMBERS_PAGE = 100;

/** What the platform knows of chats, messages and people, asked for where no event has told it yet. */
export type Directory = {
  /** The bot's own open_id, asked for once. */
  bot(): Promise<string>;
  /** Whether a chat is a private one; a group where Feishu does not tell. Throws `LarkError` where it cannot be asked now. */
  isPrivate(chat: string): Promise<boolean>;
  /** Who wrote a message, also one that was taken back since, where Feishu tells. Throws `LarkError` where it cannot be asked now. */
  senderOf(messageId: string): Promise<string | undefined>;
  /** An event told where a message was written, and by whom. */
  note(message: {
    readonly id: string;
    readonly chat: string;
    readonly sender: string;
    readonly isPrivate: boolean;
  }): void;
  /** Throws `LarkError`. */
  members(chat: string): Promise<Roster>;
};

const botInfo = z.object({ bot: z.object({ open_id: z.string().min(1) }) });
const chatInfo = z.object({ data: z.object({ chat_mode: z.string() }) });
const messageInfo = z.object({
  data: z.object({ items: z.array(z.object({ sender: z.object({ id: z.string(), id_type: z.string() }) })) }),
});
/** What every page of a list has besides its items. */
export const page = { has_more: z.boolean().catch(false), page_token: z.string().catch("") };
const membersPage = z.object({
  data: z.object({
    ...page,
    member_total: z.number().optional().catch(undefined),
    items: z.array(z.object({ member_id: z.string(), name: z.string().catch("") })),
  }),
});

/** Asks Feishu who and what is meant, and remembers the answers that stay true. */
export function larkDirectory(client: Pick<LarkClient, "call">): Directory {
  const chats = new Map<string, boolean>();
  const senders = new Map<string, string>();
  let bot: string | undefined;

  return {
    async bot() {
      bot ??= botInfo.parse(await client.call({ method: "GET", path: "/open-apis/bot/v3/info" })).bot.open_id;
      return bot;
    },
    async isPrivate(chat) {
      const known = chats.get(chat);
      if (known !== undefined) return known;
      const asked = await ask(client, `/open-apis/im/v1/chats/${encodeURIComponent(chat)}`, chatInfo);
      if (asked !== undefined) keep(chats, chat, asked.data.chat_mode === "p2p");
      return chats.get(chat) ?? false;
    },
    async senderOf(messageId) {
      const known = senders.get(messageId);
      if (known !== undefined) return known;
      const asked = await ask(client, `/open-apis/im/v1/messages/${encodeURIComponent(messageId)}`, messageInfo);
      const sender = asked?.data.items[0]?.sender;
      return sender?.id_type === "open_id" ? sender.id : undefined;
    },
    note({ id, chat, sender, isPrivate }) {
      keep(chats, chat, isPrivate);
      keep(senders, id, sender);
    },
    async members(chat) {
      const path = `/open-apis/im/v1/chats/${encodeURIComponent(chat)}/members`;
      const request = {
        path,
        query: { member_id_type: "open_id", page_size: MEMBERS_PAGE },
        deadlineMs: LOOKUP_DEADLINE_MS,
      };
      const names = new Map<string, string>();
      let total = 0;
      for await (const { data } of pages(client, request, membersPage)) {
        for (const { member_id: id, name } of data.items) names.set(id, name);
        total = data.member_total ?? names.size;
      }
      return { members: [...names].map(([id, name]) => ({ id, name })), whole: names.size > 0 && names.size >= total };
    },
  };
}

/** A question in passing: where Feishu refuses an answer, the caller goes on with what it can assume. */
async function ask<T>(client: Pick<LarkClient, "call">, path: string, shape: z.ZodType<T>): Promise<T | undefined> {
  try {
    return shape.safeParse(await client.call({ method: "GET", path, deadlineMs: LOOKUP_DEADLINE_MS })).data;
  } catch (error) {
    if (!isForNow(faultIn(error))) return undefined;
    throw error;
  }
}

type Paged = { data: { has_more: boolean; page_token: string } };
type PagedRequest = Pick<Call, "path" | "deadlineMs"> & { readonly query: NonNullable<Call["query"]> };

/** All pages of a list. Throws `LarkError`. */
export async function* pages<T extends Paged>(
  client: Pick<LarkClient, "call">,
  { query, ...request }: PagedRequest,
  shape: z.ZodType<T>,
): AsyncGenerator<T> {
  let token = "";
  do {
    const next = token === "" ? query : { ...query, page_token: token };
    const one = shape.parse(await client.call({ method: "GET", ...request, query: next }));
    yield one;
    token = one.data.has_more && one.data.page_token !== token ? one.data.page_token : "";
  } while (token !== "");
}

function keep<T>(known: Map<string, T>, key: string, value: T): void {
  const [oldest] = known.keys();
  if (known.size >= REMEMBERED && oldest !== undefined && !known.has(key)) known.delete(oldest);
  known.set(key, value);
}
