/** 2026-11-20 18:00 in Shanghai, as seconds. */
export const SENT = 1_795_168_800;

export const MEMBER = { id: 7, is_bot: false, first_name: "三", last_name: "张" };
export const PRIVATE = { id: 7, type: "private", first_name: "三" };
export const GROUP = { id: -1001, type: "supergroup", title: "第一党支部" };

let last = 100;

/** A message from a member in private, unless told otherwise. Slash commands get their entity, as phones mark them. */
export function message(fields: object) {
  last += 1;
  const text = "text" in fields && typeof fields.text === "string" ? fields.text : "";
  const command = /^\/[A-Za-z0-9_]+(@\w+)?/.exec(text)?.[0];
  const marks = command === undefined ? {} : { entities: [{ type: "bot_command", offset: 0, length: command.length }] };
  return { message: { message_id: last, from: MEMBER, chat: PRIVATE, date: SENT, ...marks, ...fields } };
}

export function edited(fields: object) {
  const { message: changed } = message({ edit_date: SENT + 60, ...fields });
  return { edited_message: changed };
}

/** Sizes of one photo, smallest first as Telegram lists them. */
export function photo(id: string) {
  return [
    { file_id: `${id}-s`, file_unique_id: `${id}s`, width: 90, height: 60, file_size: 900 },
    { file_id: `${id}-l`, file_unique_id: `${id}l`, width: 1280, height: 853, file_size: 90_000 },
  ];
}

/** Messages of one album; the caption stands on the first. */
export function album(group: string, caption: string, ids: readonly string[]) {
  return ids.map((id, n) => message({ media_group_id: group, photo: photo(id), ...(n === 0 ? { caption } : {}) }));
}

export function press(id: string, data: string, fields: object = {}) {
  return {
    callback_query: {
      id,
      from: MEMBER,
      chat_instance: "1",
      data,
      message: { message_id: 5001, chat: PRIVATE, date: SENT },
      ...fields,
    },
  };
}

/** A change of somebody's standing in a chat, as admins of it hear of it. */
export function standing(
  kind: "my_chat_member" | "chat_member",
  fields: { user: object; from: string; to: string; chat?: object },
) {
  const { user, from, to, chat = GROUP } = fields;
  return {
    [kind]: {
      chat,
      from: MEMBER,
      date: SENT,
      old_chat_member: { status: from, user },
      new_chat_member: { status: to, user },
    },
  };
}
