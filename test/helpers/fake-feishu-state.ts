import { APP } from "./fake-feishu-events.ts";
import { type Answer, isUpload, ok, type Recorded, refuse, text, type Uploaded } from "./fake-feishu-http.ts";

export type StoredMessage = {
  readonly message_id: string;
  readonly chat_id: string;
  readonly uuid: string;
  readonly parent_id: string | undefined;
  msg_type: string;
  content: string;
  patches: number;
  readonly reactions: string[];
};

/** What the platform holds; tests read and set it freely. */
export type FeishuState = {
  readonly messages: Map<string, StoredMessage>;
  readonly uploads: Map<string, Uploaded>;
  /** Chat id to its members. */
  readonly members: Map<string, readonly { readonly id: string; readonly name: string }[]>;
  /** Chat id to its mode; those of private chats are `p2p`. */
  readonly chats: Map<string, "group" | "p2p">;
  /** What was said, oldest first, as the history API tells it. */
  readonly history: Map<string, readonly object[]>;
  readonly senders: Map<string, string>;
  readonly recalled: Set<string>;
  readonly cardUpdates: unknown[];
  /** Permissions, granted or not. */
  readonly scopes: Map<string, boolean>;
  next: number;
};

export function emptyState(): FeishuState {
  return {
    messages: new Map(),
    uploads: new Map(),
    members: new Map(),
    chats: new Map([["oc_branch", "group"]]),
    history: new Map(),
    senders: new Map(),
    recalled: new Set(),
    cardUpdates: [],
    scopes: new Map(),
    next: 1,
  };
}

const MOST_BYTES: Readonly<Record<string, number>> = { text: 150 * 1_024, post: 30 * 1_024, interactive: 30 * 1_024 };

/** Keeps a message as the platform does: within its sizes, and the same `uuid` once. */
export function store(
  state: FeishuState,
  { body }: Recorded,
  { chat, parent }: { chat: string; parent: string | undefined },
): Answer {
  const content = text(body, "content");
  const type = text(body, "msg_type");
  if (!isJson(content)) return refuse(230001);
  if (Buffer.byteLength(content) > (MOST_BYTES[type] ?? 30 * 1_024)) return refuse(230025);
  const uuid = text(body, "uuid");
  if (uuid.length > 50) return refuse(230001);
  const before = uuid === "" ? undefined : [...state.messages.values()].find((one) => one.uuid === uuid);
  if (before !== undefined) return ok({ message_id: before.message_id, chat_id: before.chat_id });
  const id = `om_sent_${state.next++}`;
  const kept = {
    message_id: id,
    chat_id: chat,
    uuid,
    parent_id: parent,
    msg_type: type,
    content,
    patches: 0,
    reactions: [],
  };
  state.messages.set(id, kept);
  return ok({
    message_id: id,
    chat_id: chat,
    msg_type: type,
    sender: { id: APP, id_type: "app_id", sender_type: "app" },
  });
}

export function upload(state: FeishuState, file: unknown, name: string, prefix: string): Answer {
  if (!isUpload(file) || file.data.length === 0) return refuse(234010);
  const key = `${prefix}_${state.next++}`;
  state.uploads.set(key, file);
  return ok({ [name]: key });
}

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === "object";
  } catch {
    return false;
  }
}
