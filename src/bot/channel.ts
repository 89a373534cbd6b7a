import type { Attachment } from "./files/attachment.ts";

/**
 * The port between the bot and the platforms. A channel knows its platform and nothing
 * else: it turns updates into `Inbound`, and `Outbound` into messages.
 */
export const CHANNEL_NAMES = ["telegram", "lark", "terminal", "transcript"] as const;
export type ChannelName = (typeof CHANNEL_NAMES)[number];

/** Whether a name as the store keeps it is that of a channel; old ledgers that were imported have one of their own. */
export function isChannelName(name: string): name is ChannelName {
  return CHANNEL_NAMES.some((one) => one === name);
}

export type ChatType = "private" | "group";

type InboundBase = {
  /** Unique for ever: `telegram:bot:chat:message[:edit date]`, `lark:message_id`, an action by its callback id. */
  readonly key: string;
  readonly channel: ChannelName;
  /** The platform's id of the chat, opaque to all but the channel. */
  readonly chat: string;
  readonly chatType: ChatType;
  /** The platform's own id of the person; anonymous senders are never authorised. */
  readonly from: {
    readonly id: string;
    readonly name?: string;
    readonly anonymous?: boolean;
    /** Bound groups whose member list has them; `name` is then the one on it. */
    readonly listed?: readonly string[];
  };
  /** The sender's clock decides what 今天 means. */
  readonly sentAt: Date;
};

export type Inbound =
  | (InboundBase & {
      readonly kind: "message";
      readonly message: string;
      readonly text: string;
      /** Said to the bot: a private chat, a command, a mention, a reply to the bot. */
      readonly addressed: boolean;
      readonly replyTo?: string;
      /** The words are somebody else's, passed on. */
      readonly forwarded?: boolean;
      readonly attachments?: readonly Attachment[];
      readonly album?: string;
    })
  /** `of` is the key of the message that was changed or taken back. */
  | (InboundBase & { readonly kind: "edit"; readonly of: string; readonly message: string; readonly text: string })
  | (InboundBase & { readonly kind: "recall"; readonly of: string; readonly message: string })
  | (InboundBase & {
      readonly kind: "action";
      readonly message: string;
      readonly action: string;
      readonly values: Readonly<Record<string, string>>;
    })
  | (InboundBase & {
      readonly kind: "join" | "leave";
      /** `self` marks the bot. */
      readonly members: readonly { readonly id: string; readonly name?: string; readonly self?: boolean }[];
    })
  /** The chat goes on under another id. */
  | (InboundBase & { readonly kind: "moved"; readonly to: string })
  | (InboundBase & { readonly kind: "start"; readonly payload?: string });

/** `action` is an opaque id of an action row: never state, never a closure. */
export type Button = { readonly action: string; readonly label: string };

export type FormField = {
  readonly name: string;
  readonly label: string;
  readonly value?: string;
} & (
  | { readonly field: "text" }
  | { readonly field: "date" }
  | { readonly field: "choice"; readonly options: readonly string[] }
);

/** Numbers beside each other: each series has one for each category. */
export type Chart = {
  readonly title: string;
  readonly categories: readonly string[];
  readonly series: readonly { readonly name: string; readonly values: readonly number[] }[];
};

export type Block =
  | { readonly block: "text"; readonly text: string }
  | { readonly block: "table"; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }
  | ({ readonly block: "chart" } & Chart)
  | { readonly block: "buttons"; readonly rows: readonly (readonly Button[])[] }
  | { readonly block: "form"; readonly action: string; readonly fields: readonly FormField[]; readonly submit: string };

/** An answer as data. `plain` alone must say everything: terminal, notifications, the last resort. */
export type Card = {
  readonly plain: string;
  readonly title?: string;
  readonly blocks?: readonly Block[];
  /** Nothing but words, and the picture as a message of its own: the chat asked for it. */
  readonly words?: boolean;
  /** Shows what the charts show, for channels that draw none. Where the file is missing, the words go alone. */
  readonly picture?: OutFile;
};

/** A file to send, by its place in the data folder and the name a person reads. */
export type OutFile = { readonly path: string; readonly name: string };

export type Outbound =
  | { readonly kind: "card"; readonly card: Card; readonly replyTo?: string }
  /** Replaces what was sent for an earlier message of the bot. */
  | { readonly kind: "update"; readonly message: string; readonly card: Card }
  | { readonly kind: "file"; readonly file: OutFile; readonly caption?: string }
  | { readonly kind: "reaction"; readonly message: string }
  /** The prompt answer to a pressed button. `action` is the key of the inbound action; `card` replaces its message. */
  | { readonly kind: "toast"; readonly action: string; readonly text: string; readonly card?: Card };

/** What a platform can do, as data: the renderer decides by it, and tests flip it. */
export type Capabilities = {
  readonly buttons: boolean;
  readonly forms: boolean;
  /** Whether it draws charts itself; the others take the card's picture. */
  readonly charts: boolean;
  readonly edits: boolean;
  /** Whether the bot may write to somebody in private who never wrote to it. */
  readonly writesFirst: boolean;
  /** Whether people can send it files. */
  readonly takesFiles: boolean;
};

export type SendFault =
  | "rate-limited"
  | "gone"
  | "forbidden"
  | "too-large"
  | "invalid"
  | "moved"
  | "transient"
  | "unauthorised";

/** Why a platform refused what we sent. The message carries no token and no text of members. */
export class SendError extends Error {
  override name = "SendError";
  readonly fault: SendFault;
  readonly retryAfterMs: number | undefined;
  readonly movedTo: string | undefined;

  constructor(
    fault: SendFault,
    message: string,
    more: { retryAfterMs?: number; movedTo?: string; cause?: unknown } = {},
  ) {
    super(message, { cause: more.cause });
    this.fault = fault;
    this.retryAfterMs = more.retryAfterMs;
    this.movedTo = more.movedTo;
  }
}

/** `detail` says what is amiss. With one, a channel that is up takes what comes in and cannot send. */
export type Health = { readonly state: "starting" | "up" | "degraded" | "down"; readonly detail?: string };

/** Who is in a group. */
export type Roster = {
  readonly members: readonly { readonly id: string; readonly name: string }[];
  /** Whether these are all. */
  readonly whole: boolean;
};

/** Resolves once the update is durable; only then may a channel acknowledge it. */
export type Deliver = (inbound: Inbound) => Promise<void>;

export type Channel = {
  readonly name: ChannelName;
  readonly capabilities: Capabilities;
  /** While more than this are begun in a second, what nobody waits for waits; without it nothing does. */
  readonly pushesPerSecond?: number;
  /** Resolves once traffic can flow. */
  start(deliver: Deliver): Promise<void>;
  /** Stops the intake; what was delivered has been answered by then. */
  stop(): Promise<void>;
  health(): Health;
  /** Sends and returns the platform's reference; `key` is the idempotency key. Throws {@link SendError}. */
  send(chat: string, outbound: Outbound, key: string): Promise<string>;
  /** A link by which somebody opens the private chat with a code; nothing where the platform has none. */
  joinLink?(code: string): string | undefined;
  /** What members have to know of speaking to the bot in a group, where not everything is heard. */
  groupHint?(): string | undefined;
  /** Shows for some seconds that an answer is being made. Never throws. */
  hint?(chat: string, doing: "typing" | "upload"): Promise<void>;
  /** The members of a group by the names the platform has for them, where it tells them. Throws {@link SendError}. */
  members?(chat: string): Promise<Roster>;
  /**
   * Delivers what was said in groups since a moment, as if it came now; what was kept before
   * stays single. Resolves with the number delivered. Throws {@link SendError}.
   */
  refill?(since: Date, groups: readonly string[]): Promise<number>;
  /**
   * The bytes of what a member sent, by its attachment's handle. Throws {@link SendError}:
   * `too-large` above the cap, without having read more than it. Absent where nobody sends files.
   */
  fetch?(handle: string, maxBytes: number): Promise<Uint8Array>;
};
