import { type Card, type Outbound, SendError } from "../../channel.ts";
import { fitCard, postContent, postParts } from "./budget.ts";
import type { LarkClient } from "./client.ts";
import { uploadFile } from "./files.ts";
import { larkMessages, type Messages } from "./messages.ts";
import { pressedMessage } from "./normalise.ts";
import type { Turns } from "./pacing.ts";
import { type Presses, pressAnswer } from "./presses.ts";
import { contentsOf, firstTaken, imageOf, isWords } from "./showing.ts";

type SenderOptions = {
  readonly client: Pick<LarkClient, "call">;
  readonly turns: Turns;
  readonly presses: Presses;
  readonly report: (error: unknown, about: string) => void;
};

export type Send = (chat: string, outbound: Outbound, key: string) => Promise<string>;

type Sender = Pick<SenderOptions, "presses" | "report"> & { readonly messages: Messages };

/** Where something goes, and the key of its row in the outbox. */
type Place = { readonly chat: string; readonly key: string; readonly replyTo?: string | undefined };

/** Sends outbounds within Feishu's limits. A toast answers the press it belongs to. */
export function larkSender({ client, turns, presses, report }: SenderOptions): Send {
  const sender: Sender = { messages: larkMessages(client, turns), presses, report };
  return (chat, outbound, key) => send(sender, outbound, { chat, key });
}

async function send(sender: Sender, outbound: Outbound, place: Place): Promise<string> {
  const { presses, messages } = sender;
  const press = pressOf(place.key);
  switch (outbound.kind) {
    case "card":
      presses.say(press, {});
      return sendCard(sender, outbound.card, { ...place, replyTo: outbound.replyTo });
    case "update":
      if (pressedMessage(press) === outbound.message) {
        if (presses.say(press, pressAnswer("", fitCard(outbound.card)))) return outbound.message;
      }
      return updateOrSay(sender, outbound, place);
    case "file":
      presses.say(press, {});
      return sendFile(sender, outbound, place);
    case "reaction":
      return messages.react(outbound.message);
    case "toast":
      return toast(sender, outbound, place);
  }
}

async function sendCard({ messages, report }: Sender, card: Card, place: Place): Promise<string> {
  const { chat, key, replyTo } = place;
  if (isWords(card)) return sendWords(messages, card, place);
  if (card.words === true) return sendWordsAndPicture(messages, card, place);
  const post = (content: string) => messages.post({ chat, type: "interactive", content, replyTo }, key);
  return firstTaken(contentsOf(card, uploaderOf(messages)), post, (refusal) => {
    report(refusal, "card sent as words");
    return sendWords(messages, card, place);
  });
}

/** Words alone, in as many messages as they need. */
async function sendWords(messages: Messages, card: Card, { chat, key, replyTo }: Place): Promise<string> {
  const [first = "", ...others] = postParts(card.plain);
  let reference = await messages.post({ chat, type: "post", content: postContent(first), replyTo }, key);
  for (const [n, part] of others.entries()) {
    reference = await messages.post({ chat, type: "post", content: postContent(part) }, `${key}#${n + 1}`);
  }
  return reference;
}

/** The picture follows as a message of its own, as every app shows it; the words stay what is referred to. */
async function sendWordsAndPicture(messages: Messages, card: Card, place: Place): Promise<string> {
  const reference = await sendWords(messages, card, place);
  const image = card.picture && (await imageOf(card.picture, uploaderOf(messages)));
  if (image !== undefined) await messages.post({ chat: place.chat, ...image }, `${place.key}#picture`);
  return reference;
}

async function update(messages: Messages, message: string, card: Card): Promise<string> {
  const patch = (content: string) => messages.patch(message, content);
  return firstTaken(contentsOf(card, uploaderOf(messages)), patch, () => {
    // What was sent as words is no card.
    const [first = ""] = postParts(card.plain);
    return messages.rewrite(message, first);
  });
}

/** What Feishu lets nobody change any more, after fourteen days or a recall, is said anew. */
async function updateOrSay(
  sender: Sender,
  { message, card }: Extract<Outbound, { kind: "update" }>,
  place: Place,
): Promise<string> {
  try {
    return await update(sender.messages, message, card);
  } catch (error) {
    if (!(error instanceof SendError) || error.fault !== "gone") throw error;
    return sendCard(sender, card, place);
  }
}

async function sendFile(
  sender: Sender,
  { file, caption }: Extract<Outbound, { kind: "file" }>,
  { chat, key }: Place,
): Promise<string> {
  const { type, content } = await uploadFile(uploaderOf(sender.messages), file);
  if (caption !== undefined && caption !== "" && caption !== file.name) {
    await sendCard(sender, { plain: caption }, { chat, key: `${key}#caption` });
  }
  return sender.messages.post({ chat, type, content }, key);
}

async function toast(
  sender: Sender,
  { action, text, card: shown }: Extract<Outbound, { kind: "toast" }>,
  place: Place,
): Promise<string> {
  const card = shown === undefined ? undefined : fitCard(shown);
  const press = pressOf(place.key);
  const message = pressedMessage(action) ?? pressedMessage(press);
  const answer = pressAnswer(text, card);
  if (sender.presses.say(action, answer) || sender.presses.say(press, answer)) return message ?? "";
  if (message !== undefined && card !== undefined) return update(sender.messages, message, card);
  return text === "" ? "" : sendCard(sender, card ?? { plain: text }, { ...place, replyTo: message });
}

function uploaderOf({ upload }: Messages): Pick<LarkClient, "call"> {
  return { call: upload };
}

/** The inbound's key, where an outbox key is made of it. */
function pressOf(key: string): string {
  return key.slice(0, Math.max(0, key.lastIndexOf("/")));
}
