import type { Agent } from "node:http";
import type * as z from "zod";
import type { Channel, Health } from "../channel.ts";
import type { Bot } from "./telegram/addressing.ts";
import { type Api, telegramApi } from "./telegram/api.ts";
import { DOWNLOAD_BYTES, downloadFile } from "./telegram/files.ts";
import { type Menu, showMenus } from "./telegram/menus.ts";
import { type Cursor, persist, poll, type RetryOptions } from "./telegram/polling.ts";
import { LIMITS, type Limits, PUSHES_PER_SECOND, telegramSender } from "./telegram/sender.ts";
import { openTaking, type Taking } from "./telegram/taking.ts";
import { ALLOWED_UPDATES, botUser } from "./telegram/updates.ts";
import { type Handler, webhookHandler } from "./telegram/webhook.ts";
import type { Sleep } from "./time.ts";

export type TelegramOptions = {
  readonly token: string;
  /** Where polling goes on after a restart. */
  readonly cursor: Cursor;
  /** Keeps what Telegram told of the bot at the last start, so that pushed updates are taken before it is told anew. */
  readonly known: Cursor;
  /** Updates are pushed to this address instead of fetched; the secret proves who pushes. */
  readonly webhook?: { readonly url: string; readonly secret: string } | undefined;
  readonly menus: readonly Menu[];
  /** Another Bot API server, for tests and own ones. */
  readonly apiRoot?: string | undefined;
  /** Carries all traffic, e.g. through a proxy. */
  readonly agent?: Agent | undefined;
  readonly limits?: Limits;
  readonly clock: () => Date;
  /** Numbers from 0 to 1, so that many bots do not retry in step. */
  readonly random: () => number;
  readonly sleep: Sleep;
  /** Told of every failure; its error names neither token nor words of members. */
  readonly onError: (error: unknown, about: string) => void;
  /** Told in Chinese what a trouble means, once however often it is tried again, and when it is over. */
  readonly note: (text: string) => void;
};

export type TelegramChannel = Channel & {
  /** To be served at the path of the webhook's address; nothing where updates are fetched. */
  readonly webhook: { readonly path: string; readonly handler: Handler } | undefined;
  fetch(handle: string, maxBytes: number): Promise<Buffer>;
  /** Nothing before Telegram has told the bot's name. */
  joinLink(code: string): string | undefined;
  groupHint(): string | undefined;
  hint(chat: string, doing: "typing" | "upload"): Promise<void>;
};

/** What privacy mode means in a group; see docs/telegram.md. */
const PRIVACY = "群里的话，我只收得到 / 开头的命令、@我的和回复我的。记活动请发“/log 昨天党课 20人”，或私聊我。";

/**
 * Telegram as a channel. What comes in is handed on before Telegram is told that it
 * arrived; trouble with the network, the token or a second program shows in `health` and
 * is tried again, for ever.
 */
export function telegramChannel(options: TelegramOptions): TelegramChannel {
  const stopping = new AbortController();
  const api = telegramApi(options);
  const { clock, sleep, onError, limits = LIMITS } = options;
  const sender = telegramSender({ api, clock, sleep, limits, stopped: stopping.signal, onError });
  const state: State = { bot: undefined, hearsAll: false, health: { state: "starting" } };
  const taking = openTaking({ bot: () => state.bot, clock, onPress: sender.pressed, onError });
  const retry = retrying(state, options, stopping.signal);
  let intake: Promise<void> = Promise.resolve();

  return {
    name: "telegram",
    capabilities: { buttons: true, forms: false, charts: false, edits: true, writesFirst: false, takesFiles: true },
    pushesPerSecond: PUSHES_PER_SECOND,
    async start(deliver) {
      await recall(state, api, options);
      if (stopping.signal.aborted) return;
      taking.begin(deliver);
      await connect(state, { ...options, api, retry });
      if (stopping.signal.aborted) return;
      const { cursor, menus, webhook } = options;
      if (webhook === undefined) intake = poll({ ...retry, api, cursor, clock, take: taking.take });
      intake = Promise.all([intake, showMenus(api, menus, retry)]).then(() => undefined);
    },
    async stop() {
      stopping.abort();
      await Promise.all([taking.end(), intake]);
      state.health = { state: "down" };
    },
    health: () => state.health,
    send: sender.send,
    webhook: served(options, taking),
    joinLink: (code) => state.bot && `https://t.me/${state.bot.username}?start=${encodeURIComponent(code)}`,
    groupHint: () => (state.hearsAll ? undefined : PRIVACY),
    fetch: (handle, maxBytes) => downloadFile({ ...options, api }, handle, Math.min(maxBytes, DOWNLOAD_BYTES)),
    async hint(chat, doing) {
      const action = doing === "typing" ? "typing" : "upload_document";
      await api.call("sendChatAction", { chat_id: chat, action }).catch((error: unknown) => onError(error, "hint"));
    },
  };
}

type State = {
  bot: Bot | undefined;
  /** Whether privacy mode is off, so that all that is said in groups comes here. */
  hearsAll: boolean;
  health: Health;
};

function retrying(state: State, { sleep, random, onError, note }: TelegramOptions, stopped: AbortSignal): RetryOptions {
  const onHealth = (health: Health) => {
    const { state: before, detail } = state.health;
    if (health.detail !== undefined && health.detail !== detail) note(`Telegram：${health.detail}。`);
    if (health.state === "up" && before === "degraded") note("Telegram 恢复正常。");
    state.health = health;
  };
  return { sleep, random, stopped, onError, onHealth };
}

function served({ webhook, sleep, onError }: TelegramOptions, { take }: Taking): TelegramChannel["webhook"] {
  if (webhook === undefined) return undefined;
  const path = new URL(webhook.url).pathname;
  return { path, handler: webhookHandler({ path, secret: webhook.secret, sleep, take, onError }) };
}

/** A bot never changes its name: with the one that was told at the last start, updates are understood before it is told anew. */
async function recall(state: State, api: Api, { known, onError }: TelegramOptions): Promise<void> {
  try {
    const kept = await known.get();
    if (kept !== undefined) meet(state, api, botUser.parse(JSON.parse(kept)));
  } catch (error) {
    onError(error, "telegram name");
  }
}

function meet(state: State, { botId }: Api, told: z.infer<typeof botUser>): void {
  state.bot = { id: botId, username: told.username };
  state.hearsAll = told.can_read_all_group_messages;
}

type Connecting = TelegramOptions & { readonly api: Api; readonly retry: RetryOptions };

/** Learns the bot's name and chooses between fetching and being pushed, until both have worked. */
async function connect(state: State, { api, retry, webhook, known }: Connecting): Promise<void> {
  await persist(retry, "telegram start", async () => {
    const told = botUser.parse(await api.call("getMe", {}, { signal: retry.stopped }));
    const kept = JSON.stringify(told);
    if ((await known.get()) !== kept) await known.set(kept);
    if (webhook === undefined) {
      await api.call("deleteWebhook", { drop_pending_updates: false }, { signal: retry.stopped });
    } else {
      await api.call(
        "setWebhook",
        { url: webhook.url, secret_token: webhook.secret, allowed_updates: [...ALLOWED_UPDATES] },
        { signal: retry.stopped },
      );
    }
    meet(state, api, told);
    state.health = { state: "up" };
  });
}
