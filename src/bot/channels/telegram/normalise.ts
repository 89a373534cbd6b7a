import type { ChatType, Inbound } from "../../channel.ts";
import { type Bot, spokenIn } from "./addressing.ts";
import { attachmentsOf } from "./attachments.ts";
import type { Chat, MemberChange, Message, Press, Update, User } from "./updates.ts";

/**
 * What an update says to the bot, or nothing where no rule takes it. Rules: posts of and
 * from channels, messages of bots, their coming and going, commands for other bots, polls,
 * contacts, locations and every kind not asked for are passed over; a sticker is told as
 * `[表情]` in private and passed over in groups; who speaks as a chat is anonymous; a forwarded
 * message is dated by its origin and marked where its words are somebody else's, an edited one
 * by the message it corrects.
 */
export function inboundOf(update: Update, bot: Bot, now: Date): Inbound | undefined {
  if (update.message !== undefined) return ofMessage(update.message, bot);
  if (update.edited_message !== undefined) return ofEdit(update.edited_message, bot);
  if (update.callback_query !== undefined) return ofPress(update.callback_query, bot, now);
  const change = update.my_chat_member ?? update.chat_member;
  return change === undefined ? undefined : ofMemberChange(change, bot);
}

function ofMessage(message: Message, bot: Bot): Inbound | undefined {
  const common = commonOf(message, bot);
  if (common === undefined) return undefined;
  const base = { ...common, key: `${keyOf(bot, message.chat)}:${message.message_id}` };
  if (message.migrate_to_chat_id !== undefined) {
    return { ...base, kind: "moved", to: String(message.migrate_to_chat_id) };
  }
  const { new_chat_members: come, left_chat_member: gone } = message;
  if (come !== undefined) return ofMembers({ ...base, kind: "join" }, come, bot);
  if (gone !== undefined) return ofMembers({ ...base, kind: "leave" }, [gone], bot);
  return ofWords(message, bot, base);
}

type Coming = Extract<Inbound, { kind: "join" | "leave" }>;

/** Who came or went; other bots are nobody. */
function ofMembers(base: Omit<Coming, "members">, users: readonly User[], bot: Bot): Coming | undefined {
  const people = users.filter((user) => !isOtherBot(user, bot));
  return people.length === 0 ? undefined : { ...base, members: people.map((user) => memberOf(user, bot)) };
}

function isOtherBot({ id, is_bot: automatic }: User, bot: Bot): boolean {
  return automatic && String(id) !== bot.id;
}

type Common = Pick<Inbound, "channel" | "chat" | "chatType" | "from" | "sentAt">;

function ofWords(message: Message, bot: Bot, base: Common & { key: string }): Inbound | undefined {
  const { text: words, command, toBot, toOther } = spokenIn(message, bot);
  if (toOther) return undefined;
  const text = words || placeholderOf(message, base.chatType);
  if (command?.name === "start") {
    return { ...base, kind: "start", ...(command.rest === "" ? {} : { payload: command.rest }) };
  }
  const attachments = attachmentsOf(message);
  if (text === "" && attachments.length === 0 && !toBot) return undefined;
  const { reply_to_message: reply } = message;
  const toItsReply = reply?.from !== undefined && String(reply.from.id) === bot.id;
  return {
    ...base,
    kind: "message",
    message: String(message.message_id),
    text,
    addressed: base.chatType === "private" || toBot || toItsReply,
    ...(reply === undefined ? {} : { replyTo: String(reply.message_id) }),
    ...(attachments.length === 0 ? {} : { attachments }),
    ...originOf(message),
  };
}

function placeholderOf({ sticker }: Message, chatType: ChatType): string {
  return sticker !== undefined && chatType === "private" ? "[表情]" : "";
}

/** The album a message belongs to, and whether its words are somebody else's. */
function originOf(message: Message): { album?: string; forwarded?: true } {
  const { media_group_id: album } = message;
  return { ...(album === undefined ? {} : { album }), ...(isOthers(message) ? { forwarded: true } : {}) };
}

/** Whether a message repeats what somebody else wrote; one's own words forwarded are one's own. */
function isOthers({ forward_origin: origin, forward_date: date, forward_from: before, from }: Message): boolean {
  if (origin === undefined && date === undefined) return false;
  const writer = origin?.sender_user ?? before;
  return writer === undefined || writer.id !== from?.id;
}

function ofEdit(message: Message, bot: Bot): Inbound | undefined {
  const common = commonOf(message, bot);
  if (common === undefined) return undefined;
  const { text, toOther } = spokenIn(message, bot);
  const hasWords = message.text !== undefined || message.caption !== undefined || attachmentsOf(message).length > 0;
  if (toOther || !hasWords) return undefined;
  const id = String(message.message_id);
  const of = `${keyOf(bot, message.chat)}:${id}`;
  return { ...common, key: `${of}:${message.edit_date ?? message.date}`, kind: "edit", of, message: id, text };
}

function ofPress({ id, from, message, data }: Press, bot: Bot, now: Date): Inbound | undefined {
  if (message === undefined || data === undefined) return undefined;
  const chatType = chatTypeOf(message.chat);
  if (chatType === undefined) return undefined;
  return {
    kind: "action",
    key: `${keyOf(bot, message.chat)}:${message.message_id}:press:${id}`,
    channel: "telegram",
    chat: String(message.chat.id),
    chatType,
    from: personOf(from),
    sentAt: now,
    message: String(message.message_id),
    action: data,
    values: {},
  };
}

/** The press that an action's key names: the query to answer and the message its button is on. */
export function pressOf(key: string): { query: string; message: string } | undefined {
  const [, message, query] = /^telegram:[^:]*:[^:]+:(\d+):press:(.+)$/.exec(key) ?? [];
  return message === undefined || query === undefined ? undefined : { query, message };
}

function ofMemberChange(change: MemberChange, bot: Bot): Inbound | undefined {
  const { chat, from, date, old_chat_member: before, new_chat_member: after } = change;
  const chatType = chatTypeOf(chat);
  if (chatType === undefined || isIn(before) === isIn(after)) return undefined;
  const base = {
    kind: isIn(after) ? ("join" as const) : ("leave" as const),
    key: `${keyOf(bot, chat)}:member:${after.user.id}:${date}:${after.status}`,
    channel: "telegram" as const,
    chat: String(chat.id),
    chatType,
    from: personOf(from),
    sentAt: dateOf(date),
  };
  return ofMembers(base, [after.user], bot);
}

function isIn({ status, is_member: member }: { status: string; is_member?: boolean | undefined }): boolean {
  return status === "restricted" ? member === true : ["member", "administrator", "creator"].includes(status);
}

function commonOf(message: Message, bot: Bot): Common | undefined {
  const { chat, sender_chat: speaksAs, from } = message;
  const chatType = chatTypeOf(chat);
  if (chatType === undefined || message.is_automatic_forward === true) return undefined;
  if (speaksAs === undefined && from?.is_bot === true) return undefined;
  const sender = speaksAs === undefined ? from && personOf(from) : anonymous(speaksAs);
  if (sender === undefined || sender.id === bot.id) return undefined;
  const date = message.forward_origin?.date ?? message.forward_date ?? message.date;
  return { channel: "telegram", chat: String(chat.id), chatType, from: sender, sentAt: dateOf(date) };
}

function anonymous({ id, title }: Chat): Inbound["from"] {
  return { id: `chat:${id}`, anonymous: true, ...(title === undefined ? {} : { name: title }) };
}

function personOf(user: User): Inbound["from"] {
  const name = nameOf(user);
  return { id: String(user.id), ...(name === "" ? {} : { name }) };
}

function memberOf(user: User, bot: Bot): { id: string; name?: string; self?: boolean } {
  const id = String(user.id);
  return { ...personOf(user), ...(id === bot.id ? { self: true } : {}) };
}

/** A Chinese name without a space, the family name first. */
function nameOf({ first_name: first, last_name: last = "" }: User): string {
  const chinese = /\p{sc=Han}/u.test(first) && /\p{sc=Han}/u.test(last);
  return (chinese ? `${last}${first}` : `${first} ${last}`).trim();
}

function chatTypeOf({ type }: Chat): ChatType | undefined {
  if (type === "private") return "private";
  return type === "group" || type === "supergroup" ? "group" : undefined;
}

function keyOf(bot: Bot, chat: Chat): string {
  return `telegram:${bot.id}:${chat.id}`;
}

function dateOf(seconds: number): Date {
  return new Date(seconds * 1000);
}
