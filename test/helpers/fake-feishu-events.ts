import { createCipheriv, createHash, randomBytes, randomUUID } from "node:crypto";

export const BOT = "ou_bot";
export const TENANT = "tenant_fake";
export const APP = "cli_0123456789abcdef";
export const VERIFICATION_TOKEN = "verification-token-of-the-console";

export type FeishuEvent = {
  readonly schema: "2.0";
  readonly header: Readonly<Record<string, string>>;
  readonly event: Readonly<Record<string, unknown>>;
};

/** An event as Feishu wraps it. */
export function envelope(
  type: string,
  event: Record<string, unknown>,
  header: Record<string, string> = {},
): FeishuEvent {
  return {
    schema: "2.0",
    header: {
      event_id: randomUUID(),
      event_type: type,
      create_time: "1795140000000",
      token: VERIFICATION_TOKEN,
      app_id: APP,
      tenant_key: TENANT,
      ...header,
    },
    event,
  };
}

export type Said = {
  readonly id?: string;
  readonly chat?: string;
  readonly isPrivate?: boolean;
  readonly from?: string;
  readonly senderType?: string;
  readonly type?: string;
  readonly content?: unknown;
  readonly mentions?: readonly object[];
  readonly parent?: string;
  readonly at?: number;
};

/** A message of a member; plain words as `said("…")`. */
export function said(words: string | Said): FeishuEvent {
  const given = typeof words === "string" ? { content: { text: words } } : words;
  const { id = `om_${randomBytes(8).toString("hex")}`, isPrivate = false, from = "ou_zhang", content = {} } = given;
  return envelope("im.message.receive_v1", {
    sender: {
      sender_id: { open_id: from, union_id: `on_${from}`, user_id: null },
      sender_type: given.senderType ?? "user",
      tenant_key: TENANT,
    },
    message: {
      message_id: id,
      ...(given.parent === undefined ? {} : { parent_id: given.parent, root_id: given.parent }),
      create_time: String(given.at ?? 1_795_140_000_000),
      chat_id: given.chat ?? (isPrivate ? `oc_p2p_${from}` : "oc_branch"),
      chat_type: isPrivate ? "p2p" : "group",
      message_type: given.type ?? "text",
      content: typeof content === "string" ? content : JSON.stringify(content),
      ...(given.mentions === undefined ? {} : { mentions: given.mentions }),
    },
  });
}

export function mention(key: string, id: string, name: string): object {
  return { key, id: { open_id: id, union_id: `on_${id}`, user_id: "" }, name, tenant_key: TENANT };
}

type Pressing = {
  readonly message?: string;
  readonly chat?: string;
  readonly from?: string;
  readonly token?: string;
  readonly at?: number;
  readonly action: Record<string, unknown>;
};

/** A pressed button or sent form. */
export function pressed({
  message = "om_card",
  chat = "oc_branch",
  from = "ou_zhang",
  token,
  at,
  action,
}: Pressing): FeishuEvent {
  const fields = {
    operator: { tenant_key: TENANT, open_id: from, union_id: `on_${from}`, user_id: null },
    token: token ?? `c-${randomBytes(12).toString("hex")}`,
    action: { tag: "button", ...action },
    host: "im_message",
    context: { open_message_id: message, open_chat_id: chat },
  };
  return envelope("card.action.trigger", fields, at === undefined ? {} : { create_time: String(at) });
}

/** What Feishu posts to a webhook for an event. */
export function encrypted(plain: unknown, encryptKey: string): { encrypt: string } {
  const iv = randomBytes(16);
  const cipher = createCipheriv("aes-256-cbc", createHash("sha256").update(encryptKey).digest(), iv);
  const body = Buffer.concat([iv, cipher.update(JSON.stringify(plain), "utf8"), cipher.final()]);
  return { encrypt: body.toString("base64") };
}

export function signature(raw: string, encryptKey: string, at: number, nonce = "n0nce"): Record<string, string> {
  const timestamp = String(Math.floor(at / 1_000));
  const hash = createHash("sha256").update(`${timestamp}${nonce}${encryptKey}${raw}`).digest("hex");
  return { "x-lark-request-timestamp": timestamp, "x-lark-request-nonce": nonce, "x-lark-signature": hash };
}
