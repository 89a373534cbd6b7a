import { createHash } from "node:crypto";
import * as z from "zod";
import type { Card, Outbound } from "../../channel.ts";
import { fitCard, postContent, postParts } from "./budget.ts";
import type { Call, LarkClient } from "./client.ts";
import { faultOf, LarkError } from "./faults.ts";
import { uploadFile } from "./files.ts";
import { pressedMessage } from "./normalise.ts";
import type { Turn, Turns } from "./pacing.ts";
import { type PressAnswer, type Presses, pressAnswer } from "./presses.ts";
import { contentsOf, firstTaken, imageOf, isWords } from "./showing.ts";

export type SenderOptions = {
  readonly client: Pick<LarkClient, "call">;
  readonly turns: Turns;
  readonly presses: Presses;
  readonly report: (error: unknown, about: string) => void;
};

export type Send = (chat: string, outbound: Outbound, key: string) => Promise<string>;

const MESSAGES = "/open-apis/im/v1/messages";
/** Names of Feishu's reactions. */
const REACTIONS = { recorded: "DONE", failed: "CrossMark" } as const;

const sentMessage = z.object({ data: z.object({ message_id: z.string().min(1) }) });

/** What goes into a chat: a message of a type, perhaps as a reply to another. */
type Note = { readonly chat: string; readonly type: string; readonly content: string; readonly replyTo?: string };

/**
 * Sends outbounds within Feishu's limits. Every message carries a `uuid` made of its key, by
 * which Feishu drops a repetition within the hour. A toast answers the press it belongs to.
 */
export function larkSender({ client, turns, presses, report }: SenderOptions): Send {
  async function call(turn: Turn, request: Call): Promise<unknown> {
    await turns.take(turn);
    try {
      return await client.call(request);
    } catch (error) {
      const fault = faultOf(error);
      turns.refused(turn, fault);
      throw fault;
    }
  }

  const uploader = { call: (request: Call) => call({ method: "upload" }, request) };

  async function post(note: Note, key: string): Promise<string> {
    const { chat, type, content, replyTo } = note;
    const body = { msg_type: type, content, uuid: uuidOf(key) };
    if (replyTo === undefined) {
      const query = { receive_id_type: receiverType(chat) };
      const request = { method: "POST", path: MESSAGES, query, body: { ...body, receive_id: chat } } as const;
      return sentMessage.parse(await call({ method: "create", chat }, request)).data.message_id;
    }
    const path = `${MESSAGES}/${encodeURIComponent(replyTo)}/reply`;
    try {
      const answer = await call({ method: "reply", chat }, { method: "POST", path, body });
      return sentMessage.parse(answer).data.message_id;
    } catch (error) {
      // What it replies to was taken back: the answer itself still has to arrive.
      if (!(error instanceof LarkError) || error.fault !== "gone") throw error;
      return post({ chat, type, content }, key);
    }
  }

  async function sendCard(chat: string, card: Card, replyTo: string | undefined, key: string): Promise<string> {
    const reply = replyTo === undefined ? {} : { replyTo };
    const words = () => sendWords({ chat, ...reply }, card, key);
    if (isWords(card)) return words();
    if (card.words === true) return sendWordsAndPicture(chat, words, card, key);
    const send = (content: string) => post({ chat, type: "interactive", content, ...reply }, key);
    return firstTaken(contentsOf(card, uploader), send, (refusal) => {
      report(refusal, "card sent as words");
      return words();
    });
  }

  /** Words alone, in as many messages as they need. */
  async function sendWords({ chat, ...reply }: Pick<Note, "chat" | "replyTo">, card: Card, key: string) {
    const [first = "", ...others] = postParts(card.plain);
    let reference = await post({ chat, type: "post", content: postContent(first), ...reply }, key);
    for (const [n, part] of others.entries()) {
      reference = await post({ chat, type: "post", content: postContent(part) }, `${key}#${n + 1}`);
    }
    return reference;
  }

  /** The picture follows as a message of its own, as every app shows it; the words stay what is referred to. */
  async function sendWordsAndPicture(chat: string, words: () => Promise<string>, { picture }: Card, key: string) {
    const reference = await words();
    const image = picture && (await imageOf(picture, uploader));
    if (image !== undefined) await post({ chat, ...image }, `${key}#picture`);
    return reference;
  }

  async function update(message: string, card: Card): Promise<string> {
    const path = `${MESSAGES}/${encodeURIComponent(message)}`;
    const patch = async (content: string) => {
      await call({ method: "patch", card: message }, { method: "PATCH", path, body: { content } });
      return message;
    };
    return firstTaken(contentsOf(card, uploader), patch, async () => {
      // What was sent as words is no card.
      const [first = ""] = postParts(card.plain);
      const body = { msg_type: "post", content: postContent(first) };
      await call({ method: "update", card: message }, { method: "PUT", path, body });
      return message;
    });
  }

  async function sendFile(chat: string, outbound: Extract<Outbound, { kind: "file" }>, key: string): Promise<string> {
    const { file, caption } = outbound;
    const { type, content } = await uploadFile(uploader, file);
    if (caption !== undefined && caption !== "" && caption !== file.name) {
      await sendCard(chat, { plain: caption }, undefined, `${key}#caption`);
    }
    return post({ chat, type, content }, key);
  }

  async function toast(chat: string, outbound: Extract<Outbound, { kind: "toast" }>, key: string): Promise<string> {
    const { action, text } = outbound;
    const card = outbound.card === undefined ? undefined : fitCard(outbound.card);
    const message = pressedMessage(action) ?? pressedMessage(pressOf(key));
    if (answerPress(presses, key, action, pressAnswer(text, card))) return message ?? "";
    if (message !== undefined && card !== undefined) return update(message, card);
    return text === "" ? "" : sendCard(chat, card ?? { plain: text }, message, key);
  }

  return async (chat, outbound, key) => {
    switch (outbound.kind) {
      case "card":
        presses.say(pressOf(key), {});
        return sendCard(chat, outbound.card, outbound.replyTo, key);
      case "update":
        if (pressedMessage(pressOf(key)) === outbound.message) {
          const answer = pressAnswer("", fitCard(outbound.card));
          if (presses.say(pressOf(key), answer)) return outbound.message;
        }
        return update(outbound.message, outbound.card);
      case "file":
        presses.say(pressOf(key), {});
        return sendFile(chat, outbound, key);
      case "reaction": {
        const path = `${MESSAGES}/${encodeURIComponent(outbound.message)}/reactions`;
        const body = { reaction_type: { emoji_type: REACTIONS[outbound.meaning] } };
        await call({ method: "react" }, { method: "POST", path, body });
        return outbound.message;
      }
      case "toast":
        return toast(chat, outbound, key);
    }
  };
}

function answerPress(presses: Presses, key: string, action: string, answer: PressAnswer): boolean {
  return presses.say(action, answer) || presses.say(pressOf(key), answer);
}

/** The inbound's key, where an outbox key is made of it. */
function pressOf(key: string): string {
  return key.slice(0, Math.max(0, key.lastIndexOf("/")));
}

/** At most 50 characters, the same for the same outbox row. */
export function uuidOf(key: string): string {
  return createHash("sha256").update(key).digest("base64url");
}

/** Private chats are addressed by the person. */
function receiverType(chat: string): string {
  if (chat.startsWith("ou_")) return "open_id";
  return chat.startsWith("on_") ? "union_id" : "chat_id";
}
