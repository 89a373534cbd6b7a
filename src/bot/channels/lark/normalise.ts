import { hash } from "node:crypto";
import type { Inbound } from "../../channel.ts";
import { type Content, readContent } from "./content.ts";
import {
  botEvent,
  enteredEvent,
  instant,
  type MessageEvent,
  membersEvent,
  menuEvent,
  messageEvent,
  type PressEvent,
} from "./events.ts";
import { fieldName } from "./form.ts";

type Action = Extract<Inbound, { kind: "action" }>;

/** Who the bot is and what time it is when an event comes in. */
export type Seen = { readonly bot: string; readonly now: Date };

/**
 * Private chats are called by the open_id of the person, groups by their chat id: menus and
 * pressed cards of a private chat name only the person.
 */
const CHANNEL = "lark" as const;

/** The key of a message in the inbox. */
export function messageKey(messageId: string): string {
  return `lark:${messageId}`;
}

/**
 * A message as it is said to the bot, or nothing where no rule takes it. Rules: messages of
 * apps are passed over; a sticker, a place or a forward is told as `[表情]` in private and
 * passed over in groups; an empty message counts only where it calls the bot.
 */
export function ofMessage(event: unknown, seen: Seen): Inbound | undefined {
  const read = messageEvent.safeParse(event);
  return read.success ? inboundOf(read.data, seen) : undefined;
}

function inboundOf({ sender, message }: MessageEvent, { bot, now }: Seen): Inbound | undefined {
  const from = sender.sender_id.open_id;
  if (sender.sender_type === "app" || from === undefined || from === bot) return undefined;
  const isPrivate = message.chat_type === "p2p";
  const said = wordsOf(message, bot, isPrivate);
  if (said === undefined) return undefined;
  return {
    kind: "message",
    key: messageKey(message.message_id),
    channel: CHANNEL,
    chat: isPrivate ? from : message.chat_id,
    chatType: isPrivate ? "private" : "group",
    from: { id: from, ...(sender.sender_type === "user" ? {} : { anonymous: true }) },
    sentAt: instant(message.create_time, now),
    message: message.message_id,
    text: said.text,
    addressed: isPrivate || said.mentioned,
    ...(message.parent_id === undefined ? {} : { replyTo: message.parent_id }),
    ...(said.attachments.length === 0 ? {} : { attachments: said.attachments }),
  };
}

/** What is worth telling of a message: words, files, or that the bot was called. */
function wordsOf(message: MessageEvent["message"], bot: string, isPrivate: boolean): Content | undefined {
  const { message_id: messageId, message_type: type, content, mentions = [] } = message;
  const said = readContent({ messageId, type, content, mentions, bot });
  if (said === undefined) return undefined;
  const text = isPrivate ? said.text || (said.placeholder ?? "") : said.text;
  const isEmpty = text === "" && said.attachments.length === 0;
  return isEmpty && !said.mentioned ? undefined : { ...said, text };
}

/** What the entries of the bot's menu say, by the key they are given in the console. */
const MENU: ReadonlyMap<string, string> = new Map([
  ["log", "记一条"],
  ["mine", "我的"],
  ["stats", "统计"],
  ["help", "帮助"],
]);

/** A chosen menu entry, as if its words had been typed in private. */
export function ofMenu(event: unknown, { now }: Seen): Inbound | undefined {
  const read = menuEvent.safeParse(event);
  if (!read.success) return undefined;
  const { event_id: id, event_key: entry, operator, create_time: at } = read.data;
  const person = operator.operator_id.open_id;
  return {
    ...privately(id, person, instant(at, now)),
    kind: "message",
    message: id,
    text: MENU.get(entry) ?? entry,
    addressed: true,
  };
}

/** The private chat was opened by somebody who has never said a word in it; that is told once for ever. */
export function ofEntered(event: unknown, { now }: Seen): Inbound | undefined {
  const read = enteredEvent.safeParse(event);
  if (!read.success || read.data.last_message_id !== undefined) return undefined;
  const { event_id: id, operator_id: person, create_time: at } = read.data;
  const opened = privately(id, person.open_id, instant(at, now));
  return { ...opened, key: `lark:opened:${person.open_id}`, kind: "start" };
}

/** People who came into a group or left it; nothing where the event names none. */
export function ofMembers(kind: "join" | "leave", event: unknown, { now }: Seen): Inbound | undefined {
  const read = membersEvent.safeParse(event);
  if (!read.success) return undefined;
  const members = read.data.users.flatMap(({ name, user_id: { open_id: id } }) =>
    id === undefined ? [] : [{ id, ...(name === undefined ? {} : { name }) }],
  );
  if (members.length === 0) return undefined;
  return { ...inGroup(read.data, now), kind, members };
}

/** The bot itself was put into a group, or out of it, or the group is no more. */
export function ofBot(kind: "join" | "leave", event: unknown, { bot, now }: Seen): Inbound | undefined {
  const read = botEvent.safeParse(event);
  return read.success ? { ...inGroup(read.data, now), kind, members: [{ id: bot, self: true }] } : undefined;
}

function privately(eventId: string, person: string, sentAt: Date) {
  const key = `lark:event:${eventId}`;
  return { key, channel: CHANNEL, chat: person, chatType: "private" as const, from: { id: person }, sentAt };
}

type GroupEvent = {
  readonly event_id: string;
  readonly create_time: string;
  readonly chat_id: string;
  readonly operator_id?: { readonly open_id?: string | undefined } | undefined;
};

function inGroup({ event_id: id, create_time: at, chat_id: chat, operator_id: operator }: GroupEvent, now: Date) {
  const person = operator?.open_id;
  return {
    key: `lark:event:${id}`,
    channel: CHANNEL,
    chat,
    chatType: "group" as const,
    from: person === undefined ? { id: "", anonymous: true } : { id: person },
    sentAt: instant(at, now),
  };
}

/** What a button or form carries: nothing but the id of an action. */
export function actionOf({ action }: PressEvent): string | undefined {
  const { value } = action;
  if (typeof value !== "object" || value === null) return undefined;
  const id: unknown = Reflect.get(value, "a");
  return typeof id === "string" && /^[\w-]{1,64}$/.test(id) ? id : undefined;
}

/** A pressed button or sent form; `isPrivate` because the event does not say where it was pressed. */
export function ofPress(event: PressEvent, action: string, where: { isPrivate: boolean; now: Date }): Action {
  const { operator, context, token } = event;
  return {
    kind: "action",
    key: `lark:card:${hash("sha256", token, "base64url")}:${context.open_message_id}`,
    channel: CHANNEL,
    chat: where.isPrivate ? operator.open_id : context.open_chat_id,
    chatType: where.isPrivate ? "private" : "group",
    from: { id: operator.open_id },
    sentAt: instant(event.create_time, where.now),
    message: context.open_message_id,
    action,
    values: valuesOf(event),
  };
}

/** The message with the pressed button, as the key of its action names it. */
export function pressedMessage(key: string): string | undefined {
  return /^lark:card:[\w-]{43}:(.+)$/.exec(key)?.[1];
}

/** Form values as text: a day without its zone, several choices joined by 、. */
function valuesOf({ action }: PressEvent): Record<string, string> {
  const values = new Map<string, string>();
  const put = (name: string, value: unknown) => {
    const said = textOf(value);
    if (said !== undefined) values.set(name, said);
  };
  for (const [name, value] of Object.entries(action.form_value ?? {})) put(fieldName(name), value);
  put("option", action.option);
  put("options", action.options);
  put("input", action.input_value);
  put("checked", action.checked);
  return Object.fromEntries(values);
}

function textOf(value: unknown): string | undefined {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return value.filter((one) => typeof one === "string").join("、");
  if (typeof value !== "string") return undefined;
  return /^(\d{4}-\d{2}-\d{2}) [+-]\d{4}$/.exec(value)?.[1] ?? value;
}
