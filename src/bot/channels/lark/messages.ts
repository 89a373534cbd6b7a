import { hash } from "node:crypto";
import * as z from "zod";
import { postContent } from "./budget.ts";
import type { Call, LarkClient } from "./client.ts";
import { faultOf, LarkError, ofSending } from "./faults.ts";
import type { Turn, Turns } from "./pacing.ts";

const MESSAGES = "/open-apis/im/v1/messages";

const sentMessage = z.object({ data: z.object({ message_id: z.string().min(1) }) });

/** What goes into a chat: a message of a type, perhaps as a reply to another. */
type Note = {
  readonly chat: string;
  readonly type: string;
  readonly content: string;
  readonly replyTo?: string | undefined;
};

/** Feishu's calls about messages, each in its turn. They throw a {@link LarkError} and return the message's id. */
export type Messages = {
  /** Every message carries a `uuid` made of its key, by which Feishu drops a repetition within the hour. */
  post(note: Note, key: string): Promise<string>;
  /** Gives a card another content. */
  patch(message: string, content: string): Promise<string>;
  /** Gives a message that is no card other words. */
  rewrite(message: string, words: string): Promise<string>;
  react(message: string): Promise<string>;
  upload(request: Call): Promise<unknown>;
};

/** Without these nobody would hear anything; the other methods are extras. */
const SENDING: ReadonlySet<string> = new Set(["create", "reply"]);

/** Sends, replies, changes and marks messages, each in its turn. Throws a {@link LarkError}. */
export function larkMessages(client: Pick<LarkClient, "call">, turns: Turns): Messages {
  async function call(turn: Turn, request: Call): Promise<unknown> {
    await turns.take(turn);
    try {
      return await client.call(request);
    } catch (error) {
      const fault = SENDING.has(turn.method) ? ofSending(faultOf(error)) : faultOf(error);
      turns.refused(turn, fault);
      throw fault;
    }
  }

  async function create({ chat, type, content }: Note, key: string): Promise<string> {
    const query = { receive_id_type: receiverType(chat) };
    const body = { msg_type: type, content, uuid: uuidOf(key), receive_id: chat };
    return idOf(await call({ method: "create", chat }, { method: "POST", path: MESSAGES, query, body }));
  }

  return {
    async post(note, key) {
      const { chat, type, content, replyTo } = note;
      if (replyTo === undefined) return create(note, key);
      const request = { method: "POST", path: `${pathOf(replyTo)}/reply` } as const;
      const body = { msg_type: type, content, uuid: uuidOf(key) };
      try {
        return idOf(await call({ method: "reply", chat }, { ...request, body }));
      } catch (error) {
        // What it replies to was taken back: the answer itself still has to arrive.
        if (!(error instanceof LarkError) || error.fault !== "gone") throw error;
        return create(note, key);
      }
    },
    async patch(message, content) {
      await call({ method: "patch", card: message }, { method: "PATCH", path: pathOf(message), body: { content } });
      return message;
    },
    async rewrite(message, words) {
      const body = { msg_type: "post", content: postContent(words) };
      await call({ method: "update", card: message }, { method: "PUT", path: pathOf(message), body });
      return message;
    },
    async react(message) {
      const body = { reaction_type: { emoji_type: "DONE" } };
      await call({ method: "react" }, { method: "POST", path: `${pathOf(message)}/reactions`, body });
      return message;
    },
    upload: (request) => call({ method: "upload" }, request),
  };
}

function idOf(answer: unknown): string {
  return sentMessage.parse(answer).data.message_id;
}

function pathOf(message: string): string {
  return `${MESSAGES}/${encodeURIComponent(message)}`;
}

/** At most 50 characters, the same for the same outbox row. */
function uuidOf(key: string): string {
  return hash("sha256", key, "base64url");
}

/** Private chats are addressed by the person. */
function receiverType(chat: string): string {
  if (chat.startsWith("ou_")) return "open_id";
  return chat.startsWith("on_") ? "union_id" : "chat_id";
}
