import * as z from "zod";

/**
 * The events this project listens to, with the fields it reads. The SDK and our webhook hand
 * them over flat: the fields of `header` and of `event` side by side.
 */
const text = z.string().catch("");
const optionalText = z.string().min(1).optional().catch(undefined);
const person = z.object({ open_id: optionalText }).catch({ open_id: undefined });

const mention = z.object({ key: z.string(), id: person, name: text });

export const messageEvent = z.object({
  sender: z.object({ sender_id: person, sender_type: text }),
  message: z.object({
    message_id: z.string().min(1),
    parent_id: optionalText,
    create_time: text,
    chat_id: z.string().min(1),
    chat_type: text,
    message_type: text,
    content: text,
    mentions: z.array(mention).optional().catch(undefined),
  }),
});

export const recallEvent = z.object({
  event_id: text,
  message_id: z.string().min(1),
  chat_id: z.string().min(1),
  recall_time: text,
});

export const enteredEvent = z.object({
  event_id: z.string().min(1),
  create_time: text,
  operator_id: z.object({ open_id: z.string().min(1) }),
  last_message_id: optionalText,
});

export const menuEvent = z.object({
  event_id: z.string().min(1),
  create_time: text,
  event_key: z.string().min(1),
  operator: z.object({ operator_id: z.object({ open_id: z.string().min(1) }) }),
});

export const membersEvent = z.object({
  event_id: z.string().min(1),
  create_time: text,
  chat_id: z.string().min(1),
  operator_id: person.optional(),
  users: z.array(z.object({ name: optionalText, user_id: person })).catch([]),
});

export const botEvent = z.object({
  event_id: z.string().min(1),
  create_time: text,
  chat_id: z.string().min(1),
  operator_id: person.optional(),
});

export const pressEvent = z.object({
  token: z.string().min(1),
  create_time: text,
  operator: z.object({ open_id: z.string().min(1) }),
  action: z.object({
    value: z.unknown(),
    form_value: z.record(z.string(), z.unknown()).optional().catch(undefined),
    option: optionalText,
    options: z.array(z.string()).optional().catch(undefined),
    input_value: optionalText,
    checked: z.boolean().optional().catch(undefined),
  }),
  context: z.object({ open_message_id: z.string().min(1), open_chat_id: z.string().min(1) }),
});

export type MessageEvent = z.infer<typeof messageEvent>;
export type Mention = z.infer<typeof mention>;
export type PressEvent = z.infer<typeof pressEvent>;

/** Microseconds, milliseconds or seconds as text, as Feishu's events have them; `now` where it is none of them. */
export function instant(text: string, now: Date): Date {
  if (!/^\d{10,16}$/.test(text)) return now;
  const value = Number(text);
  if (text.length >= 16) return new Date(value / 1_000);
  return new Date(text.length >= 13 ? value : value * 1_000);
}
