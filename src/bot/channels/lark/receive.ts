import type { Deliver, Inbound } from "../../channel.ts";
import { recallKey } from "../../replies/reply-keys.ts";
import type { Timers } from "../time.ts";
import type { Handlers } from "./client.ts";
import type { Directory } from "./directory.ts";
import { instant, messageEvent, pressEvent, recallEvent } from "./events.ts";
import {
  actionOf,
  messageKey,
  ofBot,
  ofEntered,
  ofMembers,
  ofMenu,
  ofMessage,
  ofPress,
  type Seen,
} from "./normalise.ts";
import { EXPIRED, type Presses } from "./presses.ts";

type ReceiveOptions = {
  readonly deliver: Deliver;
  readonly directory: Directory;
  readonly presses: Presses;
  readonly timers: Timers;
  readonly report: (error: unknown, about: string) => void;
};

export type Receiver = {
  readonly handlers: Handlers;
  /** Refuses what still comes, so that Feishu sends it again later, and resolves when nothing is under way. */
  stop(): Promise<void>;
};

type Normalise = (event: unknown, seen: Seen) => Inbound | undefined | Promise<Inbound | undefined>;

/**
 * What is done with each event: it is made an inbound and kept; only then does its handler
 * settle, which is what Feishu is told. Events that say nothing to the bot are done with at once.
 */
export function larkReceiver(options: ReceiveOptions): Receiver {
  const { deliver, directory, timers, report } = options;
  const { handle, stop } = openHandling(report);

  function keeping(type: string, normalise: Normalise): [string, (event: unknown) => Promise<unknown>] {
    const work = async (event: unknown) => {
      const inbound = await normalise(event, { bot: await directory.bot(), now: new Date(timers.now()) });
      if (inbound !== undefined) await deliver(inbound);
      return undefined;
    };
    return [type, handle(type, work)];
  }

  return {
    handlers: Object.fromEntries([
      keeping("im.message.receive_v1", (event, seen) => noted(directory, event, ofMessage(event, seen))),
      keeping("im.message.recalled_v1", (event, seen) => ofRecall(directory, event, seen)),
      keeping("im.chat.access_event.bot_p2p_chat_entered_v1", ofEntered),
      keeping("application.bot.menu_v6", ofMenu),
      keeping("im.chat.member.user.added_v1", (event, seen) => ofMembers("join", event, seen)),
      keeping("im.chat.member.user.deleted_v1", (event, seen) => ofMembers("leave", event, seen)),
      keeping("im.chat.member.user.withdrawn_v1", (event, seen) => ofMembers("leave", event, seen)),
      keeping("im.chat.member.bot.added_v1", (event, seen) => ofBot("join", event, seen)),
      keeping("im.chat.member.bot.deleted_v1", (event, seen) => ofBot("leave", event, seen)),
      keeping("im.chat.disbanded_v1", (event, seen) => ofBot("leave", event, seen)),
      ["card.action.trigger", handle("press", (event) => press(options, event))],
    ]),
    stop,
  };
}

/** Tells apart what is under way, so that a stop can wait for it. */
function openHandling(report: ReceiveOptions["report"]) {
  const underWay = new Set<Promise<unknown>>();
  let stopped = false;

  function handle(type: string, work: (event: unknown) => Promise<unknown>): (event: unknown) => Promise<unknown> {
    return async (event) => {
      if (stopped) throw new Error("the channel is stopping");
      const working = work(event).catch((error: unknown) => {
        report(error, `lark ${type}`);
        throw new Error("not kept");
      });
      underWay.add(working);
      try {
        return await working;
      } finally {
        underWay.delete(working);
      }
    };
  }

  async function stop(): Promise<void> {
    stopped = true;
    await Promise.allSettled(underWay);
    // The SDK sends its answers a turn later.
    await new Promise((resolve) => setImmediate(resolve));
  }

  return { handle, stop };
}

async function press(
  { deliver, directory, presses, timers, report }: ReceiveOptions,
  event: unknown,
): Promise<unknown> {
  const read = pressEvent.safeParse(event);
  const action = read.success ? actionOf(read.data) : undefined;
  if (!read.success || action === undefined) return EXPIRED;
  const { open_chat_id: chat } = read.data.context;
  const draft = ofPress(read.data, action, { isPrivate: false, now: new Date(timers.now()) });
  const kept = directory
    .isPrivate(chat)
    .then((isPrivate) => deliver(isPrivate ? { ...draft, chat: draft.from.id, chatType: "private" } : draft));
  kept.catch((error: unknown) => report(error, "lark press"));
  return presses.answer(draft.key, kept);
}

function noted(directory: Directory, event: unknown, inbound: Inbound | undefined): Inbound | undefined {
  const read = messageEvent.safeParse(event);
  if (inbound !== undefined && read.success) {
    const { message_id: id, chat_id: chat, chat_type: type } = read.data.message;
    directory.note({ id, chat, sender: inbound.from.id, isPrivate: type === "p2p" });
  }
  return inbound;
}

/** A recall names only the message and the chat: whose message it was has to be found out. */
async function ofRecall(directory: Directory, event: unknown, { now }: Seen): Promise<Inbound | undefined> {
  const read = recallEvent.safeParse(event);
  if (!read.success) return undefined;
  const { message_id: message, chat_id: chat, recall_time: at } = read.data;
  const [isPrivate, sender] = await Promise.all([directory.isPrivate(chat), directory.senderOf(message)]);
  return {
    kind: "recall",
    key: recallKey(messageKey(message)),
    of: messageKey(message),
    channel: "lark",
    chat: isPrivate && sender !== undefined ? sender : chat,
    chatType: isPrivate ? "private" : "group",
    from: sender === undefined ? { id: "", anonymous: true } : { id: sender },
    sentAt: instant(at, now),
    message,
  };
}
