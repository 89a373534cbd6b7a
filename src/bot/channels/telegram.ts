import type { Agent } from "node:http";
import * as z from "zod";
import type { Channel, Deliver, Health, Inbound } from "../channel.ts";
import type { Bot } from "./telegram/addressing.ts";
import { type Api, telegramApi } from "./telegram/api.ts";
import { DOWNLOAD_BYTES, downloadFile } from "./telegram/files.ts";
import { type Menu, showMenus } from "./telegram/menus.ts";
import { inboundOf } from "./telegram/normalise.ts";
import { type Cursor, persist, poll, type RetryOptions } from "./telegram/polling.ts";
import { LIMITS, type Limits, PUSHES_PER_SECOND, type Sender, telegramSender } from "./telegram/sender.ts";
import type { Sleep } from "./telegram/time.ts";
import { ALLOWED_UPDATES, readUpdate } from "./telegram/updates.ts";
import { type Handler, webhookHandler } from "./telegram/webhook.ts";

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

const me = z.object({ username: z.string(), can_read_all_group_messages: z.boolean().default(false) });

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
  const state: State = {
    bot: undefined,
    hearsAll: false,
    deliver: undefined,
    health: { state: "starting" },
    taking: new Set(),
  };
  const retry: RetryOptions = {
    sleep,
    random: options.random,
    stopped: stopping.signal,
    onError,
    onHealth: (health) => {
      state.health = health;
    },
  };
  const take = taker(state, sender, options);
  let intake: Promise<void> = Promise.resolve();

  return {
    name: "telegram",
    capabilities: { buttons: true, forms: false, charts: false, edits: true, writesFirst: false },
    pushesPerSecond: PUSHES_PER_SECOND,
    async start(deliver) {
      await recall(state, api, options);
      if (stopping.signal.aborted) return;
      state.deliver = deliver;
      await connect(state, api, options, retry);
      if (stopping.signal.aborted) return;
      if (options.webhook === undefined) intake = poll({ ...retry, api, cursor: options.cursor, clock, take });
      intake = Promise.all([intake, showMenus(api, options.menus, retry)]).then(() => undefined);
    },
    async stop() {
      stopping.abort();
      state.deliver = undefined;
      await intake;
      await Promise.allSettled(state.taking);
      state.health = { state: "down" };
    },
    health: () => state.health,
    send: sender.send,
    webhook: options.webhook && {
      path: new URL(options.webhook.url).pathname,
      handler: webhookHandler({
        path: new URL(options.webhook.url).pathname,
        secret: options.webhook.secret,
        sleep,
        take,
        onError,
      }),
    },
    joinLink(code) {
      const name = state.bot?.username;
      return name === undefined ? undefined : `https://t.me/${name}?start=${encodeURIComponent(code)}`;
    },
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
  /** Nothing before the start and after the stop. */
  deliver: Deliver | undefined;
  health: Health;
  readonly taking: Set<Promise<void>>;
};

/** A bot never changes its name: with the one that was told at the last start, updates are understood before it is told anew. */
async function recall(state: State, api: Api, { known, onError }: TelegramOptions): Promise<void> {
  try {
    const kept = await known.get();
    if (kept !== undefined) meet(state, api, me.parse(JSON.parse(kept)));
  } catch (error) {
    onError(error, "telegram name");
  }
}

function meet(state: State, { botId }: Api, told: z.infer<typeof me>): void {
  state.bot = { id: botId, username: told.username };
  state.hearsAll = told.can_read_all_group_messages;
}

/** Learns the bot's name and chooses between fetching and being pushed, until both have worked. */
async function connect(state: State, api: Api, options: TelegramOptions, retry: RetryOptions): Promise<void> {
  const { webhook, known } = options;
  await persist(retry, "telegram start", async () => {
    const told = me.parse(await api.call("getMe", {}, { signal: retry.stopped }));
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

/** Hands an update on; what says nothing to the bot is done at once, whatever its shape. */
function taker(state: State, sender: Sender, { clock, onError }: TelegramOptions): (raw: unknown) => Promise<void> {
  function readInbound(raw: unknown, bot: Bot): Inbound | undefined {
    const update = readUpdate(raw);
    if (update === undefined) onError(new Error("an update of an unknown shape"), "telegram update");
    return update && inboundOf(update, bot, clock());
  }

  return async (raw) => {
    const { bot, deliver, taking } = state;
    if (bot === undefined || deliver === undefined) throw new Error("an update before the start or after the stop");
    const inbound = readInbound(raw, bot);
    if (inbound === undefined) return;
    const taken = deliver(inbound);
    taking.add(taken);
    try {
      await taken;
    } finally {
      taking.delete(taken);
    }
    if (inbound.kind === "action") sender.pressed(inbound.key);
  };
}
