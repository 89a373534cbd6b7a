import * as z from "zod";

/** Every method this project calls, with its parameters as the Bot API documents them; others are refused. */

const chat = z.union([z.int(), z.string().regex(/^-?\d+$|^@\w+$/)]);

/** Text as it may be sent: whole characters, something to see, a number of UTF-16 units. */
function words(least: number, most: number) {
  return z
    .string()
    .max(most)
    .refine((text) => !/\p{Cs}/u.test(text), "strings must be encoded in UTF-8")
    .refine((text) => least === 0 || text.trim() !== "", "text must be non-empty");
}

const entities = z.array(
  z.strictObject({
    type: z.enum(["bold", "italic", "underline", "strikethrough", "code", "pre", "blockquote"]),
    offset: z.int().min(0),
    length: z.int().min(1),
  }),
);

const replyParameters = z.strictObject({
  message_id: z.int().positive(),
  allow_sending_without_reply: z.boolean().optional(),
});

const keyboard = z.strictObject({
  inline_keyboard: z
    .array(
      z
        .array(
          z.strictObject({
            text: words(1, 64),
            callback_data: z.string().refine((data) => {
              const bytes = Buffer.byteLength(data);
              return bytes >= 1 && bytes <= 64;
            }, "BUTTON_DATA_INVALID"),
          }),
        )
        .min(1)
        .max(8),
    )
    .refine((rows) => rows.flat().length <= 100, "too many buttons"),
});

const message = {
  text: words(1, 4096),
  entities: entities.max(100).optional(),
  link_preview_options: z.strictObject({ is_disabled: z.boolean() }).optional(),
  reply_markup: keyboard.optional(),
};

/** Emoji that Telegram takes as reactions of a bot; a part of its list. */
const REACTIONS = ["👍", "👎", "❤", "👏", "🤔", "🎉", "🙏", "👌", "👀", "✍", "🤝", "🫡"] as const;

const updates = z.array(z.enum(["message", "edited_message", "callback_query", "my_chat_member", "chat_member"]));

const command = z.strictObject({ command: z.string().regex(/^[a-z0-9_]{1,32}$/), description: words(1, 256) });

const scope = z.discriminatedUnion("type", [
  z.strictObject({ type: z.enum(["default", "all_private_chats", "all_group_chats", "all_chat_administrators"]) }),
  z.strictObject({ type: z.enum(["chat", "chat_administrators"]), chat_id: chat }),
]);

/** A file of a multipart request, as the double received it. */
export type Upload = { readonly filename: string; readonly bytes: Buffer };
const upload = z.object({ filename: z.string().min(1), bytes: z.instanceof(Buffer) });

const methods = new Map<string, z.ZodType>([
  ["getMe", z.strictObject({})],
  [
    "getUpdates",
    z.strictObject({
      offset: z.int().optional(),
      limit: z.int().min(1).max(100).optional(),
      timeout: z.int().min(0).max(50).optional(),
      allowed_updates: updates,
    }),
  ],
  ["deleteWebhook", z.strictObject({ drop_pending_updates: z.boolean().optional() })],
  ["getWebhookInfo", z.strictObject({})],
  [
    "setWebhook",
    z.strictObject({
      url: z.url({ protocol: /^https$/ }),
      secret_token: z.string().regex(/^[A-Za-z0-9_-]{1,256}$/),
      allowed_updates: updates,
      max_connections: z.int().min(1).max(100).optional(),
    }),
  ],
  [
    "sendMessage",
    z
      .strictObject({ chat_id: chat, ...message, reply_parameters: replyParameters.optional() })
      .refine(({ text, entities: marks = [] }) => marks.every(({ offset, length }) => offset + length <= text.length)),
  ],
  ["editMessageText", z.strictObject({ chat_id: chat, message_id: z.int().positive(), ...message })],
  [
    "sendDocument",
    z.strictObject({ chat_id: chat, document: upload, caption: words(1, 1024).optional(), method: z.string() }),
  ],
  [
    "sendPhoto",
    z.strictObject({
      chat_id: chat,
      photo: upload,
      caption: words(1, 1024).optional(),
      caption_entities: z.string().optional(),
      reply_markup: z.string().optional(),
      method: z.string(),
    }),
  ],
  [
    "setMessageReaction",
    z.strictObject({
      chat_id: chat,
      message_id: z.int().positive(),
      reaction: z.array(z.strictObject({ type: z.literal("emoji"), emoji: z.enum(REACTIONS) })).max(1),
    }),
  ],
  ["answerCallbackQuery", z.strictObject({ callback_query_id: z.string(), text: words(1, 200).optional() })],
  ["sendChatAction", z.strictObject({ chat_id: chat, action: z.enum(["typing", "upload_document", "upload_photo"]) })],
  ["setMyCommands", z.strictObject({ commands: z.array(command).min(1).max(100), scope: scope.optional() })],
  ["getFile", z.strictObject({ file_id: z.string().min(1) })],
]);

/** What a call breaks of the documented parameters; nothing where it is well formed. */
export function faultIn(method: string, params: unknown): string | undefined {
  const schema = methods.get(method);
  if (schema === undefined) return `method ${method} is not in the table`;
  const read = schema.safeParse(params);
  if (read.success) return undefined;
  return read.error.issues.map(({ path, message: said }) => `${method}.${path.join(".")}: ${said}`).join("; ");
}

/** The file of a `sendDocument` or `sendPhoto` call. */
export function uploadOf(params: unknown): Upload {
  const { document, photo } = z.object({ document: upload.optional(), photo: upload.optional() }).parse(params);
  return upload.parse(document ?? photo);
}
