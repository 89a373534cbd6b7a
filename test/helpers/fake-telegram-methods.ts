import * as z from "zod";
import { faultIn } from "./bot-api.ts";
import { type Answer, refusal, success } from "./fake-telegram-wire.ts";

export const BOT = { id: 123456, is_bot: true, first_name: "台账", username: "branch_bot" };

/** What the methods remember between calls. */
export type Memory = {
  /** Files that `getFile` knows, by their ids. */
  readonly files: Map<string, Buffer>;
  /** Ids of pressed buttons that nobody has answered. */
  readonly pressed: Set<string>;
  /** Where updates are pushed; an empty address where they are fetched. */
  hook: { readonly url: string; readonly secret: string };
  /** How many updates are not confirmed. */
  waiting(): number;
};

type Params = Record<string, unknown>;

const target = z.object({ chat_id: z.number(), message_id: z.number() });

/** Thrown by a method that refuses. */
class Refused extends Error {}

/** All methods but `getUpdates`, checked against their documented parameters; `onViolation` hears what breaks them. */
export function botMethods(memory: Memory, onViolation: (fault: string) => void) {
  const shown = new Map<string, string>();
  let last = 5000;

  function put(params: Params): object {
    const { chat_id: chat } = params;
    last += 1;
    shown.set(`${chat}/${last}`, contentOf(params));
    return { message_id: last, date: 1, chat: { id: chat, type: "private" } };
  }

  function edit(params: Params): object {
    const { chat_id: chat, message_id: id } = target.parse(params);
    const before = shown.get(`${chat}/${id}`);
    if (before === undefined) throw new Refused("message to edit not found");
    if (before === contentOf(params)) throw new Refused("message is not modified: the same content");
    shown.set(`${chat}/${id}`, contentOf(params));
    return { message_id: id };
  }

  function answerPress({ callback_query_id: id }: Params): true {
    if (memory.pressed.delete(String(id))) return true;
    throw new Refused("query is too old and response timeout expired or query ID is invalid");
  }

  function getFile({ file_id: id }: Params): object {
    const bytes = memory.files.get(String(id));
    if (bytes === undefined) throw new Refused("wrong file_id or the file is temporarily unavailable");
    return { file_id: id, file_unique_id: `u${id}`, file_size: bytes.length, file_path: `documents/${id}` };
  }

  function setWebhook({ url, secret_token: secret }: Params): true {
    memory.hook = { url: String(url), secret: String(secret) };
    return true;
  }

  function deleteWebhook(): true {
    memory.hook = { url: "", secret: "" };
    return true;
  }

  const methods = new Map<string, (params: Params) => unknown>([
    ["getMe", () => ({ ...BOT, can_read_all_group_messages: false })],
    ["getWebhookInfo", () => ({ url: memory.hook.url, pending_update_count: memory.waiting() })],
    ["setWebhook", setWebhook],
    ["deleteWebhook", deleteWebhook],
    ["sendMessage", put],
    ["sendDocument", put],
    ["sendPhoto", put],
    ["editMessageText", edit],
    ["answerCallbackQuery", answerPress],
    ["getFile", getFile],
    ["setMessageReaction", () => true],
    ["sendChatAction", () => true],
    ["setMyCommands", () => true],
  ]);

  return function perform(method: string, params: Params): Answer {
    const fault = faultIn(method, params);
    if (fault !== undefined) onViolation(fault);
    const known = methods.get(method);
    if (fault !== undefined || known === undefined) return refusal(400, `Bad Request: ${fault ?? method}`);
    try {
      return success(known(params));
    } catch (error) {
      if (error instanceof Refused) return refusal(400, `Bad Request: ${error.message}`);
      throw error;
    }
  };
}

function contentOf({ text, reply_markup: buttons }: Record<string, unknown>): string {
  return JSON.stringify([text, buttons]);
}
