import { type Card, type Outbound, type OutFile, SendError } from "../../channel.ts";
import { type Api, messageIn } from "./api.ts";
import { ApiError, type Refusal } from "./faults.ts";
import { pressOf } from "./normalise.ts";
import { type Keyboard, rendered } from "./render.ts";
import { shortened, split } from "./split.ts";
import { plain, type Styled } from "./styled.ts";
import { type Caption, isPicture, sendDocument, sendPhoto, type To } from "./uploads.ts";

/** What the Bot API takes: UTF-16 units of a message, a caption and a toast. */
const TEXT_UNITS = 4096;
const CAPTION_UNITS = 1024;
const TOAST_UNITS = 200;

/** Reactions that every chat may allow; no tick is among them. */
const TAKEN = "✍";

/** One call of an outbound. `paced` ones put a message into the chat, which Telegram limits. */
export type Step = { readonly paced: boolean; run(): Promise<string | undefined> };

/** The calls that say an outbound, in order; each gives the id of the message it made. */
export function stepsOf(api: Api, chat: string, outbound: Outbound): Step[] {
  const to = { api, chat_id: chatId(chat) };
  switch (outbound.kind) {
    case "card":
      return sayAll(to, outbound.card, outbound.replyTo);
    case "update":
      return replace(to, outbound.message, outbound.card);
    case "file":
      return sendFile(to, outbound.file, outbound.caption ?? "");
    case "reaction":
      return [{ paced: false, run: () => react(to, outbound.message) }];
    case "toast":
      return toast(to, outbound);
  }
}

function chatId(chat: string): number {
  if (!/^-?\d{1,16}$/.test(chat)) throw new SendError("invalid", "not a chat of Telegram");
  return Number(chat);
}

function sayAll(to: To, card: Card, replyTo: string | undefined): Step[] {
  const { parts, keyboard, keyboardOf } = partsOf(card);
  const told = parts.map((part, n) => ({
    paced: true,
    run: () => say(to, part, { replyTo: n === 0 ? replyTo : undefined, keyboard: keyboardOf(n) }),
  }));
  const { picture } = card;
  const [first, ...more] = parts;
  if (picture === undefined || first === undefined) return told;
  // telegraf cannot say in the same call what a photo answers.
  const isShort = more.length === 0 && first.text.length <= CAPTION_UNITS && replyTo === undefined;
  if (!isShort) return [...told, { paced: true, run: () => show(to, picture) }];
  // Where the picture cannot be shown, its words go alone.
  const run = async () => (await sendPhoto(to, picture, captionOf(first, keyboard))) ?? say(to, first, { keyboard });
  return [{ paced: true, run }];
}

/** A picture behind its words, which stay what is referred to. */
async function show(to: To, picture: OutFile): Promise<undefined> {
  await sendPhoto(to, picture, {});
}

/** The messages of a card; its buttons stand under the last. */
function partsOf(card: Card) {
  const { body, keyboard } = rendered(card);
  const parts = split(body, TEXT_UNITS);
  if (parts.length === 0) throw new SendError("invalid", "nothing to say");
  return { parts, keyboard, keyboardOf: (n: number) => (n === parts.length - 1 ? keyboard : undefined) };
}

type Beside = { readonly replyTo?: string | undefined; readonly keyboard?: Keyboard | undefined };

async function say(to: To, part: Styled, { replyTo, keyboard }: Beside): Promise<string | undefined> {
  return messageIn(
    await to.api.call("sendMessage", {
      chat_id: to.chat_id,
      ...contentOf(part, keyboard),
      ...(replyTo === undefined ? {} : { reply_parameters: answering(replyTo) }),
    }),
  );
}

function contentOf({ text, spans }: Styled, keyboard: Keyboard | undefined) {
  return {
    text,
    link_preview_options: { is_disabled: true },
    ...(spans.length === 0 ? {} : { entities: [...spans] }),
    ...(keyboard === undefined ? {} : { reply_markup: keyboard }),
  };
}

function captionOf({ text, spans }: Styled, keyboard: Keyboard | undefined): Caption {
  return {
    caption: text,
    ...(spans.length === 0 ? {} : { caption_entities: [...spans] }),
    ...(keyboard === undefined ? {} : { reply_markup: keyboard }),
  };
}

function answering(message: string) {
  return { message_id: messageId(message), allow_sending_without_reply: true };
}

/** The message is edited; where it is gone, its new text is sent. What does not fit follows as new messages. */
function replace(to: To, message: string, card: Card): Step[] {
  const { parts, keyboardOf } = partsOf(card);
  const [first, ...more] = parts;
  if (first === undefined) return [];
  return [
    { paced: true, run: () => edit(to, message, { part: first, keyboard: keyboardOf(0) }) },
    ...more.map((part, n) => ({ paced: true, run: () => say(to, part, { keyboard: keyboardOf(n + 1) }) })),
  ];
}

type Anew = { readonly part: Styled; readonly keyboard: Keyboard | undefined };

async function edit(to: To, message: string, { part, keyboard }: Anew) {
  const payload = { chat_id: to.chat_id, message_id: messageId(message), ...contentOf(part, keyboard) };
  try {
    await to.api.call("editMessageText", payload);
    return message;
  } catch (error) {
    if (isRefusal(error, "not-modified")) return message;
    if (isRefusal(error, "message-gone")) return say(to, part, { keyboard });
    throw error;
  }
}

/** A picture is shown as one; a file lies behind a tap. */
function sendFile(to: To, file: OutFile, caption: string): Step[] {
  const fits = caption.length <= CAPTION_UNITS;
  const words = fits ? plain(caption).text : "";
  const shown = async () => (isPicture(file) ? sendPhoto(to, file, words === "" ? {} : { caption: words }) : undefined);
  const document = { paced: true, run: async () => (await shown()) ?? sendDocument(to, file, words) };
  return fits ? [document] : [document, ...sayAll(to, { plain: caption }, undefined)];
}

/** Where the chat takes no such reaction, the same sign is sent as an answer. */
async function react(to: To, message: string): Promise<string | undefined> {
  const message_id = messageId(message);
  try {
    await to.api.call("setMessageReaction", {
      chat_id: to.chat_id,
      message_id,
      reaction: [{ type: "emoji", emoji: TAKEN }],
    });
    return message;
  } catch (error) {
    if (isRefusal(error, "reaction")) return say(to, plain(TAKEN), { replyTo: message });
    throw error;
  }
}

function toast(to: To, { action, text, card }: Outbound & { kind: "toast" }): Step[] {
  const press = pressOf(action);
  if (press === undefined) throw new SendError("invalid", "not a press of Telegram");
  const answer = { paced: false, run: () => answerPress(to.api, press.query, text) };
  return card === undefined ? [answer] : [answer, ...replace(to, press.message, card)];
}

/** Answers a pressed button; one that was pressed too long ago needs no answer. */
export async function answerPress(api: Api, query: string, text: string): Promise<undefined> {
  const said = shortened(text, TOAST_UNITS);
  try {
    await api.call("answerCallbackQuery", { callback_query_id: query, ...(said === "" ? {} : { text: said }) });
  } catch (error) {
    if (!isRefusal(error, "query-too-old")) throw error;
  }
}

function isRefusal(error: unknown, refusal: Refusal): boolean {
  return error instanceof ApiError && error.refusal === refusal;
}

function messageId(message: string): number {
  if (!/^\d{1,16}$/.test(message)) throw new SendError("invalid", "not a message of Telegram");
  return Number(message);
}
