import * as z from "zod";

/** What is asked for at every call: the server remembers the last list it was given. */
export const ALLOWED_UPDATES = [
  "message",
  "edited_message",
  "callback_query",
  "my_chat_member",
  "chat_member",
] as const;

const chat = z.object({ id: z.number(), type: z.string(), title: z.string().optional() });

const user = z.object({
  id: z.number(),
  is_bot: z.boolean().default(false),
  first_name: z.string().default(""),
  last_name: z.string().optional(),
  username: z.string().optional(),
});

/** The bot itself, as `getMe` tells of it. */
export const botUser = z.object({ username: z.string(), can_read_all_group_messages: z.boolean().default(false) });

const entity = z.object({
  type: z.string(),
  offset: z.number(),
  length: z.number(),
  user: z.object({ id: z.number() }).optional(),
});

const file = z.object({
  file_id: z.string(),
  file_unique_id: z.string(),
  file_name: z.string().optional(),
  mime_type: z.string().optional(),
  file_size: z.number().optional(),
});

const message = z.object({
  message_id: z.number(),
  date: z.number(),
  edit_date: z.number().optional(),
  chat,
  from: user.optional(),
  sender_chat: chat.optional(),
  is_automatic_forward: z.boolean().optional(),
  forward_origin: z.object({ date: z.number(), sender_user: z.object({ id: z.number() }).optional() }).optional(),
  forward_date: z.number().optional(),
  forward_from: z.object({ id: z.number() }).optional(),
  reply_to_message: z.object({ message_id: z.number(), from: user.optional() }).optional(),
  media_group_id: z.string().optional(),
  text: z.string().optional(),
  entities: z.array(entity).optional(),
  caption: z.string().optional(),
  caption_entities: z.array(entity).optional(),
  photo: z.array(file.extend({ width: z.number().default(0), height: z.number().default(0) })).optional(),
  document: file.optional(),
  video: file.optional(),
  animation: file.optional(),
  video_note: file.optional(),
  audio: file.optional(),
  voice: file.optional(),
  sticker: z.unknown().optional(),
  new_chat_members: z.array(user).optional(),
  left_chat_member: user.optional(),
  migrate_to_chat_id: z.number().optional(),
});

const memberChange = z.object({
  chat,
  from: user,
  date: z.number(),
  old_chat_member: z.object({ status: z.string(), is_member: z.boolean().optional() }),
  new_chat_member: z.object({ status: z.string(), is_member: z.boolean().optional(), user }),
});

const press = z.object({
  id: z.string(),
  from: user,
  message: z.object({ message_id: z.number(), chat }).optional(),
  data: z.string().optional(),
});

const update = z.object({
  update_id: z.number(),
  message: message.optional(),
  edited_message: message.optional(),
  callback_query: press.optional(),
  my_chat_member: memberChange.optional(),
  chat_member: memberChange.optional(),
});

export type Chat = z.infer<typeof chat>;
export type User = z.infer<typeof user>;
export type Entity = z.infer<typeof entity>;
export type File = z.infer<typeof file>;
export type Message = z.infer<typeof message>;
export type MemberChange = z.infer<typeof memberChange>;
export type Press = z.infer<typeof press>;
export type Update = z.infer<typeof update>;

const envelope = z.object({ update_id: z.number().int() });

/** The number of an update, by which Telegram is told that it is done; nothing where it has none. */
export function numberOf(raw: unknown): number | undefined {
  const read = envelope.safeParse(raw);
  return read.success ? read.data.update_id : undefined;
}

/** An update with what this program reads of it; nothing where its shape is not Telegram's. */
export function readUpdate(raw: unknown): Update | undefined {
  const read = update.safeParse(raw);
  return read.success ? read.data : undefined;
}
